"""The only writes to trainings: sessions planned, changed, taken out, carried over.

Each is one transaction with its audit row, and counts as a write to the trip.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from missions.audit import log
from missions.policy.actions import Action
from missions.store.base import new_id
from missions.training.copying import Copied, Frame, carried
from missions.training.model import Attendance, Training
from missions.training.planning import Planned, key_for
from missions.training.queries import attendance_rows, lesson_of, register_of, training_row
from missions.training.rules import Lesson
from missions.training.times import instant
from missions.trips.actions import count_write
from missions.trips.model import Trip


class NoTraining(LookupError):
    """The trip has no such session any more."""


class ChangedMeanwhile(RuntimeError):
    """Somebody else has changed what the writer looked at."""


def stamp_of(lesson: Lesson) -> str:
    """Return a short text that differs where anything of the session does."""
    return hashlib.sha256(repr(sorted(asdict(lesson).items())).encode()).hexdigest()[:16]


def found(session: Session, trip_id: str, handle: str) -> Training:
    """Return the session with this key or id.

    Raises:
        NoTraining: there is none.
    """
    row = training_row(session, trip_id, handle)
    if row is None:
        raise NoTraining(f"There is no training “{handle}” in this trip.")
    return row


def add(session: Session, trip_id: str, planned: Planned, actor: str) -> Training:
    """Plan a session; its key is made of the title."""
    trip = session.get_one(Trip, trip_id, with_for_update=True)
    keys = session.scalars(select(Training.key).where(Training.trip_id == trip_id)).all()
    row = _new(trip_id, key_for(planned.title, keys), _next(session, trip_id))
    _fill(row, planned)
    session.add(row)
    count_write(session, trip)
    log.record(session, actor, Action.TRAINING_CHANGE, row.id, "added", trip_id)
    return row


def change(
    session: Session, trip_id: str, handle: str, planned: Planned, seen: str, actor: str
) -> Training:
    """Change a session.

    Args:
        seen: `stamp_of` the session as the writer saw it; "" where that doesn't matter.

    Raises:
        NoTraining: it is no longer there.
        ChangedMeanwhile: somebody else has changed it since.
    """
    trip = session.get_one(Trip, trip_id, with_for_update=True)
    row = found(session, trip_id, handle)
    _hold(row, seen)
    _fill(row, planned)
    count_write(session, trip)
    log.record(session, actor, Action.TRAINING_CHANGE, row.id, "changed", trip_id)
    return row


def remove(session: Session, trip_id: str, handle: str, seen: str, marks: int, actor: str) -> int:
    """Take a session out, with who was there; return how many marks went with it.

    Args:
        seen: `stamp_of` the session as the writer saw it; "" where that doesn't matter.
        marks: how many marks the writer was told of.

    Raises:
        NoTraining: it is no longer there.
        ChangedMeanwhile: it was changed, or people were marked, since.
    """
    trip = session.get_one(Trip, trip_id, with_for_update=True)
    row = found(session, trip_id, handle)
    _hold(row, seen)
    if len(attendance_rows(session, trip_id, row.key)) != marks:
        raise ChangedMeanwhile(f"Who was at “{row.title}” has changed in the meantime.")
    session.execute(
        delete(Attendance).where(Attendance.trip_id == trip_id, Attendance.training == row.key)
    )
    session.delete(row)
    count_write(session, trip)
    log.record(session, actor, Action.TRAINING_CHANGE, row.id, f"removed marks={marks}", trip_id)
    return marks


def copy(
    session: Session, source_id: str, trip_id: str, actor: str, version: int | None = None
) -> tuple[Copied, ...]:
    """Carry a trip's curriculum over to another; return what was new there.

    Args:
        source_id: the trip to copy from.
        version: the trip's version as the writer saw it; None where that doesn't matter.

    Raises:
        ChangedMeanwhile: the trip has changed since.
    """
    trip = session.get_one(Trip, trip_id, with_for_update=True)
    if version is not None and trip.version != version:
        raise ChangedMeanwhile("The trip has changed in the meantime.")
    fresh = tuple(one for one in preview(session, source_id, trip) if not one.here)
    first = _next(session, trip_id)
    for place, one in enumerate(fresh):
        row = _new(trip_id, one.key, first + place)
        _fill(row, one.planned)
        session.add(row)
    if fresh:
        count_write(session, trip)
        detail = f"copied sessions={len(fresh)} from={source_id}"
        log.record(session, actor, Action.TRAINING_CHANGE, trip_id, detail, trip_id)
    return fresh


def preview(session: Session, source_id: str, trip: Trip) -> tuple[Copied, ...]:
    """Return what `copy` would bring, those that are there already among it."""
    source = session.get_one(Trip, source_id)
    return carried(
        Frame(source.starts, source.home_zone),
        register_of(session, source),
        Frame(trip.starts, trip.home_zone),
        register_of(session, trip),
    )


def _hold(row: Training, seen: str) -> None:
    if seen and stamp_of(lesson_of(row)) != seen:
        raise ChangedMeanwhile(f"“{row.title}” was changed in the meantime.")


def _new(trip_id: str, key: str, position: int) -> Training:
    return Training(id=new_id(), trip_id=trip_id, key=key, position=position)


def _fill(row: Training, planned: Planned) -> None:
    row.title, row.course, row.topic = planned.title, planned.course, planned.topic
    row.starts, row.ends, row.zone = planned.starts, planned.ends, planned.zone
    row.starts_utc = instant(planned.starts, planned.zone)
    row.ends_utc = instant(planned.ends, planned.zone)
    row.place, row.note = planned.place, planned.note
    row.required, row.applies = planned.required, planned.applies


def _next(session: Session, trip_id: str) -> int:
    last = session.scalar(select(func.max(Training.position)).where(Training.trip_id == trip_id))
    return 0 if last is None else last + 1
