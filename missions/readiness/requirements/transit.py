"""Passing through without a visa: from one country on to another, within some hours. Pure.

China's rule (240 hours, routes A → China → B) is the pattern: `transit.*` of the rulebook. China
counts from midnight after the arrival; elsewhere every hour counts (National Immigration
Administration of China, notice of 17 December 2024).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from missions.readiness.facts import Facts
from missions.readiness.requirements.journeys import Visit, area
from missions.readiness.requirements.papers import Finding, named, nationality, turning, warn_days
from missions.readiness.verdict import State
from missions.readiness.words import counted, said

_COUNTS_FROM_MIDNIGHT = frozenset({"CN"})
_CLOSE_HOURS = 24


@dataclass(frozen=True, slots=True)
class Way:
    """Whether the way through is open; `why` is what forbids it, "" where it is."""

    found: Finding | None = None
    why: str = ""


def way_through(facts: Facts, visit: Visit) -> Way | None:
    """Return whether a visit passes without a visa, None where the rulebook has no such rule."""
    who = nationality(facts)
    limit = facts.rules.number(
        "transit.without_visa_hours", nationality=who, destination=visit.country, on=visit.enters
    )
    if not limit:
        return None
    for why in _forbids(facts, visit, who, limit):
        return Way(why=why)
    return Way(_told(facts, visit, limit))


def hours_there(visit: Visit) -> float | None:
    """Return the hours that count, None without legs in and out.

    Where they count from midnight, a departure before that midnight is 0.
    """
    if visit.arrival is None or visit.departure is None:
        return None
    if visit.country in _COUNTS_FROM_MIDNIGHT:
        midnight = datetime.combine(visit.enters + timedelta(days=1), time())
        left = visit.departure.departs.replace(tzinfo=None) - midnight
        return max(0.0, left.total_seconds() / 3600)
    return (visit.departure.departs_utc - visit.arrival.arrives_utc).total_seconds() / 3600


def _forbids(facts: Facts, visit: Visit, who: str, limit: float) -> Iterator[str]:
    """Yield what closes the way, each the rest of a sentence."""
    through = f"the way through {named(visit.country)} without a visa"
    hours = hours_there(visit)
    if hours is None or visit.arrival is None or visit.departure is None:
        yield f"{through} needs legs in and out in the plan"
        return
    rules = facts.rules
    listed = rules.listed("transit.nationalities", destination=visit.country, on=visit.enters)
    if listed and who not in listed:
        yield f"{through} is not open to this nationality"
    third = rules.flag(
        "transit.needs_third_country", nationality=who, destination=visit.country, on=visit.enters
    )
    if third and area(visit.came_from) == area(visit.goes_to):
        back = named(visit.goes_to)
        yield f"{through} must go on to another country, and it leads back to {back}"
    ports = rules.listed("transit.ports", destination=visit.country, on=visit.enters)
    for end in (visit.arrival.destination, visit.departure.origin) if ports else ():
        if end.code not in ports:
            yield f"{through} is not open at {end.code or end.text}"
    if hours > limit:
        yield f"{through} may take {limit:g} hours, and the plan has {math.ceil(hours)}"


def _told(facts: Facts, visit: Visit, limit: float) -> Finding:
    hours = hours_there(visit) or 0.0
    onward = visit.departure
    counts = ", counted from midnight" if visit.country in _COUNTS_FROM_MIDNIGHT else ""
    there = f"{math.ceil(hours)} of {limit:g} hours{counts}"
    way = f"Through {named(visit.country)} without a visa: {there}."
    if onward is not None and not onward.locator:
        reason = f"{way} The onward ticket is not booked."
        return Finding(State.AT_RISK, reason, f"Book {onward.called} and carry the ticket.")
    if limit - hours < _CLOSE_HOURS:
        whole = int(limit - hours)
        left = counted(whole, "hour") if whole else "less than an hour"
        reason = f"{way} With {left} left, a delay would break it."
        return Finding(State.AT_RISK, reason, "Leave earlier, or apply for a visa.")
    until = visit.leaves + timedelta(days=warn_days(facts))
    turn = turning(facts, "transit.without_visa_hours", visit.country, visit.enters, until)
    if turn is not None:
        reason = f"{way} The rule changes on {said(turn[0])}."
        return Finding(State.AT_RISK, reason, "Keep the plan's dates.")
    return Finding(State.MET, way)
