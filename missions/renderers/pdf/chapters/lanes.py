"""What the lanes of "at a glance" show: stays on a place's own clock, and the hops between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from missions.briefing.document import Briefing, Day, Leg, RoutePoint, Stay
from missions.renderers.pdf.chapters.stops import houses, stops
from missions.renderers.selection import leg_name
from missions.renderers.wording import count_of, zone_text


@dataclass(frozen=True, slots=True)
class Lane:
    """A place: its name, its clock, how far that is from home's."""

    name: str
    clock: str
    difference: str
    home: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A time in a lane, from wall time to wall time; `long` and `short` are its labels."""

    lane: int
    start: datetime
    end: datetime
    long: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """The way from the end of a bar to the beginning of the next."""

    start_lane: int
    start: datetime
    end_lane: int
    end: datetime
    label: str = ""


def lanes_of(briefing: Briefing) -> list[Lane]:
    """Return the places in the order they are reached, home last."""
    points = {_key(point): point for point in stops(briefing.route)}
    ordered = sorted(points.values(), key=lambda point: point.home)
    return [_lane(point, briefing.days) for point in ordered]


def _key(point: RoutePoint) -> tuple[str, str]:
    return point.name, point.zone


def _lane(point: RoutePoint, days: Sequence[Day]) -> Lane:
    there = [day for day in days if day.zone == point.zone]
    clocks = [zone_text(day.abbreviation, day.offset) for day in there]
    clock = ", then ".join(dict.fromkeys(clocks)) or zone_text(point.abbreviation, point.offset)
    if point.home:
        return Lane(point.name, clock, "home", home=True)
    differences = [day.home_offset for day in there if day.home_offset is not None]
    return Lane(point.name, clock, _difference(list(dict.fromkeys(differences))))


def _difference(offsets: list[int]) -> str:
    """Return `14 h ahead of home`, `14 h, then 13 h ahead of home` where a clock changes."""
    if not offsets:
        return ""
    if offsets == [0]:
        return "the same as home"
    lengths = ", then ".join(_hours(abs(offset)) for offset in offsets)
    return f"{lengths} {'ahead of' if offsets[-1] < 0 else 'behind'} home"


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def bars_of(briefing: Briefing) -> list[list[Bar]]:
    """Return for each stop of the route its bars: one for each stay, or one for the time there."""
    order = [(lane.name, lane.home) for lane in lanes_of(briefing)]
    first = datetime.combine(briefing.starts, time())
    last = datetime.combine(briefing.ends + timedelta(days=1), time())
    found: list[list[Bar]] = []
    for point in stops(briefing.route):
        lane = order.index((point.name, point.home)) if (point.name, point.home) in order else 0
        start = point.arrives or first
        whole = Bar(lane, start, max(start, point.departs or last))
        found.append(list(_by_stays(whole, point, briefing.stays)))
    return found


def _by_stays(whole: Bar, point: RoutePoint, stays: Sequence[Stay]) -> Iterator[Bar]:
    """Yield the parts of a time at one place by where the team sleeps."""
    near = [stay for stay in stays if stay.zone == point.zone and _inside(stay, whole)]
    here = list(houses(near))
    edges = [datetime.combine(stay.check_in, time(12)) for stay in here[1:]]
    starts = [whole.start, *(min(max(edge, whole.start), whole.end) for edge in edges)]
    ends = [*starts[1:], whole.end]
    if not here:
        yield whole
    for stay, start, end in zip(here, starts, ends, strict=False):
        nights = count_of(stay.nights, "night")
        yield Bar(whole.lane, start, end, f"{stay.site} · {nights}", stay.site)


def _inside(stay: Stay, whole: Bar) -> bool:
    return stay.check_in >= whole.start.date() and stay.check_out <= whole.end.date()


def hops_of(briefing: Briefing, bars: Sequence[Sequence[Bar]]) -> list[Hop]:
    """Return the way between each two stops, with the numbers of its segments."""
    hops = []
    for before, after in pairwise(bars):
        start, end = before[-1], after[0]
        label = ", ".join(_between(briefing.legs, start.end, end.start))
        hops.append(Hop(start.lane, start.end, end.lane, end.start, label))
    return hops


def _between(legs: Sequence[Leg], departs: datetime, arrives: datetime) -> list[str]:
    first = next((i for i, leg in enumerate(legs) if leg.start.wall == departs), None)
    last = next((i for i, leg in enumerate(legs) if leg.end.wall == arrives), None)
    if first is None or last is None or last < first:
        return []
    return list(dict.fromkeys(leg_name(leg) for leg in legs[first : last + 1] if leg.number))


def days_between(starts: date, ends: date) -> list[date]:
    """Return every date of the trip."""
    return [starts + timedelta(days=step) for step in range((ends - starts).days + 1)]
