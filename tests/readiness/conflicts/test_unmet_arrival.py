"""Somebody meets who arrives by plane."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from missions.readiness.conflicts.unmet_arrival import find
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.plan import (
    DEN,
    ICN,
    ORD,
    PUS,
    TRIP,
    day,
    flight,
    ground,
    item,
    leg,
)

OUT = flight("KE38", (ORD, ICN), "8 12:35", "9 17:20", people="ann dee")
HOME = flight("KE37", (ICN, ORD), "20 10:40", "20 09:20", people="ann dee")


def test_a_flight_abroad_that_nobody_meets() -> None:
    assert list(find(ground(OUT))) == [
        Conflict(
            kind="unmet_arrival",
            severity=Severity.ERROR,
            items=("ke38",),
            people=("ann", "dee"),
            reason=(
                "KE38 arrives at ICN at 17:20 on 9 March, and nobody is down to meet Ann and Dee."
            ),
            fix="Say who meets KE38, or plan the way on from ICN for Ann and Dee.",
            day=day(9),
        )
    ]


BOTH = "ann dee"


@pytest.mark.parametrize(
    "things",
    [
        [replace(OUT, met_by="Min-ho")],
        [OUT, item("entry", "9 17:20", "18:00", BOTH, kind="travel")],
        [OUT, item("welcome", "9 20:20", "21:00", BOTH, kind="meeting")],
        [OUT, leg("bus", ("Gate", "maple"), "9 20:20", "21:00", people=BOTH, mode="coach")],
        [OUT, flight("KE1101", (ICN, PUS), "9 23:20", "10 00:20", people=BOTH, met_by="Lee")],
        [OUT, leg("ktx", (ICN, PUS), "9 23:20", "10 00:20", people=BOTH, mode="train")],
        [leg("bus", ("Gate", "maple"), "9 20:20", "21:00", people=BOTH, mode="coach")],
    ],
)
def test_met_or_gone_on(things: list[Any]) -> None:
    assert list(find(ground(*things))) == []


@pytest.mark.parametrize(
    ("things", "clashes"),
    [
        ([item("welcome", "9 20:21", "21:00", BOTH, kind="meeting")], [("ke38", "ann", "dee")]),
        ([item("welcome", "9 17:19", "18:00", BOTH, kind="meeting")], [("ke38", "ann", "dee")]),
        ([item("supper", "9 18:00", "19:00", BOTH, kind="meal")], [("ke38", "ann", "dee")]),
        ([item("entry", "9 17:20", "18:00", "dee", kind="travel")], [("ke38", "ann")]),
        (
            [leg("bus", ("Gate", "maple"), "9 20:21", "21:00", people=BOTH, mode="coach")],
            [("ke38", "ann", "dee")],
        ),
        (
            [flight("KE1101", (ICN, PUS), "9 23:21", "10 00:20", people=BOTH, met_by="Lee")],
            [("ke38", "ann", "dee")],
        ),
    ],
)
def test_too_late_or_for_others(things: list[Any], clashes: list[tuple[str, ...]]) -> None:
    found = find(ground(OUT, *things))
    assert [(clash.items[0], *clash.people) for clash in found] == clashes


def test_grown_ups_go_home_by_themselves_and_minors_do_not() -> None:
    (clash,) = find(ground(HOME))
    assert (clash.severity, clash.people) == (Severity.WARNING, ("dee",))


def test_a_minor_with_a_guardian_on_board_or_of_age_goes_home_too() -> None:
    of_age = replace(TRIP, starts=date(2028, 5, 1), ends=date(2028, 5, 2))
    assert list(find(ground(replace(HOME, people=("dee", "gus"))))) == []
    assert list(find(ground(HOME, trip=of_age))) == []


def test_a_stop_for_a_night_in_the_home_country_warns() -> None:
    inland = flight("UA1187", (ORD, DEN), "20 16:00", "20 18:00", people="ann", met_by="")
    found = find(ground(replace(HOME, people=("ann",)), inland))
    assert [(each.severity, each.items) for each in found] == [(Severity.WARNING, ("ke37",))]


def test_an_unknown_country_is_not_held_against_anybody() -> None:
    somewhere = flight("XX1", (ORD, "Airstrip"), "8 12:35", "8 17:20")
    unknown = replace(somewhere, destination=replace(somewhere.destination, country=""))
    assert list(find(ground(unknown))) == []
