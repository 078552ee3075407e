"""The board's table: people down, requirements across, a shape in each cell, counts at both edges.

However many requirements there are, they share one page's width. Where heads are wider than their
columns, every second one is lifted over its neighbours; nothing is turned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.platypus import Flowable

from missions.briefing.document.readiness import BoardLine
from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import Block, draw_lines
from missions.renderers.pdf.board_head import SHAPE, size_of
from missions.renderers.pdf.text import CAP_HEIGHT, Line, Span
from missions.renderers.pdf.tokens import BASE, HAIRLINE, INK, LABEL, LINE, RULE, SMALL
from missions.renderers.pdf.typesetter import Typesetter

OPEN = frozenset({"at_risk", "due", "missing", "invalid"})
_OPEN_WIDTH = 26.0
_WIDEST = 84.0
_NARROWEST = 24.0
_NAMES = (96.0, 190.0)
_APART = 4.0
_UNDER_HEAD = 6.0
_STEP = 5.0
_CLOSEST = 2.5


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the columns stand, and their heads' lines; `rises` is how far each head is lifted."""

    first: float
    wide: float
    heads: tuple[tuple[Line, ...], ...]
    rises: tuple[float, ...]
    height: float

    def middle(self, rank: int) -> float:
        """Return a column's middle."""
        return self.first + (rank + 0.5) * self.wide


@dataclass(frozen=True, slots=True)
class Totals:
    """What is open: by column, and in all."""

    columns: tuple[int, ...]
    whole: int


