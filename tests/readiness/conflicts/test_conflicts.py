"""All clashes together: their order, overrides, and that none is found in a plan without any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from missions.readiness.conflicts.find import KINDS, conflicts
from missions.readiness.conflicts.timeline import Ground
from missions.readiness.facts import Party, Stay
from missions.readiness.verdict import Conflict
from tests.readiness.conflicts.plan import (
    ALL,
    BIRCH,
    ICN,
    MAPLE,
    ORD,
    ROWAN,
    TRIP,
    day,
    flight,
    item,
    leg,
    lesson,
    party,
)

GROWN_UP = (ALL[0], ALL[1])


INN = replace(BIRCH, kind="lodging")
NIGHTS = Stay("nights", "birch", day(8), day(22), people=("ann", "ben"))


def plan_of(*things: Any, **more: Any) -> Party:
    """A plan of Ann and Ben, who have beds."""
    settings = {"members": GROWN_UP, "stays": (NIGHTS,), "places": (MAPLE, ROWAN, INN)}
    return party(*things, **(settings | more))


def told(clashes: tuple[Conflict, ...]) -> list[tuple[str, str, date | None, tuple[str, ...]]]:
    return [(each.severity, each.kind, each.day, each.items) for each in clashes]


def test_errors_first_then_days_then_kinds() -> None:
    plan = plan_of(
        item("walk", "12 09:00", "10:00", "ann ben"),
        item("tea", "12 09:30", "10:30", "ann"),
        item("late", "24 09:00", "10:00", "ann"),
        leg("van", ("A", "B"), "9 09:00", "10:00", people="ann ben", seats=1, number="V1"),
        item("songs", "9 09:00", "10:00", "ben", site="rowan"),
    )
    assert told(conflicts(plan)) == [
        ("error", "overlap", day(9), ("songs", "van")),
        ("error", "seats", day(9), ("van",)),
        ("error", "overlap", day(12), ("walk", "tea")),
        ("warning", "driver", day(9), ("van",)),
        ("warning", "outside_trip", day(24), ("late",)),
    ]


def test_an_override_holds_for_the_same_items_and_people_only() -> None:
    walk, tea = (
        item("walk", "12 09:00", "10:00", "ann ben"),
        item("tea", "12 09:30", "10:30", "ann"),
    )
    (clash,) = conflicts(plan_of(walk, tea))
    reasons = {clash.identity: "They take turns."}
    assert conflicts(plan_of(walk, tea), overrides=reasons) == (
        replace(clash, overridden="They take turns."),
    )
    other = replace(tea, people=("ann", "ben"))
    changed = conflicts(plan_of(walk, other), overrides=reasons)
    assert [(each.people, each.overridden) for each in changed] == [(("ann", "ben"), "")]


def test_a_plan_that_works() -> None:
    plan = plan_of(
        lesson("safety", "1 09:00", "10:00", "ann ben"),
        flight("KE38", (ORD, ICN), "8 12:35", "9 17:20", people="ann ben", met_by="Lee"),
        leg("bus", ("Gate", "birch"), "9 18:00", "19:00", people="ann ben", mode="coach"),
        item("songs", "10 09:00", "10:00", "ann ben", site="maple", kind="service"),
        item("tea", "10 10:48", "11:30", "ann ben", site="rowan"),
        stays=(replace(NIGHTS, check_in=day(9), check_out=day(11)),),
        trip=replace(TRIP, ends=day(11)),
    )
    assert told(conflicts(plan)) == []


def test_the_kinds_are_those_of_the_contract() -> None:
    assert (
        *("overlap", "transfer", "connection", "host_window", "unmet_arrival", "two_adults"),
        *("clearance", "driver", "seats", "room_gender", "room_minor", "room_capacity", "no_bed"),
        *("diet", "no_rest", "holiday", "site_rule", "registration", "outside_trip"),
    ) == KINDS


def test_a_timeline_is_in_the_order_of_utc() -> None:
    """Landing in Chicago at 09:20 is after leaving Seoul at 10:40, and after Seoul's evening."""
    ground = Ground(
        party(
            item("call", "20 09:30", "10:00", zone="America/Chicago"),
            flight("KE37", (ICN, ORD), "20 10:40", "20 09:20"),
            item("supper", "20 19:00", "20:00"),
            lesson("talk", "20 08:00", "09:00"),
            item("whole", "20"),
            item("gone", "20 08:00", status="cancelled"),
        )
    )
    assert [each.key for each in ground.timelines["ann"]] == ["talk", "ke37", "supper", "call"]


MINUTES = st.integers(0, 22 * 60)
SPANS = st.lists(st.tuples(MINUTES, st.integers(0, 119), st.sampled_from("ab")), max_size=8)


@given(SPANS)
def test_overlaps_are_those_that_pairwise_comparison_finds(
    spans: list[tuple[int, int, str]],
) -> None:
    names = {"a": "ann", "b": "ann ben"}
    items = [
        item(
            f"i{n}",
            f"10 {a // 60:02}:{a % 60:02}",
            f"{(a + d) // 60:02}:{(a + d) % 60:02}",
            names[w],
        )
        for n, (a, d, w) in enumerate(spans)
    ]
    found = [each for each in conflicts(plan_of(*items)) if each.kind == "overlap"]
    assert sorted((each.items, each.people) for each in found) == sorted(_pairs(items))


def _pairs(items: list[Any]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """By the definition: both hold some time in common, or one is a moment inside the other."""
    ordered = sorted(items, key=lambda each: (each.starts, each.ends, each.key))
    return [
        ((one.key, other.key), tuple(sorted({*one.people} & {*other.people})))
        for at, one in enumerate(ordered)
        for other in ordered[at + 1 :]
        if one.starts < other.ends and other.starts < one.ends
    ]
