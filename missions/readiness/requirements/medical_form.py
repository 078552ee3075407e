"""The medical form, and medicines that last longer than the trip. Pure.

Medicines are taken along for more days than the trip has, in their original packaging (a rule of
church insurers). What the form says is sealed, so that only `detail` names it.
"""

from __future__ import annotations

import re
from datetime import date

from missions.readiness.facts import Facts
from missions.readiness.requirements import signed
from missions.readiness.verdict import Requirement, State, Verdict
from missions.readiness.words import counted

EXTRA_DAYS = 7
"""Days of medicine beyond the trip, where the rulebook has no `medicine.extra_days`."""

_SUPPLY = re.compile(r"(?<![\d.,])(\d{1,4})[\s-]*(days?|weeks?)\b", re.IGNORECASE)
_RHYTHM = re.compile(r"\b(every|each|per|after|within)\s+$", re.IGNORECASE)


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge the form; at risk too where the medicine on file doesn't outlast the trip."""
    verdict = signed.assess(facts, requirement, on_date)
    supply = days_of_medicine(facts.person.medication) if facts.opened else None
    if verdict.state is not State.MET or supply is None:
        return verdict
    wanted = _days_away(facts) + round(facts.rules.number("medicine.extra_days", EXTRA_DAYS))
    if supply >= wanted:
        return verdict
    return Verdict(
        State.AT_RISK,
        "Handed in; one answer needs another look.",
        next_step="Go through the form again.",
        detail=f"The medicine lasts {counted(supply, 'day')}; {wanted} are wanted. "
        "Take more than the trip's length, in the original packaging.",
    )


def days_of_medicine(text: str) -> int | None:
    """Return the largest supply, in days, that a note names ("20 days", "3 weeks"), or None.

    How often something is taken ("every 2 days") is no supply.
    """
    found = [
        int(match.group(1)) * (7 if match.group(2).lower().startswith("week") else 1)
        for match in _SUPPLY.finditer(text)
        if not _RHYTHM.search(text[: match.start()])
    ]
    return max(found, default=None)


def _days_away(facts: Facts) -> int:
    """How many days the person is with the team, both ends included."""
    person, trip = facts.person, facts.trip
    first = max(person.joins or trip.starts, trip.starts)
    last = min(person.leaves or trip.ends, trip.ends)
    return max((last - first).days + 1, 0)
