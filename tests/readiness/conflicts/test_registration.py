"""Stays in homes, where the law wants them reported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from missions.readiness.conflicts.registration import find
from missions.readiness.facts import Place, Stay
from missions.readiness.verdict import Conflict, Severity
from missions.reference.rulebook import Rulebook, Value
from tests.readiness.conflicts.team_plan import (
    CALEB,
    GRACE,
    PAUL,
    TRIP,
    ground,
    july,
    room,
    stay,
)


def value(hours: int, nationality: str = "", until: int = 31) -> Value:
    return Value(
        "registration.hours",
        nationality,
        "CN",
        value=hours,
        until=july(until),
        source="a test",
        read_on=july(1),
    )


RULES = Rulebook((value(24), value(0, "CN")))
REASON = (
    "China wants a stay in a home reported to the police within 24 hours of arrival; "
    "that names the host of Birch Farm."
)
JUN = replace(CALEB, nationality="CN")


def test_a_stay_in_a_home_is_a_question_of_the_hosts_safety_first() -> None:
    stays = (stay(13, 15, site="pak", people="paul grace"),)

    for posture in ("closed", "guarded"):
        trip = replace(TRIP, posture=posture)
        assert list(find(ground(rules=RULES, stays=stays, trip=trip))) == [
            Conflict(
                "registration",
                Severity.WARNING,
                ("pak-13",),
                ("grace", "paul"),
                REASON,
                "Decide with the host before anything is filed.",
                july(13),
            )
        ]


def test_in_an_open_trip_it_is_an_error() -> None:
    stays = (stay(13, 15, room("1", "paul"), site="pak", people="paul grace"),)

    assert list(find(ground(rules=RULES, stays=stays))) == [
        Conflict(
            "registration",
            Severity.ERROR,
            ("pak-13",),
            ("paul",),
            REASON,
            "Have the host and guests report it in time, and note who does.",
            july(13),
        )
    ]


def test_citizens_need_not() -> None:
    both = (stay(13, 15, site="pak", people="grace caleb"),)

    assert [each.people for each in find(ground(GRACE, JUN, rules=RULES, stays=both))] == [
        ("grace",)
    ]
    assert (
        list(find(ground(JUN, rules=RULES, stays=(stay(13, 15, site="pak", people="caleb"),))))
        == []
    )


@pytest.mark.parametrize(
    ("rules", "stays"),
    [
        (RULES, (stay(13, 15, people="paul"),)),  # lodging registers its guests
        (RULES, (stay(13, 15, site="kim", people="paul"),)),  # a home in another country
        (RULES, (stay(13, 15, site="pak"),)),  # nobody sleeps there
        (RULES, (stay(13, 15, room("1", ""), site="pak", people="paul"),)),
        (RULES, (stay(13, 15, site="nowhere", people="paul"),)),
        (Rulebook(()), (stay(13, 15, site="pak", people="paul"),)),
        # No longer the law on the day of coming in.
        (Rulebook((value(24, until=12),)), (stay(13, 15, site="pak", people="paul"),)),
    ],
)
def test_these_are_fine(rules: Rulebook, stays: tuple[Stay, ...]) -> None:
    places = (
        Place("inn", "Harbor Inn", "lodging", "CN"),
        Place("pak", "Birch Farm", "home", "CN"),
        Place("kim", "Oak House", "home", "KR"),
    )

    assert list(find(ground(PAUL, rules=rules, stays=stays, places=places))) == []
