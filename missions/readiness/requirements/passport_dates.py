"""Until when a passport has to be valid, country by country, and how near it comes. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from missions.readiness.facts import Facts, Paper
from missions.readiness.requirements.journeys import (
    Visit,
    entries,
    first_departure,
    is_citizen,
    is_home,
    returns_on,
)
from missions.readiness.requirements.papers import (
    Asking,
    Finding,
    add_days,
    add_months,
    named,
    nationality,
    swapped,
    turning,
    warn_days,
)
from missions.readiness.verdict import State
from missions.readiness.words import counted, said
from missions.reference.rulebook import Where

_KEEP = "Keep the dates of travel, or renew the passport in time."
_SOON_DAYS = 90
"""Before that a renewal comes back by ordinary mail: the State Department says 4 to 6 weeks, and up
to 2 weeks of mail each way (travel.state.gov, 2025)."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The day until which it has to be valid, and who asks for it."""

    day: date
    why: str


def abroad(facts: Facts) -> tuple[Visit, ...]:
    """Return the visits to countries that are neither home nor the person's own."""
    return tuple(
        visit
        for visits in entries(facts)
        for visit in visits
        if not is_home(facts, visit.country) and not is_citizen(facts, visit.country)
    )


def where(facts: Facts, visit: Visit) -> Where:
    """Return for whom, where and when a rule is asked."""
    return Where(nationality=nationality(facts), destination=visit.country, on=visit.enters)


def dates(asking: Asking, paper: Paper) -> Iterator[Finding]:
    """Yield what is wrong with, or near the limit of, its dates."""
    leaves = first_departure(asking.facts)
    if swapped(paper):
        reason = "It ends before it was issued: the dates are swapped."
        yield Finding(State.INVALID, reason, "Enter both dates as the passport has them.")
        return
    if paper.begins and paper.begins > leaves:
        reason = f"It becomes valid only after the departure on {said(leaves)}."
        detail = f"It is valid from {said(paper.begins)}."
        yield Finding(State.INVALID, reason, _renew(asking), detail)
    elif paper.begins and paper.begins > add_days(asking.on_date, 1):
        reason = "Its issue date is still to come."
        yield Finding(State.AT_RISK, reason, "Compare the issue date with the passport.")
    if paper.expires is None:
        step = "Enter the passport's expiry date."
        yield asking.open("The expiry date is not entered.", step)
        return
    yield from _lasts(asking, paper.expires)
    yield from _age(asking, paper)


def demanded(asking: Asking) -> Limit:
    """Return the latest day that the trip (else a country) asks for; at least the return."""
    facts = asking.facts
    back = returns_on(facts)
    months = asking.requirement.setting("months_beyond_return")
    if months is not None:
        after = _months(months, "the return")
        return Limit(add_months(back, max(months, 0)), f"for this trip, {after}")
    limits = [Limit(back, "the day of the return"), *_by_country(facts)]
    return max(limits, key=lambda limit: limit.day)


def _by_country(facts: Facts) -> Iterator[Limit]:
    for visit in abroad(facts):
        months = facts.rules.number("passport.months_beyond_return", 0, **where(facts, visit))
        after = f"for {named(visit.country)}, {_months(months, 'leaving it')}"
        yield Limit(add_months(visit.leaves, months), after)


def _months(months: float, after: str) -> str:
    return f"{counted(int(months), 'month')} after {after}" if months >= 1 else f"until {after}"


def _lasts(asking: Asking, expires: date) -> Iterator[Finding]:
    limit, ends = demanded(asking), f"It ends on {said(expires)}"
    margin = (expires - limit.day).days
    if margin < 0:
        reason = f"{ends}; wanted is {said(limit.day)} or later ({limit.why})."
        yield Finding(State.INVALID, reason, _renew(asking))
        return
    if margin <= warn_days(asking.facts):
        days = counted(margin, "day") if margin else "not a day"
        reason = f"{ends}, {days} more than is wanted ({limit.why})."
        yield Finding(State.AT_RISK, reason, _KEEP)
        return
    yield from _advised(asking, expires, ends)
    yield from _changing(asking, expires, ends)


def _advised(asking: Asking, expires: date, ends: str) -> Iterator[Finding]:
    """Warn where a country's rule asks more than the trip does, or where sources disagree."""
    facts = asking.facts
    told = [limit for limit in _by_country(facts) if limit.day > expires]
    for visit in abroad(facts):
        key = "passport.warn_months_beyond_return"
        months = facts.rules.number(key, 0, **where(facts, visit))
        day = add_months(visit.leaves, months)
        if day > expires:
            why = f"for {named(visit.country)}, {_months(months, 'leaving it')}"
            told.append(Limit(day, why))
    for limit in told[:1]:
        reason = f"{ends}; {said(limit.day)} or later is advised ({limit.why})."
        yield Finding(State.AT_RISK, reason, _KEEP)


def _changing(asking: Asking, expires: date, ends: str) -> Iterator[Finding]:
    facts, key = asking.facts, "passport.months_beyond_return"
    for visit in abroad(facts):
        until = add_days(visit.enters, warn_days(facts))
        turn = turning(facts, key, visit.country, visit.enters, until)
        months = turn[1].value if turn and turn[1] else None
        if turn is None or not isinstance(months, (int, float)):
            continue
        if add_months(visit.leaves, months) > expires:
            country = named(visit.country)
            reason = f"{ends}; {country} asks for more from {said(turn[0])} on."
            yield Finding(State.AT_RISK, reason, _KEEP)


def _age(asking: Asking, paper: Paper) -> Iterator[Finding]:
    facts = asking.facts
    for visit in abroad(facts):
        years = facts.rules.number("passport.max_age_years", **where(facts, visit))
        if years is None:
            continue
        rule = f"{named(visit.country)} takes passports issued in the last {years:g} years"
        if paper.issued is None and facts.opened:
            reason = f"The issue date is not entered; {rule}."
            yield Finding(State.AT_RISK, reason, "Enter the passport's issue date.")
        elif paper.issued and add_months(paper.issued, years * 12) < visit.enters:
            detail = f"It was issued on {said(paper.issued)}."
            yield Finding(State.INVALID, f"It is too old: {rule}.", _renew(asking), detail)
        else:
            continue
        return


def _renew(asking: Asking) -> str:
    left = (first_departure(asking.facts) - asking.on_date).days
    haste = ", expedited," if left < _SOON_DAYS else ""
    return f"Renew the passport now{haste or ','} and enter the new one."
