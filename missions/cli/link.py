"""`missions link`: addresses for who waits at home, for hosts and for calendars."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts import capabilities
from missions.accounts.capabilities import Purpose, expiry
from missions.audit.log import OPERATOR
from missions.briefing.queries import trip_by_code
from missions.cli.output import answer, guarded, installed, json_option, say
from missions.trips.model import Trip
from missions.web.link_rows import LinkRow, address_of, rows_of

NOT_RECALLED = "Copies that were already taken, printed or downloaded can't be recalled."


@click.group()
def link() -> None:
    """Make, list and switch off addresses that open one thing for whoever has them."""


def _whose(command: Any) -> Any:
    """Add the options that say whose address is meant."""
    for option, words in (
        ("--feed", "A member's own calendar, by the folder's key."),
        ("--training", "A member's calendar of trainings alone, by the folder's key."),
        ("--host", "A host's sheet, by the partner's key."),
        ("--family", "The sheet for who waits at home for a traveller, by the folder's key."),
    ):
        command = click.option(option, metavar="KEY", help=words)(command)
    return command


def _row(session: Session, trip: Trip, asked: dict[Purpose, str | None]) -> LinkRow:
    given = [(purpose, key) for purpose, key in asked.items() if key]
    if len(given) != 1:
        raise click.UsageError(
            "Give exactly one of --family KEY, --host KEY, --feed KEY, --training KEY."
        )
    purpose, key = given[0]
    rows = [one for one in rows_of(session, trip.id, clock.now()) if one.purpose is purpose]
    row = next((one for one in rows if one.key == key), None)
    if row is None:
        known = ", ".join(one.key for one in rows) or "none"
        raise click.UsageError(f"There is no “{key}” in {trip.code}. Known keys: {known}")
    return row


@link.command("list")
@click.argument("code")
@json_option
@guarded
def list_(code: str, as_json: bool) -> None:
    """List the addresses of trip CODE: until when, when last asked for, by what."""
    with installed() as installation, installation.store.read() as session:
        trip = trip_by_code(session, code)
        rows = [row for row in rows_of(session, trip.id, clock.now()) if row.link]
        lines = [
            f"{row.purpose.value:<7} {row.key:<16} {row.stands(trip.home_zone)};"
            f" {row.used(trip.home_zone)}"
            for row in rows
        ]
    answer([_document(row) for row in rows], as_json, *(lines or ["No addresses yet."]))


def _document(row: LinkRow) -> dict[str, Any]:
    assert row.link is not None
    return {
        "purpose": row.purpose.value,
        "key": row.key,
        "state": row.state,
        "expires": _text(row.link.expires_at),
        "switched_off": _text(row.link.revoked_at),
        "last_fetched": _text(row.link.last_fetched_at),
        "last_client": row.link.last_client,
        "fetches": row.link.fetches,
    }


def _text(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant is not None else None


@link.command()
@click.argument("code")
@_whose
@click.option(
    "--days",
    type=click.IntRange(0, 365),
    default=30,
    show_default=True,
    help="How many days after the trip's last day it ends.",
)
@json_option
@guarded
def make(code: str, days: int, as_json: bool, **whose: str | None) -> None:
    """Make an address in trip CODE, in place of the one before, and print it once."""
    with installed() as installation:
        with installation.store.read() as session:
            trip = trip_by_code(session, code)
            row = _row(session, trip, {Purpose(name): key for name, key in whose.items()})
        ends = expiry(trip.ends, days)
        if ends <= clock.now():
            raise click.UsageError("That day is past. Give more --days.")
        token = capabilities.make(installation, row.purpose, row.owner, OPERATOR, ends, trip.id)
        url = address_of(installation.settings.links, row.purpose, token)
    document = {"code": code, "purpose": row.purpose.value, "key": row.key, "url": url}
    answer({**document, "expires": ends.isoformat()}, as_json, url)
    say("Shown this once. Whoever has it can read what it shows. One made before has ended.")


@link.command()
@click.argument("code")
@_whose
@json_option
@guarded
def revoke(code: str, as_json: bool, **whose: str | None) -> None:
    """Switch an address of trip CODE off."""
    with installed() as installation:
        with installation.store.read() as session:
            trip = trip_by_code(session, code)
            row = _row(session, trip, {Purpose(name): key for name, key in whose.items()})
        ended = capabilities.revoke(installation, row.purpose, row.owner, OPERATOR, trip.id)
    document = {"code": code, "purpose": row.purpose.value, "key": row.key, "ended": ended}
    answer(document, as_json, "Switched off." if ended else "There was no address that works.")
    say(NOT_RECALLED)
