"""All that can be said of a folder as a whole, once its cells are read.

`examine` completes the rows (names, handles, marks, zones, what a passport's lines say) and finds
every fault that shows only when tables are laid side by side. It works on a folder that stands
alone as on one that was laid over what the service holds already.
"""

from __future__ import annotations

from typing import Any

from missions.intake.checks.documents import check_documents
from missions.intake.checks.keys import make_keys, make_marks
from missions.intake.checks.people import Names
from missions.intake.checks.places import check_places
from missions.intake.checks.references import check_references
from missions.intake.checks.times import check_times
from missions.intake.columns import Column, columns_of
from missions.intake.faults import Cause, Findings, Place
from missions.intake.folder import Table, TripFolder
from missions.intake.rows import PersonRow

REQUIRED = {"trip": "trip.toml", "people": "people.csv"}


def examine(folder: TripFolder, earlier: Findings) -> Findings:
    """Complete the folder's rows and return what is found, added to `earlier`."""
    findings = earlier + Findings()
    for name, file in REQUIRED.items():
        _check_there(getattr(folder, name), file, findings)
    _check_posture(folder, findings)
    _check_home_zone(folder, findings)
    for row in folder.people.rows:
        _complete_name(folder.people, row, findings)
    for table in folder.tables():
        _check_needed(table, findings)
    make_keys(folder)
    make_marks(folder)
    check_references(folder, Names(folder.people, findings), findings)
    for table in folder.tables():
        _check_twice(table, findings)
    check_documents(folder, findings)
    check_places(folder, findings)
    check_times(folder, findings)
    return findings


def _check_there(table: Table[Any], file: str, findings: Findings) -> None:
    if table.rows or table.broken:
        return
    if table.file.endswith(".toml"):
        findings.fault(Cause.LAYOUT, Place(file), "", "a [trip] table")
    elif table.present:
        findings.fault(Cause.LAYOUT, table.place(), "", "at least one row")
    else:
        findings.fault(Cause.FILE, Place(file), "", f"this file; a trip folder has a {file}")


def _check_posture(folder: TripFolder, findings: Findings) -> None:
    table, trip = folder.trip, folder.settings
    asked = not trip.id or "posture" in trip.given
    if trip.line and asked and not table.cell(trip, "posture").strip():
        text = "It is blank, so the trip is closed, the most careful way. Write open or guarded."
        findings.notice(table.place(trip, "posture"), text)


def _check_home_zone(folder: TripFolder, findings: Findings) -> None:
    """Take UTC for a blank zone at home, and say so."""
    table, trip = folder.trip, folder.settings
    place = table.place(trip, "home_zone")
    if trip.home_zone or findings.blames(place):
        return
    trip.home_zone = "UTC"
    if trip.line:
        text = "It is blank, so the time at home is UTC. Write a zone as America/Chicago."
        findings.notice(place, text)


def _check_needed(table: Table[Any], findings: Findings) -> None:
    """Find blank cells where something must stand; a column that is wholly absent is told once."""
    for column in columns_of(table.row):
        if not column.needed:
            continue
        blank = [row for row in table.rows if not getattr(row, column.attribute)]
        blank = [row for row in blank if not findings.blames(table.place(row, column.attribute))]
        if blank and all(column.attribute not in row.given for row in blank if row.line):
            blank = blank[:1]
        for row in blank:
            place = table.place(row, column.attribute)
            findings.fault(Cause.BLANK, place, "", _wanted(column))


def _wanted(column: Column) -> str:
    choices = ", ".join(column.allowed)
    what = f"one of {choices}" if choices else str(column.kind.value)
    return f"{what} in {column.name}"


def _check_twice(table: Table[Any], findings: Findings) -> None:
    """Find rows that cannot be told apart. People's keys differ by more than capitals."""
    identity = table.row.IDENTITY
    if not table.row.ONCE:
        return
    fold = str.casefold if table.name == "people" else str
    seen: dict[tuple[str, ...], Any] = {}
    for row in table.rows:
        handle = tuple(fold(getattr(row, attribute)) for attribute in identity)
        first = seen.setdefault(handle, row)
        if first is not row and any(handle):
            attribute = identity[-1]
            wanted = f"each {' and '.join(identity)} once; {table.place(first)} has it already"
            place = table.place(row, attribute)
            findings.fault(Cause.TWICE, place, table.cell(row, attribute), wanted)


def _complete_name(table: Table[PersonRow], row: PersonRow, findings: Findings) -> None:
    """Bring the legal name into both its forms: `KIM, MIN JUN`, and the two columns."""
    if row.surname or row.given_names:
        whole = ", ".join(part for part in (row.surname, row.given_names) if part)
        if not row.legal_name:
            row.derive("legal_name", whole)
        elif row.legal_name != whole and not _same_letters(row, whole):
            text = f"It differs from surname and given_names, which read {whole}."
            findings.warn(table.place(row, "legal_name"), text)
        return
    if not row.legal_name:
        return
    surname, comma, given = row.legal_name.partition(",")
    if not comma:
        surname, given = "", row.legal_name
        if " " in given.strip() and given.isascii():
            text = f"Which part of “{given[:80]}” is the surname? Write it first, as KIM, MIN JUN."
            findings.warn(table.place(row, "legal_name"), text)
    row.derive("surname", surname.strip())
    row.derive("given_names", given.strip())


def _same_letters(row: PersonRow, whole: str) -> bool:
    turned = f"{row.given_names} {row.surname}"
    return _letters(row.legal_name) in {_letters(whole), _letters(turned)}


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
