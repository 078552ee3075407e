"""Step-up: asked after five minutes, in each way that stands open, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from missions import clock
from missions.accounts.model import SignInLink
from missions.accounts.tokens import letter_token
from missions.outbox.model import Letter
from missions.web.confirming import HELD_LENGTH
from tests.web.factors import (
    FOLDER,
    LEADER,
    MEMBER,
    PUBLISH,
    SignedIn,
    account_of,
    fields_in,
    give,
)
from tests.web.house import House, opened, token_of, words

LATER = timedelta(minutes=6)
PASSWORD = "correct horse battery staple"
NOTE = "Für die Eltern & <alle>\r\nzweite Zeile"


@pytest.fixture
def mailing(samples: House) -> House:
    """A house that sends letters."""
    settings = replace(samples.installation.settings, mail_url="smtp://mail.invalid")
    return opened(replace(samples.installation, settings=settings))


@pytest.fixture
def leader(mailing: House) -> SignedIn:
    """A leader who is vouched for, with an address and a password."""
    found = account_of(mailing, LEADER, vouched=True)
    give(mailing, found.id, email="grace@example.org", password=PASSWORD)
    return found


def test_it_is_asked_after_five_minutes_and_leads_back(leader: SignedIn, now: datetime) -> None:
    with clock.frozen(now + timedelta(minutes=5) - timedelta(seconds=1)):
        assert leader.caller.get(PUBLISH).status_code == 200
    with clock.frozen(now + timedelta(minutes=5)):
        sent = leader.caller.get(f"{PUBLISH}?a=1&b=2")
        page = leader.caller.get(sent.location)
        fields = fields_in(page.text)
        data = {**fields, "proof-way": "password", "proof-password": PASSWORD}
        went_on = leader.caller.client.post("/confirm", data=data)

        assert (sent.status_code, page.status_code) == (303, 200)
        assert (went_on.status_code, went_on.location) == (303, f"{PUBLISH}?a=1&b=2")
        assert leader.caller.get(PUBLISH).status_code == 200


def test_what_was_typed_comes_through_a_wrong_password_and_a_right_one(
    leader: SignedIn, now: datetime
) -> None:
    form = leader.caller.get(PUBLISH)
    typed = {"note": NOTE, "draft": "old", "seen": ["a", "b"], "password": "not ours"}

    with clock.frozen(now + LATER):
        stopped = leader.caller.client.post(PUBLISH, data={"csrf_token": token_of(form), **typed})
        fields = fields_in(stopped.text)
        wrong = {**fields, "seen": ["a", "b"], "proof-way": "password", "proof-password": "no"}
        refused = leader.caller.client.post("/confirm", data=wrong)
        kept = fields_in(refused.text)
        right = {**wrong, **kept, "seen": ["a", "b"], "proof-password": PASSWORD}
        went_on = leader.caller.client.post("/confirm", data=right)
        done = leader.caller.client.post(went_on.location, data=right)

    assert (stopped.status_code, stopped.headers["Cache-Control"]) == (401, "private, no-store")
    assert "What you typed is kept" in words(stopped)
    assert refused.status_code == 422
    assert "That is not your password." in words(refused)
    assert {name: kept[name] for name in ("note", "draft", "password", "proof-next")} == {
        "note": NOTE,
        "draft": "old",
        "password": "not ours",
        "proof-next": PUBLISH,
    }
    assert refused.text.count('name="seen"') == 2 * refused.text.count("proof-next")
    assert (went_on.status_code, went_on.location) == (307, PUBLISH)
    assert (done.status_code, done.location) == (303, "/trips/spring-27")


def test_what_is_too_long_to_carry_is_said_to_be_lost(leader: SignedIn, now: datetime) -> None:
    form = token_of(leader.caller.get(PUBLISH))
    long = {"csrf_token": form, "note": "x" * (HELD_LENGTH + 1)}

    with clock.frozen(now + LATER):
        stopped = leader.caller.client.post(
            PUBLISH, data=long, headers={"Referer": f"http://localhost{PUBLISH}"}
        )

    assert "could not be kept" in words(stopped)
    assert fields_in(stopped.text)["proof-next"] == PUBLISH
    assert "xxx" not in stopped.text


def _token(house: House) -> str:
    with house.installation.store.read() as session:
        link = session.scalars(select(SignInLink).where(SignInLink.used_at.is_(None))).one()
        letters = [(one.name, one.facts) for one in session.scalars(select(Letter))]
    assert letters == [("confirm", {"link": link.id})]
    return letter_token(house.installation.web_key, link.id)


def test_a_letter_confirms_this_browser_and_no_other(
    mailing: House, leader: SignedIn, now: datetime
) -> None:
    other = account_of(mailing, LEADER, vouched=True)
    with clock.frozen(now + LATER):
        fields = fields_in(leader.caller.get(f"/confirm?next={PUBLISH}").text)
        sent = leader.caller.client.post("/confirm", data={**fields, "proof-way": "letter"})
        token = _token(mailing)
        early = leader.caller.client.post("/confirm", data={**fields, "proof-way": "opened"})
        elsewhere = other.caller.get(f"/confirm/{token}")
        to_sign_in = mailing.anyone().get(f"/sign-in/{token}")
        looked = leader.caller.get(f"/confirm/{token}")
        pressed = leader.caller.post(f"/confirm/{token}")
        again = leader.caller.get(f"/confirm/{token}")
        went_on = leader.caller.client.post("/confirm", data={**fields, "proof-way": "opened"})

        assert "A letter is on its way to grace@example.org" in words(sent)
        assert (early.status_code, "was not opened" in words(early)) == (422, True)
        assert (elsewhere.status_code, to_sign_in.status_code) == (410, 409)
        assert (looked.status_code, "It is me" in words(looked)) == (200, True)
        assert (pressed.status_code, again.status_code) == (200, 410)
        assert (went_on.status_code, went_on.location) == (303, PUBLISH)
        assert leader.caller.get(PUBLISH).status_code == 200
        assert other.caller.get(PUBLISH).status_code == 303


def test_a_leader_with_a_second_factor_is_offered_no_weaker_way(
    mailing: House, leader: SignedIn, now: datetime
) -> None:
    app = leader.add_app()

    with clock.frozen(now + LATER):
        page = leader.caller.get(f"/confirm?next={PUBLISH}")
        fields = fields_in(page.text)
        weaker = [
            leader.caller.client.post("/confirm", data={**fields, "proof-way": way, **more})
            for way, more in (
                ("password", {"proof-password": PASSWORD}),
                ("letter", {}),
                ("nonsense", {}),
            )
        ]
        code = {"proof-way": "app", "proof-code": app.at(clock.now())}
        strong = leader.caller.client.post("/confirm", data={**fields, **code})

    assert ("Password" in words(page), "letter" in words(page)) == (False, False)
    assert [answer.status_code for answer in weaker] == [422, 422, 422]
    assert (strong.status_code, strong.location) == (303, PUBLISH)


def test_a_password_does_not_buy_more_tries_at_codes(mailing: House, now: datetime) -> None:
    member = account_of(mailing, MEMBER)
    member.add_app()
    give(mailing, member.id, password=PASSWORD)
    code = {"proof-way": "app", "proof-code": "000000"}
    password = {"proof-way": "password", "proof-password": PASSWORD}
    with clock.frozen(now + LATER):
        fields = fields_in(member.caller.get("/confirm?next=/account").text)
        turns = [*[code] * 9, password, code]
        tries = [
            member.caller.client.post("/confirm", data={**fields, **turn}).status_code
            for turn in turns
        ]

    assert tries == [422] * 9 + [303, 429]


def test_who_has_no_way_is_told_to_sign_in_anew(samples: House, now: datetime) -> None:
    member = account_of(samples, MEMBER)

    with clock.frozen(now + LATER):
        page = member.caller.get("/confirm?next=/account")

    assert "no other way yet than to sign in anew" in words(page)


@pytest.mark.parametrize(
    "path",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "http://[", "/no/such", "x", ""],
)
def test_nobody_is_led_elsewhere(leader: SignedIn, now: datetime, path: str) -> None:
    with clock.frozen(now + LATER):
        fields = fields_in(leader.caller.get("/confirm").text)
        data = {**fields, "proof-way": "password", "proof-password": PASSWORD, "proof-next": path}
        assert leader.caller.client.post("/confirm", data=data).location == "/"


def test_the_folder_page_asks_too(leader: SignedIn, now: datetime) -> None:
    with clock.frozen(now + LATER):
        assert leader.caller.get(FOLDER).location == f"/confirm?next={FOLDER}"
