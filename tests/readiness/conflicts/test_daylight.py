"""Field work is done by daylight.

At 37.5° N, 127° E on 11 March 2027 the sun is highest at 12:42 by Seoul's clock: 32 minutes for the
8 degrees to the zone's meridian, 10 for the equation of time. It stands 3.9° south, so that half a
day lasts 5 h 52 min: it rises at 06:50 and sets at 18:35.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from missions.readiness.conflicts.daylight import find
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.plan import BIRCH, MAPLE, day, ground, item


def work(starts: str, ends: str = "", **more: Any) -> Any:
    return item("hoops", starts, ends, **({"site": "maple", "kind": "service"} | more))


def test_too_early_and_too_late() -> None:
    assert list(find(ground(work("11 06:00", "19:30")))) == [
        Conflict(
            kind="site_rule",
            severity=Severity.WARNING,
            items=("hoops", "maple"),
            people=("ann",),
            reason=(
                "“Hoops” at Maple House is in the dark for Ann on 11 March: it begins at 06:00, "
                "sunrise at 06:50 and it ends at 19:30, sunset at 18:35."
            ),
            fix="Move “Hoops” into the daylight.",
            day=day(11),
        )
    ]


@pytest.mark.parametrize(
    ("thing", "count"),
    [
        # Sunrise itself, and a minute before.
        (work("11 06:50", "12:00"), 0),
        (work("11 06:49", "12:00"), 1),
        # Half an hour after sunset is still light.
        (work("11 17:00", "19:05"), 0),
        (work("11 17:00", "19:06"), 1),
        # Over night.
        (work("11 17:00", "12 04:00"), 1),
        # Not in the field, another kind, no site, the whole day, cancelled.
        (work("11 05:00", site="birch"), 0),
        (work("11 05:00", kind="worship"), 0),
        (work("11 05:00", site=""), 0),
        (work("11"), 0),
        (work("11 05:00", status="cancelled"), 0),
    ],
)
def test_by_daylight(thing: Any, count: int) -> None:
    assert len(list(find(ground(thing)))) == count


def test_no_coordinates_claim_nothing() -> None:
    assert (
        list(find(ground(work("11 05:00"), places=(replace(MAPLE, longitude=None), BIRCH)))) == []
    )


def test_a_polar_night() -> None:
    place = replace(MAPLE, latitude=85.0)
    (clash,) = find(ground(work("1 12:00", "13:00"), places=(place,)))
    assert clash.reason == (
        "“Hoops” at Maple House is in the dark for Ann on 1 March: the sun does not rise on that "
        "day."
    )
