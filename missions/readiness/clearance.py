"""Who may be with children: a background check and a child protection course in force. Pure.

Everybody of age needs both (a rule of youth mission agencies); after how many years each is taken
again is the organisation's choice, so the trip's `years` go before the rulebook's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from missions.readiness.facts import Facts, Paper, Party
from missions.readiness.ratios import under_age
from missions.readiness.requirements.when import NEAR, of_papers, unfit, years_after, years_said
from missions.readiness.verdict import Requirement, State, Verdict
from missions.readiness.words import counted, said
from missions.reference.rulebook import Rulebook

_YEARS = {
    "background_check": ("adults.background_check_years", 5.0),
    "child_protection": ("adults.child_protection_years", 2.0),
}
"""Kind of paper → the rulebook's key, and the years where it has none."""


def years_allowed(requirement: Requirement, rules: Rulebook) -> float:
    """Return after how many years the paper is taken again: the trip's, else the rulebook's."""
    asked = requirement.setting("years")
    key, usual = _YEARS[requirement.kind]
    return rules.number(key, usual) if asked is None else asked


def last_day(paper: Paper, years: float) -> date | None:
    """Return the last day on which a paper is in force, None where it bears no date."""
    ends = [paper.expires] if paper.expires else []
    if paper.begins:
        ends.append(years_after(paper.begins, years))
    return min(ends, default=None)


def in_force(paper: Paper, day: date, years: float) -> bool:
    """Whether a paper is there and in force; one without a date is believed."""
    until = last_day(paper, years)
    begun = paper.begins is None or paper.begins <= day
    return paper.there and begun and (until is None or day <= until)


def cleared(party: Party, requirements: Iterable[Requirement], day: date) -> frozenset[str]:
    """Return the keys of the adults who travel and may be with children on `day`.

    Both papers have to be in force where the trip asks for both, one where it asks for one. A trip
    that asks for neither has no such rule, and every adult counts.
    """
    asked = [requirement for requirement in requirements if requirement.kind in _YEARS]
    years: dict[str, float] = {}
    for requirement in asked:
        allowed = years_allowed(requirement, party.rules)
        years[requirement.kind] = min(allowed, years.get(requirement.kind, allowed))
    adults = (m for m in party.members if m.travels and not under_age(m, party))
    return frozenset(
        member.key
        for member in adults
        if all(_has(party.papers.get(member.key, ()), kind, day, years[kind]) for kind in years)
    )


def _has(papers: Sequence[Paper], kind: str, day: date, years: float) -> bool:
    return any(paper.kind == kind and in_force(paper, day, years) for paper in papers)


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge a check: begun before the first day with children, in force to the trip's last day.

    Without an activity with children it has to be there on the trip's first day.
    """
    papers = facts.of_kind(requirement.kind)
    return of_papers(papers, lambda its: _judge(its, facts, requirement), requirement, on_date)


def _judge(paper: Paper, facts: Facts, requirement: Requirement) -> Verdict:
    ends, begins = facts.trip.ends, paper.begins
    detail = f"It counts from {said(begins)}." if begins else ""
    if paper.expires and paper.expires < ends:
        early = counted((ends - paper.expires).days, "day")
        reason = f"It runs out on {said(paper.expires)}, {early} before the trip ends."
        return unfit(requirement, reason, "Take it again before the trip.", detail)
    years = years_allowed(requirement, facts.rules)
    until = last_day(paper, years)
    if until and until < ends:
        reason = f"Older than {years_said(years)} on the trip's last day."
        return unfit(requirement, reason, "Take it again before the trip.", detail)
    children = [item.day for item in facts.items if item.with_children]
    first = min(children, default=facts.trip.starts)
    if begins and begins > first:
        what = f"the first day with children, {said(first)}" if children else "the trip's first day"
        return unfit(requirement, f"It begins after {what}.", "Take it earlier.", detail)
    return _last_days(until, facts, detail)


def _last_days(until: date | None, facts: Facts, detail: str) -> Verdict:
    if until is None and facts.opened:
        reason = "It bears no date, so its age isn't known."
        return Verdict(State.AT_RISK, reason, next_step="Enter the day on which it was done.")
    if until and until - facts.trip.ends <= NEAR:
        reason = "In force to the trip's end, but for no more than 30 days after it."
        return Verdict(State.AT_RISK, reason, detail=detail)
    return Verdict(State.MET, "In force to the trip's end.")
