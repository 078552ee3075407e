"""The selects of the briefing room: a trip's rows in a fixed number, and its editions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from missions.briefing.model import Edition
from missions.documents.model import Document
from missions.people.model import Person
from missions.readiness.model import Exemption, Override
from missions.schedule.model import Activity, Crossing, Room, Segment, Stay
from missions.training.model import Attendance, Training
from missions.trips.model import (
    Contact,
    FreePage,
    Membership,
    OfTrip,
    Partner,
    Requirement,
    Site,
    Trip,
)

M = TypeVar("M", bound=OfTrip)


class NoTrip(LookupError):
    """There is no trip of that code."""


@dataclass(frozen=True, slots=True)
class TripRows:
    """All rows of one trip, each table in the file's order."""

    trip: Trip
    members: Sequence[tuple[Membership, Person]]
    sites: Sequence[Site]
    partners: Sequence[Partner]
    segments: Sequence[Segment]
    crossings: Sequence[Crossing]
    stays: Sequence[Stay]
    rooms: Sequence[Room]
    activities: Sequence[Activity]
    trainings: Sequence[Training]
    attendance: Sequence[Attendance]
    contacts: Sequence[Contact]
    pages: Sequence[FreePage]
    requirements: Sequence[Requirement]
    documents: Sequence[Document]
    exemptions: Sequence[Exemption]
    overrides: Sequence[Override]


def trip_by_code(session: Session, code: str) -> Trip:
    """Return the trip; raise `NoTrip` with the code as it was asked for."""
    trip = session.scalar(select(Trip).where(Trip.code == code))
    if trip is None:
        raise NoTrip(f"There is no trip “{code}”. Run: missions trip list")
    return trip


def rows_of(session: Session, trip: Trip) -> TripRows:
    """Return everything the folder of `trip` holds, in sixteen queries."""

    def of(model: type[M]) -> Sequence[M]:
        wanted = select(model).where(model.trip_id == trip.id).order_by(model.position, model.id)
        return session.scalars(wanted).all()

    members = session.execute(
        select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.trip_id == trip.id)
        .order_by(Membership.position, Membership.id)
    )
    return TripRows(
        trip=trip,
        members=[(membership, person) for membership, person in members],
        sites=of(Site),
        partners=of(Partner),
        segments=of(Segment),
        crossings=of(Crossing),
        stays=of(Stay),
        rooms=of(Room),
        activities=of(Activity),
        trainings=of(Training),
        attendance=of(Attendance),
        contacts=of(Contact),
        pages=of(FreePage),
        requirements=of(Requirement),
        documents=of(Document),
        exemptions=of(Exemption),
        overrides=of(Override),
    )


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition without its content."""

    id: str
    number: int
    published_at: datetime
    published_by: str
    note: str
    digest: str


def editions(session: Session, trip_id: str) -> list[EditionLine]:
    """Return a trip's editions, the newest first."""
    rows = session.execute(
        select(
            Edition.id,
            Edition.number,
            Edition.published_at,
            Edition.published_by,
            Edition.note,
            Edition.digest,
        )
        .where(Edition.trip_id == trip_id)
        .order_by(Edition.number.desc())
    )
    return [EditionLine(*row) for row in rows]


def edition_row(session: Session, trip_id: str, number: int | None = None) -> Edition | None:
    """Return an edition with its content: the numbered one, or the newest."""
    wanted = select(Edition).where(Edition.trip_id == trip_id)
    if number is None:
        newest = select(func.max(Edition.number)).where(Edition.trip_id == trip_id)
        return session.scalar(wanted.where(Edition.number == newest.scalar_subquery()))
    return session.scalar(wanted.where(Edition.number == number))
