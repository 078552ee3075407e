"""The second calendar: the trainings only, from the same events, by an address of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from missions import feeds
from missions.accounts import capabilities, fetches
from missions.accounts.capabilities import Purpose
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.briefing.actions import publish
from missions.training.model import Training
from missions.web.training_feed import trainings_only
from tests.web.house import Caller, House, words
from tests.web.test_links import LATER

CODE = "spring-27"


@pytest.fixture(autouse=True)
def _no_counts() -> Iterator[None]:
    """Leave no counted fetches behind."""
    yield
    fetches.FETCHES.take()


def _address(house: House, purpose: Purpose, code: str, key: str) -> str:
    member = house.membership(code, key)
    token = capabilities.make(house.installation, purpose, member, OPERATOR, LATER)
    return f"/calendar/{token}.ics"


def _events(body: bytes) -> dict[str, bytes]:
    found = Calendar.from_ical(body)
    return {str(event["uid"]).split("@")[0]: event.to_ical() for event in found.walk("VEVENT")}


def _trainings(house: House) -> set[str]:
    with house.installation.store.read() as session:
        return {row.id for row in session.query(Training)}


@pytest.mark.parametrize(("code", "key", "count"), [(CODE, "mei", 11), ("casa-27", "kevin", 9)])
def test_it_holds_the_same_events_as_the_whole_calendar(
    samples: House, code: str, key: str, count: int
) -> None:
    anyone = samples.anyone()
    whole = _events(anyone.get(_address(samples, Purpose.FEED, code, key)).data)
    some = _events(anyone.get(_address(samples, Purpose.TRAINING, code, key)).data)
    ids = _trainings(samples)
    assert some == {uid: event for uid, event in whole.items() if uid in ids}
    assert len(some) == count < len(whole)


def test_a_closed_trips_says_training_in_utc_and_nothing_else(samples: House) -> None:
    body = samples.anyone().get(_address(samples, Purpose.TRAINING, CODE, "mei")).data
    found = Calendar.from_ical(body)
    events: list[Any] = found.walk("VEVENT")
    assert {str(event["summary"]) for event in events} == {"Training"}
    assert {str(event["dtstart"].dt.tzinfo) for event in events} == {"UTC"}
    assert [name for name in (b"VTIMEZONE", b"LOCATION", b"DESCRIPTION") if name in body] == []


def test_an_open_trips_says_titles_places_and_its_zone(samples: House) -> None:
    body = samples.anyone().get(_address(samples, Purpose.TRAINING, "casa-27", "kevin")).data
    found = Calendar.from_ical(body)
    tools = next(event for event in found.walk("VEVENT") if event["summary"] == "Tool day")
    assert str(tools["location"]) == "O’Brien yard, Lakeside"
    assert str(tools["dtstart"].params["TZID"]) == "America/Los_Angeles"
    assert [str(zone["tzid"]) for zone in found.walk("VTIMEZONE")] == ["America/Los_Angeles"]


def test_an_unchanged_calendar_is_304_by_its_own_tag(samples: House) -> None:
    anyone = samples.anyone().client
    whole = _address(samples, Purpose.FEED, CODE, "mei")
    some = _address(samples, Purpose.TRAINING, CODE, "mei")
    tags = [anyone.get(path).headers["ETag"] for path in (whole, some)]
    assert tags[1] == tags[0][:-1] + '-t"'

    def ask(path: str, tag: str) -> int:
        return anyone.get(path, headers={"If-None-Match": tag}).status_code

    assert [ask(some, tags[1]), ask(some, f"W/{tags[1]}"), ask(whole, tags[0])] == [304] * 3
    assert [ask(some, tags[0]), ask(whole, tags[1])] == [200, 200]


def test_it_follows_editions_not_the_draft(samples: House) -> None:
    path = _address(samples, Purpose.TRAINING, CODE, "mei")
    anyone = samples.anyone()
    before = anyone.get(path)
    with samples.installation.store.write() as session:
        gone = session.query(Training).filter_by(key="korean").one()
        uid = gone.id
        session.delete(gone)
    assert anyone.get(path).data == before.data

    publish(samples.installation, CODE, OPERATOR)
    after = anyone.get(path)
    (event,) = (e for e in Calendar.from_ical(after.data).walk("VEVENT") if uid in str(e["uid"]))
    assert (str(event["status"]), after.headers["ETag"] != before.headers["ETag"]) == (
        "CANCELLED",
        True,
    )


def test_it_is_made_shown_once_replaced_and_switched_off(samples: House) -> None:
    mei = samples.signed_in(CODE, "mei")
    page, make = samples.mine(CODE, "mei", "papers"), samples.mine(CODE, "mei", "training/calendar")
    paths = [_made(mei, page, make) for _ in range(2)]
    anyone = samples.anyone()
    assert [len(_events(anyone.get(path).data)) for path in paths] == [0, 11]
    assert "The address of the trainings is on." in words(mei.get(page))
    assert paths[1] not in mei.get(page).text

    assert mei.post(f"{make}/end", page=page).status_code == 303
    assert anyone.get(paths[1]).data == feeds.nothing()
    with samples.installation.store.read() as session:
        rows = session.query(AuditEntry).filter(AuditEntry.action.startswith("feed-link"))
        details = [row.detail for row in rows.order_by(AuditEntry.number)]
    assert details == ["training made", "training replaced", "training ended"]


def _made(caller: Caller, page: str, make: str) -> str:
    answer = caller.post(make, page=page)
    assert answer.location == f"{page}#trainings"
    found = re.findall(
        r'value="http://127\.0\.0\.1:8080(/calendar/[\w-]{43}\.ics)"', caller.get(page).text
    )
    (path,) = found
    return str(path)


def test_the_two_addresses_do_not_end_each_other(samples: House) -> None:
    whole = _address(samples, Purpose.FEED, CODE, "mei")
    _address(samples, Purpose.TRAINING, CODE, "mei")
    assert len(_events(samples.anyone().get(whole).data)) > 11


def test_leaders_see_that_it_is_there_and_can_switch_it_off(samples: House) -> None:
    grace = samples.signed_in(CODE, "grace")
    links = f"/trips/{CODE}/links"
    title = "Members’ calendars of the trainings"
    assert title not in words(grace.get(links))
    path = _address(samples, Purpose.TRAINING, CODE, "mei")
    assert title in words(grace.get(links))

    form: dict[str, object] = {"purpose": "training", "owner": samples.membership(CODE, "mei")}
    assert grace.post(f"{links}/make", form, page=links).status_code == 404
    assert grace.post(f"{links}/end", form, page=links).status_code == 303
    assert samples.anyone().get(path).data == feeds.nothing()


def test_nobody_makes_anothers(samples: House) -> None:
    mei, own = samples.signed_in(CODE, "mei"), samples.mine(CODE, "mei", "papers")
    for key in ("ben", "hui-wang"):
        make = samples.mine(CODE, key, "training/calendar")
        assert mei.post(make, page=own).status_code == 404
        assert mei.post(f"{make}/end", page=own).status_code == 404


def test_a_calendar_without_trainings_still_has_a_component(samples: House) -> None:
    whole = samples.anyone().get(_address(samples, Purpose.FEED, CODE, "mei")).data
    empty = trainings_only(whole, ())
    found = Calendar.from_ical(empty)
    assert [part.name for part in found.subcomponents] == ["VTIMEZONE"]
    assert found["name"] == "Spring trip"


@given(st.data())
def test_any_choice_of_events_is_exactly_that(data: st.DataObject) -> None:
    uids = [f"{number:032x}" for number in range(6)]
    whole = _written(uids)
    kept = data.draw(st.sets(st.sampled_from(uids)))
    assert set(_events(trainings_only(whole, kept))) == kept
    assert trainings_only(whole, uids) == whole


def _written(uids: list[str]) -> bytes:
    """A calendar whose events are folded and ring."""
    lines = [b"BEGIN:VCALENDAR", b"VERSION:2.0", b"PRODID:-//Itinerary//EN"]
    for uid in uids:
        lines += [
            b"BEGIN:VEVENT",
            b"SUMMARY:UID:x",
            b"UID:" + uid[:20].encode(),
            b" " + uid[20:].encode() + b"@id.invalid",
            b"DTSTART:20270101T000000Z",
            b"BEGIN:VALARM",
            b"UID:" + uids[0].encode() + b"@alarm",
            b"TRIGGER:-PT1H",
            b"ACTION:DISPLAY",
            b"DESCRIPTION:x",
            b"END:VALARM",
            b"END:VEVENT",
        ]
    return b"\r\n".join([*lines, b"END:VCALENDAR", b""])
