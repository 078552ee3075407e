"""How clashes name people and days."""

from __future__ import annotations

from datetime import date

import pytest

from missions.readiness.conflicts.words import days_words, nights_words, people_words
from missions.readiness.words import counted, listed
from tests.readiness.conflicts.team_plan import ground, july


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Grace"], "Grace"),
        (["Grace", "Paul"], "Grace and Paul"),
        (["Grace", "Paul", "Ruth"], "Grace, Paul and Ruth"),
        (["Grace", "Paul", "Ruth", "Mei"], "Grace, Paul and 2 more"),
        (["Grace", "Paul", "Ruth", "Mei", "Sam"], "Grace, Paul and 3 more"),
    ],
)
def test_names(names: list[str], said: str) -> None:
    assert listed(names) == said


def test_people_come_in_the_rosters_order() -> None:
    assert people_words(ground(), ("paul", "grace", "paul")) == "Grace and Paul"


def test_days_and_nights() -> None:
    assert days_words(july(12), july(12)) == "on 12 July"
    assert days_words(july(12), july(14)) == "from 12 to 14 July"
    assert days_words(july(30), date(2026, 8, 2)) == "from 30 July to 2 August"
    assert days_words(date(2026, 12, 30), date(2027, 12, 2)) == "from 30 December to 2 December"
    assert nights_words(july(12), july(12)) == "on the night of 12 July"
    assert nights_words(july(30), date(2026, 8, 2)) == "on the nights of 30 July to 2 August"


def test_counts() -> None:
    assert [counted(number, "person") for number in (0, 1, 2)] == [
        "0 people",
        "1 person",
        "2 people",
    ]
    assert counted(2, "adult") == "2 adults"
