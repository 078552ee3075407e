"""The selects of the training room: a trip's register in four."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.people.model import Person
from missions.training.model import Attendance, Training
from missions.training.rules import Asked, Lesson, Mark, Register
from missions.trips.model import Membership, Requirement, Trip
from missions.trips.rules import OnRoster, Roster, is_minor, split_list


def register_of(session: Session, trip: Trip) -> Register:
    """Return a trip's trainings, its roster, who was there, and what is asked."""
    roster = Roster(_roster(session, trip))
    marks = session.scalars(select(Attendance).where(Attendance.trip_id == trip.id))
    return Register(
        roster=roster,
        lessons=tuple(_lessons(session, trip.id)),
        last_day=trip.ends,
        marks={(row.training, row.person): Mark(row.state, row.date, row.note) for row in marks},
        asked=tuple(_asked(session, trip.id, roster)),
    )


def training_row(session: Session, trip_id: str, handle: str) -> Training | None:
    """Return the session with this key or id."""
    rows = session.scalars(
        select(Training).where(
            Training.trip_id == trip_id, (Training.key == handle) | (Training.id == handle)
        )
    ).all()
    return next((row for row in rows if row.key == handle), rows[0] if rows else None)


def attendance_rows(session: Session, trip_id: str, key: str) -> dict[str, Attendance]:
    """Return who was marked for a session, by the person's key."""
    rows = session.scalars(
        select(Attendance).where(Attendance.trip_id == trip_id, Attendance.training == key)
    )
    return {row.person: row for row in rows}


def lesson_of(row: Training) -> Lesson:
    """Return a session's row as a plain value."""
    return Lesson(
        id=row.id,
        key=row.key,
        title=row.title,
        starts=row.starts,
        ends=row.ends,
        zone=row.zone,
        starts_utc=row.starts_utc,
        ends_utc=row.ends_utc,
        place=row.place,
        course=row.course,
        topic=row.topic,
        required=row.required,
        applies=row.applies,
        note=row.note,
    )


def _lessons(session: Session, trip_id: str) -> Iterator[Lesson]:
    rows = session.scalars(select(Training).where(Training.trip_id == trip_id)).all()
    yield from map(lesson_of, sorted(rows, key=_by_time))


def _by_time(row: Training) -> tuple[datetime, int, str]:
    return row.starts_utc, row.position, row.key


def _roster(session: Session, trip: Trip) -> Iterator[OnRoster]:
    """Yield everybody whom the plan still holds, in the folder's order."""
    rows = session.execute(
        select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.trip_id == trip.id)
        .order_by(Membership.position, Membership.id)
    )
    for membership, person in rows:
        yield OnRoster(
            id=membership.id,
            key=membership.key,
            name=person.preferred_name or membership.key,
            role=membership.role,
            groups=split_list(membership.groups),
            joins=membership.joins,
            leaves=membership.leaves,
            minor=is_minor(person.birth_date, trip.starts),
        )


def _asked(session: Session, trip_id: str, roster: Roster) -> Iterator[Asked]:
    rows = session.scalars(
        select(Requirement)
        .where(Requirement.trip_id == trip_id, Requirement.kind == "training")
        .order_by(Requirement.position, Requirement.id)
    )
    for row in rows:
        minutes = round(float(row.settings.get("minutes") or 0))
        if minutes > 0:
            yield Asked(row.title.strip(), minutes, roster.applies(row.applies))
