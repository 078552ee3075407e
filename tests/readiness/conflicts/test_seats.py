"""A vehicle takes no more than it has seats."""

from __future__ import annotations

from typing import Any

import pytest

from missions.readiness.conflicts.seats import find
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.plan import day, ground, leg


def van(**more: Any) -> Any:
    return leg("van", ("maple", "birch"), "11 09:00", "10:00", people="ben cal dee", **more)


def test_a_driver_of_the_team_who_is_not_listed_takes_a_seat() -> None:
    assert list(find(ground(van(seats=3, driver="ann", driver_text="Ann", vehicle="Van 1")))) == [
        Conflict(
            kind="seats",
            severity=Severity.ERROR,
            items=("van",),
            people=("ann", "ben", "cal", "dee"),
            reason=(
                "Van 1: 4 people for 3 seats, driver included, on Maple House to Birch House on 11 "
                "March."
            ),
            fix="Take 1 out of Maple House to Birch House, or find a larger vehicle.",
            day=day(11),
        )
    ]


@pytest.mark.parametrize(
    ("more", "reasons"),
    [
        ({"seats": None}, []),
        ({"seats": 3}, []),
        ({"seats": 3, "driver": "ben", "driver_text": "Ben"}, []),
        ({"seats": 4, "driver": "ann", "driver_text": "Ann"}, []),
        ({"seats": 4, "driver_text": "Mr. Pak"}, []),
        ({"seats": 3, "driver_text": "Mr. Pak"}, ["4 people for 3 seats, driver included"]),
        ({"seats": 2}, ["3 people for 2 seats, no driver counted"]),
        ({"seats": 0}, ["3 people for 0 seats, no driver counted"]),
    ],
)
def test_who_is_counted(more: dict[str, Any], reasons: list[str]) -> None:
    found = find(ground(van(**more)))
    assert [
        clash.reason.removesuffix(", on Maple House to Birch House on 11 March.") for clash in found
    ] == reasons
