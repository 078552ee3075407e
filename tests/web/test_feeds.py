"""Calendar addresses: right bytes, one look-up when nothing changed, nothing for anybody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from werkzeug.test import TestResponse

from missions import clock
from missions.accounts import capabilities, fetches
from missions.accounts.capabilities import Purpose
from missions.accounts.model import CapabilityLink
from missions.audit.log import OPERATOR
from missions.briefing.actions import publish
from missions.briefing.model import Edition, Feed
from missions.installation import Installation
from missions.people.model import Person
from missions.trips.model import Membership, Trip
from missions.web.prepared import Prepared
from missions.worker import Worker
from tests.clients.occurrence import Reader
from tests.web.house import House, opened, words

CODE = "spring-27"
EMPTY = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Itinerary//EN\r\nCALSCALE:GREGORIAN\r\n"
    b"NAME:Itinerary\r\nX-WR-CALNAME:Itinerary\r\n"
    b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
    b"BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    b"TZNAME:UTC\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\n"
    b"END:VTIMEZONE\r\nEND:VCALENDAR\r\n"
)
"""What an address that is over serves."""


def _named(answer: TestResponse) -> list[tuple[str, str]]:
    """Return the headers of an answer that are the same for every calendar."""
    return [
        (name, value) for name, value in answer.headers if name not in ("ETag", "Content-Length")
    ]


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
    token = capabilities.make_feed_link(
        installation, traveller, OPERATOR, now + timedelta(days=100)
    )
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


def _revoke(installation: Installation, member: str) -> None:
    capabilities.revoke_feed_link(installation, member, OPERATOR)


def _end_membership(installation: Installation, member: str) -> None:
    with installation.store.write() as session:
        session.get_one(Membership, member).ended_at = clock.now()


def _take_out(installation: Installation, member: str) -> None:
    with installation.store.write() as session:
        capabilities.end_all(session, memberships=[member], actor=OPERATOR)
        session.delete(session.get_one(Membership, member))


def _replace(installation: Installation, member: str) -> None:
    later = clock.now() + timedelta(days=300)
    capabilities.make_feed_link(installation, member, OPERATOR, later)


@pytest.mark.parametrize("end", [_revoke, _end_membership, _take_out, _replace])
def test_an_address_that_is_over_empties_phones_for_a_month(
    installation: Installation,
    traveller: str,
    path: str,
    now: datetime,
    end: Callable[[Installation, str], None],
) -> None:
    client = _client(installation)
    live = client.get(path)
    end(installation, traveller)

    empty = client.get(path, headers={"If-None-Match": live.headers["ETag"]})
    again = client.get(path, headers={"If-None-Match": empty.headers["ETag"]})
    with clock.frozen(now + timedelta(days=30, seconds=-1)):
        last = client.get(path)
    with clock.frozen(now + timedelta(days=30)):
        gone = client.get(path)

    assert (empty.status_code, empty.data) == (200, EMPTY)
    assert (again.status_code, again.data) == (304, b"")
    assert (last.status_code, last.data, last.headers["ETag"]) == (
        200,
        EMPTY,
        empty.headers["ETag"],
    )
    assert _named(empty) == _named(live)
    assert gone.status_code == 404
    assert gone.text == client.get("/calendar/nonsense.ics").text


def test_an_address_that_expired_does_the_same(
    installation: Installation, path: str, now: datetime
) -> None:
    client, ends = _client(installation), now + timedelta(days=100)
    with clock.frozen(ends - timedelta(seconds=1)):
        before = client.get(path)
    with clock.frozen(ends):
        after = client.get(path)
    with clock.frozen(ends + timedelta(days=30)):
        gone = client.get(path)

    assert b"SUMMARY" not in EMPTY
    assert (before.status_code, before.data != EMPTY) == (200, True)
    assert (after.status_code, after.data) == (200, EMPTY)
    assert gone.status_code == 404


def test_an_empty_calendar_is_read_by_the_readers(ical_reader: Reader) -> None:
    whole = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC))

    assert ical_reader(EMPTY, whole) == []


def test_an_address_of_another_purpose_opens_no_feed(
    installation: Installation, traveller: str, now: datetime
) -> None:
    token = capabilities.make(
        installation, Purpose.FAMILY, traveller, OPERATOR, now + timedelta(days=100)
    )

    assert _client(installation).get(f"/calendar/{token}.ics").status_code == 404


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
        client.get(path, headers={"User-Agent": "Google-Calendar-Importer"})
    client.get("/calendar/nonsense.ics")
    with installation.store.write() as session:
        session.query(Trip).one().label = "Later spring"
    publish(installation, "t", OPERATOR)

    Worker(installation).run_once()

    with installation.store.read() as session:
        link = session.query(CapabilityLink).one()
        body = session.query(Feed.body).filter_by(membership_id=traveller).scalar()
    assert (link.fetches, link.last_fetched_at, link.last_client) == (3, now, "Google Calendar")
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
        assert session.query(CapabilityLink.fetches).scalar() == 1


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

    after_two = [b"SUMMARY" in samples.anyone().get(path).data for path in paths]
    caller.post(f"{make}/end", page=page)
    after_end = [b"SUMMARY" in samples.anyone().get(path).data for path in paths]

    assert after_two == [False, True]
    assert after_end == [False, False]
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


def test_a_member_sees_what_last_asked_for_their_calendar(samples: House) -> None:
    caller = samples.signed_in(CODE, "mei")
    page, make = samples.mine(CODE, "mei", "papers"), samples.mine(CODE, "mei", "calendar")
    caller.post(make, page=page)
    (path,) = re.findall(
        r'value="http://127\.0\.0\.1:8080(/calendar/[^"]+)"', caller.get(page).text
    )
    before = words(caller.get(page))
    samples.app.test_client().get(path, headers={"User-Agent": "curl/8.4.0"})
    fetches.flush(samples.installation.store)

    after = words(caller.get(page))

    assert "No calendar has asked yet. It ends by itself on Fri 18 June." in before
    assert "Last asked for on Mon 1 February by curl, 1 time in all." in after
    assert "Copies that were already taken or downloaded can’t be recalled." in after