class BoardTable(Block):
    """The table; it goes on overleaf between rows, with its head repeated.

    `groups` are split by white of `gap`; `pitch` is a row's height.
    """

    def __init__(
        self,
        typesetter: Typesetter,
        columns: Sequence[str],
        groups: Sequence[Sequence[BoardLine]],
        pitch: float,
        gap: float,
    ) -> None:
        super().__init__()
        self._ts, self._columns = typesetter, tuple(columns)
        self._pitch, self._gap = pitch, gap
        self._rows = [
            (line, at == 0 and number > 0)
            for number, group in enumerate(groups)
            for at, line in enumerate(group)
        ]
        self._totals: Totals | None = _totals(groups, len(self._columns))
        self._placed: Frame | None = None

    def measure(self, width: float) -> float:
        """Return the height of head, rows and totals."""
        if self._placed is None:
            self._placed = self._framed(width)
        rows = sum(self._height(at) for at in range(len(self._rows)))
        return self._placed.height + rows + (self._pitch if self._totals else 0)

    def _height(self, at: int) -> float:
        """Return a row's height; a group's first has white above, but not at a page's top."""
        return self._pitch + (self._gap if at and self._rows[at][1] else 0)

    def _framed(self, width: float) -> Frame:
        count = max(1, len(self._columns))
        wanted = max((self._name(line, 0).width for line, _ in self._rows), default=0) + 6
        names = min(max(wanted, _NAMES[0]), _NAMES[1])
        room = width - _OPEN_WIDTH
        names = max(_NAMES[0], min(names, room - count * _NARROWEST))
        wide = min(_WIDEST, (room - names) / count)
        first = room - wide * count
        return _frame(self._ts, self._columns, first, wide)

    def _name(self, line: BoardLine, width: float) -> Line:
        style = BASE.heavy if line.open else BASE
        beside = "  ".join(part for part in (line.local_name, line.note) if part)
        quiet = (Span(f"  {beside}", SMALL.quiet),) if beside else ()
        return self._ts.line((Span(line.name, style), *quiet), BASE, width)

    def draw(self) -> None:
        """Draw head, rows and totals downwards."""
        assert self._placed is not None
        top = self.height - self._placed.height
        self._draw_head(self._placed, top)
        for at, (line, _) in enumerate(self._rows):
            top -= self._height(at)
            if at and self._rows[at][1]:
                shapes.rule(self.canv, (0, self.width), top + self._height(at), HAIRLINE, LINE)
            elif at:
                shapes.rule(self.canv, (0, self.width), top + self._pitch, HAIRLINE, LINE)
            self._draw_row(line, self._placed, top)
        shapes.rule(self.canv, (0, self.width), top, HAIRLINE, LINE)
        if self._totals:
            self._draw_totals(self._totals, self._placed, top - self._pitch)

    def _draw_head(self, frame: Frame, bottom: float) -> None:
        shapes.rule(self.canv, (0, self.width), bottom, RULE, INK)
        foot = bottom + _UNDER_HEAD
        for rank, (lines, rise) in enumerate(zip(frame.heads, frame.rises, strict=True)):
            x, base = frame.middle(rank), foot + rise
            if rise:
                self._draw_stem(x, bottom + 1.5, base - 0.5)
            draw_lines(self.canv, lines, x, base + _tall(lines), 0.5)
        label = self._ts.line("open", LABEL)
        label.draw_right(self.canv, self.width, foot + label.leading - label.ascent)

    def _draw_stem(self, x: float, bottom: float, top: float) -> None:
        """Draw the hairline that leads from a lifted head to its column."""
        self.canv.setStrokeColorRGB(*LINE)
        self.canv.setLineWidth(HAIRLINE)
        self.canv.line(x, bottom, x, top)

    def _draw_row(self, line: BoardLine, frame: Frame, bottom: float) -> None:
        middle = bottom + self._pitch / 2
        baseline = middle - BASE.size * CAP_HEIGHT / 2
        self._name(line, frame.first - 4).draw(self.canv, 0, baseline)
        largest = min(SHAPE, self._pitch - 2.4)
        for rank, state in enumerate(line.states):
            shapes.draw(self.canv, state, (frame.middle(rank), middle), size_of(state, largest))
        if line.open:
            count = self._ts.line(str(line.open), BASE.heavy)
            count.draw_right(self.canv, self.width, baseline)

    def _draw_totals(self, totals: Totals, frame: Frame, bottom: float) -> None:
        baseline = bottom + (self._pitch - BASE.size * CAP_HEIGHT) / 2
        self._ts.line("open", LABEL).draw(self.canv, 0, baseline)
        for rank, number in enumerate(totals.columns):
            if number:
                count = self._ts.line(str(number), BASE.heavy)
                count.draw_middle(self.canv, frame.middle(rank), baseline)
        whole = self._ts.line(str(totals.whole), BASE.heavy)
        whole.draw_right(self.canv, self.width, baseline)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split between rows, so that at least two stand on either page; totals close the table."""
        self.wrap(width, height)
        assert self._placed is not None
        count, room = 0, height - self._placed.height
        while count < len(self._rows) and self._height(count) <= room:
            room -= self._height(count)
            count += 1
        count = min(count, len(self._rows) - 2)
        if count < 2:
            return []
        return [self._part(self._rows[:count], None), self._part(self._rows[count:], self._totals)]

    def _part(self, rows: list[tuple[BoardLine, bool]], totals: Totals | None) -> BoardTable:
        part = BoardTable(self._ts, self._columns, (), self._pitch, self._gap)
        part.spaced(after=self.spaceAfter)
        part._rows, part._totals, part._placed = rows, totals, self._placed
        return part


def _totals(groups: Sequence[Sequence[BoardLine]], count: int) -> Totals:
    lines = [line for group in groups for line in group]
    columns = tuple(sum(line.states[rank] in OPEN for line in lines) for rank in range(count))
    return Totals(columns, sum(line.open for line in lines))


def _frame(ts: Typesetter, columns: Sequence[str], first: float, wide: float) -> Frame:
    """Return the columns with their heads on two lines at most.

    A head may be a little wider than its column where its neighbours leave it room. Else every
    second one is lifted, the last among them, so that each has the width of two.
    """
    heads = tuple(_head(ts, title, wide - _APART) for title in columns)
    widths = [max((line.width for line in lines), default=0.0) for lines in heads]
    if all(sum(pair) / 2 + _CLOSEST <= wide for pair in pairwise(widths)):
        tallest = max([LABEL.leading, *map(_tall, heads)])
        return Frame(first, wide, heads, (0.0,) * len(heads), tallest + _UNDER_HEAD)
    heads = tuple(ts.lines(title, 2 * wide - _APART, LABEL, 2) for title in columns)
    low = max([LABEL.leading, *map(_tall, heads[-2::-2])])
    lift = low + _STEP
    rises = tuple(0.0 if (len(heads) - rank) % 2 == 0 else lift for rank in range(len(heads)))
    tallest = lift + max(map(_tall, heads[::-2]))
    return Frame(first, wide, heads, rises, tallest + _UNDER_HEAD)


def _head(ts: Typesetter, title: str, wide: float) -> tuple[Line, ...]:
    """Return a head broken for its column, but never within a word."""
    return ts.lines(title, max(wide, ts.widest(title, LABEL)), LABEL, 2)


def _tall(lines: Sequence[Line]) -> float:
    return sum(line.leading for line in lines)
