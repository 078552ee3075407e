"""The people's page and the duty officer's: who may reach a trip, and how it ends at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from missions import clock
from missions.accounts.model import Invitation
from missions.outbox.model import Letter
from missions.trips.model import Membership
from tests.web.house import Caller, House, words

SPRING, CASA = "spring-27", "casa-27"
PAGE = f"/trips/{SPRING}/people"
BORDER = datetime(2027, 3, 9, 6, tzinfo=UTC)
"""The closed trip's first border is near."""


@pytest.fixture
def grace(samples: House) -> Caller:
    """The closed trip's leader."""
    return samples.signed_in(SPRING, "grace")


def _post(caller: Caller, house: House, key: str, what: str, **fields: object) -> str:
    answer = caller.post(f"{PAGE}/{house.membership(SPRING, key)}/{what}", fields, page=PAGE)
    assert answer.status_code == 303, words(answer)
    return words(caller.get(PAGE))


def test_an_invitation_goes_to_the_outbox_and_can_be_withdrawn(
    samples: House, grace: Caller
) -> None:
    invited = _post(grace, samples, "mei", "invite", email="Mei@Example.org ")
    with samples.installation.store.read() as session:
        row = session.scalars(select(Invitation)).one()
        letters = session.execute(select(Letter.name, Letter.facts)).all()
    withdrawn = _post(grace, samples, "mei", "withdraw")

    assert "An invitation for Mei waits until letters go out" in invited
    assert "Invited, until Wed 3 Feb, 09:40" in invited
    assert row.email == "mei@example.org"
    assert [tuple(letter) for letter in letters] == [("invitation", {"invitation": row.id})]
    assert "Invited, until" not in withdrawn


def test_a_wrong_address_is_named_and_kept(samples: House, grace: Caller) -> None:
    path = f"{PAGE}/{samples.membership(SPRING, 'mei')}/invite"

    answer = grace.post(path, {"email": "mei at home"}, page=PAGE)

    assert answer.status_code == 422
    assert "“mei at home” is no mail address" in words(answer)
    assert 'value="mei at home"' in answer.text
    with samples.installation.store.read() as session:
        assert session.scalars(select(Letter.id)).all() == []


def test_who_has_no_access_any_more_is_signed_out_at_once(samples: House, grace: Caller) -> None:
    mei, path = samples.signed_in(SPRING, "mei"), samples.mine(SPRING, "mei")
    assert mei.get(path).status_code == 200

    page = _post(grace, samples, "mei", "end")
    after = mei.get(path)
    back = samples.signed_in(SPRING, "mei")

    assert "Without access Mei" in page
    assert (after.status_code, after.location) == (303, "/sign-in")
    assert back.get(path).status_code == 404
    _post(grace, samples, "mei", "restore")
    assert back.get(path).status_code == 200


def test_an_ended_leader_reads_nothing_any_more(samples: House, grace: Caller) -> None:
    other = next(key for key in ("sam", "mei") if samples.membership(SPRING, key))
    _post(grace, samples, other, "role", role="leader")
    second = samples.signed_in(SPRING, other)
    second.post(f"{PAGE}/{samples.membership(SPRING, 'grace')}/end", page=PAGE)
    again = samples.signed_in(SPRING, "grace")

    assert grace.get(PAGE).location == "/sign-in"
    assert [again.get(f"/trips/{SPRING}{tail}").status_code for tail in ("", "/people")] == [
        404
    ] * 2


def test_the_last_leader_is_not_let_go(samples: House, grace: Caller) -> None:
    with samples.installation.store.write() as session:
        for row in session.scalars(select(Membership).where(Membership.role == "co-leader")):
            row.role = "volunteer"

    answer = grace.post(f"{PAGE}/{samples.membership(SPRING, 'grace')}/end", page=PAGE)

    assert answer.status_code == 422
    assert "Nobody else leads this trip" in words(answer)


def test_members_of_other_trips_are_not_there(samples: House, grace: Caller) -> None:
    stranger = samples.membership(CASA, "marisol")

    answers = [
        grace.post(f"{PAGE}/{stranger}/{what}", {"role": "leader", "email": "x@y.zz"}, page=PAGE)
        for what in ("invite", "withdraw", "role", "end", "restore")
    ]

    assert [answer.status_code for answer in answers] == [404] * 5


@pytest.fixture
def officer(samples: House) -> str:
    """A duty officer's key in the closed trip."""
    return "marian"


def test_a_duty_officer_lets_one_person_through_for_two_hours(samples: House, officer: str) -> None:
    duty, page = samples.mine(SPRING, officer, "duty"), samples.mine(SPRING, "mei", "people")
    with clock.frozen(BORDER):
        mei, sam = samples.signed_in(SPRING, "mei"), samples.signed_in(SPRING, "sam")
        home = samples.signed_in(SPRING, officer)
        before = mei.get(page).status_code
        listed = words(home.get(duty))
        answer = home.post(f"{duty}/{samples.membership(SPRING, 'mei')}/lift", page=duty)
        let_through = mei.get(page).status_code
        others = sam.get(samples.mine(SPRING, "sam", "people")).status_code
    with clock.frozen(BORDER + timedelta(hours=2)):
        after = samples.signed_in(SPRING, "mei").get(page).status_code

    assert "Mei a border is near" in listed
    assert answer.status_code == 303
    assert (before, let_through, others, after) == (303, 200, 303, 303)


def test_only_the_duty_officer_has_that_page(samples: House, officer: str, grace: Caller) -> None:
    duty = samples.mine(SPRING, officer, "duty")

    found = [
        caller.get(path).status_code
        for caller in (grace, samples.signed_in(SPRING, "mei"))
        for path in (duty, samples.mine(SPRING, "mei", "duty"))
    ]

    assert found == [404] * 4
