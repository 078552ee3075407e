"""Installations for tests: a database of the test's own, keys in its folder."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from missions.assets import samples_dir
from missions.audit.log import OPERATOR
from missions.briefing.actions import publish
from missions.installation import Installation, create, open_installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.settings import Settings, at_home


@pytest.fixture
def settings(migrated_url: str, tmp_path: Path) -> Settings:
    """Settings of a home below the test's folder, on the test's database."""
    return replace(at_home(tmp_path / "home"), database_url=migrated_url)


@pytest.fixture
def installation(settings: Settings) -> Iterator[Installation]:
    """An installation on a migrated, empty database."""
    create(settings)
    opened = open_installation(settings)
    yield opened
    opened.close()


def sqlite_installation(home: Path) -> Installation:
    """Return an installation of its own in a folder, for tests that share one."""
    made = at_home(home)
    create(made)
    return open_installation(made)


def publish_samples(home: Path) -> None:
    """Make an installation with both sample trips in their first edition."""
    installation = sqlite_installation(home)
    for code in ("spring-27", "casa-27"):
        import_trip(installation, read_trip(samples_dir() / code), actor=OPERATOR)
        publish(installation, code, OPERATOR, "First plan")
    installation.close()
