"""One's own data by page: shown, handed over, erased; never anybody else's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from missions import clock
from missions.accounts.model import Account
from missions.people.model import Person
from missions.trips.model import Membership
from tests.web.house import House, words

CODE = "spring-27"
BETWEEN = datetime(2027, 8, 1, 15, tzinfo=UTC)
"""After both trips."""
CROSSING = datetime(2027, 3, 8, 18, tzinfo=UTC)
"""On the first day, near a border."""


@pytest.fixture
def over(samples: House) -> Iterator[House]:
    """A house whose trips are over."""
    with clock.frozen(BETWEEN):
        yield samples


def test_the_page_says_what_is_kept_and_for_how_long(samples: House) -> None:
    page = words(samples.signed_in(CODE, "mei").get(samples.mine(CODE, "mei", "data")))

    assert "What is kept about you" in page
    assert "Your documents Kept: as long as a trip holds the person" in page
    assert "Letters to you" not in page
    assert "The log Kept: for good" in page
    assert "Leave the trip first: ask your leader." in page
    assert "Type “erase”" not in page


def test_everything_is_handed_over(samples: House) -> None:
    answer = samples.signed_in(CODE, "mei").get(samples.mine(CODE, "mei", "data/about-you.zip"))

    archive = ZipFile(BytesIO(answer.data))
    whole = json.loads(archive.read("about-you.json"))
    assert answer.headers["Content-Disposition"] == "attachment; filename=about-you.zip"
    assert "no-store" in answer.headers["Cache-Control"]
    assert whole["person"]["rows"][0]["legal_name"] == "CHEN, MEI LIN"
    text = archive.read("about-you.html").decode()
    assert "Mei" in text
    for other in ("OKAFOR", "Grace", "ruth.okafor", "amlodipine", "Peanuts"):
        assert other not in text


@pytest.mark.parametrize("path", ["data", "data/about-you.zip"])
@pytest.mark.parametrize("who", ["ruth", "grace", "hui-wang"])
def test_nobody_reads_anybody_elses(samples: House, path: str, who: str) -> None:
    key = "lily" if who == "hui-wang" else "mei"

    assert samples.signed_in(CODE, who).get(samples.mine(CODE, key, path)).status_code == 404


@pytest.mark.parametrize("path", ["data", "data/about-you.zip"])
def test_it_takes_who_one_is_and_just_now(samples: House, path: str) -> None:
    caller = samples.signed_in(CODE, "mei")
    with clock.frozen(datetime(2027, 2, 1, 15, 40, tzinfo=UTC) + timedelta(minutes=6)):
        answer = caller.get(samples.mine(CODE, "mei", path))

    assert answer.status_code == 303
    assert answer.location.startswith("/confirm?next=")


@pytest.mark.parametrize("path", ["data", "data/about-you.zip"])
def test_near_a_border_it_rests(samples: House, path: str) -> None:
    with clock.frozen(CROSSING):
        answer = samples.signed_in(CODE, "mei").get(samples.mine(CODE, "mei", path))

    assert answer.status_code == 403
    assert "rests for the moment" in words(answer)


def _account_of(house: House, member: str) -> str | None:
    with house.installation.store.read() as session:
        found = session.scalar(
            select(Account.id)
            .join(Person, Person.account_id == Account.id)
            .join(Membership, Membership.person_id == Person.id)
            .where(Membership.id == member)
        )
    return found


def test_erasing_takes_the_typed_word(over: House) -> None:
    caller, page = over.signed_in(CODE, "mei"), over.mine(CODE, "mei", "data")
    member = over.membership(CODE, "mei")

    for typed in ("", "yes", "erase me"):
        answer = caller.post(f"{page}/erase", {"word": typed}, page=page)
        assert (answer.status_code, answer.location) == (303, page)
    assert "Nothing was erased. Type “erase” if you mean it." in words(caller.get(page))
    assert _account_of(over, member) is not None


def test_who_erases_themselves_is_gone_and_signed_out(over: House) -> None:
    caller, page = over.signed_in(CODE, "mei"), over.mine(CODE, "mei", "data")
    answer = caller.post(f"{page}/erase", {"word": " Erase "}, page=page)

    said = words(answer)
    assert answer.status_code == 200
    assert "You are erased" in said
    assert "your account is closed, and you are signed out" in said
    assert caller.get(page).location == "/sign-in"
    assert "Mei" not in over.signed_in(CODE, "grace").get(f"/trips/{CODE}").text
    with over.installation.store.read() as session:
        keys = set(session.scalars(select(Membership.key)))
    assert "mei" not in keys
    assert "someone-1" in keys


def test_a_guardian_has_their_own(samples: House) -> None:
    page = samples.signed_in(CODE, "hui-wang").get(samples.mine(CODE, "hui-wang", "data"))

    assert page.status_code == 200
    assert "What is kept about you" in words(page)
