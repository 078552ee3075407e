"""The list of trips: one line each, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from missions.briefing.model import Edition
from missions.trips.model import Membership, Trip
from missions.trips.rules import AT_HOME


@dataclass(frozen=True, slots=True)
class TripLine:
    """A trip in a list; `edition` is the newest number, None before the first."""

    id: str
    code: str
    name: str
    label: str
    posture: str
    starts: date
    ends: date
    people: int
    edition: int | None


def trips(session: Session) -> list[TripLine]:
    """Return all trips, the next to start first."""
    people = (
        select(func.count())
        .where(Membership.trip_id == Trip.id, Membership.role.not_in(AT_HOME))
        .scalar_subquery()
    )
    edition = select(func.max(Edition.number)).where(Edition.trip_id == Trip.id).scalar_subquery()
    rows = session.execute(
        select(
            Trip.id,
            Trip.code,
            Trip.name,
            Trip.label,
            Trip.posture,
            Trip.starts,
            Trip.ends,
            people,
            edition,
        ).order_by(Trip.starts, Trip.code)
    )
    return [TripLine(*row) for row in rows]
