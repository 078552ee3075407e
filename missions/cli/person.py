"""`missions person`: a person's own data, erasing, and records of safeguarding."""

from __future__ import annotations

import os
from pathlib import Path

import click
from sqlalchemy import select

from missions import clock
from missions.audit import log
from missions.audit.log import OPERATOR
from missions.cli.main import LazyGroup, Table
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option, say
from missions.documents.queries import documents_numbered
from missions.installation import Installation
from missions.policy.actions import Action
from missions.retention.erasing import EraseRefused
from missions.retention.erasing import erase as erase_person
from missions.retention.own_archive import packed
from missions.retention.own_data import everything
from missions.retention.safeguarding import Opened, read_records
from missions.trips.model import Trip
from missions.web.queries import person_of

COMMANDS: Table = {
    "data": ("missions.cli.person:data", "Write all that is kept about a person as a .zip."),
    "erase": ("missions.cli.person:erase", "Erase a person from every trip."),
    "find": ("missions.cli.person:find", "Say whose document bears a number."),
    "safeguarding": ("missions.cli.person:safeguarding", "List who was cleared for children."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def person() -> None:
    """What is kept about one person: hand it over, erase it."""


@click.command()
@click.argument("code")
@click.argument("key")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The .zip to write.")
@json_option
@guarded
def data(code: str, key: str, out: Path, as_json: bool) -> None:
    """Write what is kept about person KEY of trip CODE, on all trips of the same account."""
    if out.exists():
        raise click.UsageError(f"{out} is there already. Name another file.")
    with installed() as installation:
        found = _person(installation, code, key)
        with installation.store.write() as session:
            own = everything(installation, session, found, OPERATOR)
    _write(out, packed(own, clock.now()))
    counts = {section.name: len(section.rows) for section in own.sections}
    document = {"code": code, "person": key, "out": str(out), "rows": counts}
    answer(document, as_json, f"Written to {out}: {sum(counts.values())} rows.")
    say("It holds what is sealed here, in the plain. Hand it over safely, then delete it.")


@click.command()
@click.argument("number")
@json_option
@guarded
def find(number: str, as_json: bool) -> None:
    """Say whose document bears NUMBER, on every trip; it is looked for whole, in any spacing."""
    with installed() as installation, installation.store.write() as session:
        found = documents_numbered(installation, session, number)
        codes = dict(session.execute(select(Trip.id, Trip.code)).all())
        for row in found:
            log.record(session, OPERATOR, Action.DOCUMENT_FIND, row.trip_id, "found=1", row.trip_id)
    document = [
        {"code": codes[row.trip_id], "person": row.person, "kind": row.kind} for row in found
    ]
    lines = [f"{row['code']:<16} {row['person']:<16} {row['kind']}" for row in document]
    answer(document, as_json, *(lines or ["No document bears that number."]))


@click.command()
@click.argument("code")
@click.argument("key")
@click.option("--yes", is_flag=True, help="Don't ask.")
@json_option
@guarded
def erase(code: str, key: str, yes: bool, as_json: bool) -> None:
    """Erase person KEY of trip CODE from every trip of the same account; no way back."""
    with installed() as installation:
        found = _person(installation, code, key)
        if not yes and click.prompt(f"Type {key} to erase this person", err=True) != key:
            _refuse("That was another key. Nothing was erased.", as_json)
        try:
            done = erase_person(installation, found, OPERATOR)
        except EraseRefused:
            _refuse(
                "A trip that is ahead or running counts on this person. Take them off it first.",
                as_json,
            )
    document = {
        "code": code,
        "trips": done.trips,
        "account_closed": done.account_closed,
        "safeguarding_records": done.records,
    }
    closed = " Their account is closed." if done.account_closed else ""
    answer(document, as_json, f"Erased, from {done.trips} trips.{closed}")


@click.command()
@click.option("--name", default="", help="Only names that hold this.")
@click.option("--year", type=int, help="Only trips of this year.")
@json_option
@guarded
def safeguarding(name: str, year: int | None, as_json: bool) -> None:
    """List who was with children, and how they were cleared; the log says that you looked."""
    with installed() as installation:
        records = [one for one in read_records(installation, OPERATOR) if _wanted(one, name, year)]
    document = [{**one.record, "kept_until": one.kept_until.isoformat()} for one in records]
    answer(document, as_json, *(map(_line, records) if records else ["No records."]))


def _wanted(one: Opened, name: str, year: int | None) -> bool:
    years = range(int(one.record["trip"]["starts"][:4]), int(one.record["trip"]["ends"][:4]) + 1)
    named = name.casefold() in one.record["legal_name"].casefold()
    return named and (year is None or year in years)


def _line(one: Opened) -> str:
    record = one.record
    papers = ", ".join(f"{paper['kind']} {paper['state']}" for paper in record["documents"])
    return (
        f"{record['legal_name']:<28} born {record['birth_date'] or 'unknown':<10}"
        f"  {record['trip']['starts']} to {record['trip']['ends']}  {record['role']:<10}"
        f"  {'with children' if record['with_children'] else 'not with children'}"
        f"  {papers or 'no papers'}  kept until {one.kept_until}"
    )


def _person(installation: Installation, code: str, key: str) -> str:
    with installation.store.read() as session:
        found = person_of(session, code, key)
    if found is None:
        raise click.UsageError(f"There is no person “{key}” in a trip “{code}”.")
    return found


def _write(out: Path, content: bytes) -> None:
    handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def _refuse(text: str, as_json: bool) -> None:
    if as_json:
        answer({"error": text}, True)
    fail(text, BAD_INPUT)
