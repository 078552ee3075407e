"""Who is a minor, and how many adults a group with minors wants. Pure.

At least one adult to seven minors of 15 to 17, and to five where there are younger ones too (a rule
of youth mission agencies). Ages are those on the trip's first day.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from missions.readiness.facts import Member, Party
from missions.reference.rulebook import Rulebook
from missions.trips.rules import age_on

_BANDS = ((11, "0-11", 5.0), (14, "12-14", 5.0), (17, "15-17", 7.0))
"""The oldest age of a band, its name in the rulebook, minors to an adult where that has none."""


def under_age(member: Member, party: Party) -> bool:
    """Whether somebody isn't of age on the trip's first day; unknown counts as grown up."""
    age = age_at_start(member, party)
    return age is not None and age < party.rules.number("minors.of_age", 18)


def age_at_start(member: Member, party: Party) -> int | None:
    """Return the completed years on the trip's first day, None where the birth date is unknown."""
    return age_on(member.birth_date, party.trip.starts) if member.birth_date else None


def minors_per_adult(minor_ages: Sequence[int], rules: Rulebook) -> float:
    """Return how many minors an adult may answer for: in a mixed group, the fewest of any band."""
    return min(_of_band(age, rules) for age in set(minor_ages))


def too_few_adults(minor_ages: Sequence[int], adults: int, rules: Rulebook) -> int:
    """Return how many adults are lacking, 0 where there are enough or no minors."""
    if not minor_ages:
        return 0
    wanted = ceil(len(minor_ages) / minors_per_adult(minor_ages, rules))
    return max(wanted - adults, 0)


def _of_band(age: int, rules: Rulebook) -> float:
    """Minors of that age to an adult; one whose age is past the bands is counted in the last."""
    name, usual = next(((n, u) for oldest, n, u in _BANDS if age <= oldest), _BANDS[-1][1:])
    return rules.number(f"minors.per_adult.{name}", usual)
