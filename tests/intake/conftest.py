"""What the tests of intake may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from missions.intake.template import write_template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The empty workbook."""
    path: Path = write_template(tmp_path_factory.mktemp("template") / "trip.xlsx")
    return path.read_bytes()
