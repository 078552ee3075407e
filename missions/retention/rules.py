"""Who ends a trip's facts and when, and how long safeguarding lasts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LEAST_DAYS, USUAL_DAYS, MOST_DAYS = 7, 14, 90
"""So many days lie between announcing a purge and carrying it out."""

ACCOUNT_KEPT = timedelta(days=183)
"""So long an account lasts that no trip holds any more."""

SAFEGUARDING_YEARS = 10
"""So many years after the trip it can be told who was with children, and how they were cleared."""
MINORS_UNTIL_AGE = 25
"""The record of who was a minor lasts until this birthday at least."""


class Role(StrEnum):
    """In which role somebody ends a trip's facts; it takes both."""

    LEADER = "leader"
    ADMINISTRATOR = "administrator"

    @property
    def other(self) -> Role:
        """The role that has to agree."""
        return Role.ADMINISTRATOR if self is Role.LEADER else Role.LEADER


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did a step of a purge: the role, and the account's id or the operator.

    `ahead`: it was said that the trip ends before it is over.
    """

    role: Role
    actor: str
    ahead: bool = False

    def written(self) -> str:
        """Return it as the row of the purge keeps it."""
        return f"{self.role}:{self.actor}" + (":ahead" if self.ahead else "")


def hand_of(text: str) -> Hand:
    """Return what `Hand.written` wrote."""
    role, actor, *ahead = text.split(":")
    return Hand(Role(role), actor, bool(ahead))


class Stage(StrEnum):
    """How far a purge is."""

    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    DONE = "done"


def stage_of(
    confirmed_at: datetime | None, withdrawn_at: datetime | None, done_at: datetime | None
) -> Stage:
    """Return how far a purge is by the instants of its steps."""
    if done_at is not None:
        return Stage.DONE
    if withdrawn_at is not None:
        return Stage.WITHDRAWN
    return Stage.ANNOUNCED if confirmed_at is None else Stage.CONFIRMED


def is_past(ends: date, today: date) -> bool:
    """Whether a trip's last day is over."""
    return today > ends


def kept_until(birth_date: date | None, first_day: date, last_day: date) -> date:
    """Return the last day on which a safeguarding record of a trip is kept.

    Args:
        birth_date: the person's; unknown counts as grown up.
        first_day, last_day: the trip's.
    """
    for_all = _years_on(last_day, SAFEGUARDING_YEARS)
    if birth_date is None or _years_on(birth_date, 18) <= first_day:
        return for_all
    return max(for_all, _years_on(birth_date, MINORS_UNTIL_AGE))


def _years_on(day: date, years: int) -> date:
    """Return the same day years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
