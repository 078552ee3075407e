"""Publishing: the difference first, then the press of a button."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from missions.briefing.actions import DraftMoved, Preview, preview, publish
from missions.policy.actions import Action, Facts
from missions.privacy import Sensitivity
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import hold_newest
from missions.web.queries import Part
from missions.web.visitor import visitor

room = Blueprint("publishing", __name__, url_prefix="/trips/<code>/publish")

NOTE_LENGTH = 500


@room.get("")
@gate.declares(Action.TRIP_PUBLISH)
def look(code: str) -> ResponseReturnValue:
    """Show what publishing would do."""
    part = _led(code)
    draft = preview(installation(), part.code, visitor().account)
    return _page(part, draft, note="")


@room.post("")
@gate.declares(Action.TRIP_PUBLISH)
def press(code: str) -> ResponseReturnValue:
    """Publish the draft that was looked at; another one is shown first."""
    part, who = _led(code), visitor()
    note = request.form.get("note", "")[:NOTE_LENGTH]
    expected = request.form.get("draft", "")
    try:
        done = publish(installation(), part.code, who.account, note, expected)
    except DraftMoved:
        draft = preview(installation(), part.code, who.account)
        return _page(part, draft, note, seen=request.form.getlist("seen")), 409
    flash(_words(done.number, unchanged=done.unchanged))
    return redirect(url_for("overview.overview", code=part.code), 303)


def _led(code: str) -> Part:
    """Return the part by which the visitor leads; a border near lets nobody look."""
    part = visitor().leading(code)
    part = gate.granted(part, Facts(leads=part is not None))
    with installation().store.read() as session:
        hold_newest(installation(), session, visitor(), part.trip_id)
    return part


def _words(number: int, *, unchanged: bool) -> str:
    if unchanged:
        return f"Nothing has changed: edition {number} stands as it was."
    return f"Edition {number} is out. Calendars follow within the hour."


def _page(part: Part, draft: Preview, note: str, seen: list[str] | None = None) -> str:
    """Return the page; changes that only leaders' papers tell are counted, not told."""
    told = [row for row in draft.changes if row.sensitivity <= Sensitivity.TEAM]
    return render_template(
        "pages/trips/publish.html",
        part=part,
        draft=draft,
        changes=told,
        untold=len(draft.changes) - len(told),
        note=note,
        seen=seen,
        note_length=NOTE_LENGTH,
    )
