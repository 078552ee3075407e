"""Vaccinations: given early enough before the first entry abroad, and lasting to the end. Pure.

How early comes from the requirement (`days_before`), else from the rulebook by the vaccination's
name in the requirement's title or the paper's note or number, else from its rule for all others.
Each vaccination is judged by its best paper; the worst of them makes the verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from missions.readiness.facts import Facts, Paper
from missions.readiness.requirements.journeys import first_departure, is_home, last_day, visits
from missions.readiness.requirements.papers import (
    Asking,
    Finding,
    add_days,
    best_of,
    swapped,
    unless_replaced,
    warn_days,
)
from missions.readiness.verdict import Requirement, State, Verdict
from missions.readiness.words import counted, said

_DEFAULT_DAYS = 14


@dataclass(frozen=True, slots=True)
class _Vaccine:
    """A vaccination with a rule of its own; any of `words`, all of whose parts are to be found."""

    key: str
    called: str
    words: tuple[str, ...]


_VACCINES = (
    _Vaccine(
        "yellow_fever", "yellow fever", ("yellow fever", "icvp", "gelbfieber", "황열", "黄热")
    ),
    _Vaccine("typhoid_oral", "typhoid (oral)", ("oral typhoid", "typhoid oral", "vivotif")),
    _Vaccine("typhoid", "typhoid", ("typhoid",)),
    _Vaccine("rabies", "rabies", ("rabies",)),
)
_ANY = _Vaccine("", "", ())


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge the vaccinations asked for: the one named, or every one on file."""
    asking = Asking(facts, requirement, on_date)
    wanted = _vaccine(requirement.title)
    groups: dict[_Vaccine, list[Paper]] = {}
    for paper in facts.of_kind("vaccination"):
        its = _vaccine(f"{paper.note} {paper.number}")
        if wanted in (_ANY, its) or its is _ANY:
            groups.setdefault(its if wanted is _ANY else wanted, []).append(paper)
    if not groups:
        return asking.verdict([_not_given(asking, wanted, ())])
    judged = [_one(asking, vaccine, papers) for vaccine, papers in groups.items()]
    return asking.verdict(each for found in judged for each in found)


def _vaccine(text: str) -> _Vaccine:
    plain = " ".join(re.findall(r"\w+", text.casefold()))
    return next((each for each in _VACCINES if any(w in plain for w in each.words)), _ANY)


def _one(asking: Asking, vaccine: _Vaccine, papers: Sequence[Paper]) -> Sequence[Finding]:
    there = [paper for paper in papers if paper.there]
    if not there:
        return [_not_given(asking, vaccine, papers)]
    found = best_of([[_judge(asking, vaccine, paper)] for paper in there])
    about = f"It is the one against {vaccine.called}." if vaccine.called else ""
    named = [replace(each, detail=f"{about} {each.detail}".strip()) for each in found]
    return unless_replaced(asking, named, papers)


def _judge(asking: Asking, vaccine: _Vaccine, paper: Paper) -> Finding:
    the = _the(asking)
    if swapped(paper):
        reason = f"{the} ends before it was given: the dates are swapped."
        return Finding(State.INVALID, reason, "Enter both dates as the certificate has them.")
    lasts = _lasts(asking, vaccine, paper)
    if lasts is not None and not lasts.satisfies:
        return lasts
    given = paper.issued or paper.valid_from
    if given is not None:
        in_time = Finding(State.MET, f"{the} was given in time.")
        return _late(asking, vaccine, paper, given) or lasts or in_time
    if asking.facts.opened:
        step = "Enter the day on which it was given."
        return asking.open(f"{the} is on file without the day on which it was given.", step)
    return lasts or Finding(State.MET, f"{the} is on file.")


def _late(asking: Asking, vaccine: _Vaccine, paper: Paper, given: date) -> Finding | None:
    """Tell of one that counts only after the entry, or is still to be given."""
    the, days, entry = _the(asking), _days(asking, vaccine), _entry(asking.facts)
    counts = max(add_days(given, days), paper.valid_from or date.min)
    if counts > entry:
        reason = f"{the} is too late: {counted(days, 'day')} before {said(entry)} are wanted."
        step = "Ask the clinic and the host whether the entry is possible."
        return Finding(State.INVALID, reason, step, f"It counts from {said(counts)}.")
    if given > asking.on_date:
        reason = f"{the} has a date that is still to come."
        return asking.open(reason, "Have it given, and enter the certificate.")
    return None


def _lasts(asking: Asking, vaccine: _Vaccine, paper: Paper) -> Finding | None:
    """Tell of one that ends before the last day, or soon after it."""
    facts = asking.facts
    for_life = facts.rules.flag(f"vaccination.{vaccine.key}.for_life", vaccine is _VACCINES[0])
    if paper.expires is None or (vaccine.key and for_life):
        return None
    end, the = last_day(facts), _the(asking)
    if paper.expires < end:
        reason = f"{the} ends on {said(paper.expires)}, before the last day, {said(end)}."
        return Finding(State.INVALID, reason, "Have it given again, and enter the new certificate.")
    if (paper.expires - end).days <= warn_days(facts):
        reason = f"{the} ends on {said(paper.expires)}, soon after the last day, {said(end)}."
        return Finding(State.AT_RISK, reason, "Have it refreshed.")
    return None


def _not_given(asking: Asking, vaccine: _Vaccine, papers: Sequence[Paper]) -> Finding:
    """Due until its last possible day, where that is before the requirement's own."""
    days, entry = _days(asking, vaccine), _entry(asking.facts)
    latest = add_days(entry, -days)
    due = min(asking.requirement.due, latest)
    known = asking.absent(papers, "vaccination") if papers else None
    reason = known.reason if known else f"{_the(asking)} is not on file."
    if asking.on_date > latest:
        reason = f"{reason} It had to be given by {said(latest)} to count on {said(entry)}."
        step = "Ask the clinic and the host whether the entry is possible."
        return asking.open(reason, step, due=due)
    by = min(latest, asking.requirement.due)
    day = said(by if by >= asking.on_date else latest)
    step = f"Have it given by {day}, and enter the certificate."
    lost = any(paper.state == "lost" for paper in papers)
    return asking.open(reason, known.step if known and lost else step, due=due)


def _days(asking: Asking, vaccine: _Vaccine) -> int:
    setting = asking.requirement.setting("days_before")
    if setting is not None:
        return int(setting)
    rules = asking.facts.rules
    otherwise = rules.number("vaccination.days_before", _DEFAULT_DAYS)
    key = f"vaccination.{vaccine.key}.days_before"
    return int(rules.number(key, otherwise) if vaccine.key else otherwise)


def _entry(facts: Facts) -> date:
    """Return the first day abroad, else the first day of the trip or of travel."""
    abroad = [visit.enters for visit in visits(facts) if not is_home(facts, visit.country)]
    return min(abroad, default=first_departure(facts))


def _the(asking: Asking) -> str:
    """Name the vaccination only where the requirement does: a paper's note is sealed."""
    called = _vaccine(asking.requirement.title).called
    return f"The vaccination against {called}" if called else "The vaccination"
