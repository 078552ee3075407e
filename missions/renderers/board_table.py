"""The readiness board as a table for a spreadsheet program: CSV, or a workbook with the clashes.

CSV is UTF-8 with BOM and CRLF. No cell of either can start a formula. Same table, same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell as Field
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from missions.renderers.csv import Cell, cell_text
from missions.renderers.wording import state_word

PERSON = ("person", "name", "role")
LAST = ("open", "first_due")
CLASH = ("severity", "kind", "day", "reason", "people", "items", "fix", "let_be_because")
WIDE = frozenset({"reason", "fix", "people", "items", "let_be_because"})
MEDIA_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIRST = (1980, 1, 1, 0, 0, 0)
"""The time that every part of a workbook bears, so that equal tables are equal bytes."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A person of the table: a state for each of its columns, "" where it isn't asked."""

    key: str
    name: str
    role: str
    states: tuple[str, ...]
    open: int
    due: date | None


@dataclass(frozen=True, slots=True)
class TableClash:
    """A clash of the table; people by name, items by key."""

    severity: str
    kind: str
    day: date | None
    reason: str
    people: tuple[str, ...]
    items: tuple[str, ...]
    fix: str
    overridden: str


@dataclass(frozen=True, slots=True)
class BoardTable:
    """The board as plain values; `made` is the day and time at home when it was judged."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    clashes: tuple[TableClash, ...]
    made: datetime


def board_csv(table: BoardTable) -> bytes:
    """Return people × requirements as CSV bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([cell_text(name) for name in _heads(table)])
    writer.writerows([cell_text(cell) for cell in _cells(row)] for row in table.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def board_xlsx(table: BoardTable) -> bytes:
    """Return a workbook: people × requirements, and the clashes of the plan."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = ""
    book.properties.created = book.properties.modified = table.made
    _fill(book.create_sheet("ready"), _heads(table), [_cells(row) for row in table.rows], "D2")
    _fill(book.create_sheet("clashes"), CLASH, [_clash(row) for row in table.clashes], "A2")
    data = io.BytesIO()
    book.save(data)
    return _steady(data.getvalue(), table.made)


def _heads(table: BoardTable) -> Sequence[str]:
    return (*PERSON, *table.columns, *LAST)


def _cells(row: TableRow) -> Sequence[Cell]:
    words = (state_word(state) if state else "" for state in row.states)
    return (row.key, row.name, row.role, *words, row.open, row.due)


def _clash(row: TableClash) -> Sequence[Cell]:
    people, items = "; ".join(row.people), "; ".join(row.items)
    return (
        *(row.severity, row.kind, row.day, row.reason),
        *(people, items, row.fix, row.overridden),
    )


def _fill(
    sheet: Worksheet, heads: Sequence[str], rows: Iterable[Sequence[Cell]], freeze: str
) -> None:
    for index, head in enumerate(heads, start=1):
        _write(sheet.cell(1, index), head)
        sheet.cell(1, index).font = Font(bold=True)
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = 44 if head in WIDE else 16
    for line, row in enumerate(rows, start=2):
        for index, value in enumerate(row, start=1):
            field = sheet.cell(line, index)
            _write(field, value)
            if heads[index - 1] in WIDE:
                field.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = freeze


def _write(field: Field, value: Cell) -> None:
    """Write numbers and dates as such, everything else as text that no program takes further."""
    if value is None or value == "":
        return
    if isinstance(value, date):
        field.value, field.number_format = value, "yyyy-mm-dd"
    elif isinstance(value, int):
        field.value = value
    else:
        field.value = cell_text(value)
        field.data_type, field.number_format = "s", "@"


def _steady(packed: bytes, made: datetime) -> bytes:
    """Return the workbook with the times that saving wrote into it put right."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(packed)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _dated(content, made)
            info = ZipInfo(name, _FIRST)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()


def _dated(core: bytes, made: datetime) -> bytes:
    start, end = b'<dcterms:modified xsi:type="dcterms:W3CDTF">', b"</dcterms:modified>"
    before, found, rest = core.partition(start)
    if not found:
        return core
    return (
        before + start + made.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + end + rest.partition(end)[2]
    )
