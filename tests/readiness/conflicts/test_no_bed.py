"""Nights and beds, on a trip from 10 to 22 July: its last night is that of 21 July."""

from __future__ import annotations

from dataclasses import replace

import pytest

from missions.readiness.conflicts.no_bed import find
from missions.readiness.facts import End, Leg, Stay
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.team_plan import (
    CALEB,
    GRACE,
    PAUL,
    RUTH,
    TRIP,
    ground,
    july,
    leg,
    room,
    stay,
)

ALL = "grace ruth paul"
THREE = (GRACE, RUTH, PAUL)
INN = stay(10, 22, room("1", "grace ruth"), room("2", "paul"), people=ALL)
OUT = leg(ALL, "10T12:35", "11T16:30")
BACK = leg(ALL, "22T10:40", "22T09:20", origin="PVG", destination="ORD")
ADD = "Add a stay, or the legs on which they travel through the night."


def clash(items: str, people: str, day: int, reason: str, fix: str) -> Conflict:
    keys = tuple(items.split()), tuple(people.split())
    return Conflict("no_bed", Severity.ERROR, *keys, reason, fix, july(day))


def into(*sites: str) -> str:
    return f"Put them into a room at {' or '.join(sites)}, or add the stay where they sleep."


@pytest.mark.parametrize(
    "plan",
    [
        {"stays": (INN,)},
        {"stays": (stay(10, 15, room("1", ALL)), stay(15, 22, room("1", ALL)))},
        # A home without rooms has a bed for all whom it concerns.
        {"stays": (stay(10, 22, site="pak", people=ALL),)},
        # The night of the flight is spent on board.
        {"stays": (stay(11, 22, room("1", ALL)),), "legs": (OUT, BACK)},
        # A red-eye from one day to the next, on a Monday in between.
        {
            "stays": (stay(10, 13, room("1", ALL)), stay(14, 22, room("1", ALL))),
            "legs": (leg(ALL, "13T23:10", "14T04:55", origin="PVG", destination="PEK"),),
        },
        # Two hours of it are enough, not one minute less: see below.
        {
            "stays": (stay(10, 13, room("1", ALL)), stay(14, 22, room("1", ALL))),
            "legs": (leg(ALL, "14T03:00", "14T06:00", origin="PVG", destination="PEK"),),
        },
        # Who goes later is at home before, who is home earlier sleeps there.
        {
            "stays": (stay(12, 18, room("1", ALL)),),
            "legs": (
                leg(ALL, "11T12:35", "12T16:30"),
                leg(ALL, "18T10:40", "18T09:20", origin="PVG", destination="SFO"),
            ),
        },
    ],
)
def test_everybody_has_a_bed(plan: dict[str, tuple[object, ...]]) -> None:
    assert list(find(ground(*THREE, **plan))) == []


def test_a_plan_without_beds_lacks_them_in_every_night() -> None:
    assert list(find(ground(*THREE))) == [
        clash("", ALL, 10, "Grace, Ruth and Paul have no bed on the nights of 10 to 21 July.", ADD)
    ]


def test_who_is_in_no_room_has_no_bed() -> None:
    stays = (stay(10, 22, room("1", "grace ruth"), room("2", ""), people=ALL),)

    assert list(find(ground(*THREE, stays=stays))) == [
        clash(
            "inn-10",
            "paul",
            10,
            "Paul has no bed on the nights of 10 to 21 July.",
            into("Harbor Inn"),
        )
    ]


def test_nights_are_told_together_while_the_same_people_lack_a_bed() -> None:
    stays = (
        stay(10, 14, room("1", "grace ruth"), people=ALL),
        stay(13, 15, room("5", "ruth"), site="pak", people="ruth"),
        stay(15, 22, room("1", ALL)),
    )

    assert list(find(ground(*THREE, stays=stays))) == [
        clash(
            "inn-10 pak-13",
            "paul",
            10,
            "Paul has no bed on the nights of 10 to 13 July.",
            into("Harbor Inn", "Birch Farm"),
        ),
        clash(
            "pak-13",
            "grace paul",
            14,
            "Grace and Paul have no bed on the night of 14 July.",
            into("Birch Farm"),
        ),
    ]


def test_nights_apart_are_one_clash_where_the_stays_are_the_same() -> None:
    stays = (stay(11, 12, room("1", ALL)), stay(13, 22, room("1", ALL)))

    assert list(find(ground(*THREE, stays=stays))) == [
        clash(
            "",
            ALL,
            10,
            "Grace, Ruth and Paul have no bed on the night of 10 July. "
            "Grace, Ruth and Paul have no bed on the night of 12 July.",
            ADD,
        )
    ]


