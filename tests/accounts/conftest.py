"""An account's surroundings: a person on a trip, in an installation on each database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from missions import clock
from missions.installation import Installation
from missions.people.model import Person
from missions.trips.model import Membership, Trip

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Someone:
    """A person and their membership."""

    person: str
    membership: str


@pytest.fixture
def now() -> Iterator[datetime]:
    """Hold the clock at noon."""
    with clock.frozen(NOON):
        yield NOON


@pytest.fixture
def someone(installation: Installation) -> Someone:
    """A member of a trip, without an account."""
    with installation.store.write() as session:
        trip = Trip(code="t", starts=NOON.date(), ends=NOON.date())
        person = Person(preferred_name="Mei")
        session.add_all([trip, person])
        session.flush()
        membership = Membership(trip_id=trip.id, person_id=person.id, key="mei")
        session.add(membership)
        session.flush()
        return Someone(person.id, membership.id)
