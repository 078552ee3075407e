"""An empty workbook to fill in: every sheet and column, text cells, drop-downs and notes."""

from __future__ import annotations

from pathlib import Path

from missions.intake.folder import TABLES, TripFolder
from missions.intake.targets.disk import write_files
from missions.intake.targets.xlsx_file import xlsx_bytes


def write_template(path: Path) -> Path:
    """Write the template to `path` and return where it is.

    Raises:
        CannotSave: the place cannot be written.
    """
    write_files(path.parent, {path.name: xlsx_bytes(TripFolder(), dict.fromkeys(TABLES, ()))})
    return path