def test_nights_apart_at_two_stays_are_two_clashes() -> None:
    stays = (
        stay(10, 12, room("1", "grace ruth")),
        stay(12, 20, room("1", ALL)),
        stay(20, 22, room("1", "grace ruth")),
    )

    assert [(each.items, each.day, each.reason) for each in find(ground(*THREE, stays=stays))] == [
        (("inn-10",), july(10), "Paul has no bed on the nights of 10 to 11 July."),
        (("inn-20",), july(20), "Paul has no bed on the nights of 20 to 21 July."),
    ]


def test_nobody_needs_one_before_joining_and_from_the_day_of_leaving() -> None:
    paul = replace(PAUL, joins=july(14), leaves=july(20))
    stays = (stay(10, 22, room("1", "grace")), stay(14, 20, room("2", "paul"), site="pak"))

    assert list(find(ground(GRACE, paul, stays=stays))) == []
    assert [(each.day, each.reason) for each in find(ground(GRACE, paul, stays=stays[:1]))] == [
        (july(14), "Paul has no bed on the nights of 14 to 19 July.")
    ]


def test_who_stays_at_home_needs_none() -> None:
    marian = replace(CALEB, role="duty officer", travels=False)

    assert list(find(ground(*THREE, marian, stays=(INN,)))) == []


@pytest.mark.parametrize(
    ("departs", "arrives"),
    [("13T20:00", "13T23:59"), ("14T03:01", "14T08:00"), ("13T08:00", "13T12:00")],
)
def test_a_late_arrival_or_an_early_start_is_no_night(departs: str, arrives: str) -> None:
    moves = (leg(ALL, departs, arrives, origin="PVG", destination="PEK"),)
    stays = (stay(10, 13, room("1", ALL)), stay(14, 22, room("1", ALL)))

    assert [each.day for each in find(ground(*THREE, stays=stays, legs=(OUT, *moves)))] == [
        july(13)
    ]


def test_two_legs_of_one_night_count_together() -> None:
    moves = (
        leg(ALL, "13T20:00", "13T23:10", origin="PVG", destination="PEK"),
        leg(ALL, "14T04:00", "14T08:00", origin="PEK", destination="PVG"),
    )
    stays = (stay(10, 13, room("1", ALL)), stay(14, 22, room("1", ALL)))

    assert list(find(ground(*THREE, stays=stays, legs=(OUT, *moves)))) == []


def test_a_flight_over_the_date_line_to_the_east_costs_no_night() -> None:
    stays = (stay(11, 21, room("1", ALL)),)

    assert [
        (each.day, each.people) for each in find(ground(*THREE, stays=stays, legs=(OUT, BACK)))
    ] == [(july(21), ("grace", "ruth", "paul"))]


LOCAL = End("Elm House", "CN", site="elm")


@pytest.mark.parametrize(
    ("legs", "first_night"),
    [
        # The way out alone brings nobody home.
        ((OUT,), 18),
        # Nor does a drive within the country that the team visits.
        ((OUT, leg(ALL, "18T09:00", "18T10:00", mode="car", origin="PVG", destination=LOCAL)), 18),
        # Home again, at another airport of the home country.
        ((OUT, leg(ALL, "20T10:40", "20T09:20", origin="PVG", destination="SFO")), None),
        # Home again to the day: the night before is still wanted.
        ((OUT, leg(ALL, "19T10:40", "19T09:20", origin="PVG", destination="ORD")), 18),
    ],
)
def test_who_came_home_sleeps_at_home(legs: tuple[Leg, ...], first_night: int | None) -> None:
    until = first_night or 20
    stays: tuple[Stay, ...] = (stay(11, until, room("1", ALL)),)

    assert [each.day for each in find(ground(*THREE, stays=stays, legs=legs))] == (
        [july(first_night)] if first_night else []
    )


def test_a_journey_within_the_home_country_ends_where_it_began() -> None:
    out = leg(ALL, "10T08:00", "10T10:00", origin="ORD", destination="DEN")
    back = leg(ALL, "15T08:00", "15T10:00", origin="DEN", destination="ORD")
    stays = (stay(10, 15, room("1", ALL)),)

    assert list(find(ground(*THREE, stays=stays, legs=(out, back)))) == []
    assert [each.day for each in find(ground(*THREE, stays=stays, legs=(out,)))] == [july(15)]


def test_a_trip_of_a_day_has_no_nights() -> None:
    assert list(find(ground(*THREE, trip=replace(TRIP, ends=july(10))))) == []
