"""Signing in with the organisation's provider: who may start it, who may come back."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from missions import clock
from missions.settings import BadSettings, Oidc, from_environment
from missions.web.security import POLICY
from tests.clients.oidc_provider import CLIENT, SECRET
from tests.web.house import House, words
from tests.web.organisation import DOOR, Both, address_of, not_in, together


@pytest.fixture
def both(samples: House) -> Iterator[Both]:
    """The house, and a provider where somebody has the address of Mei's account."""
    with together(samples) as made:
        yield made


def test_without_a_provider_there_is_no_button_and_no_address(samples: House) -> None:
    caller = samples.anyone()

    page = caller.get("/sign-in")
    answers = [caller.post(DOOR, page="/sign-in"), caller.get(f"{DOOR}/back?state=x&code=y")]

    assert "Sign in with" not in words(page).replace("Sign in with the password", "").replace(
        "Sign in with a passkey", ""
    )
    assert DOOR not in page.text
    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_known_person_goes_there_and_comes_back_signed_in(both: Both) -> None:
    caller = both.house.anyone()

    started = both.start(caller)
    answer = caller.get(both.there(started))

    assert "Sign in with Harbour Church" in words(both.house.anyone().get("/sign-in"))
    assert (answer.status_code, answer.location) == (303, "/")
    assert caller.get("/").location == both.house.mine("spring-27", "mei")
    assert both.identities() == [(both.account, both.provider.url, "7041")]
    assert both.proved() == [False]


def test_what_is_asked_of_the_provider(both: Both) -> None:
    first, second = (address_of(both.start(both.house.anyone())) for _ in range(2))

    asked, other = dict(parse_qsl(urlsplit(first).query)), dict(parse_qsl(urlsplit(second).query))
    fresh = {"state", "nonce", "code_challenge"}

    assert urlsplit(first)._replace(query="").geturl() == f"{both.provider.url}/authorize"
    assert {name: said for name, said in asked.items() if name not in fresh} == {
        "client_id": CLIENT,
        "code_challenge_method": "S256",
        "redirect_uri": f"{both.house.installation.settings.public_url}{DOOR}/back",
        "response_type": "code",
        "scope": "openid email",
    }
    assert all(asked[name] != other[name] and len(asked[name]) >= 20 for name in fresh)


def test_the_way_there_is_a_page_of_our_own_under_the_same_policy(both: Both) -> None:
    started = both.start(both.house.anyone())

    assert started.headers["Content-Security-Policy"] == POLICY
    assert "form-action 'self'" in POLICY
    assert started.headers["Referrer-Policy"] == "same-origin"
    assert "Continue to Harbour Church" in words(started)


def test_no_link_can_start_it(both: Both) -> None:
    caller = both.house.anyone()

    answers = [caller.get(DOOR), caller.client.post(DOOR)]

    assert [answer.status_code for answer in answers] == [410, 400]
    assert both.provider.asked == []


@pytest.mark.parametrize(
    ("error", "status"),
    [
        ("access_denied", 403),
        ("login_required", 403),
        ("server_error", 502),
        ("temporarily_unavailable", 502),
    ],
)
def test_who_is_turned_back_reads_why(both: Both, error: str, status: int) -> None:
    caller = both.house.anyone()
    both.provider.refuses = error

    not_in(both, both.sign_in(caller), caller, status)


@pytest.mark.parametrize("query", ["", "?state=&code=x", "?state=x&code=x", "?state=é&code=x"])
def test_only_the_browser_that_started_may_come_back(both: Both, query: str) -> None:
    caller, other = both.house.anyone(), both.house.anyone()
    back = both.there(both.start(caller))
    both.start(other)

    not_in(both, other.get(back), other, 400)
    not_in(both, both.house.anyone().get(back), caller, 400)
    not_in(both, caller.get(f"{DOOR}/back{query}"), caller, 400)
    not_in(both, caller.get(back), caller, 400)
    assert "token" not in both.provider.asked


def test_an_answer_works_once_even_with_its_cookie_put_back(both: Both) -> None:
    caller, thief = both.house.anyone(), both.house.anyone()
    back = both.there(both.start(caller))
    cookie = caller.client.get_cookie("session")
    assert cookie is not None

    first, again = caller.get(back), caller.get(back)
    thief.client.set_cookie("session", cookie.value)
    stolen = thief.get(back)

    assert [answer.status_code for answer in (first, again, stolen)] == [303, 400, 400]
    assert both.provider.asked.count("token") == 1
    assert thief.get("/").location == "/sign-in"


def test_it_waits_ten_minutes(both: Both, now: datetime) -> None:
    caller, late = both.house.anyone(), both.house.anyone()
    backs = both.there(both.start(caller)), both.there(both.start(late))

    with clock.frozen(now + timedelta(minutes=9, seconds=59)):
        assert caller.get(backs[0]).status_code == 303
    with clock.frozen(now + timedelta(minutes=10)):
        assert late.get(backs[1]).status_code == 400


def test_one_network_may_start_fifty_in_a_quarter_of_an_hour(both: Both) -> None:
    caller = both.house.anyone()

    statuses = [both.start(caller).status_code for _ in range(51)]

    assert statuses == [200] * 50 + [429]
    assert len(caller.client.get_cookie("session").value) < 1000  # type: ignore[union-attr]


@pytest.mark.parametrize("forge", ["", "none"])
def test_nothing_secret_is_logged(both: Both, caplog: pytest.LogCaptureFixture, forge: str) -> None:
    caller = both.house.anyone()
    both.provider.forge = forge
    with caplog.at_level(logging.DEBUG):
        started = both.start(caller)
        with caller.client.session_transaction() as cookie:
            (*secrets, _at) = cookie["organisation"]
        back = both.there(started)
        caplog.clear()  # what the test itself asked the provider
        secrets += [*both.provider.codes, "mei@example.org", SECRET]
        caller.get(back)

    text = caplog.text.casefold()
    assert ("was not taken: " in text) == bool(forge)
    assert len(both.provider.issued) == 2
    assert [one for one in secrets + both.provider.issued if one.casefold() in text] == []


GIVEN = {
    "MISSIONS_OIDC_ISSUER": "https://id.example/",
    "MISSIONS_OIDC_CLIENT_ID": "trips",
    "MISSIONS_OIDC_CLIENT_SECRET": "s",
}


def test_the_settings_name_the_provider() -> None:
    more = {"MISSIONS_OIDC_NAME": "Harbour Church", "MISSIONS_OIDC_MFA": "trust"}

    assert from_environment({}).oidc is None
    assert from_environment(GIVEN).oidc == Oidc("https://id.example", "trips", "s")
    assert from_environment(GIVEN | more).oidc == Oidc(
        "https://id.example", "trips", "s", "Harbour Church", trusts_factors=True
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"MISSIONS_OIDC_ISSUER": "http://id.example"},
        {"MISSIONS_OIDC_ISSUER": "id.example"},
        {"MISSIONS_OIDC_CLIENT_SECRET": ""},
        {"MISSIONS_OIDC_MFA": "yes"},
    ],
)
def test_settings_that_would_not_be_safe_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(BadSettings, match=next(iter(wrong))):
        from_environment(GIVEN | wrong)
