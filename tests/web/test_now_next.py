"""What is now and next: over zones, over the date line, before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from missions.briefing.document import Briefing, Day, Item, Leg, Moment, Place, What
from missions.privacy import Audience
from missions.web.now_next import Clock, now_of
from missions.zones import zone

HOME, SEOUL = "America/Chicago", "Asia/Seoul"


def _moment(text: str, key: str) -> Moment:
    wall = datetime.fromisoformat(text)
    utc = wall.replace(tzinfo=zone(key)).astimezone(UTC)
    home = utc.astimezone(zone(HOME)).replace(tzinfo=None)
    return Moment(wall, key, utc, 0, home=home)


def _item(uid: str, starts: str, ends: str = "", key: str = SEOUL) -> Item:
    start = _moment(starts, key)
    return Item(
        uid=uid,
        day=start.wall.date(),
        label="Appointment",
        start=start,
        end=_moment(ends, key) if ends else None,
        title=uid,
        status="confirmed",
    )


FLIGHT = Leg(
    uid="KE38",
    start=_moment("2027-03-08T12:35", HOME),
    end=_moment("2027-03-09T17:20", SEOUL),
    minutes=825,
    mode="flight",
    origin=Place("O’Hare", "ORD", "Chicago"),
    destination=Place("Incheon", "ICN", "Seoul"),
)
SUPPER = _item("Supper", "2027-03-09T19:50", "2027-03-09T20:40")
CALL = _item("Call home", "2027-03-09T21:15")
BREAKFAST = _item("Breakfast", "2027-03-10T06:15", "2027-03-10T06:45")
WALK = _item("Walk", "2027-03-10T06:30", "2027-03-10T07:00")
ALL_DAY = Item(uid="Fast", day=date(2027, 3, 10), label="Free time", title="Fast")
PLAN = Briefing(
    what=What.PACKET,
    audience=Audience.TEAM,
    title="Spring trip",
    starts=date(2027, 3, 8),
    ends=date(2027, 3, 10),
    home_zone=HOME,
    legs=(FLIGHT,),
    days=(
        Day(date(2027, 3, 8), HOME, place="Chicago", entries=(FLIGHT,)),
        Day(date(2027, 3, 9), SEOUL, place="Seoul", entries=(SUPPER, CALL)),
        Day(date(2027, 3, 10), SEOUL, place="Seoul", entries=(ALL_DAY, BREAKFAST, WALK)),
    ),
)


def _at(text: str, key: str) -> datetime:
    return _moment(text, key).utc


@pytest.mark.parametrize(
    ("at", "going_on", "following", "later", "tomorrow"),
    [
        (_at("2027-03-07T12:00", HOME), [], "KE38", [], "Supper"),
        (_at("2027-03-08T12:35", HOME), ["KE38"], "Supper", ["Call home"], "Breakfast"),
        (_at("2027-03-09T17:20", SEOUL), [], "Supper", ["Call home"], "Breakfast"),
        (_at("2027-03-09T20:00", SEOUL), ["Supper"], "Call home", [], "Breakfast"),
        (_at("2027-03-09T21:15", SEOUL), ["Call home"], "Breakfast", [], "Walk"),
        (_at("2027-03-09T22:15", SEOUL), [], "Breakfast", [], "Walk"),
        (_at("2027-03-10T06:30", SEOUL), ["Breakfast", "Walk"], None, [], None),
        (_at("2027-03-10T07:00", SEOUL), [], None, [], None),
    ],
)
def test_now_next_and_later(
    at: datetime, going_on: list[str], following: str | None, later: list[str], tomorrow: str | None
) -> None:
    now = now_of(PLAN, HOME, at)

    assert [event.uid for event in now.going_on] == going_on
    assert (now.next.uid if now.next else None) == following
    assert [event.uid for event in now.later] == later
    assert (now.tomorrow.uid if now.tomorrow else None) == tomorrow


@pytest.mark.parametrize(
    ("at", "place", "wall", "home"),
    [
        (_at("2027-03-08T12:34", HOME), "Chicago", "2027-03-08T12:34", None),
        (_at("2027-03-08T12:35", HOME), "Seoul", "2027-03-09T03:35", "2027-03-08T12:35"),
        (_at("2027-03-10T09:00", SEOUL), "Seoul", "2027-03-10T09:00", "2027-03-09T18:00"),
    ],
)
def test_the_clock_goes_with_the_traveller(
    at: datetime, place: str, wall: str, home: str | None
) -> None:
    now = now_of(PLAN, HOME, at)

    assert now.here == Clock(place, datetime.fromisoformat(wall))
    assert now.home == (Clock("Chicago", datetime.fromisoformat(home)) if home else None)


@pytest.mark.parametrize(
    ("at", "numbers"),
    [
        (_at("2027-03-05T12:00", HOME), (0, 3, 3, False)),
        (_at("2027-03-08T08:00", HOME), (1, 3, 0, False)),
        (_at("2027-03-10T23:59", SEOUL), (3, 3, 0, False)),
        (_at("2027-03-11T00:00", SEOUL), (0, 3, 0, True)),
    ],
)
def test_days_are_counted_where_the_traveller_is(
    at: datetime, numbers: tuple[int, int, int, bool]
) -> None:
    now = now_of(PLAN, HOME, at)

    assert (now.day_number, now.day_count, now.days_to_go, now.over) == numbers


def test_progress_counts_minutes_and_hundredths() -> None:
    now = now_of(PLAN, HOME, _at("2027-03-09T20:15", SEOUL))

    assert (now.minutes_left, now.share_done) == (25, 50)


def test_what_is_cancelled_is_neither_now_nor_next() -> None:
    gone = replace(SUPPER, status="cancelled")
    plan = replace(PLAN, days=(Day(date(2027, 3, 9), SEOUL, entries=(gone, CALL)),))

    now = now_of(plan, HOME, _at("2027-03-09T20:00", SEOUL))

    assert (now.going_on, now.next) == ((), CALL)


def test_things_of_the_whole_day_stand_by_themselves() -> None:
    assert now_of(PLAN, HOME, _at("2027-03-10T09:00", SEOUL)).all_day == (ALL_DAY,)


def test_a_plan_that_names_no_home_and_no_place_still_has_a_clock() -> None:
    bare = replace(PLAN, home_zone="", legs=(), days=())

    now = now_of(bare, SEOUL, _at("2027-03-10T09:00", SEOUL))

    assert (now.here, now.home) == (Clock("Seoul", datetime(2027, 3, 10, 9)), None)
