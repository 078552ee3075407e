"""Who may reach a trip: roles, invitations, and the end of a membership."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from missions import clock
from missions.accounts import invitations
from missions.documents.queries import waiting
from missions.policy.actions import Action, Facts
from missions.trips import actions
from missions.trips.model import Membership
from missions.trips.queries import Standing, lifts, standings
from missions.trips.rules import open_roles
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import led
from missions.web.queries import Part
from missions.web.visitor import visitor

room = Blueprint("access", __name__, url_prefix="/trips/<code>/people")


@room.get("")
@gate.declares(Action.ACCESS_READ)
def people(code: str) -> ResponseReturnValue:
    """Every member with their role and their way in."""
    return _page(led(code))


@room.post("/<membership_id>/invite")
@gate.declares(Action.ACCESS_CHANGE)
def invite(code: str, membership_id: str) -> ResponseReturnValue:
    """Send an invitation to the address on file, or to one that was typed."""
    part, member = _member(code, membership_id)
    email = request.form.get("email", "").strip()
    try:
        with installation().store.write() as session:
            invitations.invite(installation(), session, member.person_id, email, visitor().account)
    except invitations.NoAddress as error:
        return _page(part, wrong={membership_id: (email, str(error))}), 422
    if installation().settings.mail_url:
        flash(f"An invitation for {member.called} is on its way. It works once, for two days.")
    else:
        flash(f"An invitation for {member.called} waits until letters go out, two days at most.")
    return _back(part)


@room.post("/<membership_id>/withdraw")
@gate.declares(Action.ACCESS_CHANGE)
def withdraw(code: str, membership_id: str) -> ResponseReturnValue:
    """Let an invitation end."""
    part, member = _member(code, membership_id)
    with installation().store.write() as session:
        invitations.withdraw(session, member.person_id, visitor().account)
    flash(f"The invitation for {member.called} no longer works.")
    return _back(part)


@room.post("/<membership_id>/role")
@gate.declares(Action.ACCESS_CHANGE)
def role(code: str, membership_id: str) -> ResponseReturnValue:
    """Give a member another role."""
    part, member = _member(code, membership_id)
    wanted = request.form.get("role", "")
    try:
        with installation().store.write() as session:
            actions.change_role(session, membership_id, wanted, visitor().account)
    except (actions.LastLeader, actions.NoSuchRole, actions.NotFromHere) as error:
        return _page(part, wrong={membership_id: ("", str(error))}), 422
    flash(f"{member.called} is {wanted} from now on.")
    return _back(part)


@room.post("/<membership_id>/end")
@gate.declares(Action.ACCESS_CHANGE)
def end(code: str, membership_id: str) -> ResponseReturnValue:
    """End a member's access at once."""
    part, member = _member(code, membership_id)
    try:
        with installation().store.write() as session:
            actions.end_membership(session, membership_id, visitor().account)
    except actions.LastLeader as error:
        return _page(part, wrong={membership_id: ("", str(error))}), 422
    flash(f"{member.called} has no access any more. Calendars on their devices empty themselves.")
    return _back(part)


@room.post("/<membership_id>/restore")
@gate.declares(Action.ACCESS_CHANGE)
def restore(code: str, membership_id: str) -> ResponseReturnValue:
    """Give a member access again."""
    part, member = _member(code, membership_id)
    with installation().store.write() as session:
        actions.restore_membership(session, membership_id, visitor().account)
    flash(f"{member.called} may sign in again. Calendar addresses are made anew.")
    return _back(part)


def _member(code: str, membership_id: str) -> tuple[Part, Standing]:
    """Return the trip's part and one of its members; a stranger's id answers 404."""
    part = visitor().leading(code)
    member = _standing(part, membership_id) if part is not None else None
    member = gate.granted(member, Facts(leads=part is not None))
    return led(code), member


def _standing(part: Part, membership_id: str) -> Standing | None:
    with installation().store.read() as session:
        known = session.scalar(select(Membership.trip_id).where(Membership.id == membership_id))
        if known != part.trip_id:
            return None
        rows = standings(session, part.trip_id, clock.now())
    return next((row for row in rows if row.membership_id == membership_id), None)


def _page(part: Part, wrong: dict[str, tuple[str, str]] | None = None) -> str:
    now = clock.now()
    with installation().store.read() as session:
        rows = standings(session, part.trip_id, now)
        let_through = lifts(session, part.trip_id, now)
        to_review = len(waiting(session, part.trip_id))
    return render_template(
        "pages/trips/people.html",
        part=part,
        rows=[row for row in rows if row.ended_at is None],
        ended=[row for row in rows if row.ended_at is not None],
        lifted=let_through,
        to_review=to_review,
        roles=open_roles,
        wrong=wrong or {},
        mail=bool(installation().settings.mail_url),
        own=part.id,
    )


def _back(part: Part) -> ResponseReturnValue:
    return redirect(url_for("access.people", code=part.code), 303)
