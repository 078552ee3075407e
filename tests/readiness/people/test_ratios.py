"""How many adults a group with minors wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.readiness.ratios import too_few_adults, under_age
from missions.reference.rulebook import Rulebook, shipped
from tests.readiness.people.small_party import MATEO, NO_RULES, party, rules

AGES = st.lists(st.integers(0, 17), max_size=40)


@pytest.mark.parametrize(
    ("ages", "adults", "lacking"),
    [
        ((), 0, 0),
        ([15] * 7, 1, 0),
        ([17] * 8, 1, 1),
        ([16] * 15, 1, 2),
        ([14] * 5, 1, 0),
        ([12] * 6, 1, 1),
        ([8] * 5, 1, 0),
        ([15, 15, 15, 15, 15, 14], 1, 1),
        ([15, 15, 15, 15, 8], 1, 0),
        ([16], 0, 1),
        ([18] * 8, 1, 1),
    ],
)
def test_a_group_wants_an_adult_for_seven_or_five(
    ages: Sequence[int], adults: int, lacking: int
) -> None:
    assert too_few_adults(ages, adults, NO_RULES) == lacking
    assert too_few_adults(ages, adults, shipped()) == lacking


def test_the_rulebook_says_how_many() -> None:
    assert too_few_adults([16] * 8, 1, _band("15-17", 4)) == 1
    assert too_few_adults([16] * 8, 1, _band("15-17", 8)) == 0


def _band(name: str, minors: int) -> Rulebook:
    return rules(**{f"minors__per_adult__{name}": minors})


@given(ages=AGES, adults=st.integers(0, 12))
def test_what_lacks_is_just_enough(ages: list[int], adults: int) -> None:
    lacking = too_few_adults(ages, adults, NO_RULES)

    assert too_few_adults(ages, adults + lacking, NO_RULES) == 0
    assert lacking == 0 or too_few_adults(ages, adults + lacking - 1, NO_RULES) == 1


def test_who_comes_of_age_on_the_way_is_a_minor() -> None:
    trip = party(MATEO)

    assert under_age(replace(MATEO, birth_date=date(2008, 7, 11)), trip)
    assert not under_age(replace(MATEO, birth_date=date(2008, 7, 10)), trip)
    assert not under_age(replace(MATEO, birth_date=None), trip)
    older = party(MATEO, rules=rules(minors__of_age=19))
    assert under_age(replace(MATEO, birth_date=date(2008, 7, 10)), older)
