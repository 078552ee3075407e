"""A table as CSV: UTF-8, commas, and no cell that a spreadsheet program takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from missions.intake.cells import harmless
from missions.intake.columns import Column
from missions.intake.folder import Table
from missions.intake.targets.grid import cells_of


def csv_bytes(table: Table[Any], columns: Sequence[Column]) -> bytes:
    """Return the table's open columns as a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([harmless(cell) for cell in cells_of(row, columns)] for row in table.rows)
    return text.getvalue().encode()
