"""Days of which only public labels and times are told: a row or two a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from missions.briefing.document import Briefing, Item, Leg
from missions.renderers import wording as w
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Cell, Column, Grid, Row, Rows
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.tokens import BASE
from missions.renderers.pdf.typesetter import Typesetter

_ACROSS = 4
_PAD = 2.7
_DAYS = Grid((Column(1.9), *(Column(2.525),) * _ACROSS), pad=_PAD, rule=True)


def only_labels(briefing: Briefing) -> bool:
    """Say whether nothing but labels and times is told of the days."""
    items = [entry for day in briefing.days for entry in day.entries if isinstance(entry, Item)]
    return not any(item.title or item.site or item.meet_at for item in items)


def label_blocks(ts: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the days under one head; segments that are listed as travel aren't told twice."""
    listed = {leg.uid for leg in briefing.legs}
    rows: list[Row] = []
    for day in briefing.days:
        told = [entry for entry in day.entries if entry.uid not in listed]
        rows.extend(_day(w.day_name(day.date), told))
    return [Headed(SectionHead(ts, "Days", minor=True), Rows(ts, _DAYS, rows))] if rows else []


def _day(name: str, entries: list[Leg | Item]) -> Iterator[Row]:
    """Yield rows of four; the day's name stands before the first."""
    for start in range(0, len(entries), _ACROSS):
        cells: Iterable[Cell] = map(_label, entries[start : start + _ACROSS])
        yield Row(("" if start else name, *cells), close=bool(start))


def _label(entry: Leg | Item) -> Rich:
    time = w.clock(entry.start.wall) if entry.start else ""
    return (Span(f"{time}  " if time else "", BASE.quiet), Span(entry.label))
