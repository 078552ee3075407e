"""The front door and the list: everybody sees their own trips and nobody else's."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from missions import clock
from missions.accounts.model import Account
from missions.accounts.sign_in import make_link_for_person
from missions.audit.log import OPERATOR
from missions.people.model import Person
from missions.store.base import new_id
from tests.web.house import Caller, House, words

SPRING, CASA = "spring-27", "casa-27"


def _links(caller: Caller) -> list[str]:
    """Return the goals that the list offers, in their order."""
    text = caller.get("/trips").text
    cards = text.partition('<ul class="cards">')[2]
    return re.findall(r'<li><a href="([^"]+)"', cards)


@pytest.mark.parametrize(("key", "goal"), [("mei", "mei"), ("hui-wang", "lily")])
def test_who_has_one_page_goes_there_at_once(samples: House, key: str, goal: str) -> None:
    assert samples.signed_in(SPRING, key).get("/").location == samples.mine(SPRING, goal)


def test_a_leader_sees_what_they_lead_and_their_own_days(samples: House) -> None:
    caller = samples.signed_in(SPRING, "grace")

    assert caller.get("/").location == "/trips"
    assert _links(caller) == [f"/trips/{SPRING}", samples.mine(SPRING, "grace")]


def test_a_leader_who_is_a_parent_sees_their_children_too(samples: House) -> None:
    caller = samples.signed_in(CASA, "marisol")

    assert _links(caller) == [
        f"/trips/{CASA}",
        samples.mine(CASA, "marisol"),
        samples.mine(CASA, "ana"),
        samples.mine(CASA, "mateo"),
    ]
    assert "Ana’s days" in words(caller.get("/trips"))


def test_a_volunteer_is_offered_no_import(samples: House) -> None:
    caller = samples.signed_in(SPRING, "mei")

    assert "Import" not in words(caller.get("/trips"))
    assert caller.get("/import").status_code == 404


def _alone(house: House, *, administrator: bool) -> Caller:
    """Return the browser of somebody who is on no trip."""
    with house.installation.store.write() as session:
        person = new_id()
        session.add(Person(id=person))
    url = make_link_for_person(house.installation, person, OPERATOR, vouched=True)
    with house.installation.store.write() as session:
        session.scalars(select(Account)).one().administrator = administrator
    caller = house.anyone()
    caller.post(url.removeprefix(house.installation.settings.public_url))
    return caller


def test_an_administrator_on_no_trip_is_told_what_belongs_here(house: House) -> None:
    caller = _alone(house, administrator=True)

    page = caller.get("/trips")

    assert "No trip yet" in words(page)
    assert 'href="/import"' in page.text
    workbook = caller.get("/import/workbook")
    assert workbook.data.startswith(b"PK")
    assert workbook.headers["Content-Disposition"] == "attachment; filename=trip.xlsx"


def test_who_is_on_no_trip_any_more_brings_none_in(house: House) -> None:
    caller = _alone(house, administrator=False)

    page = caller.get("/trips")

    assert "You are on no trip at the moment" in words(page)
    assert "/import" not in page.text
    assert [caller.get(path).status_code for path in ("/import", "/import/workbook")] == [404, 404]


def test_near_a_border_the_list_gives_way_to_the_itinerary(samples: House) -> None:
    with clock.frozen(datetime(2027, 3, 9, 6, tzinfo=UTC)):
        caller = samples.signed_in(SPRING, "grace")

        assert caller.get("/").location == samples.mine(SPRING, "grace")
        assert caller.get("/trips").location == samples.mine(SPRING, "grace")


def test_a_duty_officer_has_the_days_and_the_page_of_the_duty(samples: House) -> None:
    caller = samples.signed_in(SPRING, "marian")

    assert _links(caller) == [
        samples.mine(SPRING, "marian"),
        samples.mine(SPRING, "marian", "duty"),
    ]
