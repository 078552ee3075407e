"""A day of the plan as blocks: its head, rows of items, and travel as bands between them."""

from __future__ import annotations

from itertools import groupby

from missions.briefing.document import Day, Item, Leg
from missions.renderers import selection as pick
from missions.renderers import wording as w
from missions.renderers.pdf.arrange import Band, Headed
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.days import DayHead
from missions.renderers.pdf.journeys import leg_strip
from missions.renderers.pdf.rows import Cell, Column, Grid, Row, Rows
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, HEAD, LEAD, SMALL
from missions.renderers.pdf.typesetter import Typesetter

_GRID = Grid((Column(2.35), Column(4), Column(2.85), Column(2.8)), pad=5)


def day_blocks(ts: Typesetter, day: Day, total: int) -> list[Block]:
    """Return a day: its head with the first entry, then the others; `total` is for `all 16`."""
    clock = w.zone_text(day.abbreviation, day.offset) if day.zone else ""
    head = DayHead(ts, day.date, day.place, clock, w.home_difference(day.home_offset))
    entries: list[Block] = []
    for is_leg, group in groupby(day.entries, key=lambda entry: isinstance(entry, Leg)):
        if is_leg:
            entries.extend(_band(ts, leg, total) for leg in group if isinstance(leg, Leg))
        else:
            rows = [item_row(item, total) for item in group if isinstance(item, Item)]
            entries.append(Rows(ts, _GRID, rows))
    first = entries[0] if entries else Words(ts, "Nothing is set for this day.", SMALL.quiet)
    return [Headed(head, first), *entries[1:], *_tonight(ts, day)]


def _tonight(ts: Typesetter, day: Day) -> list[Block]:
    if not day.tonight:
        return []
    return [Words(ts, f"Tonight: {day.tonight}", SMALL.quiet).spaced(before=3)]


def _band(ts: Typesetter, leg: Leg, total: int) -> Block:
    return Band(ts, leg_strip(ts, leg, total, HEAD.heavy)).spaced(before=2, after=2)


def item_row(item: Item, total: int) -> Row:
    """Return an item's row: time, title with place, who, and what to bring with boxes to tick."""
    cells: tuple[Cell, ...] = (
        _times(item),
        _title(item),
        Span(pick.who(item, total), SMALL.quiet),
        [(marked("box", SMALL), Span(thing, SMALL)) for thing in item.bring],
    )
    return Row(cells, bar=bool(item.changed))


def _times(item: Item) -> Cell:
    if item.start is None:
        return Span("all day", BASE.quiet)
    first: tuple[Span, ...] = (Span(w.clock(item.start.wall), LEAD.heavy),)
    if item.end is not None:
        first += (Span(f"{w.DASH}{w.clock(item.end.wall)}", BASE.quiet),)
        if shift := w.day_shift(item.start.wall, item.end.wall):
            first += (Span(f" {shift}", SMALL.quiet),)
    home = w.home_clock(item.start)
    return [first, Span(home, SMALL.quiet)] if home else first


def _title(item: Item) -> Cell:
    style = BASE.heavy.crossed if item.status == "cancelled" else BASE.heavy
    first: tuple[Span, ...] = (Span(pick.heading(item), style),)
    if word := w.state_word(item.status):
        mark = "tentative" if item.status == "tentative" else "waived"
        first += (Span("  "), marked(mark, SMALL), Span(word, SMALL.quiet))
    if item.changed:
        first += (Span(f"  {item.changed}", SMALL.heavy.accent),)
    lines: list[Rich] = [first, *([pick.where(item)] if pick.where(item) else [])]
    return [*lines, *(Span(remark, SMALL.quiet) for remark in pick.remarks(item))]
