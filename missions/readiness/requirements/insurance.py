"""Insurance: the policies together contain every day of travel, without a gap. Pure.

Days are those of the wall clock where the person is, so both ends of every leg count, also across
the date line. A policy that ends with the very last day is enough: policies are made for a trip's
dates, and thirty days more are not asked of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from missions.readiness.facts import Facts, Paper
from missions.readiness.requirements.journeys import travel_days
from missions.readiness.requirements.papers import Asking, Finding, swapped, unless_replaced
from missions.readiness.verdict import Requirement, State, Verdict
from missions.readiness.words import said


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge all policies of the person together."""
    asking = Asking(facts, requirement, on_date)
    papers = facts.of_kind("insurance")
    there = [paper for paper in papers if paper.there]
    if not there:
        return asking.verdict([asking.absent(papers, "insurance")])
    return asking.verdict(unless_replaced(asking, [_judge(facts, there)], papers))


def _judge(facts: Facts, policies: Sequence[Paper]) -> Finding:
    start, end = travel_days(facts)
    dated = [policy for policy in policies if not swapped(policy)]
    if not dated:
        step = "Enter both dates as the policy has them."
        reason = "The policy ends before it begins: the dates are swapped."
        return Finding(State.INVALID, reason, step)
    whole = [policy for policy in dated if policy.expires and _begins_known(facts, policy)]
    if _first_uncovered(whole, start, end) is None:
        return Finding(State.MET, f"Every day from {said(start)} to {said(end)} is covered.")
    bare = _first_uncovered(dated, start, end)
    if bare is None:
        return _undated(dated)
    reason = f"{said(bare)} is not covered; the travel days are {said(start)} to {said(end)}."
    step = f"Have the insurer cover every day from {said(start)} to {said(end)}."
    return Finding(State.INVALID, reason, step, _begin_in_words(dated))


def _begins_known(facts: Facts, policy: Paper) -> bool:
    """Whether its first day is entered; an issue date that couldn't be read isn't judged."""
    return policy.begins is not None or not facts.opened


def _first_uncovered(policies: Iterable[Paper], start: date, end: date) -> date | None:
    """Return the first day that no policy contains; one without a date is open on that side.

    Only a day after a policy's end, or the first day, is ever named: never one before a first day,
    which may be an issue date.
    """
    reached = start
    for policy in sorted(policies, key=lambda policy: policy.begins or date.min):
        if (policy.begins or date.min) > reached:
            break
        last = policy.expires or date.max
        if last >= end:
            return None
        reached = max(reached, last + timedelta(days=1))
    return reached


def _undated(policies: Sequence[Paper]) -> Finding:
    dates = [day for policy in policies for day in (policy.begins, policy.expires)]
    which = "The policy's dates are not entered."
    if any(dates):
        missing_end = any(policy.expires is None for policy in policies)
        which = f"The policy's {'last' if missing_end else 'first'} day is not entered."
    return Finding(State.AT_RISK, which, "Enter the policy's first and last day.")


def _begin_in_words(policies: Sequence[Paper]) -> str:
    spans = [
        f"{said(policy.begins) if policy.begins else '…'} to "
        f"{said(policy.expires) if policy.expires else '…'}"
        for policy in policies
    ]
    return f"Covered: {'; '.join(spans)}."
