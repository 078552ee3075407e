"""Meals for people with a diet or a food allergy. What an allergy is to is never told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from missions.readiness.conflicts.diet import find
from missions.readiness.facts import Item
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.team_plan import CALEB, GRACE, PAUL, RUTH, ground, item, july

MEI = replace(RUTH, diet="vegetarian")
ASK = "Ask the kitchen what is in the food, and note what was arranged."


def meal(day: int, people: str = "grace ruth paul", at: int = 18, **more: Any) -> Item:
    fields = {"kind": "meal", "title": "Supper", "site": "inn", "key": f"meal-{day}-{at}", **more}
    return item(day, people, at, **fields)


def with_allergy(text: str) -> list[Conflict]:
    paul = replace(PAUL, allergies=text)
    return list(find(ground(GRACE, paul, items=(meal(12, "grace paul"),))))


def test_a_diet_at_a_meal_without_a_note_warns() -> None:
    assert list(find(ground(GRACE, MEI, PAUL, items=(meal(12),)))) == [
        Conflict(
            "diet",
            Severity.WARNING,
            ("meal-12-18",),
            ("ruth",),
            "“Supper” at Harbor Inn on 12 July has no note, and 1 person there has a diet or an "
            "allergy.",
            ASK,
            july(12),
        )
    ]


def test_a_severe_food_allergy_is_said_to_be_severe_and_stays_sealed() -> None:
    assert with_allergy("Peanuts, severe; adrenaline pen in bag") == [
        Conflict(
            "diet",
            Severity.WARNING,
            ("meal-12-18",),
            ("paul",),
            "Somebody at “Supper” at Harbor Inn on 12 July has a severe food allergy; the meal has "
            "no note.",
            ASK,
            july(12),
        )
    ]


def test_meals_of_the_same_people_at_a_site_are_one_clash() -> None:
    paul = replace(PAUL, allergies="Shellfish, moderate")
    items = (
        meal(14),
        meal(12, at=18, title="Ribs"),
        meal(12, at=7, title="Rolls"),
        meal(13, "ruth"),
        meal(13, at=12, site="", title="On the way"),
        meal(13, at=20, note="One plate without meat."),
    )

    assert list(find(ground(GRACE, MEI, paul, items=items))) == [
        Conflict(
            "diet",
            Severity.WARNING,
            ("meal-12-7", "meal-12-18", "meal-14-18"),
            ("ruth", "paul"),
            "“Rolls” and 2 more meals at Harbor Inn from 12 to 14 July have no note, and 2 people "
            "there have a diet or an allergy.",
            ASK,
            july(12),
        ),
        Conflict(
            "diet",
            Severity.WARNING,
            ("meal-13-12",),
            ("ruth", "paul"),
            "“On the way” on 13 July has no note, and 2 people there have a diet or an allergy.",
            ASK,
            july(13),
        ),
        Conflict(
            "diet",
            Severity.WARNING,
            ("meal-13-18",),
            ("ruth",),
            "“Supper” at Harbor Inn on 13 July has no note, and 1 person there has a diet or an "
            "allergy.",
            ASK,
            july(13),
        ),
    ]


@pytest.mark.parametrize(
    "thing",
    [
        meal(12, note="The cook knows."),
        meal(12, bring=("own bread",)),
        meal(12, title="Vegetarian supper"),
        meal(12, backup="Asked about allergies; rice instead."),
        meal(12, title="알레르기 확인한 저녁"),
        meal(12, status="cancelled"),
        meal(12, kind="rest"),
        meal(12, "grace paul"),
    ],
)
def test_these_meals_are_fine(thing: Item) -> None:
    assert list(find(ground(GRACE, MEI, PAUL, items=(thing,)))) == []


@pytest.mark.parametrize("thing", [meal(12, note="  "), meal(12, status="tentative")])
def test_these_are_not(thing: Item) -> None:
    assert [each.people for each in find(ground(GRACE, MEI, PAUL, items=(thing,)))] == [("ruth",)]


@pytest.mark.parametrize("diet", ["", " - ", "none", "None.", "no restrictions", "없음", "无"])
def test_no_diet_is_told_in_many_ways(diet: str) -> None:
    assert list(find(ground(replace(CALEB, diet=diet), items=(meal(12, "caleb"),)))) == []


@pytest.mark.parametrize(
    "allergies",
    [
        "",
        "none",
        "None known",
        "NKDA",
        "n/a",
        "없음",
        "没有",
        "Bee stings, severe; adrenaline pen in belt",
        "Penicillin",
        "cats and dogs; dust mites",
        "꽃가루 알레르기",
        "青霉素",
        "Severe anaphylaxis to wasp stings, carries an EpiPen",
    ],
)
def test_an_allergy_to_something_else_is_no_matter_at_table(allergies: str) -> None:
    assert with_allergy(allergies) == []


@pytest.mark.parametrize(
    ("allergies", "severe"),
    [
        ("Tree nuts, mild", False),
        ("no shellfish", False),
        ("durian", False),
        ("Strawberries (not severe)", False),
        ("Bee stings, severe; strawberries", False),
        ("penicillin, kiwi", False),
        ("sunflower seeds", False),
        ("花生", False),
        # Something that isn't named may be food.
        ("Severe", True),
        ("Peanuts; SEVERE", True),
        ("egg — anaphylactic", True),
        ("땅콩, 심각", True),
        ("花生,严重", True),
    ],
)
def test_an_allergy_to_food_is(allergies: str, severe: bool) -> None:
    clashes = with_allergy(allergies)

    assert [("severe" in each.reason, each.people) for each in clashes] == [(severe, ("paul",))]
    words = f"{clashes[0].reason} {clashes[0].fix}".casefold()
    named = ("nut", "shellfish", "durian", "berries", "kiwi", "egg", "花生", "땅콩", "sting", "pen")
    assert [word for word in named if word in words] == []
