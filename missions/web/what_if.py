"""What if: somebody drops out, the trip moves, a leg is cancelled, a passport is renewed.

What is supposed stands in the address, so that leaders can send it to each other. Nothing is saved
until it is applied.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from missions.board.applying import PlanMoved, apply, movable_back, take_back
from missions.board.judging import today
from missions.board.supposing import Choices, WhatIf, choices_of, what_if
from missions.policy.actions import Action
from missions.readiness.supposing import CannotSuppose, Move, Renew, Without
from missions.trips.actions import LastLeader
from missions.trips.model import Trip
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import led
from missions.web.queries import Part
from missions.web.visitor import visitor
from missions.web.what_if_form import Read, Typed, in_words, read, typed
from missions.web.what_if_rows import change_rows, number_rows

room = Blueprint("what_if", __name__, url_prefix="/trips/<code>/ready/what-if")

UNSURE = "Tick that you are sure, then apply."
MOVED = (
    "The trip was changed after you looked at it. Nothing was applied, and what you supposed is"
    " kept. This is how it would be by now."
)
TOO_LATE = "That can’t be taken back any more: ten minutes are over, or the trip was changed since."


@room.get("")
@gate.declares(Action.BOARD_READ)
def look(code: str) -> ResponseReturnValue:
    """Show the trip as it is beside the trip as it would be."""
    return _page(led(code), typed(request.args))


@room.post("")
@gate.declares(Action.BOARD_CHANGE)
def press(code: str) -> ResponseReturnValue:
    """Apply what was looked at; a trip that was changed meanwhile is shown anew."""
    part, form = led(code), typed(request.form)
    wanted = read(form)
    if wanted.faults or not wanted.suppositions:
        return _page(part, form, status=422)
    if request.form.get("sure") != "yes":
        return _page(part, form, fault=UNSURE, status=422)
    seen = request.form.get("version", -1, type=int)
    try:
        with installation().store.write() as session:
            here, who = installation(), visitor().account
            done = apply(here, session, part.trip_id, wanted.suppositions, seen, who)
    except PlanMoved:
        return _page(part, form, fault=MOVED, status=409)
    except (CannotSuppose, LastLeader) as error:
        return _page(part, form, fault=str(error), status=422)
    for words in done.words:
        flash(words)
    if not visitor().leading(part.code):
        return redirect(url_for("home.door"), 303)
    return redirect(url_for("what_if.look", code=part.code), 303)


@room.post("/back")
@gate.declares(Action.BOARD_CHANGE)
def back(code: str) -> ResponseReturnValue:
    """Move a trip back that was moved just now."""
    part = led(code)
    try:
        with installation().store.write() as session:
            done = take_back(session, part.trip_id, visitor().account)
    except PlanMoved:
        return _page(part, Typed(), fault=TOO_LATE, status=409)
    flash(" ".join(done.words))
    return redirect(url_for("what_if.look", code=part.code), 303)


def _page(part: Part, form: Typed, *, fault: str = "", status: int = 200) -> ResponseReturnValue:
    """Return the page: the form, and what would be where something is supposed."""
    wanted = read(form)
    choices, back_by, result, wrong = _found(part, wanted)
    page = render_template(
        "pages/what_if/what_if.html",
        part=part,
        form=form,
        faults=wanted.faults,
        fault=fault or wrong,
        choices=choices,
        back_by=back_by,
        result=result,
        **_told(wanted, choices, result),
    )
    return page, 422 if (wanted.faults or wrong) and status == 200 else status


def _found(part: Part, wanted: Read) -> tuple[Choices, int, WhatIf | None, str]:
    """Return what can be supposed, and the result or why there is none; one transaction."""
    store = installation().store
    # Opening seals leaves a row in the log, so it takes a transaction that may write.
    with store.write() if wanted.suppositions else store.read() as session:
        trip = session.get_one(Trip, part.trip_id)
        choices, back_by = choices_of(session, trip), movable_back(session, trip)
        if not wanted.suppositions:
            return choices, back_by, None, ""
        try:
            viewer, day = visitor().account, today(trip)
            found = what_if(installation(), session, trip, viewer, wanted.suppositions, day)
        except CannotSuppose as error:
            return choices, back_by, None, str(error)
    return choices, back_by, found, ""


def _told(wanted: Read, choices: Choices, result: WhatIf | None) -> dict[str, object]:
    """Return the words and rows of the result."""
    found = wanted.suppositions
    names: dict[str, str] = {}
    stranded: tuple[str, ...] = ()
    changes = None
    if result is not None:
        names = {member.key: member.name for member in result.now.party.members}
        stranded, changes = result.supposed.stranded, result.difference
    return {
        "words": in_words(found, choices),
        "numbers": number_rows(changes) if changes else [],
        "worse": change_rows(changes.worse, names) if changes else [],
        "better": change_rows(changes.better, names) if changes else [],
        "stranded": [names[key] for key in stranded],
        "renews": any(isinstance(one, Renew) for one in found),
        "drops": any(isinstance(one, Without) for one in found),
        "moves_only": len(found) == 1 and isinstance(found[0], Move),
    }
