"""A marked, closed trip that tests may ruin: built once, copied for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from missions import clock
from missions.installation import open_installation
from missions.settings import at_home
from missions.web.app import create_app
from tests.proof.world import JUNE, World, mailing, world
from tests.web.house import House


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """The home of a closed trip, and what is known of it."""
    home = tmp_path_factory.mktemp("pristine") / "home"
    with world(home, "closed") as made:
        pass
    return home, made


@pytest.fixture
def copied(pristine: tuple[Path, World], tmp_path: Path) -> Iterator[World]:
    """A copy of its own, in June."""
    home, known = pristine
    shutil.copytree(home, tmp_path / "home")
    with clock.frozen(JUNE):
        installation = open_installation(mailing(at_home(tmp_path / "home")))
        house = House(installation, create_app(installation))
        yield World(house, known.trip, known.members, known.links)
        installation.close()
