"""Signing in with the organisation's provider: one that is down, leads astray or has moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Response

from missions import clock
from missions.web import provider as provider_room
from tests.clients.oidc_provider import serving
from tests.web.house import House
from tests.web.organisation import DOOR, Both, not_in, together, with_provider


@pytest.fixture
def both(samples: House) -> Iterator[Both]:
    """The house, and a provider where somebody has the address of Mei's account."""
    with together(samples) as made:
        yield made


ELSEWHERE = Response(status=302, headers={"Location": "http://127.0.0.1:9/"})
BROKEN = {
    "resting": Response("Back soon", 503),
    "no document": Response("<h1>Hello</h1>", 200),
    "a list": Response("[]", 200, content_type="application/json"),
    "elsewhere": ELSEWHERE,
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN.keys())
def test_a_provider_that_does_not_answer_as_one_is_down(both: Both, answer: Response) -> None:
    caller = both.house.anyone()
    both.provider.fails["document"] = answer

    not_in(both, both.start(caller), caller, 502)


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"token_endpoint": "http://id.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://id.example/\r\nSet-Cookie: a=b"},
        {"authorization_endpoint": None},
    ],
)
def test_a_document_that_leads_astray_is_not_followed(both: Both, metadata: dict[str, Any]) -> None:
    caller = both.house.anyone()
    both.provider.metadata = metadata

    not_in(both, both.start(caller), caller, 502)


@pytest.mark.parametrize("endpoint", ["token", "keys"])
@pytest.mark.parametrize("answer", [BROKEN["resting"], ELSEWHERE], ids=["resting", "elsewhere"])
def test_a_provider_may_go_down_on_the_way(both: Both, endpoint: str, answer: Response) -> None:
    caller = both.house.anyone()
    back = both.there(both.start(caller))
    both.provider.fails[endpoint] = answer

    not_in(both, caller.get(back), caller, 502)


def test_a_provider_that_nobody_answers_for_is_down(both: Both) -> None:
    with serving() as gone:
        settings = gone.settings
    caller = with_provider(both.house, settings).anyone()

    not_in(both, caller.post(DOOR, page="/sign-in"), caller, 502)


def test_a_provider_that_hangs_is_down(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = both.house.anyone()
    back = both.there(both.start(caller))
    assert provider_room.TIMEOUT == 5
    monkeypatch.setattr(provider_room, "TIMEOUT", 0.2)
    both.provider.hang = True

    not_in(both, caller.get(back), caller, 502)


def test_the_document_and_keys_are_kept_for_an_hour(both: Both, now: datetime) -> None:
    for _ in range(3):
        both.sign_in(both.house.anyone())
    with clock.frozen(now + timedelta(minutes=59, seconds=59)):
        both.sign_in(both.house.anyone())
    before = [both.provider.asked.count(name) for name in ("document", "keys")]
    with clock.frozen(now + timedelta(hours=1)):
        both.sign_in(both.house.anyone())

    assert before == [1, 1]
    assert [both.provider.asked.count(name) for name in ("document", "keys")] == [2, 2]


def test_a_provider_that_wants_the_secret_in_the_form_gets_it_there(both: Both) -> None:
    both.provider.posts_secret = True
    both.provider.metadata["token_endpoint_auth_methods_supported"] = ["client_secret_post"]

    assert both.sign_in(both.house.anyone()).status_code == 303
