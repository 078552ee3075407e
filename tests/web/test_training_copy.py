"""A curriculum carried over by page: looked at, then taken, from one's own trips only."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from missions.people.model import Person
from missions.trips.model import Membership, Trip
from tests.web.house import Caller, House, words
from tests.web.test_training import CODE, ROOM, logged, training, version


def leads_too(house: House, code: str) -> None:
    """Let grace lead another trip as well."""
    with house.installation.store.write() as session:
        account = session.scalar(
            select(Person.account_id)
            .join(Membership, Membership.person_id == Person.id)
            .join(Trip, Trip.id == Membership.trip_id)
            .where(Trip.code == CODE, Membership.key == "grace")
        )
        person = session.scalars(
            select(Person)
            .join(Membership, Membership.person_id == Person.id)
            .join(Trip, Trip.id == Membership.trip_id)
            .where(Trip.code == code, Membership.role == "leader")
        ).first()
        assert person is not None
        person.account_id = account


@pytest.fixture
def grace(samples: House) -> Caller:
    """The closed trip's leader."""
    return samples.signed_in(CODE, "grace")


def test_a_curriculum_is_looked_at_then_copied(samples: House, grace: Caller) -> None:
    leads_too(samples, "casa-27")
    before = version(samples)
    look = grace.get(f"{ROOM}/copy?from=casa-27")
    assert "Information evening" in words(look)
    assert "Sun 25 October 2026 Tue 14 July 2026 , 18:00–19:15" in words(look)
    assert (version(samples), logged(samples)) == (before, [])

    form: dict[str, object] = {"from": "casa-27", "version": str(before)}
    answer = grace.post(f"{ROOM}/copy", form, page=f"{ROOM}/copy?from=casa-27")
    assert (answer.status_code, answer.location) == (303, ROOM)
    row = training(samples, "tools")
    assert (row.starts, row.zone) == (datetime(2027, 2, 1, 8, 30), "America/Chicago")
    assert (version(samples), len(logged(samples))) == (before + 1, 1)
    assert "All of them are here already" in words(grace.get(f"{ROOM}/copy?from=casa-27"))

    late = grace.post(f"{ROOM}/copy", form, page=f"{ROOM}/new")
    assert late.status_code == 409


def test_only_trips_that_one_leads_can_be_copied(samples: House, grace: Caller) -> None:
    assert grace.get(f"{ROOM}/copy?from=casa-27").status_code == 404
    answer = grace.post(f"{ROOM}/copy", {"from": "casa-27", "version": "1"}, page=f"{ROOM}/new")
    assert answer.status_code == 404
    assert "This is the only one so far." in words(grace.get(f"{ROOM}/copy"))
