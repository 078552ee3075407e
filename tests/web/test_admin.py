"""The page of the installation itself: for administrators with a second factor, and nobody else."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from missions.accounts.administrators import make_administrator
from missions.accounts.model import Account
from missions.accounts.sign_in import make_link_for_account
from missions.discretion.model import HouseWord
from tests.web.house import Caller, House, words

EMAIL = "ruth@example.org"


def _signed_in(house: House, *, vouched: bool) -> Caller:
    with house.installation.store.write() as session:
        made = make_administrator(session, EMAIL, "operator")
        url = make_link_for_account(
            house.installation, session, made.id, "operator", vouched=vouched
        )
    caller = house.anyone()
    caller.post(url.removeprefix(house.installation.settings.public_url))
    return caller


@pytest.fixture
def ruth(samples: House) -> Caller:
    """An administrator who is on no trip."""
    return _signed_in(samples, vouched=True)


def test_a_term_goes_on_the_list_and_off(samples: House, ruth: Caller) -> None:
    fields = {"kind": "programme", "term": " Safe  Harbour ", "plain": "the visit"}

    added = ruth.post("/admin/words", fields, page="/admin")
    page = words(ruth.get("/admin"))
    with samples.installation.store.read() as session:
        row = session.scalars(select(HouseWord)).one()
        kept = (row.kind, row.term, row.plain)
    dropped = ruth.post(f"/admin/words/{row.id}/drop", page="/admin")

    assert (added.status_code, dropped.status_code) == (303, 303)
    assert kept == ("programme", "Safe Harbour", "the visit")
    assert "Safe Harbour programme, say “the visit”" in page
    with samples.installation.store.read() as session:
        assert session.scalars(select(HouseWord)).all() == []


def test_a_term_that_is_too_short_is_named_and_kept(ruth: Caller) -> None:
    answer = ruth.post("/admin/words", {"kind": "staff", "term": "x", "plain": "y"}, page="/admin")

    assert answer.status_code == 422
    assert "“x” is too short to look for" in words(answer)
    assert 'value="y"' in answer.text


def test_an_administrator_makes_another_but_not_none(samples: House, ruth: Caller) -> None:
    made = ruth.post("/admin/administrators", {"email": "Amos@Example.org"}, page="/admin")
    with samples.installation.store.read() as session:
        known = {row.email: row for row in session.scalars(select(Account)) if row.email}
    dropped = ruth.post(f"/admin/administrators/{known['amos@example.org'].id}/drop", page="/admin")
    last = ruth.post(f"/admin/administrators/{known[EMAIL].id}/drop", page="/admin")

    assert (made.status_code, dropped.status_code, last.status_code) == (303, 303, 422)
    assert "There is no other administrator" in words(last)


def test_an_administrator_sees_of_trips_what_an_outsider_may(ruth: Caller) -> None:
    page = words(ruth.get("/admin"))

    assert "Spring trip" in page
    assert "Chicago" not in page


@pytest.mark.parametrize("path", ["/admin", "/trips/spring-27", "/trips/spring-27/papers"])
def test_administering_alone_opens_no_trip(ruth: Caller, path: str) -> None:
    assert ruth.get(path).status_code == (200 if path == "/admin" else 404)


def test_without_a_second_factor_it_is_asked_for(samples: House) -> None:
    answer = _signed_in(samples, vouched=False).get("/admin")

    assert (answer.status_code, answer.location) == (303, "/factor?next=/admin")


@pytest.mark.parametrize("key", ["grace", "mei"])
def test_leaders_and_members_have_no_such_page(samples: House, key: str) -> None:
    assert samples.signed_in("spring-27", key).get("/admin").status_code == 404
