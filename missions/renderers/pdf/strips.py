"""From → to: a segment as a strip, with its ends, its number and its length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import MOST_IN_PART, Block, draw_lines
from missions.renderers.pdf.text import Line, Rich
from missions.renderers.pdf.tokens import BASE, LARGE, SMALL, Style
from missions.renderers.pdf.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class Ends:
    """A strip's texts. `start` and `end` are times, the lines under them places; `over` and
    `under` stand on and below the arrow; `notes` end at the right margin."""

    start: Rich
    end: Rich
    start_lines: tuple[Rich, ...] = ()
    end_lines: tuple[Rich, ...] = ()
    over: Rich = ""
    under: Rich = ""
    notes: tuple[Rich, ...] = ()


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a strip's parts stand, as parts of its width: left and right edges."""

    start: tuple[float, float]
    arrow: tuple[float, float]
    end: tuple[float, float]
    notes: tuple[float, float]


_LARGE = _Places((0, 0.21), (0.23, 0.57), (0.597, 0.765), (0.775, 1.0))
_IN_A_DAY = _Places((0, 0.23), (0.25, 0.57), (0.597, 0.8), (0.81, 1.0))


class Strip(Block):
    """A segment. `style` is that of the times: large on a page of flights, 14 in a day."""

    before = 6.0
    after = 6.0

    def __init__(self, typesetter: Typesetter, ends: Ends, style: Style = LARGE.heavy) -> None:
        super().__init__()
        self._typesetter, self._ends, self._style = typesetter, ends, style
        self._at = _LARGE if style.size >= LARGE.size else _IN_A_DAY
        self._left: tuple[Line, ...] = ()
        self._right: tuple[Line, ...] = ()
        self._over: tuple[Line, ...] = ()
        self._under: tuple[Line, ...] = ()
        self._notes: tuple[Line, ...] = ()

    def measure(self, width: float) -> float:
        """Break every part into its own column."""
        ends, style, at = self._ends, self._style, self._at
        self._left = self._column((ends.start, *ends.start_lines), at.start, width, style)
        self._right = self._column((ends.end, *ends.end_lines), at.end, width, style)
        self._over = self._column((ends.over,), at.arrow, width, BASE.heavy)
        self._under = self._column((ends.under,), at.arrow, width, BASE.quiet)
        self._notes = self._column(ends.notes, at.notes, width, SMALL.quiet)
        middle = self._arrow_at() + 4 + _height(self._under)
        notes = self._notes_drop() + _height(self._notes)
        return max(_height(self._left), _height(self._right), middle, notes)

    def _column(
        self, texts: Sequence[Rich], at: tuple[float, float], width: float, first: Style
    ) -> tuple[Line, ...]:
        room = (at[1] - at[0]) * width
        found: list[Line] = []
        for index, text in enumerate(texts):
            style = first if not index or first.size < 11 else BASE
            found.extend(self._typesetter.lines(text, room, style, MOST_IN_PART))
        return tuple(found)

    def _arrow_at(self) -> float:
        """Return how far under the top the arrow runs."""
        return max(16.0, _height(self._over) + 4)

    def _notes_drop(self) -> float:
        """Return how far down the notes begin: their first baseline is that of the times."""
        if not self._notes or not self._left:
            return 0.0
        return max(0.0, self._left[0].ascent - self._notes[0].ascent)

    def draw(self) -> None:
        """Draw the five parts."""
        canvas, width, top = self.canv, self.width, self.height
        for lines, (left, _) in ((self._left, self._at.start), (self._right, self._at.end)):
            draw_lines(canvas, lines, left * width, top)
        left, right = (edge * width for edge in self._at.arrow)
        y = top - self._arrow_at()
        shapes.arrow(canvas, left, right, y)
        over = y + 4 + _height(self._over)
        middle = (left + right) / 2
        draw_lines(canvas, self._over, middle, over, 0.5)
        draw_lines(canvas, self._under, middle, y - 4, 0.5)
        draw_lines(canvas, self._notes, width, top - self._notes_drop(), 1)


def _height(lines: Sequence[Line]) -> float:
    return sum(line.leading for line in lines)
