"""The front door and the list of one's trips."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from missions import clock
from missions.policy.actions import Action
from missions.web import gate
from missions.web.board_queries import Standing, standings_of
from missions.web.heads import GO_SHAPES, GO_WORDS
from missions.web.here import installation
from missions.web.own import held_part
from missions.web.places import cards_of, places_of
from missions.web.queries import Part
from missions.web.visitor import Visitor, visitor

room = Blueprint("home", __name__)


@room.get("/")
@gate.declares(Action.HOME_READ)
def door() -> ResponseReturnValue:
    """Lead everybody to where they most likely want to go; near a border only to the itinerary."""
    gate.ask()
    return redirect(_goal(visitor()), 303)


def _goal(who: Visitor) -> str:
    """Return the address of one's only page, of the list, or of signing in."""
    if not who.account:
        return url_for("sign_in.signed_out")
    held = held_part(installation(), who)
    if held is not None:
        return _days_of(held)
    goals = places_of(who)
    if who.leads_one or len(goals) != 1:
        return url_for("home.trips")
    return goals[0].address


def _days_of(part: Part) -> str:
    return url_for("my_trip.today", membership_id=part.id)


@room.get("/trips")
@gate.declares(Action.TRIP_LIST)
def trips() -> ResponseReturnValue:
    """The trips that one leads, is on, or follows as a guardian."""
    gate.ask()
    who = visitor()
    held = held_part(installation(), who)
    if held is not None:
        return redirect(_days_of(held), 303)
    may_import = who.careful
    return render_template(
        "pages/home/trips.html",
        cards=cards_of(who),
        standings=_standings(who),
        may_import=may_import,
        today=clock.now().date(),
        go_words=GO_WORDS,
        go_shapes=GO_SHAPES,
    )


def _standings(who: Visitor) -> dict[str, Standing]:
    """Return the kept verdicts of the trips that the visitor leads and may see; none is judged."""
    led = [part.trip_id for part in who.parts if part.leads]
    if not led or not who.strong:
        return {}
    with installation().store.read() as session:
        return standings_of(session, led)
