"""The contents: chapters with their pages, the days under theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from missions.briefing.document import Day
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.plan import day_key
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.text import Span
from missions.renderers.pdf.tokens import LEAD, QUIET, Style
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import day_name

_CHAPTERS = Grid((Column(7, style=LEAD.heavy), Column(1, right=True), Column(4)), pad=4)
_PADS = (4.0, 2.5, 1.0)
_ROOM = 580.0
_DAYS = Grid((Column(0.5), Column(1.9), Column(4.6), Column(1, right=True), Column(4)), pad=1)
_NUMBER = Style(9, colour=QUIET)


def contents(
    typesetter: Typesetter, entries: Sequence[tuple[str, str]], days: Sequence[Day]
) -> list[Block]:
    """Return a row for each chapter, and for each day under the plan."""
    grid = replace(_CHAPTERS, pad=_pad(len(entries), len(days)))
    blocks: list[Block] = []
    chapters: list[Row] = []
    for key, title in entries:
        chapters.append(Row((title, Span("", LEAD, page_of=key)), close=True))
        if key == "days" and days:
            blocks.append(Rows(typesetter, grid, chapters))
            blocks.append(Rows(typesetter, _DAYS, [_day(day) for day in days]).spaced(after=3))
            chapters = []
    return [*blocks, *([Rows(typesetter, grid, chapters)] if chapters else [])]


def _pad(entries: int, days: int) -> float:
    """Return the white between entries that keeps them on one page."""
    for pad in _PADS:
        if entries * (LEAD.leading + 2 * pad) + days * 14 <= _ROOM:
            return pad
    return _PADS[0]


def _day(day: Day) -> Row:
    page = Span("", _NUMBER, page_of=day_key(day))
    return Row(("", Span(day_name(day.date), _NUMBER), day.place, page), close=True)
