"""The purge by page: who sees it, who may do which step, and that nothing is told to others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from missions import clock
from missions.accounts.model import Account
from missions.people.model import Person
from missions.retention.purge import carry_out_due
from missions.retention.queries import newest_purge
from missions.retention.rules import Stage
from missions.trips.model import Membership, Trip
from tests.web.house import Caller, House, words

CODE = "spring-27"
PAGE = f"/trips/{CODE}/purge"
LATER = datetime(2027, 8, 1, 15, tzinfo=UTC)
"""Months after both trips."""


@pytest.fixture
def over(samples: House) -> Iterator[House]:
    """A house whose trips are over."""
    with clock.frozen(LATER):
        yield samples


def administrator(house: House) -> Caller:
    """Return the browser of an administrator who is not on the trip."""
    caller = house.signed_in("casa-27", "marisol")
    with house.installation.store.write() as session:
        person = session.scalar(
            select(Person.account_id)
            .join(Membership, Membership.person_id == Person.id)
            .join(Trip, Trip.id == Membership.trip_id)
            .where(Trip.code == "casa-27", Membership.key == "marisol")
        )
        session.execute(update(Account).where(Account.id == person).values(administrator=True))
    return caller


def stage(house: House) -> Stage | None:
    with house.installation.store.read() as session:
        trip = session.scalar(select(Trip.id).where(Trip.code == CODE))
        found = newest_purge(session, str(trip))
    return found.stage if found else None


def press(caller: Caller, step: str, **fields: object) -> str:
    """Press a button of the page and return what it says then."""
    answer = caller.post(f"{PAGE}/{step}", fields, page=PAGE)
    assert (answer.status_code, answer.location) == (303, PAGE)
    return words(caller.get(PAGE))


def test_a_leader_announces_and_an_administrator_confirms(over: House) -> None:
    leader, other = over.signed_in(CODE, "grace"), administrator(over)

    assert "Purge this trip" in words(leader.get(PAGE))
    said = press(leader, "announce", days=7)
    assert "Leaders and administrators get a letter" in said
    assert "Announced by you" in said
    assert "It waits for an administrator" in said
    assert "Confirm the purge" not in said

    said = words(other.get(PAGE))
    assert "Announced by a leader" in said
    assert "once an administrator has confirmed it Sun 8 August, 10:00" in said
    said = press(other, "confirm")
    assert "Confirmed by you" in said
    assert "Both have agreed" in said
    assert stage(over) is Stage.CONFIRMED
    with clock.frozen(LATER + timedelta(days=7)):
        assert carry_out_due(over.installation) == 1
    assert other.get(PAGE).status_code == 404


def test_an_administrator_sees_label_and_dates_only(over: House) -> None:
    page = administrator(over).get(PAGE)

    assert "Spring trip" in words(page)
    assert "Grace" not in page.text
    assert f"/trips/{CODE}/copies" not in page.text
    assert f'href="/trips/{CODE}"' not in page.text


def test_an_administrators_purge_waits_for_a_leader(over: House) -> None:
    leader, other = over.signed_in(CODE, "grace"), administrator(over)

    assert "It waits for a leader" in press(other, "announce", days=14)
    assert "Confirm the purge" in words(leader.get(PAGE))
    assert "Confirmed by you" in press(leader, "confirm")


def test_whoever_announced_it_can_not_confirm_it(over: House) -> None:
    leader = over.signed_in(CODE, "grace")
    press(leader, "announce", days=7)

    said = press(leader, "confirm")
    assert "another person has to" in said
    assert stage(over) is Stage.ANNOUNCED


@pytest.mark.parametrize("who", ["leader", "administrator"])
def test_either_role_withdraws_it(over: House, who: str) -> None:
    leader, other = over.signed_in(CODE, "grace"), administrator(over)
    press(leader, "announce", days=7)
    press(other, "confirm")

    said = press(leader if who == "leader" else other, "withdraw")
    assert "The purge is withdrawn. Nothing was deleted." in said
    assert "A purge was withdrawn on Sun 1 August." in said
    assert stage(over) is Stage.WITHDRAWN


def test_a_trip_ahead_is_refused_until_it_is_said(samples: House) -> None:
    leader = samples.signed_in(CODE, "grace")

    assert "Even though this trip is not over" in words(leader.get(PAGE))
    assert "This trip is not over" in press(leader, "announce", days=14)
    assert stage(samples) is None
    assert "Announced by you" in press(leader, "announce", days=14, ahead="yes")


def test_days_that_are_no_choice_are_refused(over: House) -> None:
    leader = over.signed_in(CODE, "grace")

    assert "Between 7 and 90 days are wanted" in press(leader, "announce", days=1)
    assert "No purge is announced" in words(
        leader.client.post(
            f"{PAGE}/withdraw",
            data={"csrf_token": _token(leader)},
            follow_redirects=True,
        )
    )


def _token(caller: Caller) -> str:
    return caller.get(PAGE).text.split('name="csrf_token" value="')[-1].split('"')[0]


def test_others_find_nothing_there(over: House) -> None:
    member, stranger = over.signed_in(CODE, "mei"), over.signed_in("casa-27", "marisol")

    unknown = member.get("/no/such/page")
    for caller, path in ((member, PAGE), (stranger, PAGE), (member, "/trips/none/purge")):
        answer = caller.get(path)
        assert (answer.status_code, answer.text) == (404, unknown.text)
    assert administrator(over).get("/trips/none/purge").status_code == 404
