"""Old enough on the trip's first day, and with a parent where the child is small. Pure."""

from __future__ import annotations

from datetime import date

from missions.readiness.facts import Facts
from missions.readiness.indexed import indexed
from missions.readiness.requirements.when import outstanding, unfit
from missions.readiness.verdict import Requirement, State, Verdict
from missions.readiness.words import said
from missions.trips.rules import age_on

PARENT_UNDER = 12
"""Who is younger travels with a parent, where the rulebook has no `minors.parent_under_age`."""


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge the completed years on the trip's first day; a birthday on the way is said."""
    born = facts.person.birth_date
    if born is None:
        reason = "The birth date isn't known."
        return outstanding(requirement, on_date, reason, "Give the birth date.")
    age, minimum = age_on(born, facts.trip.starts), requirement.setting("minimum")
    said_so = f"{age} on the trip's first day"
    if minimum is not None and age < minimum:
        reason = f"Too young: {said_so}; at least {minimum:g} is asked.{_birthday(born, facts)}"
        return unfit(requirement, reason, "Ask a leader to waive it, or stay at home.")
    parent_under = facts.rules.number("minors.parent_under_age", PARENT_UNDER)
    if age < parent_under and not _parent_along(facts):
        reason = f"Under {parent_under:g}: a parent must come along.{_birthday(born, facts)}"
        return unfit(requirement, reason, "Put a parent on the trip, or stay at home.")
    return Verdict(State.MET, f"{said_so[0].upper()}{said_so[1:]}.{_birthday(born, facts)}")


def _parent_along(facts: Facts) -> bool:
    known = indexed(facts.party).by_key
    parents = (known.get(key) for key in facts.person.guardians)
    return any(parent is not None and parent.travels for parent in parents)


def _birthday(born: date, facts: Facts) -> str:
    """Say a birthday on the trip; one on 29 February is on 1 March in other years."""
    trip = facts.trip
    for year in range(trip.starts.year, trip.ends.year + 1):
        day = _in_year(born, year)
        if trip.starts <= day <= trip.ends and year > born.year:
            return f" Turns {year - born.year} on {said(day)}, during the trip."
    return ""


def _in_year(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
