"""The way from today to coming home, as a few marks. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from missions.briefing.document import Briefing, Leg
from missions.renderers.wording import clock, count_of, day_name

TRAININGS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """One point of the timeline; `state` is "now", "done", "due" or "goal"."""

    title: str
    line: str
    state: str
    at: datetime


def first_out(briefing: Briefing) -> Leg | None:
    """Return the leg with which most leave: the first one abroad, or the first at all."""
    legs = sorted(briefing.legs, key=lambda leg: leg.start.utc)
    abroad = [leg for leg in legs if leg.international]
    return next(iter(abroad or legs), None)


def last_home(briefing: Briefing) -> Leg | None:
    """Return the leg that brings most of the team home, None where no leg does."""
    legs = [leg for leg in briefing.legs if 2 * leg.head_count >= briefing.head_count]
    last = max(legs, key=lambda leg: leg.end.utc, default=None)
    return last if last is not None and last.end.wall.date() >= briefing.ends else None


def goal_of(leg: Leg) -> str:
    """Return what a leg is called by: `KE38 to Seoul`."""
    to = leg.destination.city or leg.destination.name
    name = leg.number or leg.carrier or leg.mode.capitalize()
    return f"{name} to {to}" if to else name


def timeline(briefing: Briefing, now: datetime, today: date) -> tuple[Mark, ...]:
    """Return today, the next trainings, leaving and coming home, in their order.

    Args:
        now: the present instant.
        today: the date at home.
    """
    marks = [Mark("Today", day_name(today), "now", now)]
    marks += _trainings(briefing, now)
    out, home = first_out(briefing), last_home(briefing)
    if out is not None:
        line = f"{day_name(out.start.wall.date())}, {clock(out.start.wall)}"
        marks.append(Mark(goal_of(out), line, _state(out.start.utc, now), out.start.utc))
    marks.append(_end(briefing, home))
    return tuple(sorted(marks, key=lambda mark: mark.at))


def _end(briefing: Briefing, home: Leg | None) -> Mark:
    """Return coming home, or the trip's last day where no leg tells."""
    if home is not None:
        line = f"{day_name(home.end.wall.date())}, {clock(home.end.wall)}"
        return Mark("Home again", line, "goal", home.end.utc)
    last = datetime.combine(briefing.ends, time(23, 59), UTC)
    return Mark("The trip ends", day_name(briefing.ends), "goal", last)


def _state(at: datetime, now: datetime) -> str:
    return "done" if at <= now else "due"


def _trainings(briefing: Briefing, now: datetime) -> list[Mark]:
    coming = sorted(
        (training for training in briefing.trainings if training.start.utc > now),
        key=lambda training: training.start.utc,
    )
    marks = [
        Mark(
            training.title or training.label,
            f"{day_name(training.start.wall.date())}, {clock(training.start.wall)}",
            "due",
            training.start.utc,
        )
        for training in coming[:TRAININGS_SHOWN]
    ]
    more = coming[TRAININGS_SHOWN:]
    if more:
        line = f"from {day_name(more[0].start.wall.date())}"
        marks.append(Mark(count_of(len(more), "more training"), line, "due", more[0].start.utc))
    return marks
