"""Adults at items with children, and whether they are cleared on that day."""

from __future__ import annotations

import pytest

from missions.readiness.conflicts.clearance import find
from missions.readiness.facts import Item
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.team_plan import GRACE, PAUL, ground, item, july, who

PLAY = item(14, "paul grace lily", with_children=True, title="Playtime")
GUARDIAN = who("hana", role="guardian", travels=False)


def test_adults_who_are_not_cleared_on_the_day_are_an_error() -> None:
    cleared = {13: {"grace", "paul", "nora"}, 14: {"grace"}}

    assert list(find(ground(items=(PLAY,), cleared=cleared))) == [
        Conflict(
            "clearance",
            Severity.ERROR,
            ("on-14",),
            ("paul",),
            "“Playtime” on 14 July is with children, and Paul is not cleared for that on the day.",
            "See that background check and child-protection course of Paul are in force by then, "
            "or take that person off it.",
            july(14),
        )
    ]


def test_a_tentative_item_warns() -> None:
    play = item(14, "ruth nora", with_children=True, title="Playtime", status="tentative")

    assert list(find(ground(items=(play,)))) == [
        Conflict(
            "clearance",
            Severity.WARNING,
            ("on-14",),
            ("ruth", "nora"),
            "“Playtime” on 14 July is with children, and Ruth and Nora are not cleared for that on "
            "the day.",
            "See that background check and child-protection course of Ruth and Nora are in force "
            "by then, or take them off it.",
            july(14),
        )
    ]


@pytest.mark.parametrize(
    "things",
    [
        (PLAY,),  # cleared on the last possible day
        (item(15, "paul grace", with_children=False),),
        (item(15, "paul grace", with_children=True, status="cancelled"),),
        (item(15, "lily mia", with_children=True),),  # minors are not asked
        (item(15, "hana", with_children=True),),  # nor a guardian from home
        (item(15, "", with_children=True),),
    ],
)
def test_these_are_fine(things: tuple[Item, ...]) -> None:
    cleared = {14: {"grace", "paul"}}
    minors = (who("lily", "F", "2010-01-01"), who("mia", "F", "2010-01-01"))

    assert list(find(ground(GRACE, PAUL, GUARDIAN, *minors, items=things, cleared=cleared))) == []


def test_the_day_after_the_last_is_too_late() -> None:
    cleared = {14: {"grace", "paul"}}
    late = item(15, "paul grace", with_children=True)

    assert [each.people for each in find(ground(items=(PLAY, late), cleared=cleared))] == [
        ("grace", "paul")
    ]
