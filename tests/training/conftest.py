"""A trip in the database with four people and two sessions, once on each database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from missions.audit.model import AuditEntry
from missions.installation import Installation
from missions.people.model import Person
from missions.training.model import Attendance, Training
from missions.training.times import instant
from missions.trips.model import Membership, Trip

CHICAGO = "America/Chicago"
PEOPLE = (
    ("mei", "leader", None),
    ("ben", "volunteer", None),
    ("lily", "volunteer", date(2012, 5, 1)),
    ("hui", "guardian", None),
)
SESSIONS = (
    ("safe", datetime(2026, 10, 24, 9, 30), "all"),
    ("kids", datetime(2026, 11, 7, 9, 30), "minors"),
)


@dataclass(frozen=True)
class Home:
    """A trip, and what is kept of it."""

    installation: Installation
    trip_id: str

    def version(self) -> int:
        """How many writes the trip has had."""
        with self.installation.store.read() as session:
            return session.get_one(Trip, self.trip_id).version

    def marks(self) -> list[tuple[str, str, str, date | None, str]]:
        """Who is marked: training, person, state, date, note."""
        with self.installation.store.read() as session:
            rows = session.query(Attendance).order_by(Attendance.position).all()
            return [(one.training, one.person, one.state, one.date, one.note) for one in rows]

    def log(self) -> list[tuple[str, str, str]]:
        """What the log says of this trip: action, subject, detail."""
        with self.installation.store.read() as session:
            rows = session.query(AuditEntry).filter_by(trip_id=self.trip_id)
            return [(r.action, r.subject, r.detail) for r in rows.order_by(AuditEntry.number)]

    def training(self, key: str) -> Training:
        """The row with this key."""
        with self.installation.store.read() as session:
            return session.query(Training).filter_by(trip_id=self.trip_id, key=key).one()

    def member(self, key: str) -> str:
        """A member's id."""
        with self.installation.store.read() as session:
            found = session.query(Membership).filter_by(trip_id=self.trip_id, key=key).one()
            return found.id


@pytest.fixture
def make_home(installation: Installation) -> Callable[[str, date], Home]:
    """Make a trip with this code and first day, with its people and sessions."""

    def make(code: str, starts: date) -> Home:
        with installation.store.write() as session:
            trip = Trip(
                code=code,
                label="Spring",
                posture="guarded",
                starts=starts,
                ends=date(starts.year, starts.month, starts.day + 10),
                home_zone=CHICAGO,
            )
            session.add(trip)
            session.flush()
            for place, (key, role, born) in enumerate(PEOPLE):
                person = Person(preferred_name=key.capitalize(), birth_date=born)
                session.add(person)
                session.flush()
                session.add(
                    Membership(
                        trip_id=trip.id, person_id=person.id, key=key, role=role, position=place
                    )
                )
            for place, (key, wall, applies) in enumerate(SESSIONS):
                ends = wall.replace(hour=11, minute=0)
                session.add(
                    Training(
                        trip_id=trip.id,
                        key=key,
                        title=key.capitalize(),
                        position=place,
                        zone=CHICAGO,
                        starts=wall,
                        starts_utc=instant(wall, CHICAGO),
                        ends=ends,
                        ends_utc=instant(ends, CHICAGO),
                        applies=applies,
                        required=True,
                    )
                )
            session.flush()
            return Home(installation, trip.id)

    return make


@pytest.fixture
def home(make_home: Callable[[str, date], Home]) -> Home:
    """The trip that most tests are about."""
    return make_home("spring", date(2027, 3, 8))
