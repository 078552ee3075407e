"""The page that reminds: who would be written to, why others not; pressed twice, sent once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from missions import clock
from missions.accounts.model import Account
from missions.audit.model import AuditEntry
from missions.board.keeping import board_of
from missions.board.reminding import plan_of
from missions.outbox.model import Letter
from missions.people.model import Person
from missions.store.base import new_id
from missions.trips.model import Membership, Trip
from tests.web.conftest import WINTER
from tests.web.house import House, words

CODE = "spring-27"
PAGE = f"/trips/{CODE}/remind"


def with_accounts(house: House, *keys: str) -> dict[str, str]:
    """Give members of the closed trip an account with an address; return their ids by key."""
    with house.installation.store.write() as session:
        rows = (
            session.query(Membership, Person)
            .join(Person, Person.id == Membership.person_id)
            .join(Trip, Trip.id == Membership.trip_id)
            .filter(Trip.code == CODE)
        )
        found = {}
        for member, person in rows:
            found[member.key] = member.id
            if member.key in keys:
                account = session.get(Account, person.account_id or "") or Account(
                    id=new_id(), created_at=WINTER
                )
                account.email = f"{member.key}@mail.invalid"
                session.add(account)
                session.flush()
                person.account_id = account.id
        return found


def owing(house: House) -> dict[str, bool]:
    """Return who owes something that is theirs, by key, and whether they would be written to."""
    with house.installation.store.read() as session:
        trip = session.query(Trip).filter_by(code=CODE).one()
    board_of(house.installation, trip.id, "worker")
    with house.installation.store.read() as session:
        return {one.reader.key: one.sends for one in plan_of(session, trip) if one.reader.owed}


def letters(house: House) -> set[str]:
    with house.installation.store.read() as session:
        rows = session.query(Letter).filter_by(name="owed")
        return {str(row.facts["membership"]) for row in rows}


def boxes(page: str, name: str) -> list[str]:
    """Return the values of the page's tick boxes of this name."""
    return re.findall(rf'name="{name}"\s+value="(\w+)"', page)


def test_only_leaders_with_a_second_factor_may_look_and_press(samples: House) -> None:
    grace = samples.signed_in(CODE, "grace")

    assert grace.get(PAGE).status_code == 200
    assert samples.signed_in(CODE, "mei").get(PAGE).status_code == 404
    assert samples.signed_in("casa-27", "marisol").get(PAGE).status_code == 404
    assert samples.anyone().get(PAGE).status_code == 303
    assert letters(samples) == set()


def test_who_has_no_account_is_named_with_the_reason(samples: House) -> None:
    everybody = owing(samples)
    page = samples.signed_in(CODE, "grace").get(PAGE)

    assert len(everybody) > 3
    assert words(page).count("No account with an address yet: invite them first.") == len(everybody)
    assert (boxes(page.text, "to"), boxes(page.text, "anyway")) == ([], [])


def test_a_press_writes_to_who_is_ticked_and_the_next_tells_when(samples: House) -> None:
    first, second, *_others = [key for key in owing(samples) if key != "grace"]
    ids = with_accounts(samples, first, second)
    grace = samples.signed_in(CODE, "grace")
    page = grace.get(PAGE)
    assert set(boxes(page.text, "to")) == {ids[first], ids[second]}
    assert "2 people get a letter" in words(page)

    answer = grace.post(PAGE, {"to": [ids[first], "nobody"]})

    assert (answer.status_code, answer.location) == (303, PAGE)
    after = grace.get(PAGE)
    assert "1 letter is on the way." in words(after)
    assert letters(samples) == {ids[first]}
    assert (boxes(after.text, "to"), boxes(after.text, "anyway")) == ([ids[second]], [ids[first]])
    assert "Reminded on Mon 1 February." in words(after)
    with samples.installation.store.read() as session:
        told = session.query(AuditEntry).filter_by(action="reminder:send").one()
        assert told.subject == ids[first]


def test_pressed_again_nothing_goes_out_without_a_tick(samples: House) -> None:
    first = next(key for key in owing(samples) if key != "grace")
    ids = with_accounts(samples, first)
    grace = samples.signed_in(CODE, "grace")
    grace.post(PAGE, {"to": ids[first]})

    grace.post(PAGE, {"to": ids[first]})
    assert "No letter was written" in words(grace.get(PAGE))

    for _ in range(2):
        grace.post(PAGE, {"anyway": ids[first]})
    with samples.installation.store.read() as session:
        assert session.query(Letter).filter_by(name="owed").count() == 2


@pytest.mark.parametrize("field", ["to", "anyway"])
def test_members_of_other_trips_are_not_written_to(samples: House, field: str) -> None:
    owing(samples)
    other = samples.membership("casa-27", "marisol")
    grace = samples.signed_in(CODE, "grace")

    grace.post(PAGE, {field: other})

    assert letters(samples) == set()


def test_after_the_trip_nobody_can_be_written_to(samples: House) -> None:
    with_accounts(samples, *owing(samples))
    with clock.frozen(WINTER + timedelta(days=60)):
        page = samples.signed_in(CODE, "grace").get(PAGE)

    assert boxes(page.text, "to") == []
