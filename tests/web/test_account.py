"""One's own account: what it shows, what may be changed, and who hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from missions import clock
from missions.accounts.model import Account, Passkey, RecoveryCode, WebSession
from missions.outbox.model import Letter
from tests.web.factors import LEADER, MEMBER, SignedIn, account_of, codes_in, give
from tests.web.house import House, words

PASSWORD = "correct horse battery staple"


def letters(house: House) -> list[str]:
    with house.installation.store.read() as session:
        return list(session.scalars(select(Letter.name).order_by(Letter.created_at)))


def send(one: SignedIn, path: str, **data: object) -> int:
    return one.caller.post(f"/account/{path}", dict(data), page="/account").status_code


def test_the_menu_and_the_last_tab_lead_to_it(samples: House) -> None:
    leader, member = account_of(samples, LEADER, vouched=True), account_of(samples, MEMBER)

    assert 'href="/account"' in leader.caller.get("/trips").text
    assert 'href="/account"' in member.caller.get(samples.mine(*MEMBER, "more")).text


def test_a_new_account_says_what_it_has_not(samples: House) -> None:
    page = words(account_of(samples, MEMBER).caller.get("/account"))

    for line in (
        "No mail address is on file",
        "It is yours to choose.",
        "You have none",
        "Chicago",
    ):
        assert line in page


def test_a_password_is_set_changed_and_removed(samples: House) -> None:
    member, other = account_of(samples, MEMBER), account_of(samples, MEMBER)
    give(samples, member.id, email="mei@example.org")

    short = member.caller.post("/account/password", {"password": "short"}, page="/account")
    assert (short.status_code, "The password has 5 characters" in words(short)) == (422, True)
    assert 'role="alert"' in short.text
    assert other.caller.get("/account").status_code == 200
    assert letters(samples) == []

    assert send(member, "password", password=PASSWORD) == 303
    assert other.caller.get("/account").location == "/sign-in"
    assert "You have one." in words(member.caller.get("/account"))
    assert send(member, "password/remove") == 303
    assert "You have none" in words(member.caller.get("/account"))
    assert letters(samples) == ["password-changed", "password-changed"]


def test_passkeys_are_named_listed_and_removed(samples: House, now: datetime) -> None:
    member, other = account_of(samples, MEMBER), account_of(samples, MEMBER)
    give(samples, member.id, email="mei@example.org")
    assert len(member.add_passkey(member.device(), "Old phone")) == 10
    assert member.add_passkey(replace(member.device(), credential=b"z"), "New phone") == []
    with samples.installation.store.read() as session:
        old, new = session.scalars(select(Passkey.id).order_by(Passkey.credential)).all()

    assert send(member, f"passkeys/{old}/name", name=" Mei’s laptop ") == 303
    assert "Mei’s laptop" in words(member.caller.get("/account"))
    assert send(member, f"passkeys/{old}/remove") == 303
    page = words(member.caller.get("/account"))
    assert ("Mei’s laptop" in page, "New phone" in page, "10 of 10 left" in page) == (
        False,
        True,
        True,
    )
    assert other.caller.get("/account").location == "/sign-in"
    assert send(member, f"passkeys/{new}/remove") == 303
    with samples.installation.store.read() as session:
        assert session.scalars(select(RecoveryCode)).all() == []
    assert letters(samples) == ["factor-changed"] * 4


def test_another_account_s_passkey_is_not_there(samples: House) -> None:
    member, leader = account_of(samples, MEMBER), account_of(samples, LEADER)
    leader.add_passkey(leader.device(), "Grace")
    with samples.installation.store.read() as session:
        theirs = session.scalars(select(Passkey.id)).one()

    assert send(member, f"passkeys/{theirs}/remove") == 404
    assert send(member, f"passkeys/{theirs}/name", name="mine") == 404

    with samples.installation.store.read() as session:
        assert session.scalars(select(Passkey.name)).all() == ["Grace"]


def test_the_last_factor_of_who_leads_is_not_removed(samples: House) -> None:
    leader = account_of(samples, LEADER)
    leader.add_passkey(leader.device())
    with samples.installation.store.read() as session:
        key = session.scalars(select(Passkey.id)).one()

    refused = leader.caller.post(f"/account/passkeys/{key}/remove", page="/account")
    assert (refused.status_code, "your only second factor" in words(refused)) == (409, True)
    leader.add_app()
    assert send(leader, f"passkeys/{key}/remove") == 303
    assert send(leader, "app/remove") == 409

    with samples.installation.store.read() as session:
        assert session.scalars(select(Passkey)).all() == []
        assert session.get_one(Account, leader.id).totp_since is not None


def test_an_app_is_replaced_only_by_a_code_of_the_new_one(samples: House, now: datetime) -> None:
    member = account_of(samples, MEMBER)
    old = member.add_app()
    member.caller.post("/account/app", page="/account")
    later = now + timedelta(seconds=60)

    with clock.frozen(later):
        wrong = member.caller.post("/account/app/code", {"code": "000000"}, page="/account")
        data = {"proof-way": "app", "proof-code": old.at(later), "proof-next": "/account"}
        still = account_of(samples, MEMBER).caller.post("/factor", data)
    new = member.add_app()

    assert (wrong.status_code, "does not belong to this secret" in words(wrong)) == (422, True)
    assert still.status_code == 303
    assert new.secret != old.secret
    assert member.caller.get("/account").status_code == 200


def test_new_codes_are_shown_once(samples: House) -> None:
    member = account_of(samples, MEMBER)
    first = member.add_passkey(member.device())

    second = codes_in(member.caller.post("/account/codes", page="/account").text)

    assert (len(second), set(first) & set(second)) == (10, set())
    assert codes_in(member.caller.get("/account").text) == []


def test_browsers_are_listed_and_signed_out(samples: House, now: datetime) -> None:
    here, second, third = (account_of(samples, MEMBER) for _ in range(3))
    stranger = account_of(samples, LEADER)
    assert words(here.caller.get("/account")).count("last seen") == 3
    assert words(here.caller.get("/account")).count("this browser") == 1
    with samples.installation.store.read() as session:
        rows = session.scalars(select(WebSession).order_by(WebSession.id)).all()
    theirs = next(row.id for row in rows if row.account_id == stranger.id)

    assert send(here, f"browsers/{theirs}/end") == 303
    assert stranger.caller.get("/account").status_code == 200
    assert send(here, "browsers/end") == 303
    assert [one.caller.get("/account").status_code for one in (here, second, third)] == [
        200,
        303,
        303,
    ]


def test_one_browser_is_signed_out(samples: House) -> None:
    here, lost = account_of(samples, MEMBER), account_of(samples, MEMBER)
    page = here.caller.get("/account").text
    (path,) = {
        part.split('"')[0] for part in page.split('action="/account/') if "/end" in part[:60]
    } - {"browsers/end"}

    assert send(here, path) == 303
    assert lost.caller.get("/account").location == "/sign-in"
