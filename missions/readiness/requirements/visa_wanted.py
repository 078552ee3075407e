"""A visa that is needed and not there: why, from when and how hastily to apply. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from missions.readiness.facts import Facts, Paper
from missions.readiness.requirements.crossing_papers import same_area
from missions.readiness.requirements.journeys import Visit, entries
from missions.readiness.requirements.needs import Ask, Need, who
from missions.readiness.requirements.papers import (
    Asking,
    Finding,
    add_days,
    named,
    nationality,
    working_days,
)
from missions.readiness.requirements.transit import Way
from missions.readiness.verdict import State
from missions.readiness.words import counted, said


@dataclass(frozen=True, slots=True)
class Stop:
    """The visits behind one border, and what is needed there."""

    country: str
    visits: tuple[Visit, ...]
    need: Need


def absent(
    asking: Asking, stop: Stop, papers: Sequence[Paper], ways: Iterable[Way | None]
) -> Finding:
    """Tell of a visa that is not at hand; `papers` are those that are on their way or wanted."""
    where = named(stop.country)
    if papers:
        found = asking.absent(papers, "visa", f"Visa for {where}")
        return _hurried(asking, stop, found) if papers[-1].state == "wanted" else found
    if stop.need.ask is Ask.UNKNOWN:
        return _unknown(asking, where)
    other = _for_another_country(asking.facts, stop)
    if other is not None:
        return other
    barred = next((way.why for way in ways if way is not None and way.why), "")
    why = stop.need.why or (f"{barred[0].upper()}{barred[1:]}." if barred else "")
    reason = f"A visa for {where} is needed, and none is on file. {why}".rstrip()
    return _hurried(asking, stop, asking.open(reason, f"Apply for a visa for {where}."))


def _unknown(asking: Asking, where: str) -> Finding:
    step = "Look it up; an administrator enters the rule, or enter the visa."
    if not nationality(asking.facts):
        reason = (
            f"The nationality isn't entered, so it isn't known whether {where} asks for a visa."
        )
        return asking.open(reason, "Enter the nationality.")
    reason = f"It isn't known whether {who(asking.facts)} need a visa for {where}."
    return asking.open(reason, step)


def _for_another_country(facts: Facts, stop: Stop) -> Finding | None:
    """Tell of a visa that is good on these days, but for a country that the plan doesn't enter."""
    visited = [visits[0].country for visits in entries(facts)]
    for visa in facts.of_kind("visa"):
        elsewhere = not any(same_area(visa, country) for country in visited)
        ended = visa.expires is not None and visa.expires < stop.visits[0].enters
        if visa.there and elsewhere and not ended:
            where = named(stop.country)
            reason = f"A visa for {where} is needed; the visa on file is for another country."
            detail = f"It is for {named(visa.country)}."
            step = f"Correct its country, or apply for a visa for {where}."
            return Finding(State.INVALID, reason, step, detail)
    return None


def _hurried(asking: Asking, stop: Stop, found: Finding) -> Finding:
    """Add from when, or how hastily, the visa has to be applied for."""
    enters, today = stop.visits[0].enters, asking.on_date
    earliest = _number(asking.facts, stop, "visa.apply_earliest_days")
    latest = _number(asking.facts, stop, "visa.apply_latest_days")
    needed = _number(asking.facts, stop, "visa.processing_working_days")
    visa = f"a visa for {named(stop.country)}"
    if earliest is not None and today < add_days(enters, -earliest):
        return replace(found, step=f"Apply for {visa} from {said(add_days(enters, -earliest))}.")
    left = working_days(today, enters, asking.facts.party.holidays.get(stop.country, ()))
    if needed is not None and left < needed:
        days = counted(left, "working day")
        reason = f"{found.reason} {days} left; the office needs {needed:g}."
        step = f"Apply for {visa} today, by express service."
        return replace(found, reason=reason, step=step)
    if latest is not None and today > add_days(enters, -latest):
        reason = f"{found.reason} It is late: {latest:g} days before the arrival are advised."
        return replace(found, reason=reason, step=f"Apply for {visa} now.")
    return replace(found, step=f"Apply for {visa}.")


def _number(facts: Facts, stop: Stop, key: str) -> float | None:
    return facts.rules.number(
        key, nationality=nationality(facts), destination=stop.country, on=stop.visits[0].enters
    )
