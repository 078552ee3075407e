"""Parties small enough to judge by hand, and what suppositions make of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from missions.readiness.facts import Lesson, Member, Party
from missions.readiness.supposing import Supposed, Supposition, Texts, suppose
from missions.reference.holiday_days import Holiday
from missions.reference.rulebook import Rulebook
from tests.readiness.conflicts.team_plan import TRIP, who

ANA, BEN = who("ana"), who("ben", "M")
TIM = who("tim", "M", "2012-01-01", "ana")
HOME = "America/Chicago"
NO_RULES = Rulebook(())


def party(*members: Member, **more: object) -> Party:
    """A party in July 2026."""
    return replace(Party(TRIP, members or (ANA, BEN), NO_RULES), **more)


def no_holidays(_country: str, _first: date, _last: date) -> tuple[Holiday, ...]:
    return ()


def supposed(
    of: Party, *suppositions: Supposition, texts: Texts | None = None, asked: object = ()
) -> Supposed:
    return suppose(of, asked, texts or Texts(), suppositions, no_holidays)  # type: ignore[arg-type]


def lesson(key: str, day: date, *people: str, **more: object) -> Lesson:
    starts = datetime(day.year, day.month, day.day, 18)
    whole = Lesson(key, key.capitalize(), HOME, starts, starts + timedelta(hours=1), people)
    return replace(whole, **more)
