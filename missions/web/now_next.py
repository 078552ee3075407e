"""What is now and what is next, out of a released plan. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from missions.briefing.document import Briefing, Item, Leg, TrainingSession
from missions.zones import zone as zone_of

Event = Leg | Item | TrainingSession
USUAL_LENGTH = timedelta(hours=1)
"""How long an item without an end counts as going on."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A wall clock: where, what it shows."""

    place: str
    wall: datetime


@dataclass(frozen=True, slots=True)
class Now:
    """The present as a member sees it.

    `here` is the clock where they are, `home` the one at home where it differs and is told.
    `day_number` of `day_count` counts the trip's days; 0 before and after. `days_to_go` is 0 from
    the first day on. `going_on` are things that have begun, `next` what begins next, `later` what
    follows today, `tomorrow` the first thing of the next day that holds something.
    """

    here: Clock
    home: Clock | None
    day_number: int
    day_count: int
    days_to_go: int
    over: bool
    going_on: tuple[Event, ...]
    next: Event | None
    later: tuple[Event, ...]
    tomorrow: Event | None
    all_day: tuple[Item, ...]
    minutes_left: int
    share_done: int


def ends_at(event: Event) -> datetime | None:
    """Return the instant at which an event is over."""
    if event.start is None:
        return None
    return event.end.utc if event.end is not None else event.start.utc + USUAL_LENGTH


def city_of(zone: str) -> str:
    """Return the city that a zone is named after: `America/Mexico_City` is Mexico City."""
    return zone.rpartition("/")[2].replace("_", " ")


def _timed(briefing: Briefing) -> list[tuple[datetime, Event]]:
    entries: list[Event] = [entry for day in briefing.days for entry in day.entries]
    seen = {entry.uid for entry in entries}
    entries += [training for training in briefing.trainings if training.uid not in seen]
    timed = [
        (entry.start.utc, entry)
        for entry in entries
        if entry.start is not None and getattr(entry, "status", "") != "cancelled"
    ]
    return sorted(timed, key=lambda pair: (pair[0], pair[1].uid))


def _legs(briefing: Briefing) -> Iterator[Leg]:
    yield from sorted(briefing.legs, key=lambda leg: leg.start.utc)


def clock_here(briefing: Briefing, home_zone: str, at: datetime) -> Clock:
    """Return the clock where the reader is: the last boarded leg's goal, else the first's start."""
    zone, place = "", ""
    for leg in _legs(briefing):
        if not zone:
            zone, place = leg.start.zone, leg.origin.city or leg.origin.name
        if leg.start.utc <= at:
            zone, place = leg.end.zone, leg.destination.city or leg.destination.name
    zone = zone or next((day.zone for day in briefing.days if day.zone), home_zone)
    wall = at.astimezone(zone_of(zone)).replace(tzinfo=None)
    known = next((d.place for d in briefing.days if d.date == wall.date() and d.zone == zone), "")
    return Clock(known or place or city_of(zone), wall)


def _home(briefing: Briefing, here: Clock, at: datetime) -> Clock | None:
    if not briefing.home_zone:
        return None
    wall = at.astimezone(zone_of(briefing.home_zone)).replace(tzinfo=None)
    return Clock(city_of(briefing.home_zone), wall) if wall != here.wall else None


def _rest_of(day: date, coming: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(e for e in coming if e.start is not None and e.start.wall.date() == day)


def now_of(briefing: Briefing, home_zone: str, at: datetime) -> Now:
    """Return the present of a briefing at an instant.

    Args:
        home_zone: the zone to fall back on where the plan names no place.
    """
    here = clock_here(briefing, home_zone, at)
    today = here.wall.date()
    timed = _timed(briefing)
    going_on = tuple(e for start, e in timed if start <= at < (ends_at(e) or at))
    coming = [event for start, event in timed if start > at]
    rest = _rest_of(today, coming[1:])
    after = [event for event in coming[1:] if event not in rest]
    left, done = _progress(going_on, at)
    return Now(
        here=here,
        home=_home(briefing, here, at),
        day_number=_day_number(briefing, today),
        day_count=(briefing.ends - briefing.starts).days + 1,
        days_to_go=max(0, (briefing.starts - today).days),
        over=today > briefing.ends,
        going_on=going_on,
        next=coming[0] if coming else None,
        later=rest,
        tomorrow=after[0] if after else None,
        all_day=_all_day(briefing, today),
        minutes_left=left,
        share_done=done,
    )


def _day_number(briefing: Briefing, today: date) -> int:
    return (today - briefing.starts).days + 1 if briefing.starts <= today <= briefing.ends else 0


def _all_day(briefing: Briefing, today: date) -> tuple[Item, ...]:
    return tuple(
        entry
        for day in briefing.days
        for entry in day.entries
        if isinstance(entry, Item) and entry.start is None and entry.day == today
    )


def _progress(going_on: Sequence[Event], at: datetime) -> tuple[int, int]:
    """Return the minutes left of the first thing going on, and the hundredths of it done."""
    if not going_on or going_on[0].start is None:
        return 0, 0
    start, end = going_on[0].start.utc, ends_at(going_on[0]) or at
    whole = max(1.0, (end - start).total_seconds())
    left = (end - at).total_seconds()
    return round(left / 60), round(100 * (whole - left) / whole)
