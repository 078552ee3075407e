"""The second factor by page: asked of leaders, set up first thing, and not by a thief."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from missions import clock
from tests.web.factors import LEADER, MEMBER, PUBLISH, SignedIn, account_of, codes_in, give
from tests.web.house import House, opened, words

STEP = timedelta(seconds=30)
LATER = timedelta(minutes=6)


def test_a_leader_without_one_sets_one_up_before_anything_of_the_trip_is_shown(
    samples: House,
) -> None:
    leader = account_of(samples, LEADER)

    sent = leader.caller.get(PUBLISH)
    page = leader.caller.get(sent.location)

    assert (sent.status_code, sent.location) == (303, f"/factor?next={PUBLISH}")
    assert "Protect what you lead" in words(page)
    codes = leader.add_passkey(leader.device())
    assert len(codes) == 10
    assert leader.caller.get(PUBLISH).status_code == 200
    assert leader.caller.get(f"/factor?next={PUBLISH}").location == PUBLISH


def test_a_first_factor_wants_somebody_who_has_just_signed_in(
    samples: House, now: datetime
) -> None:
    leader = account_of(samples, LEADER)
    leader.caller.get("/")

    with clock.frozen(now + LATER):
        page = leader.caller.get(f"/factor?next={PUBLISH}")
        tried = leader.caller.post("/account/app", page="/account")

    assert (page.status_code, page.location) == (303, f"/confirm?next=/factor?next%3D{PUBLISH}")
    assert (tried.status_code, 'class="secret"' in tried.text) == (401, False)


ENROL: dict[str, Callable[[str], dict[str, str]]] = {
    "/account/app": lambda token: {"csrf_token": token},
    "/account/app/code": lambda token: {"csrf_token": token, "code": "000000"},
    "/account/app/remove": lambda token: {"csrf_token": token},
    "/account/browsers/end": lambda token: {"csrf_token": token},
    "/account/codes": lambda token: {"csrf_token": token},
    "/account/passkeys": lambda token: {"csrf_token": token, "credential": "{}"},
    "/account/passkeys/new": lambda token: {"csrf_token": token},
    "/account/password": lambda token: {"csrf_token": token, "password": "correct horse battery"},
    "/account/password/remove": lambda token: {"csrf_token": token},
}


@pytest.mark.parametrize("path", ENROL)
@pytest.mark.parametrize("who", [LEADER, MEMBER])
def test_a_stolen_link_changes_nothing_of_an_account_that_has_a_second_factor(
    samples: House, path: str, who: tuple[str, str]
) -> None:
    owner = account_of(samples, who)
    owner.add_passkey(owner.device())
    give(samples, owner.id, password="correct horse battery staple")
    before = words(owner.caller.get("/account"))
    thief = account_of(samples, who)

    tried = thief.caller.client.post(path, data=ENROL[path](thief.form_token()))

    assert tried.status_code == 401
    assert "One more step" in words(tried)
    assert (codes_in(tried.text), 'class="secret"' in tried.text) == ([], False)
    after = words(owner.caller.get("/account"))
    assert "10 of 10 left" in after
    assert before.split("Where you are")[0] == after.split("Where you are")[0]


def test_a_code_of_the_app_lets_in_once(samples: House, now: datetime) -> None:
    owner = account_of(samples, LEADER)
    app = owner.add_app()
    first, second = account_of(samples, LEADER), account_of(samples, LEADER)

    with clock.frozen(now + 2 * STEP):
        data = {"proof-way": "app", "proof-code": app.at(clock.now()), "proof-next": PUBLISH}
        came_in = first.caller.post("/factor", data)
        replayed = second.caller.post("/factor", data)

        assert (came_in.status_code, came_in.location) == (303, PUBLISH)
        assert first.caller.get(PUBLISH).status_code == 200
        assert replayed.status_code == 422
        assert "not right, or was used already" in words(replayed)
        assert 'aria-invalid="true"' in replayed.text
        assert second.caller.get(PUBLISH).status_code == 303


def test_a_recovery_code_lets_in_once_and_says_how_many_are_left(samples: House) -> None:
    owner = account_of(samples, LEADER)
    codes = owner.add_passkey(owner.device())
    first, second = account_of(samples, LEADER), account_of(samples, LEADER)
    data = {"proof-way": "code", "proof-code": codes[0].lower(), "proof-next": "/account"}

    came_in, again = first.caller.post("/factor", data), second.caller.post("/factor", data)

    assert (came_in.status_code, again.status_code) == (303, 422)
    assert "Recovery code used, 9 codes left." in words(first.caller.get("/account"))


def test_a_passkey_lets_in(samples: House) -> None:
    owner = account_of(samples, LEADER)
    device = owner.device()
    owner.add_passkey(device)
    other = account_of(samples, LEADER)

    shown = device.shown(other.wanted("/passkeys/own"))
    data = {"proof-way": "passkey", "proof-credential": shown, "proof-next": PUBLISH}
    came_in = other.caller.post("/factor", data)
    again = owner.caller.post("/confirm", data, page="/account")

    assert (came_in.status_code, came_in.location, again.status_code) == (303, PUBLISH, 422)


def test_another_account_s_passkey_lets_nobody_in(samples: House) -> None:
    leader, member = account_of(samples, LEADER), account_of(samples, MEMBER)
    leader.add_passkey(leader.device())
    members = replace(member.device(), credential=b"of the member")
    member.add_passkey(members)
    thief = account_of(samples, LEADER)

    shown = members.shown(thief.wanted("/passkeys/own"))
    data = {"proof-way": "passkey", "proof-credential": shown, "proof-next": PUBLISH}

    assert thief.caller.post("/factor", data).status_code == 422
    assert thief.caller.get(PUBLISH).status_code == 303


def test_ten_tries_in_a_quarter_of_an_hour_then_it_rests(samples: House, now: datetime) -> None:
    owner = account_of(samples, LEADER)
    app = owner.add_app()
    thief = account_of(samples, LEADER)
    wrong = {"proof-way": "app", "proof-code": "000000", "proof-next": PUBLISH}

    tries = [thief.caller.post("/factor", wrong).status_code for _ in range(12)]

    assert tries == [422] * 10 + [429] * 2
    right = {**wrong, "proof-code": app.at(now + STEP)}
    assert thief.caller.post("/factor", right).status_code == 429
    with clock.frozen(now + timedelta(minutes=14)):
        thief.caller.get("/")
    with clock.frozen(now + timedelta(minutes=15)):
        code = {**wrong, "proof-code": app.at(clock.now())}
        assert thief.caller.post("/factor", code).status_code == 303


def test_signing_in_with_a_passkey_alone(samples: House) -> None:
    owner = account_of(samples, LEADER)
    device = owner.device()
    owner.add_passkey(device)
    anyone = SignedIn(samples, samples.anyone(), "")
    assert "Sign in with a passkey" in words(anyone.caller.get("/sign-in"))

    unknown = replace(device, credential=b"unknown")
    answers = []
    for one in (unknown, device):
        shown = one.shown(anyone.wanted("/passkeys/any", "/sign-in"))
        data = {"csrf_token": anyone.form_token("/sign-in"), "credential": shown}
        answers.append(anyone.caller.client.post("/passkeys/sign-in", data=data))

    assert [answer.location for answer in answers] == ["/sign-in", "/"]
    assert anyone.caller.get(PUBLISH).status_code == 200
    copy = SignedIn(samples, samples.anyone(), "")
    again = {"csrf_token": copy.form_token("/sign-in"), "credential": shown}
    assert copy.caller.client.post("/passkeys/sign-in", data=again).location == "/sign-in"


def test_a_service_with_a_number_says_so(samples: House) -> None:
    settings = replace(samples.installation.settings, public_url="http://192.168.1.20:8080")
    numbered = opened(replace(samples.installation, settings=settings))
    browser = numbered.app.test_client()

    sign_in = browser.get("/sign-in", base_url="http://192.168.1.20:8080")

    assert sign_in.status_code == 200
    assert "Sign in with a passkey" not in words(sign_in)
