"""A folder as one workbook: text cells, drop-downs, and a note on every heading."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from missions.intake.cells import harmless
from missions.intake.columns import Column, Kind
from missions.intake.folder import Table, TripFolder
from missions.intake.sources.sheets import MAX_ROWS
from missions.intake.targets.disk import CannotSave
from missions.intake.targets.grid import cells_of, open_columns

ORDER = (
    "trip",
    "people",
    "travel",
    "crossings",
    "stays",
    "rooms",
    "schedule",
    "training",
    "attendance",
    "documents",
    "exemptions",
    "overrides",
    "site",
    "partner",
    "word",
    "requirement",
    "contact",
    "page",
)
LONGEST_CELL = 32_767
_WIDE = frozenset({"purpose", "text", "note", "address", "local_address", "people", "title"})
_HEADING = Font(bold=True)
_TINT = PatternFill("solid", fgColor="FFE8EDF2")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


class CellTooLong(CannotSave):
    """A text is longer than a workbook's cell can be; a folder takes it."""


def xlsx_bytes(folder: TripFolder, sealed: Mapping[str, Collection[str]]) -> bytes:
    """Return the folder as a workbook without the sealed columns of each table.

    Raises:
        CellTooLong: naming the sheet and the column.
    """
    book = Workbook()
    book.remove(book.active)
    for name in ORDER:
        table = getattr(folder, name)
        columns = open_columns(table, sealed[name])
        sheet = book.create_sheet(name)
        if name == "trip":
            _fill_pairs(sheet, table, columns)
        else:
            _fill_table(sheet, table, columns)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _fill_table(sheet: Worksheet, table: Table[Any], columns: Sequence[Column]) -> None:
    """Write a heading and a row for each of the table's."""
    for index, column in enumerate(columns, start=1):
        _head(sheet.cell(1, index), column.name, _note(column))
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].number_format = "@"
        sheet.column_dimensions[letter].width = 36 if column.name in _WIDE else 16
        _offer(sheet, column, f"{letter}2:{letter}{MAX_ROWS + 1}")
    for line, row in enumerate(table.rows, start=2):
        for index, text in enumerate(cells_of(row, columns), start=1):
            if text:
                _write(sheet.cell(line, index), text, columns[index - 1])
    sheet.freeze_panes = "B2"


def _fill_pairs(sheet: Worksheet, table: Table[Any], columns: Sequence[Column]) -> None:
    """Write the trip's own settings, a name and a value a row."""
    _head(sheet.cell(1, 1), "name", "")
    _head(sheet.cell(1, 2), "value", "")
    texts = cells_of(table.rows[0], columns) if table.rows else [""] * len(columns)
    for line, (column, text) in enumerate(zip(columns, texts, strict=True), start=2):
        _head(sheet.cell(line, 1), column.name, _note(column))
        _write(sheet.cell(line, 2), text, column)
        _offer(sheet, column, f"B{line}")
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 60
    sheet.freeze_panes = "B2"


def _head(cell: Cell, text: str, note: str) -> None:
    cell.value = text
    cell.font, cell.fill = _HEADING, _TINT
    if note:
        cell.comment = Comment(note, "missions", width=320, height=110)


def _note(column: Column) -> str:
    must = " It may not be blank." if column.needed else ""
    choices = f" One of: {', '.join(column.allowed)}." if column.allowed else ""
    kind = column.kind.value[:1].upper() + column.kind.value[1:]
    return f"{kind}.{choices}{must} {column.note}".strip()


def _write(cell: Cell, text: str, column: Column) -> None:
    """Write text as text, whatever it looks like."""
    if len(text) > LONGEST_CELL:
        raise CellTooLong(
            f"The sheet {cell.parent.title} would hold {len(text):,} characters in one cell of"
            f" {column.name}; a workbook takes {LONGEST_CELL:,}. Save the trip as a folder."
        )
    cell.value = harmless(text) if text.startswith("'") else text
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = harmless(text) != text
    if column.name in _WIDE:
        cell.alignment = _WRAPPED


def _offer(sheet: Worksheet, column: Column, cells: str) -> None:
    """Add a drop-down where there is a choice."""
    choices = ("yes", "no") if column.kind is Kind.YES_NO else column.allowed
    if not choices:
        return
    validation = DataValidation(
        type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True
    )
    validation.errorStyle = "warning"
    validation.error = f"One of: {', '.join(choices)}"[:250]
    sheet.add_data_validation(validation)
    validation.add(cells)
