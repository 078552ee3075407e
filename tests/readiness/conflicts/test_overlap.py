"""Nobody is in two places."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from missions.readiness.conflicts.overlap import find
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.plan import (
    CHICAGO,
    ICN,
    ORD,
    day,
    flight,
    ground,
    item,
    leg,
    lesson,
)

SONGS = item("songs", "11 09:00", "11:00", "ann ben cal")
TEA = item("tea", "11 10:00", "12:00", "dee ben ann")
# Out on 8 March at 12:35 in Chicago (18:35 UTC), there on 9 March at 17:20 in Seoul (08:20 UTC).
OUT = flight("KE38", (ORD, ICN), "8 12:35", "9 17:20")


def test_two_items_at_one_time_are_one_clash_of_those_in_both() -> None:
    assert list(find(ground(TEA, SONGS))) == [
        Conflict(
            kind="overlap",
            severity=Severity.ERROR,
            items=("songs", "tea"),
            people=("ann", "ben"),
            reason=(
                "Two things at once for Ann and Ben on 11 March: “Songs” (09:00 to 11:00) and "
                "“Tea” (10:00 to 12:00)."
            ),
            fix="Move “Songs” or “Tea”, or take Ann and Ben out of one of the two.",
            day=day(11),
        )
    ]


def test_a_tentative_item_warns() -> None:
    found = find(ground(replace(TEA, status="tentative"), SONGS))
    assert [clash.severity for clash in found] == [Severity.WARNING]


def test_a_group_that_splits_is_told() -> None:
    whole = item("lunch", "11 12:00", "13:00", "ann ben cal dee")
    part = item("errand", "11 12:30", "13:30", "cal")
    (clash,) = find(ground(whole, part))
    assert clash.reason == (
        "Two things at once for Cal on 11 March: “Lunch” (12:00 to 13:00) and “Errand” (12:30 to "
        "13:30). All of “Errand” are on “Lunch” too, which is for more people."
    )


def test_two_clocks_are_told_apart() -> None:
    call = item("call", "9 16:00", "16:30", kind="meeting")
    (clash,) = find(ground(OUT, call))
    assert clash.reason == (
        "Two things at once for Ann on 9 March: KE38 (12:35 to 17:20, America/Chicago) and “Call” "
        "(16:00 to 16:30, Asia/Seoul)."
    )


def test_a_training_and_a_ferry_count_too() -> None:
    sea = leg("sea", ("Incheon", "Jeju"), "11 09:00", "11:00", mode="ferry")
    found = find(ground(sea, lesson("safety", "11 10:00", "12:00")))
    assert [clash.items for clash in found] == [("sea", "safety")]


def test_every_pair_of_three_is_told() -> None:
    third = item("walk", "11 10:30", "10:45")
    found = find(ground(TEA, SONGS, third))
    assert [(clash.items, clash.people) for clash in found] == [
        (("songs", "tea"), ("ann", "ben")),
        (("songs", "walk"), ("ann",)),
        (("tea", "walk"), ("ann",)),
    ]


def test_a_hundred_at_once_are_told_by_the_eight_that_go_on_longest() -> None:
    many = [item(f"i{n:03}", "11 09:00", f"11 {10 + n // 60}:{n % 60:02}") for n in range(100)]
    assert len(list(find(ground(*many)))) == 8 * 100 - sum(range(9))


@pytest.mark.parametrize(
    "things",
    [
        # One ends as the other begins.
        [SONGS, item("tea", "11 11:00", "12:00")],
        # Other people.
        [SONGS, item("tea", "11 10:00", "12:00", "dee")],
        [SONGS, replace(TEA, status="cancelled")],
        # The whole day.
        [SONGS, item("birthday", "11")],
        # A moment at either end.
        [SONGS, item("door", "11 09:00")],
        [SONGS, item("door", "11 11:00")],
        # Nine in Seoul is not nine in Chicago.
        [SONGS, item("goodbye", "11 09:00", "11:00", zone=CHICAGO)],
        # Landing at 17:20 in Seoul: by the clocks of Chicago it would be 02:20.
        [OUT, item("entry", "9 17:20", "18:00")],
        # On 14 March 02:00 is 03:00 in Chicago: 01:30 to 03:15 is 16:30 to 17:15 in Seoul.
        [
            item("watch", "14 01:30", "03:15", zone=CHICAGO),
            item("call", "14 17:15", "17:45"),
        ],
        # The same journey.
        [OUT, item("flight", "8 12:00", "13:00", zone=CHICAGO, kind="travel")],
        # On board.
        [OUT, item("supper", "8 20:00", "21:00", zone=CHICAGO, kind="meal")],
        [OUT, item("sleep", "8 21:00", "9 02:20", zone=CHICAGO, kind="rest")],
    ],
)
def test_no_clash(things: list[Any]) -> None:
    assert list(find(ground(*things))) == []


@pytest.mark.parametrize(
    "things",
    [
        [SONGS, item("door", "11 10:59")],
        # A minute before it ends.
        [item("watch", "14 01:30", "03:15", zone=CHICAGO), item("call", "14 17:14", "17:45")],
        # A meal at a site is not on board, nor one that goes on after landing, nor on a coach.
        [OUT, item("supper", "8 20:00", "21:00", zone=CHICAGO, kind="meal", site="maple")],
        [OUT, item("supper", "9 17:00", "18:00", kind="meal")],
        [
            leg("bus", ("A", "B"), "11 09:00", "12:00", mode="coach"),
            item("tea", "11 10:00", "11:00"),
        ],
        [OUT, item("service", "8 20:00", "21:00", zone=CHICAGO, kind="worship")],
    ],
)
def test_a_clash(things: list[Any]) -> None:
    assert [clash.severity for clash in find(ground(*things))] == [Severity.ERROR]
