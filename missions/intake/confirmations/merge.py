"""The same segment found twice, in several forms or for several passengers, made one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from missions.intake.confirmations.model import FoundSegment, Source
from missions.intake.confirmations.names import letters
from missions.intake.confirmations.numbers import comparable

_RANK = {source: rank for rank, source in enumerate(Source)}
_ABOUT_NO_TIME = ("A boarding pass tells no times", "No departure time", "No arrival time")


def merged(segments: Iterable[FoundSegment]) -> tuple[FoundSegment, ...]:
    """Return each segment once, in the order of departure where that is known.

    Two are the same when mode, number, ends and day agree, and their locators, where both have
    one; a day that only one of them tells agrees where the locator does. A better source's values
    stand; passengers, seats and notices are joined.
    """
    kept: list[FoundSegment] = []
    for segment in sorted(segments, key=lambda each: _RANK[Source(each.source)]):
        for index, other in enumerate(kept):
            if _same(segment, other):
                kept[index] = _joined(other, segment)
                break
        else:
            kept.append(segment)
    return tuple(sorted(kept, key=_order))


def _order(segment: FoundSegment) -> tuple[bool, datetime]:
    if segment.departs is not None:
        return False, segment.departs
    day = segment.day
    return day is None, datetime.combine(day or date.max, time())


def _same(one: FoundSegment, other: FoundSegment) -> bool:
    if one.mode != other.mode or not _agree(one.locator, other.locator):
        return False
    if not _agree(comparable(one.number), comparable(other.number)):
        return False
    ends = _agree(one.origin, other.origin) and _agree(one.destination, other.destination)
    same_day = one.day == other.day or (bool(one.locator) and not (one.day and other.day))
    return ends and same_day and bool((one.number and other.number) or one.origin)


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _joined(best: FoundSegment, more: FoundSegment) -> FoundSegment:
    """Return the better source's segment, filled from the other."""
    departs, arrives = best.departs or more.departs, best.arrives or more.arrives
    notices = [*best.notices, *more.notices, *_disagreements(best, more)]
    if departs is not None:
        notices = [each for each in notices if not each.startswith(_ABOUT_NO_TIME[:2])]
    if arrives is not None:
        notices = [each for each in notices if not each.startswith(_ABOUT_NO_TIME[2])]
    return replace(
        best,
        carrier=best.carrier or more.carrier,
        number=best.number or more.number,
        origin=best.origin or more.origin,
        destination=best.destination or more.destination,
        departs=departs,
        arrives=arrives,
        day=best.day or more.day,
        from_zone=best.from_zone or more.from_zone,
        to_zone=best.to_zone or more.to_zone,
        locator=best.locator or more.locator,
        passengers=_people((*best.passengers, *more.passengers)),
        seat=", ".join(dict.fromkeys(filter(None, (*best.seat.split(", "), more.seat)))),
        cancelled=best.cancelled or more.cancelled,
        notices=tuple(dict.fromkeys(notices)),
    )


def _disagreements(best: FoundSegment, more: FoundSegment) -> list[str]:
    told = []
    for which in ("departs", "arrives"):
        one, other = getattr(best, which), getattr(more, which)
        if one and other and one != other:
            text = (
                f"Two sources differ: it {which} {one:%Y-%m-%d %H:%M}, or {other:%Y-%m-%d %H:%M}."
            )
            told.append(text)
    return told


def _people(names: Iterable[str]) -> tuple[str, ...]:
    """Return names once each, though one source writes `KIM/MINJUN MR`, another `Minjun Kim`."""
    kept: dict[frozenset[str], str] = {}
    for name in names:
        forms = letters(name)
        if not any(forms & held for held in kept):
            kept[forms] = name
    return tuple(kept.values())
