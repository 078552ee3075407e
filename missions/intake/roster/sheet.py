"""A roster as it was handed over, CSV or XLSX, to a heading and rows of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from missions.intake.cells import plain
from missions.intake.faults import Cause, Findings, IntakeRefused, Place, Remark
from missions.intake.roster.wordings import heading_target
from missions.intake.rows import PersonRow
from missions.intake.sources.csv_file import read_csv
from missions.intake.sources.handed import MAX_FILE, within
from missions.intake.sources.sheets import MAX_ROWS, Sheet
from missions.intake.sources.xlsx_file import MAX_COLUMNS, read_first

LINES_ABOVE = 10
"""Lines of titles that may stand above the heading."""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A row's number as a spreadsheet program shows it, and its cells, as many as the heading."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster's file, sheet ("" in CSV), heading and rows, and what is to be said of it."""

    file: str
    part: str
    header: tuple[str, ...]
    rows: tuple[RosterRow, ...]
    notices: tuple[Remark, ...] = ()

    def samples(self, most: int = 200) -> tuple[tuple[str, ...], ...]:
        """Return the first rows' cells, for guessing."""
        return tuple(row.cells for row in self.rows[:most])


def read_roster(name: str, data: bytes) -> Roster:
    """Read a roster; of a workbook, the first sheet that holds something.

    Raises:
        IntakeRefused: it cannot be read, or holds no rows.
    """
    findings = Findings()
    sheet = _sheet(name, data, findings)
    if sheet is not None and not findings.faults:
        _find_header(sheet)
        if len(sheet.rows) > MAX_ROWS:
            findings.fault(Cause.LIMIT, Place(name), "", f"at most {MAX_ROWS:,} rows")
        elif len(sheet.header) > MAX_COLUMNS:
            findings.fault(Cause.LIMIT, sheet.place(), "", f"at most {MAX_COLUMNS} columns")
        elif not sheet.rows:
            findings.fault(Cause.LAYOUT, sheet.place(), "", "a heading, and at least one row")
    if sheet is None or findings.faults:
        raise IntakeRefused(findings.faults)
    return _roster(sheet, findings)


def _roster(sheet: Sheet, findings: Findings) -> Roster:
    width = max(len(sheet.header), *map(len, sheet.rows))
    rows = tuple(
        RosterRow(line, _cells(row, width))
        for line, row in zip(sheet.lines, sheet.rows, strict=True)
    )
    return Roster(
        sheet.file, sheet.part, _cells(sheet.header, width), rows, tuple(findings.notices)
    )


def _cells(row: Sequence[str | None], width: int) -> tuple[str, ...]:
    cells = [plain(cell) if cell else "" for cell in row]
    return tuple(cells + [""] * (width - len(cells)))


def _sheet(name: str, data: bytes, findings: Findings) -> Sheet | None:
    whole = within(MAX_FILE, name, data, findings)
    if whole is None:
        return None
    if whole.startswith(b"PK"):
        return read_first(name, whole, findings)
    if whole.startswith(b"\xd0\xcf\x11\xe0"):
        wanted = "an .xlsx workbook; this is an old .xls one, or it has a password"
        findings.fault(Cause.FILE, Place(name), "", wanted)
        return None
    return read_csv(name, whole, PersonRow, findings)


def _find_header(sheet: Sheet) -> None:
    """Move the heading down past lines of titles: to the line that names most known columns."""

    def known(row: Sequence[str | None]) -> int:
        return sum(bool(heading_target(cell or "")[0]) for cell in row)

    lines = [sheet.header, *sheet.rows[:LINES_ABOVE]]
    best = max(range(len(lines)), key=lambda index: (known(lines[index]), -index))
    if best and known(lines[best]) > max(1, known(sheet.header)):
        sheet.header = [cell or "" for cell in sheet.rows[best - 1]]
        sheet.header_line = sheet.lines[best - 1]
        sheet.rows, sheet.lines = sheet.rows[best:], sheet.lines[best:]
