"""What is said of an age: the years on the first day, and a birthday on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from missions.readiness.facts import TripFrame
from missions.readiness.requirements.age import assess
from missions.readiness.verdict import State, Verdict
from tests.readiness.people.small_party import MATEO, TODAY, asks, facts

LEAP = TripFrame("leap", date(2028, 2, 20), date(2028, 3, 5), "America/Chicago")
NEW_YEAR = TripFrame("new-year", date(2026, 12, 28), date(2027, 1, 4), "America/Chicago")
BORN_29 = date(2008, 2, 29)


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(1990, 3, 4), "36 on the trip's first day."),
        (date(1990, 7, 9), "36 on the trip's first day."),
        (
            date(1990, 7, 10),
            "36 on the trip's first day. Turns 36 on 10 July 2026, during the trip.",
        ),
        (
            date(1990, 7, 22),
            "35 on the trip's first day. Turns 36 on 22 July 2026, during the trip.",
        ),
        (date(1990, 7, 23), "35 on the trip's first day."),
    ],
)
def test_only_a_birthday_on_the_trip_is_said(born: date, said: str) -> None:
    its = facts(replace(MATEO, birth_date=born))

    assert assess(its, asks("age"), TODAY) == Verdict(State.MET, said)


def test_29_february_is_kept_in_leap_years_and_is_1_march_in_others() -> None:
    leapling = replace(MATEO, birth_date=BORN_29)
    common = replace(LEAP, starts=date(2026, 2, 20), ends=date(2026, 3, 5))

    assert assess(facts(leapling, trip=LEAP), asks("age"), TODAY).reason == (
        "19 on the trip's first day. Turns 20 on 29 February 2028, during the trip."
    )
    assert assess(facts(leapling, trip=common), asks("age", minimum=18), TODAY).reason == (
        "Too young: 17 on the trip's first day; at least 18 is asked. "
        "Turns 18 on 1 March 2026, during the trip."
    )


def test_a_birthday_in_the_new_year_is_said() -> None:
    its = facts(replace(MATEO, birth_date=date(2008, 1, 2)), trip=NEW_YEAR)

    assert assess(its, asks("age", minimum=18), TODAY) == Verdict(
        State.MET, "18 on the trip's first day. Turns 19 on 2 January 2027, during the trip."
    )
