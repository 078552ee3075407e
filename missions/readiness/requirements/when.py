"""Days said and counted, and what is answered while something isn't there. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from missions.readiness.facts import Paper
from missions.readiness.verdict import WORST_FIRST, Requirement, State, Verdict
from missions.readiness.words import counted, said

NEAR = timedelta(days=30)
"""How close to its limit a paper is at risk, that day included."""

_STANDING = {
    "applied": ("Applied for, but not here yet.", "Send it on when it comes."),
    "returned": ("It was handed in and returned.", "Correct it and hand it in again."),
    "wanted": ("Asked for, but not handed in yet.", "Hand it in."),
    "lost": ("It is lost.", "Report the loss and replace it."),
}
"""State of a paper → reason and next step, that which is nearest to being there first."""
_NOTHING = ("Not handed in yet.", "Hand it in.")


def years_after(day: date, years: float) -> date:
    """Return the same day so many years later (whole months), or that month's last day."""
    over, month = divmod(day.month - 1 + round(years * 12), 12)
    if day.year + over >= date.max.year:
        return date.max
    first = date(day.year + over, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def years_said(years: float) -> str:
    """Return a span as people say it: "1 year", "18 months"."""
    months = round(years * 12)
    return counted(months, "month") if months % 12 else counted(months // 12, "year")


def outstanding(
    requirement: Requirement, on_date: date, reason: str, next_step: str, detail: str = ""
) -> Verdict:
    """Return due or missing, by the requirement's last day."""
    if on_date <= requirement.due:
        return Verdict(State.DUE, reason, requirement.due, next_step, detail)
    late = f"{reason} It was due on {said(requirement.due)}."
    return Verdict(State.MISSING, late, requirement.due, next_step, detail)


def unfit(requirement: Requirement, reason: str, next_step: str, detail: str = "") -> Verdict:
    """Return invalid: there, but it can't satisfy this trip."""
    return Verdict(State.INVALID, reason, requirement.due, next_step, detail)


def standing(papers: Sequence[Paper]) -> tuple[str, str]:
    """Return how the paper that is nearest to being there stands, and what to do next."""
    states = {paper.state for paper in papers}
    return next((told for state, told in _STANDING.items() if state in states), _NOTHING)


def not_there(papers: Sequence[Paper], requirement: Requirement, on_date: date) -> Verdict:
    """Return the verdict where none of the papers on file is there."""
    reason, step = standing(papers)
    return outstanding(requirement, on_date, reason, step)


def of_papers(
    papers: Sequence[Paper],
    judge: Callable[[Paper], Verdict],
    requirement: Requirement,
    on_date: date,
) -> Verdict:
    """Judge each paper that is there; of several for the same purpose the best is enough.

    Where none will do and another is applied for, nothing is wrong that isn't already being put
    right: it is outstanding rather than invalid.
    """
    there = [paper for paper in papers if paper.there]
    if not there:
        return not_there(papers, requirement, on_date)
    found = best(judge(paper) for paper in there)
    if found.state is not State.INVALID or all(paper.state != "applied" for paper in papers):
        return found
    reason = f"{found.reason} Another is applied for, but not here yet."
    return outstanding(requirement, on_date, reason, "Send it on when it comes.", found.detail)


def best(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the most favourable of at least one verdict, the later of equals."""
    return max(reversed(list(verdicts)), key=lambda verdict: WORST_FIRST.index(verdict.state))
