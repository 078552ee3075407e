"""Time to get from one site to the next.

Maple and Rowan House are 8.82 km apart: 12.35 km of road, 37.05 minutes in town, and 10 more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from missions.readiness.conflicts.transfer import find
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.plan import (
    CHICAGO,
    ICN,
    MAPLE,
    ORD,
    ROWAN,
    day,
    flight,
    ground,
    item,
    leg,
)

SONGS = item("songs", "11 09:00", "11:00", "ann ben", site="maple")
FAR = (MAPLE, replace(ROWAN, latitude=-37.5))


def test_a_gap_too_short_is_one_clash_of_those_who_do_both() -> None:
    assert list(
        find(ground(SONGS, item("tea", "11 11:47", "12:30", "ben ann dee", site="rowan")))
    ) == [
        Conflict(
            kind="transfer",
            severity=Severity.WARNING,
            items=("songs", "tea"),
            people=("ann", "ben"),
            reason=(
                "47 minutes between “Songs” and “Tea” for Ann and Ben; the way from Maple House to "
                "Rowan House takes about 48 minutes."
            ),
            fix="Leave 1 minute more between “Songs” and “Tea”.",
            day=day(11),
        )
    ]


@pytest.mark.parametrize(
    ("starts", "severities"),
    [
        ("11:48", []),
        ("11:24", [Severity.WARNING]),
        ("11:23", [Severity.ERROR]),
        ("11:00", [Severity.ERROR]),
        # Overlapping is another clash.
        ("10:59", []),
    ],
)
def test_less_than_half_of_the_way_is_an_error(starts: str, severities: list[Severity]) -> None:
    found = find(ground(SONGS, item("tea", f"11 {starts}", "12:30", site="rowan")))
    assert [clash.severity for clash in found] == severities


def test_a_tentative_item_never_is_an_error() -> None:
    tea = item("tea", "11 11:00", "12:30", site="rowan", status="tentative")
    assert [clash.severity for clash in find(ground(SONGS, tea))] == [Severity.WARNING]


TEA = item("tea", "11 11:40", "12:30", site="rowan")


@pytest.mark.parametrize(
    ("things", "pairs"),
    [
        # The leg replaces the way.
        ([SONGS, leg("van", ("maple", "rowan"), "11 11:00", "11:40"), TEA], []),
        # It goes on from where the leg ends, and to where it begins.
        ([leg("van", ("Gate", "maple"), "11 11:00", "11:30"), TEA], [("van", "tea")]),
        ([SONGS, leg("van", ("rowan", "Gate"), "11 11:10", "11:30")], [("songs", "van")]),
        ([SONGS, leg("van", ("Gate", "rowan"), "11 11:10", "11:30"), TEA], []),
        # No coordinates, no claim.
        ([SONGS, item("tea", "11 11:00", "12:00", site="birch")], []),
        ([SONGS, item("tea", "11 11:00", "12:00", site="maple")], []),
        # Something without a site is done on the way, unless it is the way.
        ([SONGS, item("prayer", "11 11:00", "11:10"), TEA], [("songs", "tea")]),
        ([SONGS, item("bus", "11 11:00", "11:40", kind="travel"), TEA], []),
        # What goes on longest says where one is.
        (
            [SONGS, item("hello", "11 09:10", "09:20", site="rowan"), TEA],
            [("songs", "tea")],
        ),
        # Landed, in the later zone: 40 minutes for the way from the gate, which is not known.
        ([flight("KE38", (ORD, ICN), "10 16:15", "11 11:00"), TEA], []),
        # A cancelled item is not there.
        ([SONGS, replace(TEA, status="cancelled")], []),
        # Somebody else.
        ([SONGS, replace(TEA, people=("dee",))], []),
    ],
)
def test_what_lies_between(things: list[Any], pairs: list[tuple[str, str]]) -> None:
    assert [clash.items for clash in find(ground(*things))] == pairs


@pytest.mark.parametrize(("starts", "count"), [("03:18", 0), ("03:17", 1)])
def test_a_clock_change_takes_an_hour_away(starts: str, count: int) -> None:
    one = item("watch", "14 01:00", "01:30", zone=CHICAGO, site="maple")
    other = item("call", f"14 {starts}", "04:00", zone=CHICAGO, site="rowan")
    assert len(list(find(ground(one, other)))) == count


@pytest.mark.parametrize(("starts", "count"), [("23:00", 0), ("22:59", 1)])
def test_no_more_than_twelve_hours_are_asked_for(starts: str, count: int) -> None:
    far = item("tea", f"11 {starts}", "23:30", site="rowan")
    found = list(find(ground(SONGS, far, places=FAR)))
    assert [clash.reason for clash in found] == [
        "11 h 59 min between “Songs” and “Tea” for Ann; the way from Maple House to Rowan House "
        "takes about 12 h."
    ] * count


def test_a_point_off_the_globe_claims_nothing() -> None:
    off = (MAPLE, replace(ROWAN, latitude=375.0))
    assert list(find(ground(SONGS, TEA, places=off))) == []
