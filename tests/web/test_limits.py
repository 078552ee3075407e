"""Guessing tokens is limited a network, over all processes; who has a token never notices."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from werkzeug.test import TestResponse

from missions import clock
from missions.accounts import attempts, capabilities
from missions.accounts.capabilities import Purpose
from missions.accounts.model import Account, Attempt, SignInLink
from missions.accounts.sign_in import account_of
from missions.accounts.tokens import letter_token
from missions.audit.log import OPERATOR
from missions.installation import Installation
from missions.people.model import Person
from missions.settings import Settings
from missions.web import limits
from missions.web.app import create_app
from tests.web.house import House, opened, words

ROOT = Path(__file__).resolve().parents[2]
QUARTER = timedelta(minutes=15)
MOST = attempts.LINK_BY_NETWORK.most


def _ask(app: Flask, path: str, network: str = "192.0.2.7", **headers: str) -> TestResponse:
    given = {name.replace("_", "-"): text for name, text in headers.items()}
    return app.test_client().get(path, headers=given, environ_base={"REMOTE_ADDR": network})


def _use_up(installation: Installation, network: str = "192.0.2.7") -> None:
    for _ in range(MOST):
        assert attempts.allowed(installation, attempts.LINK_BY_NETWORK, network)


def _rows(installation: Installation) -> list[tuple[str, datetime, int]]:
    with installation.store.read() as session:
        found = session.query(Attempt).order_by(Attempt.bucket, Attempt.window).all()
        return [(row.bucket, row.window, row.count) for row in found]


UNKNOWN = {
    "/calendar/x.ics": 404,
    "/shared/x": 404,
    "/shared/x/sheet.pdf": 404,
    "/shared/x/calendar.ics": 404,
    "/sign-in/x": 410,
    "/invitation/x": 410,
}


def test_every_address_with_a_token_is_counted(samples: House) -> None:
    by_token = {
        rule.endpoint for rule in samples.app.url_map.iter_rules() if "token" in rule.arguments
    }

    assert by_token == set(limits.UNKNOWN)


@pytest.mark.parametrize("path", UNKNOWN)
def test_after_a_hundred_unknown_tokens_a_network_waits(house: House, path: str) -> None:
    assert _ask(house.app, path).status_code == UNKNOWN[path]
    _use_up(house.installation, "192.0.2.8")

    answer = _ask(house.app, path, "192.0.2.8")

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "300"
    assert "quarter of an hour" in answer.text
    assert _ask(house.app, path, "192.0.2.9").status_code == UNKNOWN[path]


def test_a_form_that_guesses_is_counted_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(house.app.config, "WTF_CSRF_ENABLED", False)
    client = house.app.test_client()

    found = [client.post(f"/sign-in/{number}").status_code for number in range(MOST + 1)]

    assert found == [410] * MOST + [429]


def test_waiting_ends_with_the_window(house: House, now: datetime) -> None:
    _use_up(house.installation)
    assert _ask(house.app, "/shared/x").status_code == 429

    with clock.frozen(now + QUARTER):
        assert _ask(house.app, "/shared/x").status_code == 404


def _addresses(house: House) -> list[str]:
    member, end = house.membership("spring-27", "mei"), clock.now() + timedelta(days=90)
    made = house.installation
    feed = capabilities.make(made, Purpose.FEED, member, OPERATOR, end)
    sheet = capabilities.make(made, Purpose.FAMILY, member, OPERATOR, end)
    return [f"/calendar/{feed}.ics", f"/shared/{sheet}", house.link("spring-27", "mei")]


def test_who_has_a_token_is_served_from_a_network_that_guesses(samples: House) -> None:
    _use_up(samples.installation)

    answers = [_ask(samples.app, path) for path in _addresses(samples)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]


def test_a_known_calendar_costs_no_look_at_the_limit(samples: House) -> None:
    path = _addresses(samples)[0]
    _ask(samples.app, path)
    statements: list[str] = []
    event.listen(
        samples.installation.store.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_more: statements.append(statement),
    )

    assert _ask(samples.app, path).status_code == 200
    assert statements == []
    assert _ask(samples.app, "/calendar/x.ics").status_code == 404
    assert [one.partition(" ")[0] for one in statements if "attempt" in one] == [
        *("SELECT", "INSERT", "DELETE"),
    ]


def test_over_the_limit_nothing_is_written(house: House) -> None:
    _use_up(house.installation)
    before = _rows(house.installation)

    assert [_ask(house.app, "/shared/x").status_code for _ in range(5)] == [429] * 5
    assert _rows(house.installation) == before
    assert [count for _, _, count in before] == [MOST]


def test_two_applications_count_together(house: House) -> None:
    apps = [house.app, create_app(house.installation)]

    found = [_ask(apps[number % 2], "/shared/x").status_code for number in range(MOST + 2)]

    assert found == [404] * MOST + [429] * 2


GUESS = """
from missions import clock
from missions.installation import open_installation
from missions.settings import from_environment
from missions.web.app import create_app
from datetime import datetime, UTC
installation = open_installation(from_environment())
with clock.frozen(datetime(2027, 2, 1, 15, 40, tzinfo=UTC)):
    client = create_app(installation).test_client()
    answers = [client.get("/shared/x").status_code for _ in range(60)]
