"""Who is to be reminded of what is owed, and when a letter may ring. Pure.

At most one letter in a week, with all that is owed; what is urgent may come in between, at most
once a day. No letter rings at night where its reader lives, nor while a border is near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from missions.policy.crossings import Held
from missions.privacy import Audience
from missions.readiness.titles import title_of
from missions.readiness.verdict import Severity, State

AHEAD = timedelta(days=21)
"""So long before its day somebody is reminded of what is due."""
WEEK = timedelta(days=7)
LAST_DAYS = timedelta(days=2)
"""So close to its day what is due is urgent."""
LAST_WEEKS = timedelta(days=14)
"""So close to the trip it is urgent when something that stops it turns out missing or invalid."""
WAKES, SLEEPS = time(8), time(21)
"""Letters ring from 08:00 to before 21:00, on a wall clock where the reader lives."""

OWING = frozenset({State.DUE, State.MISSING, State.INVALID})
"""The states of which somebody is reminded; `at_risk` is for leaders to weigh."""

NOT_THEIRS = frozenset({"age", "ticket_name"})
"""Kinds about which only a leader can do something: the roster, the bookings."""
FOR_LEADERS = frozenset(
    {
        "Mark who was there.",
        "Give the birth date.",
        "Put a guardian on the roster.",
    }
)
"""Next steps that only a leader can take."""
STEPS = {"guardian_consent": "Have a guardian sign the consent."}
"""Kind → what a letter says in the place of a next step that names people."""


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that is owed: a verdict as it was kept. `since`: from when it has its state."""

    kind: str
    title: str
    severity: Severity
    state: State
    since: date
    due: date | None = None
    next_step: str = ""

    @property
    def called(self) -> str:
        """What it is called: a form by its title, others by their kind and topic."""
        if self.title and self.kind != "form":
            return f"{title_of(self.kind)}: {self.title}"
        return title_of(self.kind, self.title)

    @property
    def step(self) -> str:
        """What to do, in a sentence that names nobody."""
        return STEPS.get(self.kind, self.next_step)


def theirs(owed: Owed) -> bool:
    """Whether it is owed, and the person's own business."""
    leaders = owed.kind in NOT_THEIRS or owed.next_step in FOR_LEADERS
    return owed.state in OWING and not leaders


def in_order(owed: Iterable[Owed]) -> tuple[Owed, ...]:
    """Return what is owed, by when it is due; what can't do as it is comes first."""
    return tuple(
        sorted(owed, key=lambda one: (one.state is not State.INVALID, one.due or date.min))
    )


def pressing(owed: Owed, today: date) -> bool:
    """Whether it is time to speak of it: past due, due within three weeks, or invalid."""
    if owed.state is not State.DUE or owed.due is None:
        return True
    return owed.due - today <= AHEAD


def urgent(owed: Owed, told: date, today: date, starts: date) -> bool:
    """Whether it may not wait for the week to pass.

    Args:
        owed: what is owed.
        told: on which day the reader's last letter rang.
        today: the day on which the next would.
        starts: the trip's first day.
    """
    if owed.state is State.DUE:
        if owed.due is None or owed.due - today > LAST_DAYS:
            return False
        opened = owed.due - LAST_DAYS
        return told < opened or (owed.since >= opened and told <= owed.since)
    if owed.severity is not Severity.ERROR or starts - today > LAST_WEEKS:
        return False
    return told < max(owed.since, starts - LAST_WEEKS)


class Why(StrEnum):
    """Why somebody gets a letter, or why not."""

    WEEKLY = "weekly"
    URGENT = "urgent"
    NOTHING = "nothing"
    """Nothing is owed."""
    NOT_YET = "not yet"
    """What is owed is due in more than three weeks."""
    TOLD = "told"
    """There was a letter within the week, or one waits to go out."""
    BORDER = "border"
    """A border is near, and it isn't known until when."""
    OVER = "over"
    """The trip is over before a letter may ring."""


SENDS = frozenset({Why.WEEKLY, Why.URGENT})
CAN_ANYWAY = frozenset({Why.NOT_YET, Why.TOLD})
"""Where a leader may have a letter written all the same."""


@dataclass(frozen=True, slots=True)
class Call:
    """Whether somebody is to be written to, and when it rings (None where no time is known)."""

    why: Why
    due_at: datetime | None = None

    @property
    def sends(self) -> bool:
        """Whether a letter goes out."""
        return self.why in SENDS


@dataclass(frozen=True, slots=True)
class Span:
    """The trip's first and last day."""

    starts: date
    ends: date


def call(
    owed: Sequence[Owed], trip: Span, told: datetime | None, due_at: datetime | None, zone: tzinfo
) -> Call:
    """Decide whether somebody is reminded.

    Args:
        owed: what is owed and is theirs, the wards' of a guardian included.
        trip: when the trip is.
        told: when the last letter rang or will; None where there was none in a while.
        due_at: when a letter would ring, by `rings_at`; None where that isn't known.
        zone: where the reader lives.
    """
    if not owed:
        return Call(Why.NOTHING)
    if due_at is None:
        return Call(Why.BORDER)
    today = due_at.astimezone(zone).date()
    if today > trip.ends:
        return Call(Why.OVER)
    if not any(pressing(one, today) for one in owed):
        return Call(Why.NOT_YET, due_at)
    if told is None or due_at - told >= WEEK:
        return Call(Why.WEEKLY, due_at)
    day = told.astimezone(zone).date()
    hurries = day < today and any(urgent(one, day, today, trip.starts) for one in owed)
    return Call(Why.URGENT if hurries else Why.TOLD, due_at)


def rings_at(
    now: datetime, zone: tzinfo, near: Callable[[datetime], Held] = lambda _at: Held(Audience.TEAM)
) -> datetime | None:
    """Return when a letter may ring: not at night, and not near a border.

    Args:
        now: the instant from which on it may.
        zone: where the reader lives.
        near: what holds for the reader at an instant, as `policy.crossings.held` says.

    Returns:
        The instant, None where a border is near whose end isn't known.
    """
    at = after_quiet(now, zone)
    while (held := near(at)).audience is not Audience.TEAM:
        if held.until is None or held.until <= at:
            return None
        at = after_quiet(held.until, zone)
    return at


def after_quiet(at: datetime, zone: tzinfo) -> datetime:
    """Return `at`, or the next 08:00 on the wall clock in `zone` where it is quiet.

    Where the clock skips that time it is read with the offset from before the gap; where it comes
    twice, the first that isn't past is meant.
    """
    local = at.astimezone(zone)
    if WAKES <= local.time() < SLEEPS:
        return at
    day = local.date() + timedelta(days=local.time() >= SLEEPS)
    for fold in (0, 1):
        morning = datetime.combine(day, WAKES).replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if morning >= at:
            return morning
    return datetime.combine(day + timedelta(days=1), WAKES, zone).astimezone(UTC)


def week_of(at: datetime, zone: tzinfo) -> str:
    """Return the ISO week of an instant where the reader lives: `2027-W05`."""
    year, week, _day = at.astimezone(zone).isocalendar()
    return f"{year}-W{week:02}"
