"""A roster of another system by page: columns, preview, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from missions import clock
from missions.intake.faults import Cause, Fault, IntakeRefused, Place, in_order
from missions.intake.joined import TripMoved
from missions.intake.roster.guess import guess
from missions.intake.roster.laying import Sight, bring, look
from missions.intake.roster.sheet import Roster, read_roster
from missions.intake.sources.handed import MAX_FILE
from missions.intake.sources.xlsx_file import MAX_COLUMNS
from missions.policy.actions import Action, Facts
from missions.web import gate
from missions.web.carried import GONE, carried, carry, drop
from missions.web.findings import Refusal, refusal_of
from missions.web.here import installation
from missions.web.queries import Part
from missions.web.roster_rows import columns_of, preview_of
from missions.web.roster_words import choices, title
from missions.web.visitor import visitor
from missions.web.words import local

room = Blueprint("roster", __name__)

PURPOSE = "roster"
WANTED = "a roster as .csv or .xlsx, with a heading row"
MOVED = "Somebody changed the trip since you looked. Nothing was kept; this is how it would be now."


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A roster between two pages, and what its columns are said to be."""

    token: str
    roster: Roster
    mapping: dict[int, str]


@room.get("/trips/<code>/folder/roster")
@gate.declares(Action.TRIP_REIMPORT)
def ask(code: str) -> ResponseReturnValue:
    """Ask for a roster."""
    return _upload_page(_part(code))


@room.post("/trips/<code>/folder/roster")
@gate.declares(Action.TRIP_REIMPORT)
def go(code: str) -> ResponseReturnValue:
    """Take the next step: what was handed in, its columns, its preview, or keeping it."""
    part = _part(code)
    step = request.form.get("step", "")
    if step not in _STEPS:
        return _handed_in(part)
    waiting = _waiting(part)
    if waiting is None:
        return _upload_page(part, gone=GONE), 422
    return _STEPS[step](part, waiting)


def _part(code: str) -> Part:
    part = visitor().leading(code)
    return gate.granted(part, Facts(leads=part is not None))


def _upload_page(part: Part, refusal: Refusal | None = None, gone: str = "") -> str:
    return render_template("pages/bulk/roster.html", part=part, refusal=refusal, gone=gone)


def _handed_in(part: Part) -> ResponseReturnValue:
    upload = request.files.get("roster")
    name = plain_name(upload.filename if upload else "")
    try:
        if upload is None or not name:
            place = Place("No file was chosen")
            raise IntakeRefused([Fault(Cause.FILE, place, "", WANTED)])
        content = upload.read(MAX_FILE + 1)
        roster = read_roster(name, content)
    except IntakeRefused as refused:
        return _upload_page(part, refusal_of(refused.faults)), 422
    token = carry(f"{name}\n".encode() + content, PURPOSE, part)
    return _columns_page(part, _Waiting(token, roster, {}), guessed=True)


def plain_name(filename: str | None) -> str:
    """Return a file's name for messages, without folders; it is never used as a path."""
    return " ".join((filename or "").replace("\\", "/").rsplit("/", 1)[-1].split())[:80]


def _waiting(part: Part) -> _Waiting | None:
    """Return the roster that the form speaks of, with its mapping; None where it is gone."""
    token = request.form.get("held", "")
    kept = carried(token, PURPOSE, part)
    if kept is None:
        return None
    name, _, content = kept.partition(b"\n")
    roster = read_roster(name.decode(), content)
    wide = min(len(roster.header), MAX_COLUMNS)
    said = ((index, request.form.get(f"column-{index}", "")) for index in range(wide))
    return _Waiting(token, roster, {index: target for index, target in said if target})


def _columns_page(part: Part, waiting: _Waiting, fault: str = "", *, guessed: bool = False) -> str:
    roster = waiting.roster
    on = _today(part)
    guesses = guess(roster.header, roster.samples(), on=on)
    return render_template(
        "pages/bulk/roster_columns.html",
        part=part,
        waiting=waiting,
        columns=columns_of(roster, guesses, None if guessed else waiting.mapping),
        choices=choices(),
        fault=fault,
    )


def _columns(part: Part, waiting: _Waiting) -> ResponseReturnValue:
    return _columns_page(part, waiting)


def _preview(part: Part, waiting: _Waiting) -> ResponseReturnValue:
    fault = _fault_of_mapping(waiting)
    if fault:
        return _columns_page(part, waiting, fault), 422
    sight = _look(part, waiting)
    return _preview_page(part, waiting, sight), 422 if sight.faults else 200


def _fault_of_mapping(waiting: _Waiting) -> str:
    """Return what is wrong with the choices, "" where nothing is."""
    known = {target for _, targets in choices() for target, _ in targets}
    chosen = list(waiting.mapping.values())
    twice = [target for target in dict.fromkeys(chosen) if chosen.count(target) > 1]
    if set(chosen) - known:
        return "One of the choices is not known here. Choose again."
    if twice:
        names = " and ".join(f"“{title(target)}”" for target in twice)
        return f"{names} is chosen for two columns. Each goes to one; leave the others out."
    if not set(chosen) & {"legal_name", "surname", "given_names", "key"}:
        return (
            "No column says who a row is about. Choose the one with the legal name, or those with"
            " surname and given names."
        )
    return ""


def _look(part: Part, waiting: _Waiting) -> Sight:
    return look(
        installation(),
        part.code,
        waiting.roster,
        waiting.mapping,
        visitor().account,
        _today(part),
    )


def _preview_page(part: Part, waiting: _Waiting, sight: Sight, note: str = "") -> str:
    return render_template(
        "pages/bulk/roster_preview.html",
        part=part,
        waiting=waiting,
        sight=sight,
        preview=preview_of(sight),
        refusal=refusal_of(sight.faults) if sight.faults else None,
        note=note,
    )


def _keep(part: Part, waiting: _Waiting) -> ResponseReturnValue:
    if _fault_of_mapping(waiting):
        return _preview(part, waiting)
    try:
        result = bring(
            installation(),
            part.code,
            waiting.roster,
            waiting.mapping,
            visitor().account,
            _today(part),
            _version(),
        )
    except TripMoved:
        return _preview_page(part, waiting, _look(part, waiting), MOVED), 409
    except IntakeRefused as refused:
        sight = _look(part, waiting)
        faults = sight.faults or in_order(refused.faults)
        told = Sight(sight.plan, sight.version, faults, sight.remarks)
        return _preview_page(part, waiting, told), 422
    drop(waiting.token)
    return render_template("pages/bulk/roster_done.html", part=part, result=result)


def _version() -> int:
    return request.form.get("version", default=0, type=int)


def _today(part: Part) -> date:
    return local(clock.now(), part.home_zone).date()


_STEPS: dict[str, Callable[[Part, _Waiting], ResponseReturnValue]] = {
    "columns": _columns,
    "preview": _preview,
    "keep": _keep,
}
