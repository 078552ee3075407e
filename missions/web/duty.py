"""The duty officer at home: letting one member through near a border, for two hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from missions import clock
from missions.briefing.desk import Desk, NoEdition, open_desk
from missions.briefing.release import Viewer, audience_now
from missions.policy.actions import Action, Facts
from missions.policy.crossings import Held
from missions.privacy import Audience
from missions.trips import actions
from missions.trips.queries import Standing, lifts, standings
from missions.trips.rules import AT_HOME, DUTY_OFFICER
from missions.web import gate
from missions.web.here import installation
from missions.web.queries import Part
from missions.web.visitor import visitor
from missions.web.words import local

room = Blueprint("duty", __name__, url_prefix="/my/<membership_id>/duty")


@dataclass(frozen=True, slots=True)
class Row:
    """A traveller: whether a border is near for them, until when, and whether they are let through.

    Times are wall times at home; `near_until` is None where no end is known.
    """

    member: Standing
    near: bool
    near_until: datetime | None
    lifted_until: datetime | None


@room.get("")
@gate.declares(Action.CROSSING_LIFT)
def look(membership_id: str) -> ResponseReturnValue:
    """Show for whom a border is near now."""
    part = _on_duty(membership_id)
    return render_template("pages/my_trip/duty.html", part=part, rows=_rows(part))


@room.post("/<person_id>/lift")
@gate.declares(Action.CROSSING_LIFT)
def lift(membership_id: str, person_id: str) -> ResponseReturnValue:
    """Let one member through for two hours."""
    part, member = _chosen(membership_id, person_id)
    with installation().store.write() as session:
        until = actions.lift_crossings(session, member.membership_id, visitor().account)
    at = f"{local(until, part.home_zone):%H:%M}"
    flash(f"{member.called} may reach everything of theirs until {at}, your time.")
    return redirect(url_for("duty.look", membership_id=part.id), 303)


@room.post("/<person_id>/end")
@gate.declares(Action.CROSSING_LIFT)
def end(membership_id: str, person_id: str) -> ResponseReturnValue:
    """Take it back."""
    part, member = _chosen(membership_id, person_id)
    with installation().store.write() as session:
        actions.end_lift(session, member.membership_id, visitor().account)
    flash(f"For {member.called} the border holds again.")
    return redirect(url_for("duty.look", membership_id=part.id), 303)


def _on_duty(membership_id: str) -> Part:
    own = visitor().own(membership_id)
    on_duty = own is not None and own.role == DUTY_OFFICER
    return gate.granted(own if on_duty else None, Facts(on_duty=on_duty))


def _chosen(membership_id: str, person_id: str) -> tuple[Part, Standing]:
    """Return the officer's part and the member; one of another trip answers 404."""
    own = visitor().own(membership_id)
    on_duty = own is not None and own.role == DUTY_OFFICER
    chosen = None
    if own is not None:
        chosen = next((row for row in _travellers(own) if row.membership_id == person_id), None)
    chosen = gate.granted(chosen, Facts(on_duty=on_duty))
    return _on_duty(membership_id), chosen


def _travellers(part: Part) -> list[Standing]:
    with installation().store.read() as session:
        rows = standings(session, part.trip_id, clock.now())
    return [row for row in rows if row.role not in AT_HOME and row.ended_at is None]


def _rows(part: Part) -> list[Row]:
    """Return every traveller, those near a border first."""
    now = clock.now()
    with installation().store.read() as session:
        let_through = lifts(session, part.trip_id, now)
        try:
            desk = open_desk(installation(), session, part.trip_id, viewer=visitor().account)
        except NoEdition:
            return []
    rows = []
    for member in _travellers(part):
        held = _held(desk, member, now)
        until = local(held.until, part.home_zone) if held.until else None
        lifted = let_through.get(member.membership_id)
        rows.append(
            Row(
                member,
                near=held.audience is not Audience.TEAM,
                near_until=until,
                lifted_until=local(lifted, part.home_zone) if lifted else None,
            )
        )
    return sorted(rows, key=lambda row: not row.near)


def _held(desk: Desk, member: Standing, now: datetime) -> Held:
    viewer = Viewer(actor="", role=member.role, member=member.key)
    return audience_now(desk, viewer, Audience.TEAM, now)
