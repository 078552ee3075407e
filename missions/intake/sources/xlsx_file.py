"""A workbook to sheets. Formulas are taken as the text they are; date cells as their date."""

from __future__ import annotations

import io
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from missions.intake.cells import closest, without_hidden
from missions.intake.columns import folded
from missions.intake.faults import Cause, Findings, Place
from missions.intake.folder import TABLES
from missions.intake.sources.handed import MAX_ENTRIES, MAX_UNPACKED, MIB
from missions.intake.sources.sheets import MAX_ROWS, Sheet

MAX_COLUMNS = 200
_ANY_DAY = date(2000, 1, 1)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
)
"""What the parser raises for a workbook that is damaged or forged; XML errors are SyntaxErrors."""


def read_xlsx(file: str, data: bytes, findings: Findings) -> dict[str, Sheet]:
    """Return the known sheets by table; what is damaged becomes a fault."""
    try:
        if not _harmless(file, data, findings):
            return {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _sheets(file, data, findings)
    except _BROKEN:
        findings.fault(Cause.FILE, Place(file), "", "an .xlsx workbook that is whole")
        return {}


def read_first(file: str, data: bytes, findings: Findings) -> Sheet | None:
    """Return the first sheet that holds something, whatever it is called; None after a fault."""
    try:
        if not _harmless(file, data, findings):
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _first(file, data, findings)
    except _BROKEN:
        findings.fault(Cause.FILE, Place(file), "", "an .xlsx workbook that is whole")
        return None


def _first(file: str, data: bytes, findings: Findings) -> Sheet | None:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        for worksheet in book.worksheets:
            sheet = _sheet(file, worksheet.title, _texts(worksheet), findings)
            if sheet.header:
                others = [each for each in book.sheetnames if each != worksheet.title]
                _tell_of_others(sheet, others, findings)
                return sheet
    finally:
        book.close()
    findings.fault(Cause.LAYOUT, Place(file), "", "a sheet with a heading row")
    return None


def _tell_of_others(sheet: Sheet, others: Sequence[str], findings: Findings) -> None:
    if others:
        text = f"Only this sheet is read; left out: {', '.join(others)[:200]}."
        findings.notice(Place(sheet.file, sheet.part), text)


def _harmless(file: str, data: bytes, findings: Findings) -> bool:
    """Unpack every part once, counting; refuse one that swells or brings its own entities."""
    room = MAX_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if len(archive.infolist()) > MAX_ENTRIES:
            findings.fault(Cause.LIMIT, Place(file), "", f"at most {MAX_ENTRIES:,} parts")
            return False
        for entry in archive.infolist():
            with archive.open(entry) as part:
                content = part.read(room + 1)
            room -= len(content)
            if room < 0:
                wanted = f"at most {MAX_UNPACKED // MIB} MiB when it is unpacked"
                findings.fault(Cause.LIMIT, Place(file), "", wanted)
                return False
            if _declares_entities(entry.filename, content):
                raise zipfile.BadZipFile(entry.filename)
    return True


def _declares_entities(name: str, content: bytes) -> bool:
    if not name.endswith((".xml", ".rels", ".vml")):
        return False
    return (
        b"<!DOCTYPE" in content
        or b"<!ENTITY" in content
        or content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    )


def _sheets(file: str, data: bytes, findings: Findings) -> dict[str, Sheet]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    sheets: dict[str, Sheet] = {}
    try:
        for title in book.sheetnames:
            name = folded(title).removesuffix(".csv")
            if name not in TABLES:
                _unknown(file, title, findings)
            elif name in sheets:
                wanted = f"one sheet {name}; here are two"
                findings.fault(Cause.TWICE, Place(file, title), "", wanted)
            else:
                sheet = _sheet(file, title, _texts(book[title]), findings)
                if sheet.header:
                    sheets[name] = _one_row(sheet) if name == "trip" else sheet
    finally:
        book.close()
    return sheets


def _unknown(file: str, title: str, findings: Findings) -> None:
    likely = closest(folded(title), TABLES, 0.75)
    hint = f" Did you mean {likely}?" if likely else ""
    text = f"This sheet is not known and was left out.{hint}"
    (findings.warn if likely else findings.notice)(Place(file, title), text)


def _texts(worksheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, with their numbers."""
    worksheet.reset_dimensions()
    for line, row in enumerate(worksheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        cells = [_text(cell) if cell.value is not None else "" for cell in row]
        if any(cells) and any(cell.strip() for cell in cells):
            yield line, cells


def _text(cell: Any) -> str:
    value = cell.value
    match value:
        case str():
            clean = without_hidden(value)
            text = clean if clean.isascii() else unicodedata.normalize("NFC", clean)
        case bool():
            text = "yes" if value else "no"
        case float() if value.is_integer() and abs(value) < 1e15:
            text = str(int(value))
        case datetime():
            shows_time = "h" in cell.number_format.lower()
            text = _moment(value) if shows_time or value.time() != time() else f"{value:%Y-%m-%d}"
        case time():
            text = _moment(datetime.combine(_ANY_DAY, value))[11:]
        case timedelta() if timedelta() <= value < timedelta(days=1):
            text = _moment(datetime.combine(_ANY_DAY, time()) + value)[11:]
        case _:
            text = str(value)
    return text


def _moment(value: datetime) -> str:
    """Return a date cell's text, to the minute: such cells are fractions of a day."""
    rounded = value + timedelta(seconds=30)
    return rounded.replace(second=0, microsecond=0).isoformat(timespec="minutes")


def _sheet(
    file: str, title: str, rows: Iterator[tuple[int, list[str]]], findings: Findings
) -> Sheet:
    header_line, header = next(rows, (1, []))
    while header and not header[-1].strip():
        header.pop()
    sheet = Sheet(file, title, header, header_line=header_line)
    for line, cells in rows:
        if len(sheet.rows) >= MAX_ROWS:
            findings.fault(
                Cause.LIMIT, sheet.place(line), "", f"at most {MAX_ROWS:,} rows in a sheet"
            )
            sheet.broken = True
            break
        sheet.lines.append(line)
        sheet.rows.append(_trimmed(cells, len(header)))
    return sheet


def _trimmed(cells: list[str], width: int) -> list[str]:
    """Return a row without the blank cells beyond its heading."""
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    return cells


def _one_row(sheet: Sheet) -> Sheet:
    """Turn the sheet `trip`, a name and a value a row, into a sheet with one row."""
    pairs = [(*row, "", "")[:2] for row in [sheet.header, *sheet.rows]]
    lines = [sheet.header_line, *sheet.lines]
    named = [
        (line, str(name), str(value))
        for line, (name, value) in zip(lines, pairs, strict=True)
        if (name and folded(str(name)) != "name") or (value and folded(str(value)) != "value")
    ]
    turned = Sheet(sheet.file, sheet.part, [name for _, name, _ in named])
    turned.lines, turned.rows = [1], [[value for _, _, value in named]]
    turned.cell_lines = {(1, name): line for line, name, _ in named}
    return turned
