"""The only writes to attendance: one person, all the rest, and the last press taken back.

Each is one transaction with its audit row, and counts as a write to the trip.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from missions.audit import log
from missions.policy.actions import Action
from missions.store.base import new_id
from missions.training.actions import found
from missions.training.model import Attendance, Training
from missions.training.planning import LONGEST
from missions.training.queries import attendance_rows, lesson_of, register_of
from missions.training.rules import ATTENDED, MADE_UP, STATES, Register
from missions.trips.actions import count_write
from missions.trips.model import Trip

KEEP = "\0"
"""In place of a note: the one that is there stays."""


class NotMarked(ValueError):
    """A mark lacks what it needs; the message says what."""


class MarkedMeanwhile(RuntimeError):
    """Somebody else has marked the person since; `state` is how they stand now."""

    def __init__(self, person: str, state: str) -> None:
        super().__init__(f"{person} is {state or 'not marked'} by now.")
        self.person, self.state = person, state


@dataclass(frozen=True, slots=True)
class Before:
    """How somebody stood before a press; state "": not marked. It can be given back."""

    person: str
    state: str
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A press: who, how they stand now, and how the presser saw them before (None: any).

    `date` is when a session was made up, and None for the session's own day.
    """

    person: str
    state: str
    was: str | None = None
    date: date | None = None
    note: str = KEEP


def mark(session: Session, trip_id: str, handle: str, given: Given, actor: str) -> Before:
    """Write down how somebody stands with a session; return how they stood before.

    State "" takes the mark back. A mark for somebody whom the session isn't for is kept too, where
    there is one already.

    Raises:
        NoTraining: there is no such session.
        NotMarked: no such state or person, no date of making it up, a note that is too long.
        MarkedMeanwhile: the person doesn't stand as `was` says, nor as is wanted.
    """
    trip = session.get_one(Trip, trip_id, with_for_update=True)
    row = found(session, trip_id, handle)
    rows, register = attendance_rows(session, trip_id, row.key), register_of(session, trip)
    _judge(register, row, given, rows)
    old = rows.get(given.person)
    before = Before(given.person, old.state if old else "", old.date if old else None)
    if given.was is not None and before.state not in (given.was, given.state):
        raise MarkedMeanwhile(given.person, before.state)
    _write(session, row, old, given)
    count_write(session, trip)
    member = register.person(given.person)
    detail = f"{given.state or 'unmarked'} {member.id if member else ''}"
    log.record(session, actor, Action.ATTENDANCE_CHANGE, row.id, detail, trip_id)
    return before


def mark_rest(session: Session, trip_id: str, handle: str, actor: str) -> tuple[Before, ...]:
    """Mark everybody whom a session is for and who isn't marked as attended; return who that was.

    Raises:
        NoTraining: there is no such session.
    """
    trip = session.get_one(Trip, trip_id, with_for_update=True)
    row = found(session, trip_id, handle)
    rows = attendance_rows(session, trip_id, row.key)
    rest = [
        person.key
        for person in register_of(session, trip).concerned(lesson_of(row))
        if person.key not in rows or not rows[person.key].state
    ]
    for key in rest:
        _write(session, row, rows.get(key), Given(key, ATTENDED))
    if rest:
        count_write(session, trip)
        detail = f"rest people={len(rest)}"
        log.record(session, actor, Action.ATTENDANCE_CHANGE, row.id, detail, trip_id)
    return tuple(Before(key, "") for key in rest)


def take_back(
    session: Session, trip_id: str, handle: str, before: Sequence[Before], actor: str
) -> int:
    """Give people the states that they had before a press; return of how many.

    Raises:
        NoTraining: there is no such session.
    """
    trip = session.get_one(Trip, trip_id, with_for_update=True)
    row = found(session, trip_id, handle)
    rows = attendance_rows(session, trip_id, row.key)
    known = {member.key for member in register_of(session, trip).roster.members}
    wanted = [one for one in before if one.person in known and one.state in ("", *STATES)]
    for one in wanted:
        given = Given(one.person, one.state, date=one.date)
        _write(session, row, rows.get(one.person), given, exact=True)
    if wanted:
        count_write(session, trip)
        detail = f"undone people={len(wanted)}"
        log.record(session, actor, Action.ATTENDANCE_CHANGE, row.id, detail, trip_id)
    return len(wanted)


def _judge(register: Register, row: Training, given: Given, rows: Mapping[str, Attendance]) -> None:
    if given.state and given.state not in STATES:
        raise NotMarked(
            f"“{given.state}” is no state; one of these is wanted: {', '.join(STATES)}."
        )
    asked = {person.key for person in register.concerned(lesson_of(row))}
    if given.person not in asked and given.person not in rows:
        raise NotMarked(f"“{row.title}” isn’t for “{given.person}”. Give the key of one it is for.")
    if given.state == MADE_UP and given.date is None:
        raise NotMarked("On which day was it made up? A day as 2026-07-10 is wanted.")
    if given.note is not KEEP and len(given.note) > LONGEST["note"]:
        most = LONGEST["note"]
        raise NotMarked(f"The note has {len(given.note)} characters; at most {most} are kept.")


def _write(
    session: Session,
    training: Training,
    row: Attendance | None,
    given: Given,
    *,
    exact: bool = False,
) -> None:
    """Bring the row to what is given; `exact`: the date as it is given, None too."""
    if not given.state:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = Attendance(
            id=new_id(),
            trip_id=training.trip_id,
            position=_next(session, training.trip_id),
            training=training.key,
            person=given.person,
            note="",
        )
        session.add(row)
    row.state = given.state
    there = training.starts.date() if given.state == ATTENDED else None
    row.date = given.date if exact or given.state == MADE_UP else there
    if given.note is not KEEP:
        row.note = given.note.strip()


def _next(session: Session, trip_id: str) -> int:
    session.flush()
    last = session.scalar(
        select(func.max(Attendance.position)).where(Attendance.trip_id == trip_id)
    )
    return 0 if last is None else last + 1