installation.close()
print(answers.count(404), answers.count(429))
"""


def test_two_processes_count_together(installation: Installation, settings: Settings) -> None:
    environ = {
        **os.environ,
        "MISSIONS_HOME": str(settings.home),
        "MISSIONS_DATABASE_URL": settings.database_url,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", GUESS]

    both = [
        subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    counts = [tuple(map(int, one.communicate(timeout=120)[0].split())) for one in both]

    assert [sum(column) for column in zip(*counts, strict=True)] == [MOST, 120 - MOST]


def test_a_network_that_says_it_is_another_is_counted_as_itself(house: House) -> None:
    for number in range(MOST):
        headers = {"X_Forwarded_For": f"198.51.100.{number}", "Forwarded": f"for=10.0.0.{number}"}
        assert _ask(house.app, "/shared/x", **headers).status_code == 404

    assert _ask(house.app, "/shared/x", X_Forwarded_For="203.0.113.1").status_code == 429


def test_behind_a_proxy_the_proxys_word_counts_and_the_askers_does_not(house: House) -> None:
    settings = replace(house.installation.settings, proxies=1)
    app = opened(replace(house.installation, settings=settings)).app
    _use_up(house.installation, "198.51.100.9")

    spoofed = [
        _ask(app, "/shared/x", "10.0.0.1", X_Forwarded_For=f"203.0.113.{number}, 198.51.100.9")
        for number in range(3)
    ]
    other = _ask(app, "/shared/x", "10.0.0.1", X_Forwarded_For="198.51.100.10")

    assert [answer.status_code for answer in (*spoofed, other)] == [429] * 3 + [404]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """So few buckets that networks share them."""
    monkeypatch.setattr(attempts, "BUCKETS", 4)
    return 4


def test_the_table_has_at_most_so_many_rows(house: House, now: datetime, few: int) -> None:
    for window in range(3):
        with clock.frozen(now + window * QUARTER):
            for number in range(40):
                attempts.allowed(house.installation, attempts.LINK_BY_NETWORK, f"192.0.2.{number}")

    with house.installation.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == few
        assert session.scalar(select(func.sum(Attempt.count))) == 40


def test_what_is_counted_can_not_be_read_back(house: House) -> None:
    attempts.allowed(house.installation, attempts.SIGN_IN_BY_ADDRESS, "mei@example.org")
    ((bucket, window, count),) = _rows(house.installation)
    other = replace(house.installation, web_key=b"another key")
    attempts.allowed(other, attempts.SIGN_IN_BY_ADDRESS, "mei@example.org")

    assert bucket.startswith("sign-in address/")
    assert len(bucket) == len("sign-in address/") + 4
    assert (window, count) == (clock.now() - timedelta(minutes=10), 1)
    assert len(_rows(house.installation)) == 2


def test_a_success_forgives(house: House) -> None:
    limit = attempts.PROOF_BY_ACCOUNT
    tries: list[bool] = [attempts.allowed(house.installation, limit, "x") for _ in range(11)]
    attempts.forgive(house.installation, limit, "x")

    assert tries == [True] * 10 + [False]
    assert attempts.allowed(house.installation, limit, "x")


def test_anything_can_be_counted(house: House) -> None:
    for odd in ("", "a\0b", "\ud800", "x" * 10_000):
        assert attempts.allowed(house.installation, attempts.SIGN_IN_BY_ADDRESS, odd)


def test_a_window_tells_how_long_it_lasts(now: datetime) -> None:
    with clock.frozen(now):
        assert attempts.seconds_left() == 300
    with clock.frozen(now + timedelta(minutes=5)):
        assert attempts.seconds_left() == 900
    with clock.frozen(now + timedelta(minutes=5) - timedelta(milliseconds=1)):
        assert attempts.seconds_left() == 1


MEI = "mei@example.org"


def _with_address(samples: House) -> None:
    with samples.installation.store.write() as session:
        person = session.query(Person).filter_by(preferred_name="Mei").one()
        session.get_one(Account, account_of(session, person.id)).email = MEI


def test_a_known_and_an_unknown_address_read_the_same_and_wait_the_same(samples: House) -> None:
    _with_address(samples)
    answers: dict[str, list[tuple[int, str]]] = {}
    for address in (MEI, "nobody@example.org"):
        caller = samples.anyone()
        data: dict[str, object] = {"email": address}
        found = [caller.post("/sign-in", data) for _ in range(6)]
        answers[address] = [(one.status_code, words(one).replace(address, "")) for one in found]
        assert found[-1].headers["Retry-After"] == "300"

    known, unknown = answers.values()
    assert known == unknown
    assert [status for status, _ in known] == [200] * 5 + [429]


def test_a_network_that_tries_many_addresses_waits(samples: House) -> None:
    caller = samples.anyone()
    for _ in range(attempts.SIGN_IN_BY_NETWORK.most):
        attempts.allowed(samples.installation, attempts.SIGN_IN_BY_NETWORK, "127.0.0.1")

    assert caller.post("/sign-in", {"email": MEI}).status_code == 429


def test_a_link_by_letter_opens_in_the_browser_that_asked_once(samples: House) -> None:
    _with_address(samples)
    asked, other = samples.anyone(), samples.anyone()
    asked.post("/sign-in", {"email": MEI})
    with samples.installation.store.read() as session:
        (row,) = session.query(SignInLink).all()
        path = f"/sign-in/{letter_token(samples.installation.web_key, row.id)}"

    assert other.get(path).status_code == 409
    assert [asked.post(path).status_code, asked.get(path).status_code] == [303, 410]
