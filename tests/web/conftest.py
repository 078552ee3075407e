"""Houses for the pages' tests: an empty one, and one with both sample trips published."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from missions import clock
from missions.installation import Installation, open_installation
from missions.settings import at_home
from tests.factories.installations import publish_samples
from tests.web.house import House, opened

WINTER = datetime(2027, 2, 1, 15, 40, tzinfo=UTC)
"""Five weeks before the closed trip, 09:40 in Chicago."""


@pytest.fixture
def now() -> Iterator[datetime]:
    """Hold the clock at `WINTER`."""
    with clock.frozen(WINTER):
        yield WINTER


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with both sample trips in their first edition; tests work on copies."""
    home = tmp_path_factory.mktemp("samples") / "home"
    with clock.frozen(WINTER):
        publish_samples(home)
    return home


@pytest.fixture
def samples(sample_home: Path, tmp_path: Path, now: datetime) -> Iterator[House]:
    """A house of the test's own with both sample trips, in winter."""
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    installation = open_installation(at_home(home))
    yield opened(installation)
    installation.close()


@pytest.fixture
def house(installation: Installation, now: datetime) -> House:
    """An empty house, once on each database."""
    return opened(installation)
