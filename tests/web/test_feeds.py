"""Calendar addresses: right bytes, one look-up when nothing changed, nothing for anybody else."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from missions import clock
from missions.accounts import actions, fetches
from missions.accounts.model import FeedLink
from missions.audit.log import OPERATOR
from missions.briefing.actions import publish
from missions.briefing.model import Edition, Feed
from missions.installation import Installation
from missions.people.model import Person
from missions.trips.model import Membership, Trip
from missions.web.prepared import Prepared
from missions.worker import Worker
from tests.web.house import House, opened, words

CODE = "spring-27"


@pytest.fixture
def traveller(installation: Installation, now: datetime) -> str:
    """The membership of somebody on a small published trip, once on each database."""
    with installation.store.write() as session:
        trip = Trip(
            code="t",
            label="Spring",
            posture="guarded",
            starts=date(2027, 3, 1),
            ends=date(2027, 3, 5),
            home_zone="America/Chicago",
        )
        person = Person(preferred_name="Mei")
        session.add_all([trip, person])
        session.flush()
        member = Membership(trip_id=trip.id, person_id=person.id, key="mei")
        session.add(member)
        session.flush()
        found = member.id
    publish(installation, "t", OPERATOR)
    return found


@pytest.fixture
def path(installation: Installation, traveller: str, now: datetime) -> str:
    """Their calendar address."""
    token = actions.make_feed_link(installation, traveller, OPERATOR, now + timedelta(days=100))
    return f"/calendar/{token}.ics"


def _client(installation: Installation) -> Any:
    return opened(installation).app.test_client()


def test_an_address_serves_the_calendar_with_its_tag(installation: Installation, path: str) -> None:
    answer = _client(installation).get(path)

    assert answer.status_code == 200
    assert answer.data.startswith(b"BEGIN:VCALENDAR\r\n")
    headers = {
        name: answer.headers.get(name)
        for name in (
            "Content-Type",
            "Cache-Control",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Set-Cookie",
            "Vary",
        )
    }
    assert headers == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="calendar.ics"',
        "X-Content-Type-Options": "nosniff",
        "Set-Cookie": None,
        "Vary": None,
    }
    assert re.fullmatch(r'"[0-9a-f]{32,64}"', answer.headers["ETag"])


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', '{} , "x"', "*"])
def test_who_has_it_gets_nothing_but_304(installation: Installation, path: str, known: str) -> None:
    client = _client(installation)
    tag = client.get(path).headers["ETag"]

    answer = client.get(path, headers={"If-None-Match": known.format(tag)})

    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)


def test_another_tag_gets_the_calendar(installation: Installation, path: str) -> None:
    client = _client(installation)
    whole = client.get(path).data

    answer = client.get(path, headers={"If-None-Match": '"other"'})

    assert (answer.status_code, answer.data) == (200, whole)


def test_head_tells_the_tag_without_the_body(installation: Installation, path: str) -> None:
    answer = _client(installation).head(path)

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["ETag"]


def test_an_unchanged_calendar_opens_nothing_but_the_look_up(
    installation: Installation, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = _client(installation)
    tag = client.get(path).headers["ETag"]
    statements: list[str] = []
    look_ups: list[object] = []
    first = Prepared.first
    event.listen(
        installation.store.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_more: statements.append(statement),
    )
    monkeypatch.setattr(
        Prepared, "first", lambda self, values: look_ups.append(values) or first(self, values)
    )

    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert (len(look_ups), statements) == (1, [])


def test_unknown_ended_and_old_addresses_are_not_there(
    installation: Installation, traveller: str, path: str, now: datetime
) -> None:
    client = _client(installation)

    with clock.frozen(now + timedelta(days=100)):
        old = client.get(path)
    unknown = client.get("/calendar/nonsense.ics")
    actions.revoke_feed_link(installation, traveller, OPERATOR)
    ended = client.get(path)

    assert [answer.status_code for answer in (old, unknown, ended)] == [404, 404, 404]
    assert old.text == unknown.text == ended.text


def test_before_the_first_edition_there_is_no_calendar(
    installation: Installation, path: str
) -> None:
    with installation.store.write() as session:
        session.query(Feed).delete()
        session.query(Edition).delete()

    assert _client(installation).get(path).status_code == 404


def test_a_new_edition_reaches_the_address(installation: Installation, path: str) -> None:
    client = _client(installation)
    first = client.get(path)
    with installation.store.write() as session:
        session.query(Trip).one().label = "Later spring"
    publish(installation, "t", OPERATOR)

    answer = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert answer.status_code == 200
    assert b"Later spring" in answer.data
    assert b"Later spring" not in first.data


def test_the_worker_writes_the_calendars_and_the_counts_down(
    installation: Installation, traveller: str, path: str, now: datetime
) -> None:
    client = _client(installation)
    for _ in range(3):
        client.get(path)
    client.get("/calendar/nonsense.ics")
    with installation.store.write() as session:
        session.query(Trip).one().label = "Later spring"
    publish(installation, "t", OPERATOR)

    Worker(installation).run_once()

    with installation.store.read() as session:
        link = session.query(FeedLink).one()
        body = session.query(Feed.body).filter_by(membership_id=traveller).scalar()
    assert (link.fetches, link.last_fetched_at) == (3, now)
    assert b"Later spring" in body
    assert fetches.FETCHES.take() == {}


def test_a_worker_in_a_thread_ends_when_told_and_writes_first(
    installation: Installation, path: str
) -> None:
    worker = Worker(installation, pause=3600)
    thread = worker.run_in_thread()
    _client(installation).get(path)

    worker.stop()

    assert not thread.is_alive()
    with installation.store.read() as session:
        assert session.query(FeedLink.fetches).scalar() == 1


def test_a_round_that_fails_does_not_end_the_work(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("missions.feeds.rebuild_waiting", lambda _one: 1 / 0)
    worker = Worker(installation, pause=3600)

    worker.run_in_thread()
    worker.stop()

    assert "a round of work failed: ZeroDivisionError" in caplog.text


def test_the_address_is_made_by_a_button_and_shown_once(samples: House) -> None:
    caller = samples.signed_in(CODE, "mei")
    page = samples.mine(CODE, "mei", "papers")
    make = samples.mine(CODE, "mei", "calendar")
    before = caller.get(page)

    answer = caller.post(make, page=page)
    shown, again = caller.get(page), caller.get(page)

    assert answer.location == f"{page}#calendar"
    assert "/calendar/" not in before.text.replace(f'action="{make}"', "")
    (address,) = re.findall(
        r'value="(http://127\.0\.0\.1:8080/calendar/[\w-]{43}\.ics)"', shown.text
    )
    assert f'href="webcal://{address.removeprefix("http://")}"' in shown.text
    assert address not in again.text
    assert "Your calendar address is on." in words(again)
    path = address.removeprefix("http://127.0.0.1:8080")
    assert samples.anyone().get(path).data.startswith(b"BEGIN:VCALENDAR")


def test_an_address_is_replaced_and_switched_off(samples: House) -> None:
    caller = samples.signed_in(CODE, "mei")
    page, make = samples.mine(CODE, "mei", "papers"), samples.mine(CODE, "mei", "calendar")
    paths = []
    for _ in range(2):
        caller.post(make, page=page)
        paths += re.findall(
            r'value="http://127\.0\.0\.1:8080(/calendar/[^"]+)"', caller.get(page).text
        )

    after_two = [samples.anyone().get(path).status_code for path in paths]
    caller.post(f"{make}/end", page=page)
    after_end = [samples.anyone().get(path).status_code for path in paths]

    assert after_two == [404, 200]
    assert after_end == [404, 404]
    assert "Add to my calendar" in words(caller.get(page))


@pytest.mark.parametrize("key", ["grace", "tao-wang", "hyejin-park"])
def test_nobody_makes_or_ends_an_address_of_somebody_else(samples: House, key: str) -> None:
    member = samples.signed_in(CODE, "lily")
    page, make = samples.mine(CODE, "lily", "papers"), samples.mine(CODE, "lily", "calendar")
    member.post(make, page=page)
    (path,) = re.findall(
        r'value="http://127\.0\.0\.1:8080(/calendar/[^"]+)"', member.get(page).text
    )
    other = samples.signed_in(CODE, key)

    answers = [other.post(make, page="/trips"), other.post(f"{make}/end", page="/trips")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert samples.anyone().get(path).status_code == 200


def test_a_parent_sees_no_button_for_the_address(samples: House) -> None:
    page = samples.signed_in(CODE, "tao-wang").get(samples.mine(CODE, "lily", "papers"))

    assert page.status_code == 200
    assert "calendar address" not in words(page)
    assert '/calendar"' not in page.text
