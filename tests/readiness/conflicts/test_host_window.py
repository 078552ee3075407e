"""What happens at a site lies inside its host's hours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from missions.readiness.conflicts.host_window import find
from missions.readiness.facts import Place, Stay
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.plan import BIRCH, CHICAGO, MAPLE, day, ground, item, leg

OPEN = replace(MAPLE, opens="08:45", closes="18:30")
STAY = Stay("nights", "maple", day(10), day(13), people=("ann",))


def keys(*things: Any, place: Place = OPEN, stays: tuple[Stay, ...] = ()) -> list[tuple[str, ...]]:
    found = find(ground(*things, places=(place, BIRCH), stays=stays))
    return [(clash.items[0], *clash.people) for clash in found]


def test_an_item_that_goes_on_too_long() -> None:
    late = item("songs", "11 17:30", "18:31", "ben ann", site="maple")
    assert list(find(ground(late, places=(OPEN,)))) == [
        Conflict(
            kind="host_window",
            severity=Severity.ERROR,
            items=("songs",),
            people=("ann", "ben"),
            reason=(
                "“Songs” at Maple House is from 17:30 to 18:31 on 11 March, for Ann and Ben; the "
                "hosts receive from 08:45 to 18:30."
            ),
            fix="Move it into these hours, or ask whether Maple House can receive then.",
            day=day(11),
        )
    ]


def test_an_arrival_too_early() -> None:
    van = leg("van", ("birch", "maple"), "11 08:00", "08:44", number="V1")
    assert [(each.reason, each.people) for each in find(ground(van, places=(OPEN, BIRCH)))] == [
        (
            "V1 comes to Maple House at 08:44 on 11 March, for Ann; the hosts receive from 08:45 "
            "to 18:30.",
            ("ann",),
        )
    ]


def test_a_departure_too_late() -> None:
    van = leg("van", ("maple", "birch"), "11 18:31", "19:00", number="V1")
    (clash,) = find(ground(van, places=(replace(OPEN, opens=""), BIRCH)))
    assert clash.reason == (
        "V1 leaves Maple House at 18:31 on 11 March, for Ann; the hosts receive until 18:30."
    )


def test_a_tentative_item_warns() -> None:
    early = item("songs", "11 08:00", "09:00", site="maple", status="tentative")
    assert [each.severity for each in find(ground(early, places=(OPEN,)))] == [Severity.WARNING]


@pytest.mark.parametrize(
    "thing",
    [
        item("songs", "11 08:45", "18:30", site="maple"),
        item("door", "11 18:30", site="maple"),
        item("birthday", "11", site="maple"),
        item("songs", "11 08:00", "09:00", site="maple", status="cancelled"),
        item("songs", "11 08:00", "09:00", site="birch"),
        leg("van", ("birch", "maple"), "11 08:00", "08:45"),
        leg("van", ("maple", "birch"), "11 18:30", "19:00"),
        # In Seoul it is the next day, 14:45.
        item("call", "10 21:45", "22:00", zone="America/Los_Angeles", site="maple"),
    ],
)
def test_the_first_and_the_last_minute_count(thing: Any) -> None:
    assert keys(thing) == []


@pytest.mark.parametrize(
    ("opens", "closes", "times", "clashes"),
    [
        # Past midnight.
        ("20:00", "02:00", ("11 20:00", "12 02:00"), 0),
        ("20:00", "02:00", ("12 01:00", "02:00"), 0),
        ("20:00", "02:00", ("11 19:59", "21:00"), 1),
        ("20:00", "02:00", ("11 23:00", "12 02:01"), 1),
        ("20:00", "02:00", ("12 02:01", "03:00"), 1),
        # One end only.
        ("10:00", "", ("11 10:00", "12 03:00"), 0),
        ("10:00", "", ("11 09:59", "11:00"), 1),
        ("", "17:00", ("11 05:00", "17:00"), 0),
        ("", "17:00", ("11 16:00", "17:01"), 1),
        # Over night at a house that closes.
        ("10:00", "17:00", ("11 16:00", "12 16:00"), 1),
        # All day, and no time at all.
        ("00:00", "00:00", ("11 23:00", "12 04:00"), 0),
        ("00:00", "24:00", ("11 23:00", "12 00:00"), 0),
        ("noon", "late", ("11 03:00", "04:00"), 0),
    ],
)
def test_windows(opens: str, closes: str, times: tuple[str, str], clashes: int) -> None:
    place = replace(MAPLE, opens=opens, closes=closes)
    assert len(keys(item("songs", *times, site="maple"), place=place)) == clashes


def test_who_sleeps_there_is_held_to_it_when_moving_in_and_out() -> None:
    things = [
        leg("in", ("birch", "maple"), "10 07:00", "08:00", people="ann ben"),
        item("breakfast", "10 08:10", "08:30", "ann", site="maple"),
        item("again", "10 19:00", "20:00", "ann ben", site="maple"),
        item("rise", "11 06:00", "07:00", "ann", site="maple"),
        leg("errand", ("maple", "birch"), "11 07:00", "08:00"),
        leg("back", ("birch", "maple"), "11 21:00", "22:00"),
        item("pack", "13 06:00", "07:00", "ann", site="maple"),
        leg("out", ("maple", "birch"), "13 07:00", "08:00"),
    ]
    assert keys(*things, stays=(STAY,)) == [
        ("in", "ann", "ben"),
        ("out", "ann"),
        ("breakfast", "ann"),
        ("again", "ben"),
    ]


def test_moving_to_another_room_is_not_moving_in() -> None:
    second = replace(STAY, key="more", check_in=day(13), check_out=day(15))
    assert keys(item("pack", "13 06:00", "07:00", site="maple"), stays=(STAY, second)) == []


@pytest.mark.parametrize(("ends", "clashes"), [("03:30", 0), ("03:31", 1)])
def test_on_the_night_of_a_clock_change(ends: str, clashes: int) -> None:
    place = replace(MAPLE, zone=CHICAGO, opens="01:00", closes="03:30")
    watch = item("watch", "14 01:00", ends, zone=CHICAGO, site="maple")
    assert len(keys(watch, place=place)) == clashes
