"""`missions document`: what is on file of whom, accepted or returned, and what ends soon."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.audit.log import OPERATOR
from missions.briefing.queries import trip_by_code
from missions.cli.main import LazyGroup, Table
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option
from missions.documents import reviewing
from missions.documents.fields import COLUMNS
from missions.documents.model import Document
from missions.documents.opening import open_papers
from missions.documents.owning import NotThere, Owner, owner_of
from missions.documents.queries import events_of, expiring, scans_of
from missions.documents.reviewing import NoReason
from missions.documents.rules import WATCHED, in_days
from missions.installation import Installation
from missions.trips.model import Membership, Trip
from missions.web.documents_telling import readers_of

COMMANDS: Table = {
    "list": ("missions.cli.document:list_", "List the documents of a trip."),
    "show": ("missions.cli.document:show", "Show a document with what is sealed, and its history."),
    "accept": ("missions.cli.document:accept", "Accept a document."),
    "return": ("missions.cli.document:return_", "Return a document with a reason."),
    "expiring": ("missions.cli.document:expiring_", "List the documents that end soon."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def document() -> None:
    """Passports, visas, consents: what is on file, accepted or returned."""


@click.command("list")
@click.argument("code")
@click.option("--person", help="Only those of this person, by key.")
@json_option
@guarded
def list_(code: str, person: str | None, as_json: bool) -> None:
    """List the documents of trip CODE; nothing sealed is opened."""
    with installed() as installation, installation.store.read() as session:
        trip = trip_by_code(session, code)
        wanted = select(Document).where(Document.trip_id == trip.id)
        if person is not None:
            _known(session, trip, person)
            wanted = wanted.where(Document.person == person)
        rows = session.scalars(wanted.order_by(Document.position, Document.key)).all()
        kept = [scan.document_id for scan in scans_of(session, [row.id for row in rows])]
    found = [_open(row, kept.count(row.id)) for row in rows]
    answer(found, as_json, *(map(_line, found) if found else ["No documents."]))


def _open(row: Document, scans: int) -> dict[str, Any]:
    return {
        "key": row.key,
        "person": row.person,
        "kind": row.kind,
        "state": row.state,
        "valid_from": row.valid_from,
        "expires": row.expires,
        "chosen": row.chosen,
        "tied_to": row.tied_to,
        "replaced_by": row.replaced_by,
        "scans": scans,
    }


def _line(row: dict[str, Any]) -> str:
    until = f"to {row['expires']}" if row["expires"] else ""
    newer = f"  replaced by {row['replaced_by']}" if row["replaced_by"] else ""
    scans = f"{row['scans']} scan" + ("" if row["scans"] == 1 else "s")
    return (
        f"{row['key']:<24} {row['person']:<14} {row['kind']:<18} {row['state']:<9} {until:<14}"
        f" {scans}{newer}"
    ).rstrip()


@click.command()
@click.argument("code")
@click.argument("key")
@json_option
@guarded
def show(code: str, key: str, as_json: bool) -> None:
    """Show document KEY of trip CODE with what is sealed; the log says that you looked."""
    with installed() as installation, installation.store.write() as session:
        owner, row = _document(session, code, key)
        scans = len(scans_of(session, [row.id]))
        events = events_of(session, [row.id])
        opened = open_papers(installation, session, OPERATOR, owner.person_id, [row], events)[0]
    cells = {column: opened.cells[column] for column in COLUMNS if opened.cells[column]}
    happened: list[dict[str, Any]] = [
        {
            "at": event.at.isoformat(),
            "what": event.what,
            "changes": {name: list(pair) for name, pair in event.told.changes.items()},
            "remarks": list(event.told.remarks),
            "reason": event.told.reason,
        }
        for event in opened.events
    ]
    lines = [f"{name:<18} {text}" for name, text in cells.items()]
    lines += [f"{each['at'][:16]}  {each['what']}  {each['reason']}".rstrip() for each in happened]
    answer({**_open(row, scans), **cells, "history": happened}, as_json, *lines)


@click.command()
@click.argument("code")
@click.argument("key")
@json_option
@guarded
def accept(code: str, key: str, as_json: bool) -> None:
    """Accept document KEY of trip CODE as it is on file."""
    with installed() as installation, installation.store.write() as session:
        owner, row = _document(session, code, key)
        try:
            reviewing.accept(installation, session, owner, row.id, "", OPERATOR)
        except NotThere:
            fail(_not_waiting(row), BAD_INPUT)
    answer({"code": code, "key": key, "state": "accepted"}, as_json, f"{key} is accepted.")


@click.command("return")
@click.argument("code")
@click.argument("key")
@click.option("--reason", required=True, help="Why; whom it belongs to reads it on their page.")
@json_option
@guarded
def return_(code: str, key: str, reason: str, as_json: bool) -> None:
    """Return document KEY of trip CODE; a letter says that there is news."""
    with installed() as installation, installation.store.write() as session:
        owner, row = _document(session, code, key)
        told = _readers(installation, session, owner)
        try:
            reviewing.give_back(installation, session, owner, row.id, "", reason, OPERATOR, told)
        except NoReason as error:
            fail(str(error), BAD_INPUT)
        except NotThere:
            fail(_not_waiting(row), BAD_INPUT)
    document = {"code": code, "key": key, "state": "returned", "letters": len(told)}
    answer(document, as_json, f"{key} is returned.")


def _readers(installation: Installation, session: Session, owner: Owner) -> list[reviewing.Reader]:
    return readers_of(installation, session, owner, OPERATOR)


@click.command("expiring")
@click.option(
    "--days",
    type=click.IntRange(0, 3_650),
    default=WATCHED.days,
    show_default=True,
    help="Within how many days from today.",
)
@json_option
@guarded
def expiring_(days: int, as_json: bool) -> None:
    """List the documents of every trip that end soon or have ended; nothing sealed is opened."""
    today = clock.now().date()
    with installed() as installation, installation.store.read() as session:
        trips = session.scalars(select(Trip.id)).all()
        rows = expiring(session, trips, today + timedelta(days=days))
    found = [
        {
            "code": row.code,
            "person": row.document.person,
            "key": row.document.key,
            "kind": row.document.kind,
            "expires": row.document.expires,
        }
        for row in rows
    ]
    lines = [
        f"{row.document.expires}  {in_days(row.document.expires or today, today):<14}"
        f" {row.code:<16} {row.document.person:<16} {row.document.kind}"
        for row in rows
    ]
    answer(found, as_json, *(lines or [f"No document ends within {days} days."]))


def _known(session: Session, trip: Trip, key: str) -> Membership:
    found = session.scalar(
        select(Membership).where(Membership.trip_id == trip.id, Membership.key == key)
    )
    if found is None:
        raise click.UsageError(f"There is no person “{key}” in {trip.code}.")
    return found


def _document(session: Session, code: str, key: str) -> tuple[Owner, Document]:
    trip = trip_by_code(session, code)
    row = session.scalar(select(Document).where(Document.trip_id == trip.id, Document.key == key))
    if row is None:
        raise click.UsageError(
            f"There is no document “{key}” in {code}. Run: missions document list {code}"
        )
    return owner_of(session, _known(session, trip, row.person).id), row


def _not_waiting(row: Document) -> str:
    if row.replaced_by:
        return f"{row.key} was replaced by {row.replaced_by}. Nothing was changed."
    return f"{row.key} is {row.state}. Nothing was changed."
