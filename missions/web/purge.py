"""The end of a trip’s facts by page: announced by one role, confirmed by the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.policy.actions import Action, Facts
from missions.retention.announcing import PurgeRefused, announce, confirm, over, withdraw
from missions.retention.queries import PurgeState, purges_of
from missions.retention.rules import LEAST_DAYS, USUAL_DAYS, Hand, Role, Stage
from missions.trips.model import Trip
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import hold_newest
from missions.web.queries import Part
from missions.web.visitor import Visitor, visitor
from missions.web.words import local

room = Blueprint("purge", __name__, url_prefix="/trips/<code>/purge")

DAYS = (LEAST_DAYS, USUAL_DAYS, 30, 60, 90)
"""What can be chosen as time to think."""
ROLES = {Role.LEADER: "a leader", Role.ADMINISTRATOR: "an administrator"}


@dataclass(frozen=True, slots=True)
class Seen:
    """The trip as this page tells it: label and dates; `part` is None for who does not lead it."""

    trip_id: str
    code: str
    label: str
    starts: date
    ends: date
    home_zone: str
    over: bool
    part: Part | None
    purges: tuple[PurgeState, ...]

    @property
    def now(self) -> PurgeState | None:
        """The purge that is announced or confirmed."""
        return next((one for one in self.purges if one.open), None)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a purge: when, in home’s clock, what, and whether it lies ahead."""

    at: datetime
    words: str
    ahead: bool = False


@room.get("")
@gate.declares(Action.PURGE_READ)
def look(code: str) -> ResponseReturnValue:
    """Say what a purge is, or how far one is."""
    seen, who = _seen(code), visitor()
    now = seen.now
    return render_template(
        "pages/trips/purge.html",
        seen_trip=seen,
        part=seen.part,
        purge=now,
        steps=_steps(seen, now, who) if now else [],
        may_confirm=now is not None and _may_confirm(now, seen.part, who),
        other=ROLES[now.announced.role.other] if now else "",
        days=[(days, (clock.now() + timedelta(days=days)).date()) for days in DAYS],
        usual=USUAL_DAYS,
        now=clock.now(),
        withdrawn=next((p for p in seen.purges if p.stage is Stage.WITHDRAWN), None),
    )


@room.post("/announce")
@gate.declares(Action.PURGE_CHANGE)
def begin(code: str) -> ResponseReturnValue:
    """Announce a purge, and tell leaders and administrators."""
    seen, who = _seen(code), visitor()
    days = request.form.get("days", USUAL_DAYS, type=int)
    ahead = request.form.get("ahead") == "yes"
    role = Role.LEADER if seen.part else Role.ADMINISTRATOR
    try:
        announce(installation(), seen.trip_id, who.account, role, days, even_though_ahead=ahead)
    except PurgeRefused as refused:
        flash(str(refused), "warn")
    else:
        flash("The purge is announced. Leaders and administrators get a letter.")
    return _back(code)


@room.post("/confirm")
@gate.declares(Action.PURGE_CHANGE)
def agree(code: str) -> ResponseReturnValue:
    """Confirm the purge that is announced."""
    seen, who = _seen(code), visitor()
    purge = seen.now
    if purge is None:
        flash("No purge is announced.", "warn")
        return _back(code)
    role = _role(purge.announced.role.other, seen.part, who)
    try:
        confirm(installation(), purge.id, who.account, role)
    except PurgeRefused as refused:
        flash(str(refused), "warn")
    else:
        flash("The purge is confirmed.")
    return _back(code)


@room.post("/withdraw")
@gate.declares(Action.PURGE_CHANGE)
def stop(code: str) -> ResponseReturnValue:
    """Withdraw the purge that is announced or confirmed."""
    seen, who = _seen(code), visitor()
    purge = seen.now
    try:
        if purge is None:
            raise PurgeRefused("No purge is announced.")
        withdraw(installation(), purge.id, who.account, _role(Role.LEADER, seen.part, who))
    except PurgeRefused as refused:
        flash(str(refused), "warn")
    else:
        flash("The purge is withdrawn. Nothing was deleted.")
    return _back(code)


def _back(code: str) -> ResponseReturnValue:
    return redirect(url_for("purge.look", code=code), 303)


def _seen(code: str) -> Seen:
    """Return the trip for who leads it or administers; for leaders a border holds as elsewhere."""
    who = visitor()
    part = who.leading(code)
    with installation().store.read() as session:
        found = _found(session, code, part) if part or who.administers else None
        seen = gate.granted(found, Facts(leads=part is not None))
        if part is not None:
            hold_newest(installation(), session, who, part.trip_id)
    return seen


def _found(session: Session, code: str, part: Part | None) -> Seen | None:
    trip = session.scalar(select(Trip).where(Trip.code == code))
    if trip is None:
        return None
    return Seen(
        trip_id=trip.id,
        code=trip.code,
        label=trip.label or "Trip",
        starts=trip.starts,
        ends=trip.ends,
        home_zone=trip.home_zone,
        over=over(trip),
        part=part,
        purges=tuple(purges_of(session, trip.id)),
    )


def _role(wanted: Role, part: Part | None, who: Visitor) -> Role:
    """Return the wanted role where the visitor has it, else the one that they have."""
    roles = [Role.LEADER] * (part is not None) + [Role.ADMINISTRATOR] * who.administers
    return wanted if wanted in roles else roles[0]


def _may_confirm(purge: PurgeState, part: Part | None, who: Visitor) -> bool:
    wanted = purge.announced.role.other
    mine = purge.announced.actor == who.account
    return purge.stage is Stage.ANNOUNCED and not mine and _role(wanted, part, who) is wanted


def _steps(seen: Seen, purge: PurgeState, who: Visitor) -> list[Step]:
    def at(moment: datetime) -> datetime:
        return local(moment, seen.home_zone)

    steps = [Step(at(purge.announced_at), f"Announced by {_by(purge.announced, who)}")]
    if purge.confirmed and purge.confirmed_at:
        steps.append(Step(at(purge.confirmed_at), f"Confirmed by {_by(purge.confirmed, who)}"))
        steps.append(Step(at(purge.due_at), "Everything is deleted", ahead=True))
    else:
        other = ROLES[purge.announced.role.other]
        words = f"Everything is deleted, once {other} has confirmed it"
        steps.append(Step(at(purge.due_at), words, ahead=True))
    return steps


def _by(hand: Hand, who: Visitor) -> str:
    return "you" if hand.actor == who.account else ROLES[hand.role]
