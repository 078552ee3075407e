"""Documents: kinds, dates, and what the machine-readable zone says.

The two columns of the zone hold a passport's lines, or those of a visa or of a card of two lines.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from missions.documents import mrz
from missions.documents.names import Likeness, compare, explain
from missions.documents.rules import normalised
from missions.intake.cells import closest
from missions.intake.columns import column_named
from missions.intake.faults import Cause, Findings
from missions.intake.folder import Table, TripFolder
from missions.intake.plan_rows import DocumentRow
from missions.intake.rows import PersonRow

PAPERS = (
    "passport",
    "visa",
    "entry_permit",
    "insurance",
    "vaccination",
    "waiver",
    "background_check",
    "child_protection",
    "guardian_consent",
    "medical_form",
    "funds",
)
"""The kinds of requirements that a paper answers."""

_NO_DAY = date(2050, 1, 1)
"""Where a trip does not say when it ends: two digits are then a year from 2000 to 2099."""


def check_documents(folder: TripFolder, findings: Findings) -> None:
    """Check every document; take from the machine-readable zone what its row leaves blank."""
    kinds = _kinds(folder)
    people = {row.key: row for row in folder.people.rows}
    on = folder.settings.ends or _NO_DAY
    for row in folder.documents.rows:
        _check_kind(folder, row, kinds, findings)
        if row.mrz1 or row.mrz2:
            zone = _read_zone(folder.documents, row, on, findings)
            if zone is not None:
                _compare(folder.documents, row, zone, findings)
                _compare_person(folder, people.get(row.person), zone, findings)
        _check_dates(folder.documents, row, findings)
    _check_ties(folder.documents, findings)


def _kinds(folder: TripFolder) -> dict[str, str]:
    forms = (row.title for row in folder.requirement.rows if row.kind == "form" and row.title)
    return {kind.casefold(): kind for kind in (*PAPERS, *forms)}


def _check_kind(
    folder: TripFolder, row: DocumentRow, kinds: dict[str, str], findings: Findings
) -> None:
    low = row.kind.casefold()
    known = kinds.get(low) or kinds.get(low.replace(" ", "_"))
    if known:
        row.kind = known
    elif row.kind and not folder.requirement.broken:
        table = folder.documents
        wanted = "one of " + ", ".join(kinds.values())
        likely = closest(low, kinds)
        findings.fault(
            Cause.VALUE, table.place(row, "kind"), table.cell(row, "kind"), wanted, likely
        )


def _read_zone(
    table: Table[DocumentRow], row: DocumentRow, on: date, findings: Findings
) -> mrz.Zone | None:
    """Return what a row's two lines say; keep them as they are read, typing mistakes put right.

    Both lines may stand in one cell. Nobody on the trip is born after `on`.
    """
    lines = mrz.tidy((row.mrz1, row.mrz2))
    reading = mrz.parse(lines if len(lines) == 2 else (row.mrz1, row.mrz2), on)
    row.mrz1, row.mrz2 = reading.lines
    for flaw in reading.flaws:
        column = f"mrz{flaw.line}"
        findings.fault(
            Cause.MRZ, table.place(row, column), table.cell(row, column), flaw.wanted, flaw.likely
        )
    if reading.zone is not None:
        _tell_repairs(table, row, reading, findings)
    return reading.zone


def _tell_repairs(
    table: Table[DocumentRow], row: DocumentRow, reading: mrz.Reading, findings: Findings
) -> None:
    for number, line in enumerate(reading.lines, 1):
        repairs = [str(repair) for repair in reading.repairs if repair.line == number]
        if repairs:
            text = f"It was mistyped and is read as {line}: {'; '.join(repairs)}."
            findings.notice(table.place(row, f"mrz{number}"), text)


def _compare(
    table: Table[DocumentRow], row: DocumentRow, zone: mrz.Zone, findings: Findings
) -> None:
    same_number = normalised(row.number) == zone.number
    _take(table, row, "number", zone.number, zone.number if same_number else row.number, findings)
    _take(table, row, "country", zone.issuer, row.country, findings)
    _take(table, row, "expires", zone.expires, row.expires, findings)
    written = row.name_on_document
    same = zone.name if written and _same_name(table, row, zone, findings) else written
    _take(table, row, "name_on_document", zone.name, same, findings)


def _same_name(
    table: Table[DocumentRow], row: DocumentRow, zone: mrz.Zone, findings: Findings
) -> bool:
    """Whether the name as written can be the zone's, which cuts off what is too long for it."""
    likeness = compare(row.name_on_document, zone.name)
    if likeness is Likeness.SWAPPED:
        text = explain(row.name_on_document, zone.name)
        findings.warn(table.place(row, "name_on_document"), f"{text[0].upper()}{text[1:]}.")
    elif zone.names_cut and likeness in (Likeness.CUT, Likeness.MIDDLE):
        return True
    return likeness in (Likeness.SAME, Likeness.SWAPPED, Likeness.UNKNOWN)


