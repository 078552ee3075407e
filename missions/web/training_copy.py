"""A curriculum carried over from an earlier trip: looked at first, then taken."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from missions.policy.actions import Action
from missions.renderers.wording import count_of
from missions.training import actions
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import hold_newest, led
from missions.web.queries import Part
from missions.web.training import trip_of
from missions.web.visitor import visitor

room = Blueprint("training_copy", __name__, url_prefix="/trips/<code>/training/copy")


@room.get("")
@gate.declares(Action.TRAINING_CHANGE)
def look(code: str) -> ResponseReturnValue:
    """Choose an earlier trip, and see where its sessions would fall."""
    part = led(code)
    return _page(part, request.args.get("from", ""))


@room.post("")
@gate.declares(Action.TRAINING_CHANGE)
def copy(code: str) -> ResponseReturnValue:
    """Carry the sessions over; attendance stays behind."""
    part = led(code)
    source = gate.there(_source(part, request.form.get("from", "")))
    version = request.form.get("version", -1, type=int)
    try:
        with installation().store.write() as session:
            fresh = actions.copy(session, source.trip_id, part.trip_id, visitor().account, version)
    except actions.ChangedMeanwhile:
        return _page(part, source.code, changed=True), 409
    flash(
        f"{count_of(len(fresh), 'session')} copied. Calendars learn of them with the next edition."
    )
    return redirect(url_for("training.look", code=part.code), 303)


def _sources(part: Part) -> list[Part]:
    """Return the other trips that the visitor leads, the latest before this one first."""
    others = [one for one in visitor().parts if one.leads and one.trip_id != part.trip_id]
    return sorted(others, key=lambda one: (one.starts > part.starts, -one.starts.toordinal()))


def _source(part: Part, code: str) -> Part | None:
    return next((one for one in _sources(part) if one.code == code), None)


def _page(part: Part, code: str, *, changed: bool = False) -> str:
    source = gate.there(_source(part, code)) if code else None
    with installation().store.read() as session:
        if source:
            hold_newest(installation(), session, visitor(), source.trip_id)
        trip = trip_of(session, part)
        rows = actions.preview(session, source.trip_id, trip) if source else ()
        version = trip.version
    return render_template(
        "pages/training/copy.html",
        part=part,
        sources=_sources(part),
        source=source,
        rows=rows,
        fresh=sum(not row.here for row in rows),
        version=version,
        changed=changed,
    )
