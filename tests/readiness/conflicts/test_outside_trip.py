"""What is planned outside the trip's days, 8 to 22 March, or outside those of somebody on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from missions.readiness.conflicts.outside_trip import find
from missions.readiness.facts import Stay
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.plan import (
    ANN,
    BEN,
    CAL,
    DEE,
    ICN,
    ORD,
    day,
    flight,
    ground,
    item,
    leg,
)


def stay(first: int, last: int, people: str = "ann") -> Stay:
    return Stay("nights", "maple", day(first), day(last), people=tuple(people.split()))


def test_an_item_before_the_trip() -> None:
    early = item("packing", "7 09:00", "10:00", "ben ann")
    assert list(find(ground(early))) == [
        Conflict(
            kind="outside_trip",
            severity=Severity.WARNING,
            items=("packing",),
            people=("ann", "ben"),
            reason="“Packing” is on 7 March; the trip begins on 8 March.",
            fix="Move “Packing” into the trip’s days, or change the days of the trip.",
            day=day(7),
        )
    ]


@pytest.mark.parametrize(
    ("things", "stays", "reasons"),
    [
        ([item("first", "8 00:00"), item("last", "22 23:00", "23 01:00")], (), []),
        ([item("last", "23")], (), ["“Last” is on 23 March; the trip ends on 22 March."]),
        ([item("last", "23", status="cancelled")], (), []),
        ([], (stay(8, 22),), []),
        (
            [],
            (stay(7, 23),),
            [
                "The stay at Maple House is from 7 March to 23 March; the trip begins on 8 March "
                "and ends on 22 March."
            ],
        ),
        # Lands a day later by the clock; back over the date line on the same day.
        (
            [flight("KE38", (ORD, ICN), "22 12:35", "23 17:20")],
            (),
            ["KE38 is from 22 March to 23 March; the trip ends on 22 March."],
        ),
        ([flight("KE37", (ICN, ORD), "22 10:40", "22 09:20")], (), []),
    ],
)
def test_wall_days_of_both_ends(
    things: list[Any], stays: tuple[Stay, ...], reasons: list[str]
) -> None:
    assert [clash.reason for clash in find(ground(*things, stays=stays))] == reasons


def test_what_the_same_people_miss_is_one_clash() -> None:
    lucia = replace(ANN, name="Lucía", joins=day(12))
    things = [
        item("songs", "10 09:00", "10:00", "ann ben"),
        item("tea", "11 09:00", "10:00", "ann"),
        item("walk", "11 15:00", "16:00", "ann"),
        leg("van", ("maple", "rowan"), "11 17:00", "18:00", number="V1"),
        item("there", "12 09:00", "10:00", "ann"),
    ]
    assert list(find(ground(*things, members=(lucia, BEN)))) == [
        Conflict(
            kind="outside_trip",
            severity=Severity.WARNING,
            items=("songs", "tea", "van", "walk"),
            people=("ann",),
            reason="Not there for “Songs”, “Tea” and 2 more: Lucía (joins on 12 March).",
            fix="Take Lucía out, or change the days on which they join and leave.",
            day=day(10),
        )
    ]


def test_some_come_later_and_some_leave_before() -> None:
    members = (replace(ANN, joins=day(12)), replace(BEN, joins=day(9), leaves=day(10)), CAL)
    (clash,) = find(ground(item("songs", "11 09:00", people="ann ben cal"), members=members))
    assert (clash.people, clash.reason) == (
        ("ann", "ben"),
        "Not there for “Songs”: Ann (joins on 12 March) and Ben (joins on 9 March, leaves on 10 "
        "March).",
    )


def test_more_than_three_are_counted() -> None:
    members = tuple(replace(each, joins=day(12)) for each in (ANN, BEN, CAL, DEE))
    (clash,) = find(ground(item("songs", "11", people="ann ben cal dee"), members=members))
    assert (clash.reason, clash.fix) == (
        "Not there for “Songs”: 4 people, who join later or leave before.",
        "Take 4 people out, or change the days on which they join and leave.",
    )


@pytest.mark.parametrize(
    ("things", "stays", "keys"),
    [
        # There from the first to the last of their own days.
        ([item("songs", "10"), item("tea", "14")], (), []),
        ([item("songs", "9")], (), [("songs",)]),
        ([item("tea", "15")], (), [("tea",)]),
        ([leg("van", ("A", "B"), "10 09:00", "10:00")], (), []),
        ([flight("KE38", (ORD, ICN), "9 12:35", "10 17:20")], (), [("ke38",)]),
        ([flight("KE38", (ORD, ICN), "14 12:35", "15 17:20")], (), [("ke38",)]),
        # A stay concerns who is there for one of its nights.
        ([], (stay(8, 11),), []),
        ([], (stay(8, 10),), [("nights",)]),
        ([], (stay(14, 16),), []),
        ([], (stay(15, 16),), [("nights",)]),
    ],
)
def test_joins_and_leaves(
    things: list[Any], stays: tuple[Stay, ...], keys: list[tuple[str, ...]]
) -> None:
    members = (replace(ANN, joins=day(10), leaves=day(14)),)
    assert [each.items for each in find(ground(*things, stays=stays, members=members))] == keys
