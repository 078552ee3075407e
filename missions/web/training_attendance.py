"""Who was at a training: one press a person, all the rest, and the last press taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from missions.policy.actions import Action
from missions.renderers.wording import count_of
from missions.training import attendance
from missions.training.attendance import KEEP, Before, Given, MarkedMeanwhile, NotMarked
from missions.training.rules import MADE_UP, STATES, Lesson, Mark, Register, tally
from missions.trips.rules import OnRoster
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import led
from missions.web.queries import Part
from missions.web.training import handle_of, register_here
from missions.web.training_rows import SessionRow, today_of
from missions.web.visitor import visitor

room = Blueprint("attendance", __name__, url_prefix="/trips/<code>/training/<handle>")

LAST = "attendance"
"""Where the cookie keeps how people stood before the last press."""
MOST_UNDONE = 80
"""More people than these don't fit the cookie; such a press is not offered to be undone."""
SHAPES = {"attended": "met", "made up": "met", "excused": "waived", "missed": "missing"}


@dataclass(frozen=True, slots=True)
class Line:
    """A person and how they stand."""

    person: OnRoster
    mark: Mark | None

    @property
    def state(self) -> str:
        """The state in a word, "" while not marked."""
        return self.mark.state if self.mark else ""

    @property
    def shape(self) -> str:
        """The shape of the state."""
        return SHAPES.get(self.state, "due")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What could not be written down, and what was typed for it."""

    person: str
    words: str
    date: str = ""
    note: str = ""


@room.get("")
@gate.declares(Action.ATTENDANCE_CHANGE)
def look(code: str, handle: str) -> ResponseReturnValue:
    """Everybody whom the session is for, who isn't marked first."""
    part = led(code)
    register = register_here(part)
    return _page(part, register, gate.there(register.lesson(handle)))


@room.post("")
@gate.declares(Action.ATTENDANCE_CHANGE)
def mark(code: str, handle: str) -> ResponseReturnValue:
    """Write down how one person stands."""
    part, lesson = _lesson(code, handle)
    key, note = request.form.get("person", ""), request.form.get("note", "")
    typed = request.form.get("date", "").strip()
    try:
        given = _given(key, typed)
        with installation().store.write() as database:
            before = attendance.mark(database, part.trip_id, lesson.id, given, visitor().account)
    except NotMarked as error:
        register = register_here(part)
        return _page(part, register, lesson, Wrong(key, str(error), typed, note)), 422
    except MarkedMeanwhile as error:
        return _clashed(part, lesson, error, typed, note), 409
    _remember(lesson, [before])
    return _back(part, lesson, key if before.state else "")


@room.post("/rest")
@gate.declares(Action.ATTENDANCE_CHANGE)
def rest(code: str, handle: str) -> ResponseReturnValue:
    """Mark everybody who isn't marked as attended."""
    part, lesson = _lesson(code, handle)
    with installation().store.write() as database:
        before = attendance.mark_rest(database, part.trip_id, lesson.id, visitor().account)
    _remember(lesson, before)
    return _back(part, lesson)


@room.post("/undo")
@gate.declares(Action.ATTENDANCE_CHANGE)
def undo(code: str, handle: str) -> ResponseReturnValue:
    """Take the last press back."""
    part, lesson = _lesson(code, handle)
    before = _remembered(lesson)
    session.pop(LAST, None)
    with installation().store.write() as database:
        attendance.take_back(database, part.trip_id, lesson.id, before, visitor().account)
    if not before:
        flash("There is nothing to take back any more.")
    return _back(part, lesson, before[0].person if len(before) == 1 else "")


def _lesson(code: str, handle: str) -> tuple[Part, Lesson]:
    part = led(code)
    return part, gate.there(register_here(part).lesson(handle))


def _given(key: str, typed: str) -> Given:
    """Return the press; the note belongs to the form that has one.

    Raises:
        NotMarked: the date can't be read.
    """
    try:
        day = date.fromisoformat(typed) if typed else None
    except ValueError:
        raise NotMarked(f"“{typed}” is no day. One as 2026-07-10 is wanted.") from None
    return Given(
        person=key,
        state=request.form.get("state", ""),
        was=request.form.get("was"),
        date=day,
        note=request.form.get("note", KEEP),
    )


def _clashed(part: Part, lesson: Lesson, error: MarkedMeanwhile, typed: str, note: str) -> str:
    words = (
        f"Somebody else has marked this person as {error.state} in the meantime."
        if error.state
        else "Somebody else has taken this person’s mark back in the meantime."
    )
    wrong = Wrong(error.person, f"{words} Press again if that is wrong.", typed, note)
    return _page(part, register_here(part), lesson, wrong)


def _remember(lesson: Lesson, before: list[Before] | tuple[Before, ...]) -> None:
    """Keep in the cookie how people stood, so that the next press can give it back."""
    session.pop(LAST, None)
    if 0 < len(before) <= MOST_UNDONE:
        rows = [[one.person, one.state, one.date.isoformat() if one.date else ""] for one in before]
        session[LAST] = [lesson.id, rows]


def _remembered(lesson: Lesson) -> list[Before]:
    training, rows = session.get(LAST) or ("", [])
    if training != lesson.id:
        return []
    return [
        Before(person, state, date.fromisoformat(day) if day else None)
        for person, state, day in rows
    ]


def _page(part: Part, register: Register, lesson: Lesson, wrong: Wrong | None = None) -> str:
    lines = [Line(one, register.mark(lesson, one)) for one in register.concerned(lesson)]
    known = {line.person.key for line in lines}
    others = [
        Line(one, register.mark(lesson, one))
        for one in register.roster.members
        if one.key not in known and register.mark(lesson, one)
    ]
    return render_template(
        "pages/training/attendance.html",
        part=part,
        row=SessionRow(lesson, tally(register, lesson), past=True),
        handle=handle_of(lesson),
        waiting=[line for line in lines if not line.state],
        marked=[line for line in (*lines, *others) if line.state],
        last=_last(register, lesson),
        states=[state for state in STATES if state != MADE_UP],
        wrong=wrong,
        today=today_of(part),
    )


def _last(register: Register, lesson: Lesson) -> str:
    """Say what the last press did, so that it can be taken back: `Mei: attended`."""
    before = _remembered(lesson)
    if len(before) > 1:
        return f"{count_of(len(before), 'person', 'people')} marked as attended"
    person = register.person(before[0].person) if before else None
    if person is None:
        return ""
    mark = register.mark(lesson, person)
    return f"{person.name}: {mark.state if mark else 'not marked'}"


def _back(part: Part, lesson: Lesson, key: str = "") -> ResponseReturnValue:
    """Lead to the head of the list, where the next one waits, or to who was marked already."""
    place = f"p-{key}" if key else None
    address = url_for("attendance.look", code=part.code, handle=handle_of(lesson), _anchor=place)
    return redirect(address, 303)
