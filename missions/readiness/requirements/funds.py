"""Money for the trip, paid in parts. Pure.

Amounts stand in the number of a paper, which is sealed: `reason` tells the stage, `detail` the sum.
Source of the usual stages: teams that ask for half 90 days before the trip and all 30 days before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from missions.readiness.facts import Facts, Paper
from missions.readiness.requirements.when import not_there, outstanding
from missions.readiness.verdict import Requirement, State, Verdict
from missions.readiness.words import said

SCHEDULE = "90:50;30:100"
"""Days before the trip : percent by then, where the rulebook has no `funds.schedule`."""

_STAGE = re.compile(r"\s*(\d{1,4})\s*:\s*(\d{1,3})\s*%?\s*")
_AMOUNT = re.compile(r"(?:[A-Za-z]{3}|[$€£¥₩])?(-?\d[\d.,'’]*)(?:[A-Za-z]{3}|[$€£¥₩])?")
_CENTS = re.compile(r"(.*)[.,](\d{1,2})")


def assess(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    """Judge what is paid against `amount`; without one, whether a paper says it is paid."""
    papers = facts.of_kind("funds")
    there = [paper for paper in papers if paper.there]
    if not there:
        verdict = not_there(papers, requirement, on_date)
        return verdict if papers else _nothing_paid(facts, requirement, on_date)
    amount = requirement.setting("amount")
    if amount is None:
        return Verdict(State.MET, "Paid.")
    wanted = Decimal(str(amount))
    paid = _paid(there, wanted)
    detail = f"Paid {paid:,.2f} of {wanted:,.2f}."
    unread = [paper.number for paper in there if paper.number and amount_in(paper.number) is None]
    detail += "".join(f" “{text}” is no amount." for text in unread)
    if paid >= wanted:
        return Verdict(State.MET, "Paid in full.", detail=detail)
    share = paid / wanted * 100
    stage = _stage(share, facts, on_date) if on_date <= requirement.due else ""
    reason = f"Paid in part.{stage}"
    return outstanding(requirement, on_date, reason, "Pay the rest.", detail)


def _nothing_paid(facts: Facts, requirement: Requirement, on_date: date) -> Verdict:
    stage = _stage(Decimal(0), facts, on_date) if on_date <= requirement.due else ""
    reason = f"Nothing is paid yet.{stage}"
    return outstanding(requirement, on_date, reason, "Pay it.")


def _paid(papers: Sequence[Paper], wanted: Decimal) -> Decimal:
    """Add up what is paid; a paper without a number stands for the whole."""
    return sum((_part(paper, wanted) for paper in papers), Decimal(0))


def _part(paper: Paper, wanted: Decimal) -> Decimal:
    return (amount_in(paper.number) or Decimal(0)) if paper.number.strip() else wanted


def amount_in(text: str) -> Decimal | None:
    """Return an amount of money as people write it, None where it is something else.

    A point or comma before one or two last digits divides whole from parts, any other thousands:
    "$1,725", "1.725,00", "1'725 CHF". A currency is not looked at.
    """
    found = _AMOUNT.fullmatch("".join(text.split()))
    if not found:
        return None
    written = found.group(1)
    cents = _CENTS.fullmatch(written)
    whole, parts = cents.groups() if cents else (written, "0")
    digits = re.sub(r"[.,'’]", "", whole)
    return Decimal(f"{digits}.{parts}")


def stages(schedule: str, starts: date) -> tuple[tuple[date, int], ...]:
    """Return the last day of each stage and the percent paid by then, in the order of time."""
    found = (_STAGE.fullmatch(part) for part in schedule.split(";"))
    days = ((starts - timedelta(days=int(m[1])), int(m[2])) for m in found if m)
    return tuple(sorted(days))


def _stage(share: Decimal, facts: Facts, on_date: date) -> str:
    """Say the stage that is behind, or the next one that isn't reached; "" for none."""
    planned = stages(facts.rules.text("funds.schedule", SCHEDULE), facts.trip.starts)
    behind = [(day, percent) for day, percent in planned if day < on_date and share < percent]
    if behind:
        day, percent = behind[-1]
        return f" {percent} % was due by {said(day)}."
    ahead = [(day, percent) for day, percent in planned if day >= on_date and share < percent]
    return f" {ahead[0][1]} % is due by {said(ahead[0][0])}." if ahead else ""
