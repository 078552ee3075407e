"""The route as a drawing: a lane per place, each in its own wall time. Pure geometry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from missions.briefing.document import Briefing, Leg, Stay
from missions.renderers.wording import count_of, utc_offset

LABEL_WIDTH = 170
DAY_MAX = 150
WIDTH = 1376
LANE = 60
HEAD = 44
BAR = 24
MOST_LANES = 6
CHECK_IN, CHECK_OUT = time(15), time(11)
LETTER = 6.6
"""About how wide a letter of a bar's label is drawn."""


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A day's column."""

    date: date
    x: float
    width: float
    weekend: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """Time spent at a place."""

    x: float
    y: float
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class Hop:
    """A leg from lane to lane, with the place of its name."""

    x1: float
    y1: float
    x2: float
    y2: float
    name: str
    name_x: float
    name_y: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A place: its name, its clock, its height."""

    name: str
    clock: str
    y: float


@dataclass(frozen=True, slots=True)
class Route:
    """The drawing. `words` says the same, a line a leg."""

    width: float
    height: float
    days: tuple[DayColumn, ...]
    lanes: tuple[Lane, ...]
    bars: tuple[Bar, ...]
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class _Visit:
    place: str
    zone_text: str
    arrives: datetime | None
    departs: datetime | None
    leg: Leg | None


def place_of(leg: Leg, *, leaving: bool) -> str:
    """Return the city of a leg's end, or what the end is called."""
    end = leg.origin if leaving else leg.destination
    return end.city or end.name


def main_legs(briefing: Briefing) -> list[Leg]:
    """Return the legs that lead from city to city and that most are on, in order."""
    legs = [leg for leg in briefing.legs if leg.international or leg.mode in ("flight", "ferry")]
    return sorted(_most(briefing, legs), key=lambda leg: leg.start.utc)


def _most(briefing: Briefing, legs: list[Leg]) -> list[Leg]:
    """Return the legs that at least half of the team is on, all where there are none."""
    return [leg for leg in legs if 2 * leg.head_count >= briefing.head_count] or legs


def _by_legs(legs: list[Leg]) -> list[_Visit]:
    """Return the cities that the main legs join; nothing where they don't join up."""
    visits: list[_Visit] = []
    for leg in legs:
        came = None
        place = place_of(leg, leaving=True)
        if visits:
            if visits[-1].place != place:
                return []
            came = visits.pop().arrives
        visits.append(_Visit(place, utc_offset(leg.start.offset), came, leg.start.wall, leg))
        place, clock = place_of(leg, leaving=False), utc_offset(leg.end.offset)
        visits.append(_Visit(place, clock, leg.end.wall, None, None))
    return visits


def _by_stays(briefing: Briefing) -> list[_Visit]:
    """Return where most sleep, between where the first leg starts and the last one ends."""
    legs = _most(briefing, sorted(briefing.legs, key=lambda leg: leg.start.utc))
    stays = sorted(briefing.stays, key=lambda stay: stay.check_in)
    stays = [stay for stay in stays if 2 * _sleepers(stay) >= briefing.head_count]
    if not legs or not stays:
        return []
    visits = [_stay_visit(stay, legs) for stay in stays]
    first, last = legs[0], legs[-1]
    start = place_of(first, leaving=True)
    end = place_of(last, leaving=False)
    return [
        _Visit(start, utc_offset(first.start.offset), None, first.start.wall, first),
        *visits,
        _Visit(end, utc_offset(last.end.offset), last.end.wall, None, None),
    ]


def _sleepers(stay: Stay) -> int:
    return sum(len(room.people) for room in stay.rooms)


def _stay_visit(stay: Stay, legs: list[Leg]) -> _Visit:
    """Return a stay from the leg that brings people to the one that takes them on."""
    came = [
        leg
        for leg in legs
        if leg.destination.name == stay.site and leg.end.wall.date() == stay.check_in
    ]
    went = [
        leg
        for leg in legs
        if leg.origin.name == stay.site and leg.start.wall.date() == stay.check_out
    ]
    arrives = came[0].end.wall if came else datetime.combine(stay.check_in, CHECK_IN)
    departs = went[0].start.wall if went else datetime.combine(stay.check_out, CHECK_OUT)
    clock = utc_offset(came[0].end.offset) if came else ""
    return _Visit(stay.site, clock, arrives, departs, went[0] if went else None)


