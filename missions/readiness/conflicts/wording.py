"""How clashes speak of days, times, lengths and things on the plan. Pure, and without a locale."""

from __future__ import annotations

from datetime import datetime

from missions.readiness.facts import Item, Leg, Lesson

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_HOUR = 60
_LISTED = 3


def clock(moment: datetime) -> str:
    """Return a wall time as “08:30”."""
    return f"{moment:%H:%M}"


def minutes_words(minutes: int) -> str:
    """Return “1 minute”, “55 minutes” or, from two hours on, “2 h 5 min”."""
    if minutes < 2 * _HOUR:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    hours, rest = divmod(minutes, _HOUR)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def named(source: Item | Leg | Lesson) -> str:
    """Return a title in quotes; a leg's number or its two ends as they are."""
    return source.called if isinstance(source, Leg) else f"“{source.title}”"


def hours_of(source: Item | Leg | Lesson) -> str:
    """Return “08:30 to 11:00”, “08:30” without an end; a leg's two ends by their own clocks."""
    starts, ends = (
        (source.departs, source.arrives)
        if isinstance(source, Leg)
        else (source.starts, source.ends)
    )
    if starts is None:
        return "all day"
    return clock(starts) if ends is None else f"{clock(starts)} to {clock(ends)}"
