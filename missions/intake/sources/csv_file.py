"""A CSV file to a sheet: any of the usual encodings and delimiters, told in a notice."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from missions.intake.columns import Row, folded, headings_of
from missions.intake.faults import Cause, Findings, Place
from missions.intake.sources.decode import DELIMITERS, text_of
from missions.intake.sources.sheets import Sheet

_NAMED = re.compile(r"sep=([,;\t])\n")
"""The line with which a spreadsheet program names the delimiter; it is no row."""
_REASONS = (
    ("unexpected end of data", "a quotation mark that is opened here to be closed"),
    ("field larger than field limit", "a cell of at most 131,072 characters"),
    ("expected after", "a cell whose quotation mark closes at its end; one inside it is doubled"),
)


def read_csv(file: str, data: bytes, row: type[Row], findings: Findings) -> Sheet | None:
    """Return a CSV file's cells; None after a fault that leaves nothing to read."""
    text = text_of(file, data, findings)
    if text is None:
        return None
    named = _NAMED.match(text)
    delimiter = named[1] if named else _delimiter(text, row)
    text = text[named.end() :] if named else text
    if delimiter != ",":
        findings.notice(Place(file), f"Its cells are separated by {DELIMITERS[delimiter]}.")
    sheet = Sheet(file, "", [])
    records = _records(sheet, text, delimiter, findings)
    sheet.header_line, sheet.header = next(records, (1, []))
    for line, cells in records:
        sheet.lines.append(line)
        sheet.rows.append(cells)
    if sheet.header:
        return sheet
    if not sheet.broken:
        findings.fault(Cause.LAYOUT, sheet.place(1), "", "a heading row with the columns' names")
    return None


def _records(
    sheet: Sheet, text: str, delimiter: str, findings: Findings
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, with their numbers in a spreadsheet program."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cells) and any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        wanted = next((words for sign, words in _REASONS if sign in str(error)), str(error))
        findings.fault(Cause.LAYOUT, sheet.place(number + 1), "", wanted)
        sheet.broken = True


def _delimiter(text: str, row: type[Row]) -> str:
    """Return the delimiter under which the heading row names most known columns."""
    known = headings_of(row)
    first = text.lstrip("\n").split("\n", 1)[0]

    def named(delimiter: str) -> int:
        cells = first.split(delimiter)
        return sum(folded(cell.strip().strip('"')) in known for cell in cells)

    best = max(DELIMITERS, key=named)
    if named(best):
        return best
    return max(DELIMITERS, key=first.count)
