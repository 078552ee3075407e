"""VTIMEZONE components: a zone's clock changes around a calendar, written out one by one.

RDATE lists are misread by clients that people use, and a recurrence rule fitted to past years is
a guess about this one. So each change of the clock inside the calendar becomes one STANDARD or
DAYLIGHT subcomponent, found in the zone itself. The zones come from the pinned `tzdata`
dependency and never from the machine, or two machines would write different bytes for the same
edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from missions.zones import zone

# No zone changes its clock to and fro within a week (a test reads the whole database for that).
_STEP = timedelta(days=7)
# A zone that has daylight saving changes its clock at least once in this time.
_REACH = timedelta(days=400)
# Where a zone's clock has stood still for longer, its observance is said to begin here.
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_NOTHING = timedelta(0)


class _Clock(NamedTuple):
    """How a zone counts at an instant."""

    offset: timedelta
    saving: timedelta
    name: str


class _Change(NamedTuple):
    """An instant from which on a zone counts otherwise."""

    instant: datetime
    before: _Clock
    after: _Clock


@dataclass(frozen=True, slots=True)
class Observance:
    """A stretch of constant offset.

    It begins at the wall time `onset`, read on the clock that held `before`; `before` and `after`
    are offsets from UTC. `name` is "" where the zone has only a number for it ("+01").
    """

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    daylight: bool


def is_the_only_instant(wall: datetime, key: str, utc: datetime) -> bool:
    """Whether this wall time names exactly one instant in the zone, and it is `utc`.

    False for times that a change of clocks skips or repeats: clients disagree about those.
    """
    first = wall.replace(tzinfo=zone(key), fold=0)
    return first.utcoffset() == first.replace(fold=1).utcoffset() and first.astimezone(UTC) == utc


def observances(key: str, first: datetime, last: datetime) -> tuple[Observance, ...]:
    """The zone's observances from the one in force at `first` to the first that begins past `last`.

    Both bounds are aware. The first observance begins at or before `first`, always.
    """
    place = zone(key)
    start, end = first.replace(microsecond=0), last.replace(microsecond=0)
    changes = [_latest_change(place, start) or _still(_clock(place, start))]
    for change in _changes(place, start, end + _REACH):
        changes.append(change)
        if change.instant > end:
            break
    return tuple(_observance(change) for change in changes)


def _observance(change: _Change) -> Observance:
    instant, before, after = change
    return Observance(
        onset=(instant + before.offset).replace(tzinfo=None),
        before=before.offset,
        after=after.offset,
        name="" if after.name.startswith(("+", "-")) else after.name,
        daylight=_is_put_forward(before, after),
    )


def _is_put_forward(before: _Clock, after: _Clock) -> bool:
    """Whether this is the part of the year with clocks put forward.

    Ireland and Morocco say the opposite by law: there the summer is standard and the rest of the
    year has a negative saving. Clients know only clocks put forward, so it is turned round.
    """
    return after.saving > _NOTHING or (after.saving == _NOTHING and before.saving < _NOTHING)


def _clock(place: ZoneInfo, instant: datetime) -> _Clock:
    local = instant.astimezone(place)
    return _Clock(local.utcoffset() or _NOTHING, local.dst() or _NOTHING, local.tzname() or "")


def _still(clock: _Clock) -> _Change:
    """The beginning of a clock that has not been changed for a long while."""
    return _Change(_LONG_AGO - clock.offset, clock, clock)


def _latest_change(place: ZoneInfo, instant: datetime) -> _Change | None:
    """The last change at or before the instant, None if there was none for a long while."""
    end = instant
    while end > instant - _REACH:
        changes = list(_changes(place, end - _STEP, end))
        if changes:
            return changes[-1]
        end -= _STEP
    return None


def _changes(place: ZoneInfo, start: datetime, end: datetime) -> Iterator[_Change]:
    """The zone's changes after `start`, up to and at `end`."""
    here, clock = start, _clock(place, start)
    while here < end:
        there = min(here + _STEP, end)
        if _clock(place, there) != clock:
            there = _bisect(place, here, there)
            before, clock = clock, _clock(place, there)
            yield _Change(there, before, clock)
        here = there


def _bisect(place: ZoneInfo, start: datetime, end: datetime) -> datetime:
    """The first second after `start` whose clock is another; at `end` it is."""
    clock = _clock(place, start)
    same, other = 0, int((end - start).total_seconds())
    while other - same > 1:
        middle = (same + other) // 2
        if _clock(place, start + timedelta(seconds=middle)) == clock:
            same = middle
        else:
            other = middle
    return start + timedelta(seconds=other)


def vtimezone(key: str, first: datetime, last: datetime) -> bytes:
    """The zone's VTIMEZONE for a calendar from the instant `first` to the instant `last`."""
    component = Timezone()
    component.add("tzid", key)
    for observance in observances(key, first, last):
        part = TimezoneDaylight() if observance.daylight else TimezoneStandard()
        part.add("dtstart", observance.onset)
        part.add("tzoffsetfrom", observance.before)
        part.add("tzoffsetto", observance.after)
        if observance.name:
            part.add("tzname", observance.name)
        component.add_component(part)
    written: bytes = component.to_ical()
    return written
