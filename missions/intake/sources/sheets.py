"""A file's cells before they mean anything, and the reading of them into typed rows.

Every source (CSV, a sheet of a workbook, a table of trip.toml, the sealed file) becomes a
`Sheet`; `read_sheet` turns it into a table's rows. Work goes column by column, which is what
makes a folder of thousands of people quick to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat, zip_longest
from typing import Any, TypeVar

from missions.intake.cells import closest, plain
from missions.intake.columns import Column, Row, columns_of, folded, headings_of
from missions.intake.faults import Cause, Findings, Place, Wrong
from missions.intake.folder import Table

R = TypeVar("R", bound=Row)
Cells = Sequence[str | None]

MAX_ROWS = 5000
"""The most rows of a file or sheet."""


@dataclass(slots=True)
class Sheet:
    """Cells as they stand. A cell of None was not given at all; "" is a blank cell.

    `lines` are the rows' numbers as the reader's own program shows them; `broken` says that rows
    are missing because the file could not be read to its end, `headed` that the first row names
    the columns for all. Where a cell has a line
    of its own, as in trip.toml, `cell_lines` has it by its row's line and its column.
    """

    file: str
    part: str
    header: list[str]
    lines: list[int] = field(default_factory=list)
    rows: list[Cells] = field(default_factory=list)
    header_line: int = 1
    broken: bool = False
    headed: bool = True
    cell_lines: dict[tuple[int, str], int] = field(default_factory=dict)

    def place(self, line: int = 0, column: str = "") -> Place:
        """Return where something of this sheet stands."""
        return Place(self.file, self.part, self.cell_lines.get((line, column), line), column)


def read_sheet(sheet: Sheet, table: Table[R], findings: Findings) -> None:
    """Read a sheet's rows into `table`; what cannot be read becomes faults."""
    table.broken = sheet.broken
    table.file, table.part, table.cell_lines = sheet.file, sheet.part, sheet.cell_lines
    if len(sheet.rows) > MAX_ROWS:
        wanted = f"at most {MAX_ROWS:,} rows; here are {len(sheet.rows):,}"
        findings.fault(Cause.LIMIT, sheet.place(), "", wanted)
        table.broken = True
        return
    headed = _headed(sheet, table.row, findings)
    if sheet.broken and not headed:
        table.broken = True
        return
    table.header = {column.attribute: index for column, index in headed}
    _complain_of_long_rows(sheet, findings)
    by_index = list(zip_longest(*sheet.rows, fillvalue=""))
    places = {column.attribute: index for column, index in headed}
    values: list[Iterable[Any]] = []
    for column in columns_of(table.row):
        index = places.get(column.attribute, len(by_index))
        if index < len(by_index):
            values.append(_read_column(sheet, column, by_index[index], findings))
        else:
            values.append(repeat(column.blank, len(sheet.rows)))
    nothing: repeat[frozenset[str]] = repeat(frozenset())
    row_facts = (sheet.lines, sheet.rows, _given(sheet, headed), nothing, repeat(""))
    table.rows = list(map(table.row, *row_facts, *values))


def _headed(sheet: Sheet, row: type[Row], findings: Findings) -> list[tuple[Column, int]]:
    """Return the known columns with their places; report those that are unknown or double."""
    known = headings_of(row)
    if sheet.headed and not any(folded(heading) in known for heading in sheet.header):
        names = ", ".join(column.name for column in columns_of(row)[:4])
        wanted = f"a heading row with the columns' names, as {names}"
        cell = ", ".join(sheet.header)[:80]
        findings.fault(Cause.LAYOUT, sheet.place(sheet.header_line), cell, wanted)
        sheet.broken = True
        return []
    found: dict[str, tuple[Column, int]] = {}
    for index, heading in enumerate(sheet.header):
        column = known.get(folded(heading))
        if column is None:
            if heading.strip():
                _unknown(sheet, heading, row, findings)
        elif column.attribute in found:
            wanted = f"one column {column.name}; this is the second"
            findings.fault(Cause.LAYOUT, sheet.place(sheet.header_line, heading), heading, wanted)
        else:
            found[column.attribute] = (column, index)
    return list(found.values())


def _unknown(sheet: Sheet, heading: str, row: type[Row], findings: Findings) -> None:
    names = {folded(column.name): column.name for column in columns_of(row)}
    likely = names.get(closest(folded(heading), names, 0.75), "")
    hint = f" Did you mean {likely}?" if likely else ""
    text = f"This column is not known and was left out.{hint}"
    findings.warn(sheet.place(sheet.header_line, heading), text)


def _complain_of_long_rows(sheet: Sheet, findings: Findings) -> None:
    width = len(sheet.header)
    if not sheet.rows or max(map(len, sheet.rows)) <= width:
        return
    for line, row in zip(sheet.lines, sheet.rows, strict=True):
        beyond = [cell for cell in row[width:] if cell and cell.strip()]
        if beyond:
            wanted = (
                f"{width} cells as in the heading; a cell with the delimiter in it stands in"
                " quotation marks"
            )
            findings.fault(Cause.LAYOUT, sheet.place(line), beyond[0], wanted)


def _given(sheet: Sheet, headed: list[tuple[Column, int]]) -> Any:
    """Yield each row's given attributes; one shared set where no cell is missing."""
    everything = frozenset(column.attribute for column, _ in headed)
    if not any(None in row for row in sheet.rows):
        return repeat(everything, len(sheet.rows))
    return [
        frozenset(column.attribute for column, index in headed if row[index] is not None)
        for row in sheet.rows
    ]


def _read_column(sheet: Sheet, column: Column, raw: Cells, findings: Findings) -> list[Any]:
    cells = [plain(cell) if cell else "" for cell in raw]
    read, blank = column.read, column.blank
    if read is None:
        return [cell or blank for cell in cells]
    try:
        return [read(cell) if cell else blank for cell in cells]
    except Wrong:
        return _read_faulty_column(sheet, column, raw, findings)


def _read_faulty_column(sheet: Sheet, column: Column, raw: Cells, findings: Findings) -> list[Any]:
    """Read a column cell by cell, a fault for each that is wrong."""
    assert column.read is not None
    values = []
    for line, cell in zip(sheet.lines, raw, strict=True):
        value = column.blank
        try:
            value = column.read(plain(cell)) if cell and plain(cell) else column.blank
        except Wrong as wrong:
            findings.wrong(wrong, sheet.place(line, column.name), cell or "")
        values.append(value)
    return values
