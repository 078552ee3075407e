"""Publishing: the difference first, then the press of a button."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from missions.briefing.actions import DraftMoved
from missions.briefing.checking.actions import neutral, say_neutrally
from missions.briefing.checking.findings import Finding, HeldBack, Weight
from missions.briefing.checking.trip import check
from missions.briefing.gather import gather
from missions.briefing.queries import trip_by_code
from missions.discretion.actions import NotAccepted
from missions.discretion.actions import accept as allow
from missions.discretion.actions import take_back as block_again
from missions.policy.actions import Action
from missions.privacy import Sensitivity
from missions.renderers.wording import count_of
from missions.trips.model import Trip
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import led
from missions.web.publishing_clashes import Unseen, by_kind, look_at_draft, publish_seen
from missions.web.queries import Part
from missions.web.visitor import visitor

room = Blueprint("publishing", __name__, url_prefix="/trips/<code>/publish")

NOTE_LENGTH = 500
GONE = "That phrase no longer stands there. This is how the draft reads now."


@room.get("")
@gate.declares(Action.TRIP_PUBLISH)
def look(code: str) -> ResponseReturnValue:
    """Show what publishing would do."""
    part = led(code)
    return _page(part, note="")


@room.post("")
@gate.declares(Action.TRIP_PUBLISH)
def press(code: str) -> ResponseReturnValue:
    """Publish the draft that was looked at; another one, or one that tells, is shown first."""
    part, who = led(code), visitor()
    note = request.form.get("note", "")[:NOTE_LENGTH]
    expected = request.form.get("draft", "")
    ticked = request.form.getlist("clash")
    try:
        done, let_be = publish_seen(
            installation(), part.code, who.account, note, expected, frozenset(ticked)
        )
    except DraftMoved:
        lines = request.form.getlist("seen")
        return _page(part, note, seen=lines, ticked=ticked), 409
    except HeldBack:
        return _page(part, note, held=True, ticked=ticked), 409
    except Unseen:
        return _page(part, note, unseen=True, ticked=ticked), 409
    flash(_words(done.number, unchanged=done.unchanged))
    if let_be:
        reasons = dict.fromkeys(one.overridden.rstrip(".") for one in let_be)
        flash(f"{count_of(len(let_be), 'clash', 'clashes')} let be: {'; '.join(reasons)}.")
    return redirect(url_for("overview.overview", code=part.code), 303)


@room.post("/neutral")
@gate.declares(Action.WORD_ACCEPT)
def say_neutral(code: str) -> ResponseReturnValue:
    """Write a neutral label into the draft, where a phrase would tell."""
    part, who = led(code), visitor()
    with installation().store.write() as session:
        trip = trip_by_code(session, part.code)
        finding = _finding(session, trip, who.account)
        done = finding is not None and say_neutrally(session, trip, finding, who.account)
    flash("The draft says it neutrally now." if done else GONE)
    return _back(part)


@room.post("/accept")
@gate.declares(Action.WORD_ACCEPT)
def accept(code: str) -> ResponseReturnValue:
    """Let a word stand in one text; two leaders have to."""
    part, who = led(code), visitor()
    reason = request.form.get("reason", "")[:NOTE_LENGTH]
    try:
        with installation().store.write() as session:
            trip = trip_by_code(session, part.code)
            finding = _finding(session, trip, who.account)
            may = finding is not None and finding.weight in (Weight.ASKS, Weight.WAITS)
            if finding is None or not may:
                flash(GONE)
            elif allow(session, trip.id, finding.key, reason, who.account):
                flash(f"Two leaders accept “{finding.found}” there.")
            else:
                flash(f"You accept “{finding.found}” there; another leader has to do so too.")
    except NotAccepted as error:
        wrong = (request.form.get("place", ""), reason, str(error))
        return _page(part, note="", wrong=wrong), 422
    return _back(part)


@room.post("/take-back")
@gate.declares(Action.WORD_ACCEPT)
def take_back(code: str) -> ResponseReturnValue:
    """Let a word that was accepted block again."""
    part, who = led(code), visitor()
    with installation().store.write() as session:
        trip = trip_by_code(session, part.code)
        finding = _finding(session, trip, who.account)
        if finding is not None:
            block_again(session, trip.id, finding.key, who.account)
    flash("It is accepted no longer." if finding is not None else GONE)
    return _back(part)


def _finding(session: Session, trip: Trip, actor: str) -> Finding | None:
    """Return the finding that the form is about, None when the draft no longer has it."""
    wanted = tuple(request.form.get(name, "") for name in ("place", "term", "text"))
    dossier = gather(installation(), session, trip, actor)
    found = check(installation(), session, dossier)
    return next((one for one in found if one.key == wanted), None)


def _back(part: Part) -> ResponseReturnValue:
    return redirect(url_for("publishing.look", code=part.code), 303)


def _words(number: int, *, unchanged: bool) -> str:
    if unchanged:
        return f"Nothing has changed: edition {number} stands as it was."
    return f"Edition {number} is out. Calendars follow within the hour."


def _page(
    part: Part,
    note: str,
    seen: list[str] | None = None,
    ticked: Sequence[str] = (),
    *,
    held: bool = False,
    unseen: bool = False,
    wrong: tuple[str, str, str] = ("", "", ""),
) -> str:
    """Return the page; changes that only leaders' papers tell are counted, not told.

    Args:
        note: what was typed for the list of editions.
        seen: the changes that were looked at, where the draft is another by now.
        ticked: the clashes that were ticked as seen.
        held: something would tell, so nothing was published.
        unseen: a clash was not ticked, so nothing was published.
        wrong: of an acceptance: its place, what was typed, what was wrong.
    """
    looked = look_at_draft(installation(), part.code, visitor().account)
    draft = looked.preview
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
        held=held,
        unseen=unseen,
        ticked=ticked,
        clashes=looked.open,
        by_kind=by_kind,
        let_be=looked.let_be,
        wrong=wrong,
        holding=[row for row in draft.findings if row.blocks],
        passing=[row for row in draft.findings if not row.blocks],
        neutral=neutral,
        me=visitor().account,
    )
