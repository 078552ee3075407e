"""The times that matter: where the trip begins, and each departure and arrival."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from missions.briefing.document import Briefing, Item, Leg, Moment, Place
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, filled
from missions.renderers.pdf.tokens import BASE
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import heading, leg_name
from missions.renderers.wording import clock, day_short, home_clock, place_text

MOST_TIMES, FEWEST_TIMES = 18, 6
_GRID = Grid(
    (
        Column(1.3, style=BASE.heavy),
        Column(1, style=BASE.heavy),
        Column(3.2),
        Column(1.5, right=True, style=BASE.quiet),
    ),
    header=("Day", "There", "", "At home"),
    pad=1.9,
)


@dataclass(frozen=True, slots=True)
class _Time:
    at: Moment
    text: str
    weight: int = 0


def key_times(typesetter: Typesetter, briefing: Briefing, most: int) -> list[Block]:
    """Return the head and a table, nothing where there is no time to tell."""
    times = _most_important(list(_times(briefing)), most)
    if not times:
        return []
    rows: list[Row] = []
    for day, group in groupby(times, key=lambda time: time.at.wall.date()):
        for index, time in enumerate(group):
            home = home_clock(time.at).removeprefix("home ")
            cells = ("" if index else day_short(day), clock(time.at.wall), time.text, home)
            rows.append(Row(cells, close=index > 0))
    return [
        SectionHead(typesetter, "Key times", minor=True).spaced(before=0),
        filled(typesetter, _GRID, rows),
    ]


def _times(briefing: Briefing) -> Iterator[_Time]:
    entries = [entry for day in briefing.days for entry in day.entries]
    first = entries[0] if entries else None
    if isinstance(first, Item) and first.start:
        yield _Time(first.start, heading(first), 3)
    for leg in {leg.uid: leg for leg in briefing.legs}.values():
        weight = 2 if leg.international or leg.mode == "flight" else 1
        yield _Time(leg.start, _leaves(leg), weight)
        if leg.mode != "car":
            yield _Time(leg.end, _arrives(leg), weight)


def _leaves(leg: Leg) -> str:
    place = _city(leg.origin)
    if leg.mode == "car" and place:
        return f"Leave {place}"
    return f"{leg_name(leg)} leaves {place}".rstrip()


def _arrives(leg: Leg) -> str:
    verb = "lands" if leg.mode == "flight" else "arrives"
    place = _city(leg.destination)
    return f"{leg_name(leg)} {verb} in {place}" if place else f"{leg_name(leg)} {verb}"


def _city(place: Place) -> str:
    return place.city or place_text(place)


def _most_important(times: list[_Time], most: int) -> list[_Time]:
    """Keep what fits beside the contacts, in order of time; equal lines once."""
    seen = {(time.at.utc, time.text): time for time in times}
    kept = sorted(seen.values(), key=lambda time: -time.weight)[:most]
    return sorted(kept, key=lambda time: time.at.utc)
