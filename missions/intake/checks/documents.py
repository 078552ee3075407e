"""Documents: kinds, dates, and what the machine-readable zone says."""

from __future__ import annotations

from datetime import date
from typing import Any

from missions.intake.cells import closest
from missions.intake.checks import mrz
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


def check_documents(folder: TripFolder, findings: Findings) -> None:
    """Check every document; take from the machine-readable zone what its row leaves blank."""
    kinds = _kinds(folder)
    people = {row.key: row for row in folder.people.rows}
    latest_birth = folder.settings.ends or date(2099, 12, 31)
    for row in folder.documents.rows:
        _check_kind(folder, row, kinds, findings)
        if row.mrz1 or row.mrz2:
            passport = _read_zone(folder.documents, row, latest_birth, findings)
            if passport is not None:
                _compare(folder.documents, row, passport, findings)
                _compare_person(folder, row, people.get(row.person), passport, findings)
        _check_dates(folder.documents, row, findings)


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
    table: Table[DocumentRow], row: DocumentRow, latest_birth: date, findings: Findings
) -> mrz.Passport | None:
    row.mrz1, row.mrz2 = mrz.tidy(row.mrz1), mrz.tidy(row.mrz2)
    found = mrz.flaws(row.mrz1, row.mrz2)
    for flaw in found:
        column = f"mrz{flaw.line}"
        findings.fault(
            Cause.MRZ, table.place(row, column), table.cell(row, column), flaw.wanted, flaw.likely
        )
    return None if found else mrz.read(row.mrz1, row.mrz2, latest_birth)


def _compare(
    table: Table[DocumentRow], row: DocumentRow, passport: mrz.Passport, findings: Findings
) -> None:
    _take(table, row, "number", passport.number, row.number.upper().replace(" ", ""), findings)
    _take(table, row, "country", passport.country, row.country, findings)
    _take(table, row, "expires", passport.expires, row.expires, findings)
    written = row.name_on_document
    same = passport.name if written and mrz.same_name(written, passport) else written
    _take(table, row, "name_on_document", passport.name, same, findings)


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
    folder: TripFolder,
    row: DocumentRow,
    person: PersonRow | None,
    passport: mrz.Passport,
    findings: Findings,
) -> None:
    if person is None:
        return
    _take(folder.people, person, "birth_date", passport.birth_date, person.birth_date, findings)
    unspoken = passport.sex == "X" and person.gender
    _take(
        folder.people, person, "gender", "" if unspoken else passport.sex, person.gender, findings
    )


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