def draw(briefing: Briefing) -> Route | None:
    """Return the drawing; None where there is too little or too much to draw."""
    visits = _by_legs(main_legs(briefing)) or _by_stays(briefing)
    places = list(dict.fromkeys(visit.place for visit in visits if visit.place))
    if not 2 <= len(places) <= MOST_LANES:
        return None
    known = [wall.date() for visit in visits for wall in (visit.arrives, visit.departs) if wall]
    first, last = min(briefing.starts, *known), max(briefing.ends, *known)
    canvas = _Canvas(first, last)
    if canvas.count > 60:
        return None
    home, *away = places
    heights = {name: HEAD + LANE * row for row, name in enumerate([*away, home])}
    clocks = {visit.place: visit.zone_text for visit in reversed(visits)}
    lanes = tuple(Lane(name, clocks[name], y) for name, y in heights.items())
    return Route(
        width=canvas.right,
        height=HEAD + LANE * len(lanes) + 1,
        days=canvas.columns(),
        lanes=lanes,
        bars=tuple(_bar(visit, canvas, heights[visit.place], briefing.stays) for visit in visits),
        hops=_hops(visits, canvas, heights),
    )


class _Canvas:
    def __init__(self, first: date, last: date) -> None:
        self.first = first
        self.count = (last - first).days + 1
        self.day = min(DAY_MAX, (WIDTH - LABEL_WIDTH) / self.count)
        self.right = LABEL_WIDTH + self.day * self.count

    def x(self, wall: datetime | None, edge: float) -> float:
        if wall is None:
            return edge
        since = wall - datetime.combine(self.first, datetime.min.time())
        return round(LABEL_WIDTH + self.day * (since / timedelta(days=1)), 1)

    def columns(self) -> tuple[DayColumn, ...]:
        days = [self.first + timedelta(days=number) for number in range(self.count)]
        return tuple(
            DayColumn(
                date=day,
                x=round(LABEL_WIDTH + self.day * number, 1),
                width=round(self.day, 1),
                weekend=day.weekday() >= 5,
            )
            for number, day in enumerate(days)
        )


def _bar(visit: _Visit, canvas: _Canvas, y: float, stays: tuple[Stay, ...]) -> Bar:
    x1, x2 = canvas.x(visit.arrives, LABEL_WIDTH), canvas.x(visit.departs, canvas.right)
    width = round(max(4.0, x2 - x1), 1)
    label = _stay_label(visit, stays)
    fits = len(label) * LETTER + 16 <= width
    return Bar(x1, y + (LANE - BAR) / 2, width, label if fits else "")


def _stay_label(visit: _Visit, stays: tuple[Stay, ...]) -> str:
    """Return the longest stay of a visit that fits its days: `Spruce Hotel, 3 nights`."""
    if visit.arrives is None or visit.departs is None:
        return ""
    nights: dict[str, int] = {}
    for stay in stays:
        if visit.arrives.date() <= stay.check_in and stay.check_out <= visit.departs.date():
            nights[stay.site] = nights.get(stay.site, 0) + stay.nights
    if not nights:
        return ""
    site = max(nights, key=lambda name: nights[name])
    return f"{site}, {count_of(nights[site], 'night')}"


def _hops(visits: list[_Visit], canvas: _Canvas, heights: Mapping[str, float]) -> tuple[Hop, ...]:
    hops = []
    for visit, after in pairwise(visits):
        if visit.departs is None or visit.place == after.place:
            continue
        x1, x2 = canvas.x(visit.departs, 0), canvas.x(after.arrives, 0)
        up = heights[after.place] < heights[visit.place]
        middle = LANE / 2
        y1 = heights[visit.place] + middle + (-BAR / 2 if up else BAR / 2)
        y2 = heights[after.place] + middle + (BAR / 2 if up else -BAR / 2)
        name = (visit.leg.number or visit.leg.mode.capitalize()) if visit.leg else ""
        hops.append(Hop(x1, y1, x2, y2, name, (x1 + x2) / 2, (y1 + y2) / 2))
    return tuple(hops)
