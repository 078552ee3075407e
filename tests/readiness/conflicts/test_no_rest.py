"""Days in a row without a free half day, and nights that are too short."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from missions.readiness.conflicts.no_rest import find
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.plan import (
    ALL,
    ANN,
    CHICAGO,
    ICN,
    ORD,
    day,
    flight,
    full_days,
    ground,
    item,
    leg,
    lesson,
)


def test_a_seventh_day_in_a_row_is_one_clash_of_those_who_work_it() -> None:
    days = full_days(10, 16, people="ben ann")
    assert list(find(ground(*days, item("tea", "16 18:00", "18:30", "cal")))) == [
        Conflict(
            kind="no_rest",
            severity=Severity.WARNING,
            items=("work16",),
            people=("ann", "ben"),
            reason=(
                "7 days in a row without a free half day for Ann and Ben, from 10 March to 16 "
                "March; 6 are the most."
            ),
            fix="Leave half of 16 March, or of a day before it, free.",
            day=day(16),
        )
    ]


@pytest.mark.parametrize(
    ("things", "count"),
    [
        (full_days(10, 15), 0),
        (full_days(10, 16), 1),
        # Two runs, each too long: the trip's last day is the twenty-second.
        (full_days(8, 14) + full_days(16, 22), 2),
        # Before and after the trip nothing is counted.
        (full_days(4, 13) + full_days(18, 25), 0),
        # A day of just under, and of exactly, four hours.
        ([*full_days(10, 12), item("half", "13 09:00", "12:59"), *full_days(14, 16)], 0),
        ([*full_days(10, 12), item("half", "13 09:00", "13:00"), *full_days(14, 16)], 1),
        # Rest of three hours, and of a little less.
        ([*full_days(10, 16), item("rest", "13 18:00", "21:00", kind="rest")], 0),
        ([*full_days(10, 16), item("rest", "13 18:00", "20:59", kind="rest")], 1),
        ([*full_days(10, 16), item("off", "13", kind="rest")], 0),
        ([*full_days(10, 16), item("birthday", "13")], 1),
        # Meals are no work, travel is.
        (full_days(10, 16, kind="meal"), 0),
        ([*full_days(10, 15), leg("bus", ("A", "B"), "16 08:00", "12:00")], 1),
        ([*full_days(10, 15), lesson("course", "16 08:00", "12:00")], 1),
        # A cancelled day is free.
        ([*full_days(10, 15), *full_days(16, 16, status="cancelled")], 0),
    ],
)
def test_what_a_free_half_day_is(things: list[Any], count: int) -> None:
    assert len(list(find(ground(*things)))) == count


def test_a_person_s_own_dates_count() -> None:
    late = replace(ANN, joins=day(11))
    assert list(find(ground(*full_days(10, 16), members=(late, *ALL[1:])))) == []


EVENING = item("songs", "11 20:00", "22:30", "ann ben", kind="worship")


def test_a_night_too_short() -> None:
    early = item("walk", "12 06:29", "07:00", "ben ann cal")
    assert list(find(ground(EVENING, early))) == [
        Conflict(
            kind="no_rest",
            severity=Severity.WARNING,
            items=("songs", "walk"),
            people=("ann", "ben"),
            reason=(
                "A night of 7 h 59 min for Ann and Ben between “Songs” (20:00 to 22:30, 11 March) "
                "and “Walk” (06:29 to 07:00, 12 March); 8 h are the least."
            ),
            fix="End “Songs” earlier, or begin “Walk” later.",
            day=day(12),
        )
    ]


OUT = flight("KE38", (ORD, ICN), "8 12:35", "9 17:20")


@pytest.mark.parametrize(
    ("things", "pairs"),
    [
        # Eight hours.
        ([EVENING, item("walk", "12 06:30", "07:00")], []),
        # What goes on longest ends the day, past midnight too.
        (
            [EVENING, item("talk", "11 21:00", "12 00:30"), item("walk", "12 08:00", "09:00")],
            [("talk", "walk")],
        ),
        # Rest ends no day and begins none.
        ([item("film", "11 20:00", "23:59", kind="rest"), item("walk", "12 06:30", "07:00")], []),
        ([EVENING, item("sleep", "12 05:00", "07:00", kind="rest")], []),
        # A point is the end of a day too.
        ([item("out", "11 23:00"), item("walk", "12 06:30", "07:00")], [("out", "walk")]),
        # Not after a flight, nor a train through the night; but before an early flight.
        ([OUT, item("walk", "9 18:00", "19:00")], []),
        (
            [
                leg("rail", ("A", "B"), "11 22:00", "12 06:00", mode="train"),
                item("tea", "12 07:00"),
            ],
            [],
        ),
        ([EVENING, flight("KE1", (ICN, ORD), "12 05:00", "11 23:00")], [("songs", "ke1")]),
        ([leg("bus", ("A", "B"), "11 22:00", "23:30"), item("tea", "12 07:00")], [("bus", "tea")]),
        # The night of 13 March is an hour shorter in Chicago: 23:00 to 08:00 is eight hours.
        (
            [
                item("songs", "13 22:00", "23:00", zone=CHICAGO),
                item("walk", "14 08:00", "09:00", zone=CHICAGO),
            ],
            [],
        ),
        (
            [
                item("songs", "13 22:00", "23:00", zone=CHICAGO),
                item("walk", "14 07:59", "09:00", zone=CHICAGO),
            ],
            [("songs", "walk")],
        ),
        # The same day.
        ([item("dawn", "11 00:10", "01:00"), item("walk", "11 06:30", "07:00")], []),
    ],
)
def test_nights(things: list[Any], pairs: list[tuple[str, str]]) -> None:
    assert [clash.items for clash in find(ground(*things))] == pairs
