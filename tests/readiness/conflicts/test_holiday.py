"""Hosts are not counted on where their country has a public holiday."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from missions.readiness.conflicts.holiday import find
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.plan import BIRCH, MAPLE, ROWAN, day, ground, item

HOLIDAYS = {"KR": {day(11): "Founding Day"}, "CN": {day(12): "Planting Day"}}
CLINIC = replace(ROWAN, key="clinic", alias="Aspen Clinic", kind="medical")
PLACES = (MAPLE, ROWAN, BIRCH, CLINIC)


def clashes(*things: Any) -> list[Conflict]:
    return list(find(ground(*things, holidays=HOLIDAYS, places=PLACES)))


def test_one_clash_a_site_and_day() -> None:
    songs = item("songs", "11 09:00", "10:00", "ben", site="maple", kind="service")
    talk = item("talk", "11 11:00", "12:00", "ann ben", site="maple", kind="meeting")
    visit = item("visit", "11 11:00", "12:00", "cal", site="rowan", kind="service", partner="choi")
    assert clashes(talk, visit, songs) == [
        Conflict(
            kind="holiday",
            severity=Severity.WARNING,
            items=("songs", "talk"),
            people=("ann", "ben"),
            reason=(
                "11 March is Founding Day at Maple House; the hosts are needed for “Songs” and "
                "“Talk”."
            ),
            fix="Ask the hosts whether they are there on that day, or choose another.",
            day=day(11),
        ),
        Conflict(
            kind="holiday",
            severity=Severity.WARNING,
            items=("visit",),
            people=("cal",),
            reason="11 March is Founding Day at Rowan House; the hosts are needed for “Visit”.",
            fix="Ask the hosts whether they are there on that day, or choose another.",
            day=day(11),
        ),
    ]


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ({"site": "maple", "kind": "service"}, 1),
        ({"site": "maple", "kind": "meal"}, 0),
        ({"site": "maple", "kind": "service", "status": "cancelled"}, 0),
        # Nobody is needed.
        ({"site": "rowan", "kind": "service"}, 0),
        ({"kind": "service", "partner": "lee"}, 0),
        ({"site": "clinic", "kind": "other"}, 1),
        ({"site": "clinic", "kind": "rest"}, 0),
    ],
)
def test_what_needs_a_host(more: dict[str, Any], count: int) -> None:
    assert len(clashes(item("songs", "11 09:00", "10:00", **more))) == count


def test_the_country_of_the_site_and_its_own_day_count() -> None:
    """Planting Day is in China; the eleventh in Seoul is still the tenth in Chicago."""
    other_country = item("songs", "12 09:00", "10:00", site="maple", kind="service")
    day_before = item("talk", "10 09:00", "10:00", site="maple", kind="service")
    whole_day = item("fair", "11", site="maple", kind="service")
    assert [each.items for each in clashes(other_country, day_before, whole_day)] == [("fair",)]
