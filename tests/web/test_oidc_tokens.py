"""Signing in with the organisation's provider: what is believed of its tokens, and of whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.clients.oidc_provider import CLIENT, key_pair
from tests.web.house import House, words
from tests.web.organisation import DOOR, Both, not_in, together, with_provider


@pytest.fixture
def both(samples: House) -> Iterator[Both]:
    """The house, and a provider where somebody has the address of Mei's account."""
    with together(samples) as made:
        yield made


NOW = int(datetime.fromisoformat("2027-02-01T15:40:00+00:00").timestamp())

WRONG: dict[str, dict[str, Any]] = {
    "nonce": {"nonce": "of another sign-in"},
    "no nonce": {"nonce": None},
    "audience": {"aud": "another service"},
    "no audience": {"aud": None},
    "another's among others": {"aud": [CLIENT, "another service"], "azp": "another service"},
    "several without azp": {"aud": [CLIENT, "another service"]},
    "issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "expired": {"exp": NOW - 61},
    "never ends": {"exp": None},
    "not yet": {"iat": NOW + 61, "exp": NOW + 600},
    "no subject": {"sub": None},
    "subject is a number": {"sub": 7041},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_token_that_is_not_right_in_every_respect_is_not_taken(
    both: Both, wrong: dict[str, Any]
) -> None:
    caller = both.house.anyone()
    both.provider.claims |= wrong

    not_in(both, both.sign_in(caller), caller, 403)


@pytest.mark.parametrize("forge", ["none", "HS256"])
def test_a_token_without_a_signature_of_the_provider_is_not_taken(both: Both, forge: str) -> None:
    caller = both.house.anyone()
    both.provider.forge = forge

    not_in(both, both.sign_in(caller), caller, 403)


def test_a_token_that_another_key_signed_is_not_taken(both: Both) -> None:
    caller = both.house.anyone()
    both.provider.key = key_pair("one", turn=1)

    not_in(both, both.sign_in(caller), caller, 403)


def test_a_code_without_its_verifier_is_not_taken(both: Both) -> None:
    caller = both.house.anyone()
    back = both.there(both.start(caller))
    (code,) = both.provider.codes
    both.provider.codes[code]["code_challenge"] = "of another browser"

    not_in(both, caller.get(back), caller, 403)


def test_clocks_may_differ_by_a_minute(both: Both) -> None:
    both.provider.claims |= {"exp": NOW - 59, "iat": NOW + 59}

    assert both.sign_in(both.house.anyone()).status_code == 303


def test_new_keys_are_read_when_a_token_names_one(both: Both) -> None:
    both.sign_in(both.house.anyone())
    both.provider.key = both.provider.published = key_pair("two")

    assert both.sign_in(both.house.anyone()).status_code == 303
    assert both.provider.asked.count("keys") == 2


def test_a_new_key_under_the_old_name_is_taken_at_the_second_try(both: Both) -> None:
    both.sign_in(both.house.anyone())
    both.provider.key = both.provider.published = key_pair("one", turn=1)

    assert [both.sign_in(both.house.anyone()).status_code for _ in range(2)] == [403, 303]


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_is_not_verified_there_joins_nothing(both: Both, verified: object) -> None:
    both.provider.claims["email_verified"] = verified
    caller = both.house.anyone()

    answer = both.sign_in(caller)

    assert answer.status_code == 403
    assert "Your mail address is not confirmed there" in words(answer)
    assert caller.get("/").location == "/sign-in"
    assert both.identities() == []


def test_whoever_is_not_known_reads_the_same(both: Both) -> None:
    both.sign_in(both.house.anyone())
    kept = both.identities()
    pages = []

    for claims in (
        {"sub": "1", "email": "nobody@example.org"},
        {"sub": "2", "email": "mei@example.org"},
        {"sub": "3", "email": None},
    ):
        both.provider.claims |= claims
        caller = both.house.anyone()
        pages.append(both.sign_in(caller))
        assert caller.get("/").location == "/sign-in"

    assert [page.status_code for page in pages] == [403, 403, 403]
    assert len({page.text for page in pages}) == 1
    assert "You are not on any team here yet Ask your leader to invite you." in words(pages[0])
    assert both.identities() == kept


def test_the_subject_counts_when_the_address_changes(both: Both) -> None:
    both.sign_in(both.house.anyone())
    both.provider.claims |= {"email": "other@example.org", "email_verified": False}
    caller = both.house.anyone()

    assert both.sign_in(caller).status_code == 303
    assert caller.get("/").location == both.house.mine("spring-27", "mei")


def test_signing_in_ends_what_the_browser_had_before(both: Both) -> None:
    caller = both.house.signed_in("casa-27", "marisol")
    started = caller.post(DOOR, page="/sign-in")

    assert caller.get(both.there(started)).status_code == 303
    assert caller.get("/trips/casa-27").status_code == 404


@pytest.mark.parametrize(
    ("trusts", "methods", "proved"),
    [
        (False, ["pwd", "mfa"], False),
        (True, ["pwd", "mfa"], True),
        (True, ["pwd", "otp"], True),
        (True, ["pwd"], False),
        (True, None, False),
    ],
)
def test_two_factors_there_count_here_only_where_the_operator_says_so(
    both: Both, trusts: bool, methods: list[str] | None, proved: bool
) -> None:
    both.provider.claims["amr"] = methods
    house = with_provider(both.house, replace(both.provider.settings, trusts_factors=trusts))

    assert Both(house, both.provider, both.account).sign_in(house.anyone()).status_code == 303
    assert both.proved() == [proved]
