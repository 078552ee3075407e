"""A house in winter with both sample trips, a copy for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from missions import clock
from missions.installation import Installation, open_installation
from missions.settings import at_home
from tests.board.winter import NOW
from tests.factories.installations import publish_samples


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with both sample trips; tests work on copies."""
    home = tmp_path_factory.mktemp("supposing") / "home"
    with clock.frozen(NOW):
        publish_samples(home)
    return home


@pytest.fixture
def house(sample_home: Path, tmp_path: Path) -> Iterator[Installation]:
    """An installation of the test's own, in winter."""
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    opened = open_installation(at_home(home))
    with clock.frozen(NOW):
        yield opened
    opened.close()
