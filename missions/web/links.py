"""A trip's addresses, for who leads it: made and shown once, replaced, switched off."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from missions import clock
from missions.accounts import capabilities
from missions.accounts.capabilities import Purpose, expiry
from missions.briefing.desk import Desk, NoEdition
from missions.policy.actions import Action, Facts
from missions.privacy import Posture
from missions.trips.model import Trip
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import edition_desk, led
from missions.web.link_rows import SCOPES, LinkRow, address_of, rows_of
from missions.web.queries import Part
from missions.web.visitor import visitor

room = Blueprint("links", __name__, url_prefix="/trips/<code>/links")

SHOWN_ONCE = "link"
"""Where the cookie carries a new address to the page that shows it."""
DAYS = (0, 30, 90)
"""How many days after the trip's last day an address may end."""
USUAL_DAYS = 30
TITLES = {
    Purpose.FAMILY.value: (
        "For who waits at home",
        "One address a traveller: a page, a PDF and a calendar.",
    ),
    Purpose.HOST.value: ("For hosts", "One address a host, for their own items only."),
    Purpose.FEED.value: (
        "Members’ own calendars",
        "Made by each member, and shown to nobody else. You can switch one off.",
    ),
    Purpose.TRAINING.value: (
        "Members’ calendars of the trainings",
        "Made by each member, and shown to nobody else. You can switch one off.",
    ),
}


@dataclass(frozen=True, slots=True)
class Fresh:
    """An address that was just made, to be shown this once."""

    row: LinkRow
    address: str


@dataclass(frozen=True, slots=True)
class Board:
    """All addresses of a trip. `published` are the ids of whom the newest edition knows."""

    rows: tuple[LinkRow, ...]
    posture: Posture
    published: frozenset[str] | None
    fresh: Fresh | None

    def of(self, purpose: str) -> list[LinkRow]:
        """Return the rows for one purpose; of calendars those that were ever made."""
        found = [row for row in self.rows if row.purpose == purpose]
        return [row for row in found if row.link] if Purpose(purpose).is_calendar else found

    def scope(self, purpose: str) -> str:
        """What whoever has such an address reads."""
        return SCOPES[(Purpose(purpose), self.posture)]

    def waits(self, row: LinkRow) -> bool:
        """Whether the row's address shows nothing until the next edition."""
        return self.published is not None and row.owner not in self.published


@room.get("")
@gate.declares(Action.LINK_READ)
def board(code: str) -> ResponseReturnValue:
    """Every address: what it shows, until when, when it was last asked for."""
    part = led(code)
    return render_template(
        "pages/trips/links.html",
        part=part,
        board=_board(part),
        days=_days(request.args.get("days", type=int)),
        titles=TITLES,
        choices=[(days, expiry(part.ends, days)) for days in DAYS],
    )


@room.post("/make")
@gate.declares(Action.LINK_CHANGE)
def make(code: str) -> ResponseReturnValue:
    """Make an address in place of the one before, and show it once."""
    part = led(code)
    row, days = _row(part, make=True), _days(request.form.get("days", type=int))
    ends = expiry(part.ends, days)
    if ends <= clock.now():
        flash("That day is past, so no address was made. Choose a later end.")
        return _back(part, days)
    token = capabilities.make(
        installation(), row.purpose, row.owner, visitor().account, ends, part.trip_id
    )
    session[SHOWN_ONCE] = [part.trip_id, row.purpose.value, row.owner, token]
    return _back(part, days)


@room.post("/end")
@gate.declares(Action.LINK_CHANGE)
def end(code: str) -> ResponseReturnValue:
    """Switch an address off."""
    part = led(code)
    row = _row(part, make=False)
    made, who = installation(), visitor().account
    if capabilities.revoke(made, row.purpose, row.owner, who, part.trip_id):
        flash(f"The address for {row.name} is switched off. {_UNDONE[row.purpose]}")
    return _back(part, _days(request.form.get("days", type=int)))


_UNDONE = {
    Purpose.FAMILY: "To undo that, make a new one and hand it out again.",
    Purpose.HOST: "To undo that, make a new one and hand it out again.",
    Purpose.FEED: "They can make a new one on their own page.",
    Purpose.TRAINING: "They can make a new one on their own page.",
}


def _row(part: Part, *, make: bool) -> LinkRow:
    """Return the row that a form is about; a member's own calendar is theirs to make."""
    wanted = (request.form.get("purpose", ""), request.form.get("owner", ""))
    with installation().store.read() as database:
        rows = rows_of(database, part.trip_id, clock.now())
    row = next((row for row in rows if (row.purpose.value, row.owner) == wanted), None)
    if row is not None and make and row.purpose.is_calendar:
        row = None
    return gate.granted(row, Facts(leads=True))


def _board(part: Part) -> Board:
    made = installation()
    with made.store.read() as database:
        rows = rows_of(database, part.trip_id, clock.now())
        posture = database.scalars(select(Trip.posture).where(Trip.id == part.trip_id)).one()
        desk: Desk | None = None
        with suppress(NoEdition):
            desk = edition_desk(made, database, visitor(), part, None)
    if desk is None:
        return Board(tuple(rows), Posture(posture), None, _fresh(part, rows))
    known = frozenset(
        [*(member.id for member in desk.plan.members), *(host.id for host in desk.plan.partners)]
    )
    return Board(tuple(rows), desk.posture, known, _fresh(part, rows))


def _fresh(part: Part, rows: list[LinkRow]) -> Fresh | None:
    trip_id, purpose, owner, token = session.pop(SHOWN_ONCE, None) or ("", "", "", "")
    row = next((row for row in rows if (row.purpose.value, row.owner) == (purpose, owner)), None)
    if row is None or trip_id != part.trip_id:
        return None
    return Fresh(row, address_of(installation().settings.links, row.purpose, token))


def _days(days: int | None) -> int:
    return days if days in DAYS else USUAL_DAYS


def _back(part: Part, days: int) -> ResponseReturnValue:
    asked = days if days != USUAL_DAYS else None
    return redirect(url_for("links.board", code=part.code, days=asked), 303)
