"""The day-by-day plan: a head for each day, rows for its items, bands for its travel."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from missions.briefing.document import Day, Item, Leg, Moment
from missions.renderers.brevity import whereabouts
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.days import DayHead
from missions.renderers.pdf.heads import Anchored
from missions.renderers.pdf.journey import day_band
from missions.renderers.pdf.rows import Cell, Column, Grid, Row, Rows
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, LEAD, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import heading, remarks, who
from missions.renderers.wording import (
    DASH,
    DOT,
    clock,
    day_name,
    day_shift,
    home_clock,
    home_difference,
    joined,
    utc_offset,
    zone_text,
)

_GRID = Grid((Column(2.27), Column(4.1), Column(2.7, style=SMALL.quiet), Column(2.93, style=SMALL)))


def day_key(day: Day) -> str:
    """Return the key of a day's place in the paper."""
    return f"day-{day.date.isoformat()}"


def day_blocks(typesetter: Typesetter, day: Day, total: int = 0) -> list[Block]:
    """Return a day: its head, never parted from its first entry, and the rest."""
    parts = _parts(typesetter, day, total) or [_nothing(typesetter)]
    if day.tonight:
        parts.append(_tonight(typesetter, day))
    clock_text = zone_text(day.abbreviation, day.offset) if day.zone else ""
    difference = home_difference(day.home_offset)
    head = DayHead(typesetter, day.date, day.place, clock_text, difference)
    title = joined(day_name(day.date), day.place)
    return [Headed(Anchored(head, day_key(day), title), parts[0]), *parts[1:]]


def _parts(typesetter: Typesetter, day: Day, total: int) -> list[Block]:
    found: list[Block] = []
    for travels, entries in groupby(day.entries, key=lambda entry: isinstance(entry, Leg)):
        if travels:
            legs = [entry for entry in entries if isinstance(entry, Leg)]
            found.extend(day_band(typesetter, leg, total) for leg in legs)
        else:
            items = [entry for entry in entries if isinstance(entry, Item)]
            found.append(Rows(typesetter, _GRID, [_row(item, day, total) for item in items]))
    return found


def _row(item: Item, day: Day, total: int) -> Row:
    cells: tuple[Cell, ...] = (
        _when(item, day),
        [_what(item), *(text for text in (whereabouts(item), *remarks(item)) if text)],
        who(item, total),
        [(marked("box", SMALL), Span(thing, SMALL)) for thing in item.bring],
    )
    return Row(cells, bar=bool(item.changed), key=item.uid)


def _when(item: Item, day: Day) -> list[Rich]:
    """Return the time with its end, then home's time, and the zone where it isn't the day's."""
    if item.start is None:
        return [Span("all day", LEAD.heavy)]
    style = LEAD.heavy.crossed if item.status == "cancelled" else LEAD.heavy
    end: tuple[Span, ...] = ()
    if item.end is not None:
        shift = day_shift(item.start.wall, item.end.wall)
        end = (Span(joined(f"{DASH}{clock(item.end.wall)}", shift, by=" "), BASE.quiet),)
    lines: list[Rich] = [(Span(clock(item.start.wall), style), *end)]
    if clocks := joined(_zone(item.start, day), home_clock(item.start), by=DOT):
        lines.append(Span(clocks, SMALL.quiet))
    return lines


def _zone(start: Moment, day: Day) -> str:
    """Return the zone of a time that isn't on the clock in the day's head."""
    if not day.zone or start.offset == day.offset:
        return ""
    return start.abbreviation or utc_offset(start.offset)


def _what(item: Item) -> Rich:
    """Return the title with its status in a shape and in words."""
    title = heading(item)
    if item.status == "cancelled":
        return (Span(title, BASE.heavy.crossed), Span("  cancelled", SMALL.quiet))
    spans = [Span(title, BASE.heavy)]
    if item.status == "tentative":
        spans += [Span("  "), marked("tentative"), Span("to be confirmed", SMALL.quiet)]
    if item.changed:
        spans.append(Span(f"  {item.changed}", SMALL.heavy.accent))
    return tuple(spans)


def _tonight(typesetter: Typesetter, day: Day) -> Block:
    return Words(typesetter, (Span("Tonight  ", BASE.quiet), Span(day.tonight))).spaced(6)


def _nothing(typesetter: Typesetter) -> Block:
    return Words(typesetter, "Nothing planned.", BASE.quiet).spaced(6)


def plan_blocks(typesetter: Typesetter, days: Sequence[Day], total: int = 0) -> list[Block]:
    """Return all days."""
    return [block for day in days for block in day_blocks(typesetter, day, total)]
