"""A member's calendar address: made by a press of a button, shown once, replaced, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from flask import Blueprint, flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from missions import clock
from missions.accounts import capabilities
from missions.policy.actions import Action, Facts
from missions.web import gate
from missions.web.here import installation
from missions.web.own import asked_for
from missions.web.queries import Part
from missions.web.visitor import visitor
from missions.web.words import is_over, local

room = Blueprint("calendar_address", __name__, url_prefix="/my/<membership_id>/calendar")

SHOWN_ONCE = "calendar"
"""Where the cookie carries a new address to the page that shows it."""
OUTLIVES_TRIP = timedelta(days=90)
"""How long after the trip's last day an address still answers."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """An address in the two forms that calendar programs want."""

    https: str
    webcal: str


def subscription(token: str) -> Subscription:
    """Return the addresses of a token."""
    address = f"{installation().settings.links}/calendar/{token}.ics"
    _scheme, _, rest = address.partition("://")
    return Subscription(https=address, webcal=f"webcal://{rest}")


def too_late(part: Part) -> bool:
    """Whether the trip is over at home, so that no new address is made for it."""
    return is_over(part, local(clock.now(), part.home_zone).date())


@room.post("")
@gate.declares(Action.FEED_LINK_MAKE)
def make(membership_id: str) -> ResponseReturnValue:
    """Make an address in place of the one before, and show it once; none after the trip."""
    who = visitor()
    part = gate.granted(*_travelling(membership_id))
    if too_late(part):
        flash("The trip is over, so no new calendar address was made.")
        return _back(part)
    token = capabilities.make_feed_link(
        installation(), part.id, who.account, last_day_of(part), part.trip_id
    )
    session[SHOWN_ONCE] = {"part": part.id, "token": token}
    return _back(part)


@room.post("/end")
@gate.declares(Action.FEED_LINK_REVOKE)
def end(membership_id: str) -> ResponseReturnValue:
    """Let the address end."""
    who = visitor()
    part = gate.granted(*_travelling(membership_id))
    if capabilities.revoke_feed_link(installation(), part.id, who.account, part.trip_id):
        flash(
            "The calendar address is switched off. Calendars that follow it empty themselves when"
            " they next ask. You can make a new one at any time."
        )
    return _back(part)


def _travelling(membership_id: str) -> tuple[Part | None, Facts]:
    """Return the part, as long as there is a calendar for it: of those who travel."""
    part, facts = asked_for(visitor(), membership_id)
    return (part if part is not None and part.travels else None), facts


def last_day_of(part: Part) -> datetime:
    """Return when an address ends that is made now."""
    return datetime.combine(part.ends, time(12), UTC) + OUTLIVES_TRIP


def _back(part: Part) -> ResponseReturnValue:
    address = url_for("my_trip.papers", membership_id=part.id, _anchor="calendar")
    return redirect(address, 303)