def _take(
    table: Table[Any], row: Any, attribute: str, zone: Any, written: Any, findings: Findings
) -> None:
    """Take a blank column's value from the zone; a different one is a fault."""
    if not zone or zone == written:
        return
    if not written:
        row.derive(attribute, zone)
        return
    likely = column_named(table.row, attribute).cell(zone)
    wanted = "the same as in the passport's machine-readable zone"
    findings.fault(
        Cause.MRZ, table.place(row, attribute), table.cell(row, attribute), wanted, likely
    )


def _compare_person(
    folder: TripFolder, person: PersonRow | None, zone: mrz.Zone, findings: Findings
) -> None:
    if person is None:
        return
    unspoken = zone.sex == "X" and person.gender
    _take(folder.people, person, "birth_date", zone.birth_date, person.birth_date, findings)
    _take(folder.people, person, "gender", "" if unspoken else zone.sex, person.gender, findings)


def _check_dates(table: Table[DocumentRow], row: DocumentRow, findings: Findings) -> None:
    if row.expires is None:
        return
    for attribute in ("issued", "valid_from"):
        start = getattr(row, attribute)
        if start is not None and row.expires < start:
            wanted = f"a day not before {attribute}, {start.isoformat()}"
            findings.fault(
                Cause.EXPIRES, table.place(row, "expires"), table.cell(row, "expires"), wanted
            )
            return


def _check_ties(table: Table[DocumentRow], findings: Findings) -> None:
    """Find what is tied to, or replaced by, a document that cannot be meant; two chosen passports.

    A key that no document has is found where all references are.
    """
    by_key = {row.key: row for row in table.rows}
    chosen: dict[str, DocumentRow] = {}
    for row in table.rows:
        passport, newer = by_key.get(row.tied_to), by_key.get(row.replaced_by)
        if passport and (passport.person != row.person or passport.kind != "passport"):
            _tie_fault(table, row, "tied_to", "the key of a passport of the same person", findings)
        if newer and (newer.person != row.person or newer.kind != row.kind):
            wanted = "the key of a document of the same person and kind"
            _tie_fault(table, row, "replaced_by", wanted, findings)
        if newer and _in_a_circle(row, by_key):
            wanted = "a document that this one does not replace in its turn"
            _tie_fault(table, row, "replaced_by", wanted, findings)
        if row.chosen:
            first = chosen.setdefault(row.person, row)
            if row.kind != "passport" or first is not row:
                _tie_fault(table, row, "chosen", "yes for one passport a person", findings)


def _in_a_circle(row: DocumentRow, by_key: dict[str, DocumentRow]) -> bool:
    seen: set[str] = set()
    key = row.key
    while key and key not in seen:
        seen.add(key)
        newer = by_key.get(key)
        key = newer.replaced_by if newer else ""
    return key == row.key


def _tie_fault(
    table: Table[DocumentRow], row: DocumentRow, column: str, wanted: str, findings: Findings
) -> None:
    findings.fault(Cause.VALUE, table.place(row, column), table.cell(row, column), wanted)
