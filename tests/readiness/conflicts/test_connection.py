"""Time to change planes. Without a rulebook: 60, 120 across a border or between carriers, 180."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from missions.readiness.conflicts.connection import find
from missions.readiness.verdict import Conflict, Severity
from missions.reference.rulebook import Rulebook, Value
from tests.readiness.conflicts.plan import (
    DEN,
    GMP,
    ICN,
    ORD,
    PUS,
    day,
    flight,
    ground,
    item,
    leg,
)

LHR = "LHR GB Europe/London"
KE38 = flight("KE38", (ORD, ICN), "8 12:35", "9 17:20", people="ann ben", locator="R4")
BACK = flight("KE37", (ICN, ORD), "20 10:40", "20 09:20", locator="R4")


def onward(departs: str, number: str = "KE1101", locator: str = "R4", at: str = ICN) -> Any:
    return flight(number, (at, PUS), departs, "10 22:00", people="ann ben cal", locator=locator)


def book(*rows: dict[str, Any]) -> Rulebook:
    said = {"source": "a page", "read_on": date(2026, 11, 1)}
    return Rulebook(Value(**(said | row)) for row in rows)


def test_a_change_below_the_minimum_is_one_clash_of_those_on_both() -> None:
    assert list(find(ground(KE38, onward("9 19:19")))) == [
        Conflict(
            kind="connection",
            severity=Severity.WARNING,
            items=("ke38", "ke1101"),
            people=("ann", "ben"),
            reason=(
                "119 minutes to change from KE38 to KE1101 at ICN, for Ann and Ben; 2 h are wanted "
                "on a way across a border."
            ),
            fix="Book a later flight than KE1101, or an earlier one than KE38.",
            day=day(9),
        )
    ]


@pytest.mark.parametrize(
    ("departs", "severities"),
    [
        ("9 19:20", []),
        ("9 18:20", [Severity.WARNING]),
        ("9 18:19", [Severity.ERROR]),
        ("9 17:20", [Severity.ERROR]),
        ("10 17:20", []),
    ],
)
def test_below_half_of_the_minimum_is_an_error(departs: str, severities: list[Severity]) -> None:
    assert [clash.severity for clash in find(ground(KE38, onward(departs)))] == severities


def test_a_flight_that_leaves_before_the_other_is_there() -> None:
    (clash,) = find(ground(KE38, onward("9 17:10")))
    assert (clash.severity, clash.reason) == (
        Severity.ERROR,
        "KE1101 leaves 10 minutes before KE38 is there, for Ann and Ben; 2 h are wanted on a way "
        "across a border.",
    )


@pytest.mark.parametrize(
    ("number", "locator", "departs", "wanted"),
    [
        ("OZ8101", "R4", "9 19:20", []),
        ("OZ8101", "R4", "9 19:19", ["2 h are wanted between two carriers."]),
        ("KE1101", "W9", "9 20:20", []),
        ("KE1101", "W9", "9 20:19", ["3 h are wanted between two bookings."]),
        ("OZ8101", "", "9 20:19", ["3 h are wanted between two bookings."]),
    ],
)
def test_the_longest_minimum_counts(
    number: str, locator: str, departs: str, wanted: list[str]
) -> None:
    found = find(ground(KE38, onward(departs, number, locator)))
    assert [clash.reason.rsplit("; ", 1)[1] for clash in found] == wanted


@pytest.mark.parametrize(
    ("departs", "wanted"),
    [("9 16:00", []), ("9 15:59", ["60 minutes are wanted within a country."])],
)
def test_inside_a_country(departs: str, wanted: list[str]) -> None:
    first = flight("KE1102", (PUS, ICN), "9 14:00", "9 15:00", locator="R4")
    found = find(ground(first, onward(departs)))
    assert [clash.reason.rsplit("; ", 1)[1] for clash in found] == wanted


@pytest.mark.parametrize(("departs", "count"), [("20 11:20", 0), ("20 11:19", 1)])
def test_the_date_line_and_summer_time(departs: str, count: int) -> None:
    """It lands at 09:20 in Chicago, before it left by the wall clock, 14:20 UTC in summer time."""
    home = flight("KE5001", (ORD, DEN), departs, "20 14:10", locator="R4")
    assert len(list(find(ground(BACK, home)))) == count


def test_the_airport_s_own_minimum_goes_first() -> None:
    rules = book(
        {"key": "connection.international", "value": 150},
        {"key": "connection.international", "place": "ICN", "value": 90},
    )
    at_90, below = onward("9 18:50"), onward("9 18:49")
    assert [len(list(find(ground(KE38, each, rules=rules)))) for each in (at_90, below)] == [0, 1]


def test_a_country_s_own_minimum_is_for_who_enters_it() -> None:
    rules = book({"key": "connection.international", "destination": "US", "value": 150})
    home = flight("KE5001", (ORD, DEN), "20 11:49", "20 14:10", locator="R4")
    out = flight("KE5002", (DEN, ORD), "8 07:00", "8 10:35", locator="R4")
    assert [clash.items for clash in find(ground(BACK, home, out, KE38, rules=rules))] == [
        ("ke37", "ke5001")
    ]


def test_two_airports_of_a_city() -> None:
    assert list(find(ground(KE38, onward("9 19:20", at=GMP)))) == [
        Conflict(
            kind="connection",
            severity=Severity.WARNING,
            items=("ke38", "ke1101"),
            people=("ann", "ben"),
            reason=(
                "KE38 arrives at ICN, KE1101 leaves from GMP, another airport, 2 h later; no way "
                "between the two is planned for Ann and Ben."
            ),
            fix="Plan a leg from ICN to GMP; 3 h are wanted between the flights.",
            day=day(9),
        )
    ]


def test_two_airports_with_less_than_half_of_the_time() -> None:
    found = find(ground(KE38, onward("9 18:49", at=GMP)))
    assert [clash.severity for clash in found] == [Severity.ERROR]


@pytest.mark.parametrize(
    "things",
    [
        # A leg or something of kind travel leads over.
        [
            KE38,
            leg("bus", ("A", "B"), "9 18:00", "18:50", people="ann ben"),
            onward("9 19:20", at=GMP),
        ],
        [
            KE38,
            item("bus", "9 18:00", "19:00", "ann ben", kind="travel"),
            onward("9 19:20", at=GMP),
        ],
        # Another city.
        [KE38, flight("BA17", (LHR, ICN), "9 20:00", "10 16:00", people="ann ben")],
        # More than 24 hours.
        [KE38, onward("10 17:21", at=GMP)],
        # A train is no flight.
        [KE38, leg("ktx", (ICN, PUS), "9 17:30", "20:00", people="ann ben", mode="train")],
    ],
)
def test_no_clash(things: list[Any]) -> None:
    assert list(find(ground(*things))) == []


def test_who_is_led_over_is_left_out() -> None:
    bus = item("bus", "9 18:00", "19:00", "ann", kind="travel")
    found = find(ground(KE38, bus, onward("9 19:20", at=GMP)))
    assert [clash.people for clash in found] == [("ben",)]
