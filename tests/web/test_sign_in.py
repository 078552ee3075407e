"""Signing in by page: looking spends nothing, pressing spends once, and the cookie is careful."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from missions import clock
from missions.installation import Installation
from tests.web.house import House, opened, words

LINK = ("casa-27", "marisol")


def test_a_mail_scanner_that_looks_does_not_spend_the_link(samples: House) -> None:
    path, scanner, person = samples.link(*LINK), samples.anyone(), samples.anyone()

    looked = [scanner.get(path) for _ in range(3)]
    signed_in = person.post(path)

    assert [answer.status_code for answer in looked] == [200, 200, 200]
    assert (signed_in.status_code, signed_in.location) == (303, "/")
    assert person.get("/").location == "/trips"
    assert scanner.get("/").location == "/sign-in"


def test_a_spent_link_says_what_to_do(samples: House) -> None:
    path, first, second = samples.link(*LINK), samples.anyone(), samples.anyone()
    second.get(path)
    first.post(path)

    late = second.get(path)

    assert late.status_code == 410
    assert "This link no longer works" in words(late)
    assert "ask for a new link" in words(late)


def test_who_presses_second_gets_no_session(samples: House) -> None:
    path, first, second = samples.link(*LINK), samples.anyone(), samples.anyone()
    page = second.get(path)
    first.post(path)

    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    late = second.client.post(path, data={"csrf_token": token})

    assert late.status_code == 410
    assert second.get("/trips").location == "/sign-in"


def test_an_old_or_unknown_link_answers_the_same(samples: House, now: datetime) -> None:
    path = samples.link(*LINK)

    with clock.frozen(now + timedelta(hours=24)):
        old, unknown = samples.anyone().get(path), samples.anyone().get("/sign-in/nonsense")

    assert (old.status_code, unknown.status_code) == (410, 410)
    assert words(old) == words(unknown)


def test_another_link_on_the_same_device_leaves_the_first_account(samples: House) -> None:
    caller = samples.signed_in(*LINK)

    caller.post(samples.link("spring-27", "mei"))

    assert caller.get("/").location == samples.mine("spring-27", "mei")
    assert caller.get("/trips/casa-27").status_code == 404


def test_signing_out_ends_it_for_a_copied_cookie_too(samples: House) -> None:
    caller = samples.signed_in(*LINK)
    cookie = caller.client.get_cookie("session")
    assert cookie is not None
    thief = samples.anyone()
    thief.client.set_cookie("session", cookie.value)
    assert thief.get("/trips").status_code == 200

    left = caller.post("/sign-out", page="/trips")

    assert (left.status_code, left.location) == (303, "/sign-in")
    assert thief.get("/trips").location == "/sign-in"


@pytest.mark.parametrize(
    ("who", "idle", "stays"),
    [
        (("spring-27", "grace"), timedelta(minutes=14), True),
        (("spring-27", "grace"), timedelta(minutes=15), False),
        (("spring-27", "mei"), timedelta(minutes=29), True),
        (("spring-27", "mei"), timedelta(minutes=30), False),
    ],
)
def test_leaders_are_signed_out_after_an_idle_quarter_others_after_half_an_hour(
    samples: House, now: datetime, who: tuple[str, str], idle: timedelta, stays: bool
) -> None:
    caller = samples.signed_in(*who)

    with clock.frozen(now + idle):
        assert (caller.get("/").location != "/sign-in") == stays


def test_a_busy_leader_is_signed_out_after_twelve_hours(samples: House, now: datetime) -> None:
    caller = samples.signed_in("spring-27", "grace")
    doors = []

    for turn in range(1, 73):
        with clock.frozen(now + turn * timedelta(minutes=10)):
            doors.append(caller.get("/").location)

    assert doors == ["/trips"] * 71 + ["/sign-in"]


@pytest.mark.parametrize(("scheme", "secure"), [("http", False), ("https", True)])
def test_the_cookie_is_hidden_from_scripts_and_other_sites(
    installation: Installation, now: datetime, scheme: str, secure: bool
) -> None:
    settings = replace(installation.settings, public_url=f"{scheme}://trips.example")
    house = opened(replace(installation, settings=settings))

    answer = house.app.test_client().get("/sign-in/x", base_url=f"{scheme}://trips.example")

    assert answer.status_code == 410
    assert "Set-Cookie" not in answer.headers
    config = house.app.config
    assert (config["SESSION_COOKIE_HTTPONLY"], config["SESSION_COOKIE_SAMESITE"]) == (True, "Lax")
    assert config["SESSION_COOKIE_SECURE"] == secure


def test_the_cookie_says_so_itself(samples: House) -> None:
    path = samples.link(*LINK)

    cookie = samples.anyone().get(path).headers["Set-Cookie"]

    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
