"""Copies of papers in people's hands: which are out, how each stands, whose a found sheet is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug import Response

from missions.audit import log
from missions.briefing.copies import Copy, State, copies_of, state, state_all, trace
from missions.briefing.copy_names import Names, names_of
from missions.briefing.document import What
from missions.policy.actions import Action
from missions.privacy import Audience
from missions.renderers.wording import count_of
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import led
from missions.web.queries import Part
from missions.web.shelf import TITLES
from missions.web.visitor import visitor

room = Blueprint("copies", __name__, url_prefix="/trips/<code>/copies")

TYPED_LENGTH = 100
MOST = 300
"""So many copies are listed at once; more are found by name."""
SHAPES = {
    State.MISSING: "missing",
    State.ISSUED: "due",
    State.HANDED_IN: "met",
    State.DESTROYED: "waived",
}
WORDS = {
    State.MISSING: "Missing",
    State.ISSUED: "Out",
    State.HANDED_IN: "Handed in",
    State.DESTROYED: "Destroyed",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A copy with what to call its holder and its paper."""

    copy: Copy
    name: str
    title: str
    by: str

    @property
    def shape(self) -> str:
        """The shape of its state."""
        return SHAPES[self.copy.state]

    @property
    def word(self) -> str:
        """The word of its state."""
        return WORDS[self.copy.state]

    @property
    def others(self) -> list[tuple[State, str]]:
        """The states that it could be put into."""
        return [(other, WORDS[other]) for other in State if other is not self.copy.state]


@dataclass(frozen=True, slots=True)
class Group:
    """Copies under one head: the missing ones (`edition` None), or an edition's."""

    edition: int | None
    older: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the code on a sheet told; `line` is None for one that isn't known."""

    typed: str
    line: Line | None = None
    part: Part | None = None


@room.get("")
@gate.declares(Action.COPIES_READ)
def look(code: str) -> ResponseReturnValue:
    """List the copies that are out, and offer to look a code up."""
    part = led(code)
    with installation().store.read() as session:
        return _page(session, part)


@room.post("/found")
@gate.declares(Action.COPIES_READ)
def found(code: str) -> ResponseReturnValue:
    """Tell whose a found sheet is, within the trips that the visitor leads."""
    part, who = led(code), visitor()
    typed = request.form.get("code", "")[:TYPED_LENGTH].strip()
    mine = {one.trip_id: one for one in who.parts if one.leads}
    with installation().store.write() as session:
        copy = trace(session, mine, typed)
        answer = Found(typed)
        if copy is not None:
            line = _line(copy, names_of(session, copy.trip_id))
            answer = Found(typed, line, mine[copy.trip_id])
        subject, detail = (copy.id, "found") if copy else (part.trip_id, "unknown")
        trip_id = copy.trip_id if copy else part.trip_id
        log.record(session, who.account, Action.COPIES_READ, subject, detail, trip_id)
        return _page(session, part, answer)


@room.post("/all")
@gate.declares(Action.COPIES_CHANGE)
def change_all(code: str) -> ResponseReturnValue:
    """Say that every copy of an edition is destroyed, but for missing ones."""
    part = led(code)
    edition = request.form.get("edition", type=int)
    if edition is None:
        abort(400)
    with installation().store.write() as session:
        account = visitor().account
        count = state_all(session, part.trip_id, edition, State.DESTROYED, account)
    flash(f"{count_of(count, 'copy', 'copies')} of edition {edition} now count as destroyed.")
    return _back(part)


@room.post("/<copy_id>")
@gate.declares(Action.COPIES_CHANGE)
def change(code: str, copy_id: str) -> ResponseReturnValue:
    """Say how one copy stands now."""
    part = led(code)
    to = request.form.get("state", "")
    if to not in list(State):
        abort(400)
    with installation().store.write() as session:
        if not state(session, part.trip_id, copy_id, State(to), visitor().account):
            abort(404)
    return _back(part)


def _back(part: Part) -> Response:
    show, name = request.args.get("show") or None, request.args.get("name") or None
    return redirect(url_for("copies.look", code=part.code, show=show, name=name), 303)


def _page(session: Session, part: Part, answer: Found | None = None) -> str:
    names = names_of(session, part.trip_id)
    lines = [_line(copy, names) for copy in copies_of(session, part.trip_id)]
    show = request.args.get("show", "")
    name = request.args.get("name", "")[:TYPED_LENGTH].strip()
    wanted = [line for line in lines if _wanted(line, show, name.casefold())]
    return render_template(
        "pages/trips/copies.html",
        part=part,
        groups=_groups(wanted[:MOST]),
        total=len(lines),
        shown=min(len(wanted), MOST),
        states=WORDS.items(),
        show=show,
        name=name,
        kept={"show": show or None, "name": name or None},
        found=answer,
    )


def _line(copy: Copy, names: Names) -> Line:
    title, _ = TITLES[(What(copy.what), Audience(copy.audience))]
    return Line(copy, names.person(copy.person), title, names.actor(copy.issued_by))


def _wanted(line: Line, show: str, name: str) -> bool:
    return show in ("", line.copy.state) and name in line.name.casefold()


def _groups(lines: Iterable[Line]) -> list[Group]:
    """Return missing copies under one head, then each edition's."""

    def head(line: Line) -> int | None:
        return None if line.copy.state is State.MISSING else line.copy.edition

    made = []
    for edition, group in groupby(lines, head):
        held = tuple(group)
        made.append(Group(edition, edition is not None and held[0].copy.older, held))
    return made
