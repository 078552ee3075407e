"""The stops of the route and the houses there, as they are drawn: each once, with both its ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missions.briefing.document import RoutePoint, Stay


def stops(route: Sequence[RoutePoint]) -> tuple[RoutePoint, ...]:
    """Return the route without what parallel vehicles repeat.

    Where the team arrives at one place and leaves from another nearby, the two are one stop.
    """
    found: list[RoutePoint] = []
    for point in dict.fromkeys(route):
        last = found[-1] if found else None
        if last is not None and _halves(last, point):
            found[-1] = replace(last, departs=point.departs)
        else:
            found.append(point)
    return tuple(found)


def _halves(one: RoutePoint, other: RoutePoint) -> bool:
    open_ended = one.departs is None and other.arrives is None
    return open_ended and (one.zone, one.home) == (other.zone, other.home)


def houses(stays: Sequence[Stay]) -> Iterator[Stay]:
    """Yield where most of the team sleep, nights at the same house on end as one stay."""
    current: Stay | None = None
    for check_in in sorted({stay.check_in for stay in stays}):
        here = [stay for stay in stays if stay.check_in == check_in]
        main = max(here, key=_people)
        if current and (current.site, current.check_out) == (main.site, main.check_in):
            nights = current.nights + main.nights
            current = replace(current, check_out=main.check_out, nights=nights)
            continue
        if current:
            yield current
        current = main
    if current:
        yield current


def _people(stay: Stay) -> int:
    return sum(len(room.people) for room in stay.rooms) + len(stay.unplaced)
