"""Days of which only public labels and times are told: a row or two a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missions.briefing.document import Briefing, Item, Leg
from missions.renderers import wording as w
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Cell, Column, Grid, Row, Rows
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.tokens import BASE, GUTTER, sheet
from missions.renderers.pdf.typesetter import Typesetter

_PAD = 2.7
_DAY = 1.9
Told = tuple[str, list[Rich]]
"""A day's name and what is told of it."""


def only_labels(briefing: Briefing) -> bool:
    """Say whether nothing but labels and times is told of the days."""
    items = [entry for day in briefing.days for entry in day.entries if isinstance(entry, Item)]
    return not any(item.title or item.site or item.meet_at for item in items)


def label_blocks(ts: Typesetter, briefing: Briefing, *, counts: bool = False) -> list[Block]:
    """Return the days under one head; segments that are listed as travel aren't told twice.

    With `counts`, each time has its end and how many people come, and no label.
    """
    listed = {leg.uid for leg in briefing.legs}
    told: list[Told] = []
    for day in briefing.days:
        entries = [entry for entry in day.entries if entry.uid not in listed]
        labels = [_counted(entry) if counts else _label(entry) for entry in entries]
        told.append((w.day_name(day.date), labels))
    if not any(labels for _, labels in told):
        return []
    head = SectionHead(ts, "Days", _clock(briefing) if counts else "", minor=not counts)
    return [Headed(head, _table(ts, told, sheet(briefing.paper).measure))]


def _table(ts: Typesetter, told: Sequence[Told], measure: float) -> Rows:
    """Return the table with as many labels side by side as fit without a break."""
    widest = max(ts.width(label) for _, labels in told for label in labels)
    room = (measure + GUTTER) * (1 - _DAY / 12)
    across = max(2, min(4, int(room / (widest + GUTTER))))
    columns = (Column(_DAY), *(Column((12 - _DAY) / across),) * across)
    rows = [row for name, labels in told for row in _rows(name, labels, across)]
    return Rows(ts, Grid(columns, pad=_PAD, rule=True), rows)


def _rows(name: str, labels: list[Rich], across: int) -> Iterator[Row]:
    """Yield a day's rows; its name stands before the first."""
    for start in range(0, len(labels), across):
        cells: list[Cell] = [*labels[start : start + across]]
        yield Row(("" if start else name, *cells), close=bool(start))


def _label(entry: Leg | Item) -> Rich:
    time = w.clock(entry.start.wall) if entry.start else ""
    return (Span(f"{time}  " if time else "", BASE.quiet), Span(entry.label))


def _counted(entry: Leg | Item) -> Rich:
    end = f"{w.DASH}{w.clock(entry.end.wall)}" if entry.end else ""
    start = w.clock(entry.start.wall) if entry.start else "all day"
    people = w.count_of(entry.head_count, "person", "people") if entry.head_count else ""
    rest = f"  {people}" if people else ""
    return (Span(start, BASE.heavy), Span(end, BASE.quiet), Span(rest))


def _clock(briefing: Briefing) -> str:
    """Return the clock of the days where it is told and the same for all."""
    clocks = {w.zone_text(day.abbreviation, day.offset) for day in briefing.days if day.zone}
    return clocks.pop() if len(clocks) == 1 else ""
