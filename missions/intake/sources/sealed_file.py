"""`sealed.age`: the sealed columns of a folder, encrypted with a passphrase (age, scrypt).

Inside is JSON: the trip's code, and for each table a heading and rows of cells, read by the same
parsers as every other cell. A column that stands in the open files wins over the sealed one.
"""

from __future__ import annotations

import json
from typing import Any

import pyrage

from missions.intake.columns import Row
from missions.intake.faults import Cause, Findings, Place
from missions.intake.folder import TABLES, Table, TripFolder
from missions.intake.sources.handed import SEALED_FILE
from missions.intake.sources.sheets import Sheet, read_sheet


def pack(code: str, sheets: list[Sheet], passphrase: str) -> bytes:
    """Return the sheets' cells under a passphrase."""
    tables = {sheet.part: [sheet.header, *map(list, sheet.rows)] for sheet in sheets}
    plain = json.dumps({"code": code, "tables": tables}, ensure_ascii=False, sort_keys=True)
    sealed: bytes = pyrage.passphrase.encrypt(plain.encode(), passphrase)
    return sealed


def open_sealed(
    data: bytes, passphrase: str | None, code: str, findings: Findings
) -> dict[str, Sheet]:
    """Return the sheets of a sealed file; none without the passphrase, which is said."""
    if not passphrase:
        text = "It was not opened: no passphrase was given. What it holds stays as it is."
        findings.notice(Place(SEALED_FILE), text)
        return {}
    try:
        content = json.loads(pyrage.passphrase.decrypt(data, passphrase))
        belongs = str(content["code"])
        sheets = {name: _sheet(name, content["tables"][name]) for name in content["tables"]}
    except (pyrage.DecryptError, ValueError, LookupError, TypeError, AttributeError):
        findings.fault(Cause.FILE, Place(SEALED_FILE), "", "the passphrase with which it was saved")
        return {}
    if belongs != code:
        findings.warn(Place(SEALED_FILE), f"It belongs to the trip {belongs} and was left out.")
        return {}
    return {name: sheet for name, sheet in sheets.items() if name in TABLES}


def _sheet(name: str, rows: list[list[str]]) -> Sheet:
    header, *cells = [[str(cell) for cell in row] for row in rows]
    return Sheet(SEALED_FILE, name, header, list(range(2, len(cells) + 2)), list(cells))


def lay_over(folder: TripFolder, sheets: dict[str, Sheet], findings: Findings) -> None:
    """Fill the folder's rows with what the sealed sheets hold for them, found by key."""
    for name, sheet in sheets.items():
        table = getattr(folder, name)
        sealed: Table[Any] = Table(name, table.row)
        read_sheet(sheet, sealed, findings)
        by_key = {_handle(row): row for row in table.rows}
        for row in sealed.rows:
            target = by_key.get(_handle(row))
            if target is not None:
                _fill(target, row)


def _handle(row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, attribute) for attribute in row.IDENTITY)


def _fill(target: Row, row: Row) -> None:
    news = row.given - target.given
    for attribute in news:
        setattr(target, attribute, getattr(row, attribute))
    target.given |= news
