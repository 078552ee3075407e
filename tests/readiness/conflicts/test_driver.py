"""Who drives may, is old enough, is in the vehicle, and doesn't drive too long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from missions.readiness.conflicts.driver import find
from missions.readiness.facts import Member
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.plan import ALL, ANN, BEN, MAPLE, ORD, ROWAN, day, ground, leg

EVE = Member("eve", "Eve", birth_date=date(2002, 3, 12), drives=True)
TEAM = (*ALL, EVE)


def van(key: str = "van", driver: str = "ann", **more: Any) -> Any:
    people = more.pop("people", "ann cal")
    times = more.pop("times", ("11 09:00", "10:00"))
    settings = {"number": key.upper(), "driver": driver, "driver_text": driver} | more
    return leg(key, ("maple", "rowan"), *times, people=people, **settings)


def test_everything_wrong_with_one_leg_is_one_clash() -> None:
    young = replace(EVE, drives=False, birth_date=date(2009, 3, 12))
    assert list(find(ground(van(driver="eve"), members=(*ALL, young)))) == [
        Conflict(
            kind="driver",
            severity=Severity.ERROR,
            items=("van",),
            people=("eve",),
            reason=(
                "Eve is to drive VAN and isn’t down as a driver. Eve is 17 on the day of VAN; a "
                "driver is of age. Eve is to drive VAN and isn’t among its people."
            ),
            fix=(
                "Let somebody else drive VAN, or note that Eve drives. Let somebody who is of age "
                "drive VAN. Add Eve to its people."
            ),
            day=day(11),
        )
    ]


def test_a_car_without_a_driver() -> None:
    assert list(find(ground(van(driver="")))) == [
        Conflict(
            kind="driver",
            severity=Severity.WARNING,
            items=("van",),
            people=("ann", "cal"),
            reason="VAN is by car on 11 March, and nobody is down to drive.",
            fix="Say who drives VAN.",
            day=day(11),
        )
    ]


def test_younger_than_the_rulebook_s_age_warns_until_the_birthday() -> None:
    """25 on 12 March: on the eleventh it is a day too early."""
    eve = {"driver": "eve", "people": "eve", "number": ""}
    before = van("before", **eve)
    after = van("after", **eve, times=("12 09:00", "10:00"))
    found = find(ground(before, after, members=TEAM))
    assert [(each.severity, each.items, each.reason) for each in found] == [
        (
            Severity.WARNING,
            ("before",),
            "Eve is 24 on the day of Maple House to Rowan House; a driver is 25 or older.",
        )
    ]


@pytest.mark.parametrize(
    "thing",
    [
        van(),
        # Hired.
        van(driver="", driver_text="Mr. Pak"),
        van(driver="", mode="coach"),
        # Nobody drives a train.
        van(driver="", mode="train"),
        # Eight hours.
        van(times=("11 09:00", "17:00")),
    ],
)
def test_no_clash(thing: Any) -> None:
    assert list(find(ground(thing))) == []


def test_no_birth_date_claims_nothing() -> None:
    unknown = replace(ANN, birth_date=None)
    assert list(find(ground(van(), members=(unknown, *ALL[1:])))) == []


def test_hours_of_one_day_are_added_up() -> None:
    things = [
        van("a", times=("11 08:00", "12:30")),
        van("b", times=("11 14:00", "17:31"), people="ann"),
        van("c", times=("12 09:00", "17:00")),
        van("d", "ben", people="ben", times=("11 18:00", "22:00")),
    ]
    assert [(each.items, each.people, each.reason) for each in find(ground(*things))] == [
        (("a", "b"), ("ann",), "Ann drives 8 h 1 min on 11 March; 8 h are the most.")
    ]


@pytest.mark.parametrize(("arrives", "count"), [("14 06:00", 0), ("14 06:01", 1)])
def test_a_night_in_which_an_hour_is_lost(arrives: str, count: int) -> None:
    """From 21:00 to 06:00 by the clock is eight hours on the night of 13 March in Chicago."""
    night = leg("night", (ORD, ORD), "13 21:00", arrives, driver="ann", driver_text="Ann")
    assert len(list(find(ground(night)))) == count


FAR = (MAPLE, replace(ROWAN, longitude=131.0))
"""352.8 km apart, 494 km of road."""


@pytest.mark.parametrize(
    ("people", "places", "reasons"),
    [
        (
            "ann cal",
            FAR,
            [
                "Ann drives about 494 km on 11 March with no other driver on board; beyond 483 km "
                "there are two."
            ],
        ),
        ("ann ben", FAR, []),
        # 343.7 km apart, 481 km of road.
        ("ann cal", (MAPLE, replace(ROWAN, longitude=130.896)), []),
        ("ann cal", (MAPLE, replace(ROWAN, latitude=None)), []),
    ],
)
def test_a_long_day_has_two_drivers(people: str, places: Any, reasons: list[str]) -> None:
    assert BEN.drives
    found = find(ground(van(people=people), places=places))
    assert [clash.reason for clash in found] == reasons
