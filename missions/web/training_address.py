"""A member's second calendar address: the trainings only; made, shown once, replaced, ended."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from missions import clock
from missions.accounts import capabilities
from missions.accounts.capabilities import Purpose
from missions.accounts.model import CapabilityLink
from missions.accounts.queries import live_link
from missions.policy.actions import Action, Facts
from missions.web import gate
from missions.web.calendar_address import Subscription, last_day_of, subscription, too_late
from missions.web.here import installation
from missions.web.own import asked_for
from missions.web.queries import Part
from missions.web.visitor import visitor

room = Blueprint("training_address", __name__, url_prefix="/my/<membership_id>/training/calendar")

SHOWN_ONCE = "training-calendar"
"""Where the cookie carries a new address to the page that shows it."""


@room.post("")
@gate.declares(Action.FEED_LINK_MAKE)
def make(membership_id: str) -> ResponseReturnValue:
    """Make an address in place of the one before, and show it once; none after the trip."""
    part = gate.granted(*_travelling(membership_id))
    if too_late(part):
        flash("The trip is over, so no new calendar address was made.")
        return _back(part)
    who, ends = visitor().account, last_day_of(part)
    token = capabilities.make(installation(), Purpose.TRAINING, part.id, who, ends, part.trip_id)
    session[SHOWN_ONCE] = {"part": part.id, "token": token}
    return _back(part)


@room.post("/end")
@gate.declares(Action.FEED_LINK_REVOKE)
def end(membership_id: str) -> ResponseReturnValue:
    """Let the address end."""
    part = gate.granted(*_travelling(membership_id))
    who = visitor().account
    if capabilities.revoke(installation(), Purpose.TRAINING, part.id, who, part.trip_id):
        flash(
            "The address of the trainings is switched off. Calendars that follow it empty"
            " themselves when they next ask. You can make a new one at any time."
        )
    return _back(part)


def link_of(part: Part) -> CapabilityLink | None:
    """Return the address that works now."""
    with installation().store.read() as database:
        return live_link(database, part.id, Purpose.TRAINING.value, clock.now())


def shown_once(part: Part, *, mine: bool) -> Subscription | None:
    """Return the address that was just made, this once."""
    shown = session.pop(SHOWN_ONCE, None) if mine else None
    fresh = shown["token"] if shown and shown["part"] == part.id else ""
    return subscription(fresh) if fresh else None


def _travelling(membership_id: str) -> tuple[Part | None, Facts]:
    part, facts = asked_for(visitor(), membership_id)
    return (part if part is not None and part.travels else None), facts


def _back(part: Part) -> ResponseReturnValue:
    address = url_for("my_trip.papers", membership_id=part.id, _anchor="trainings")
    return redirect(address, 303)
