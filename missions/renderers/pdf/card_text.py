"""Setting lines into a small box: as large as fits, and never over its edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from missions.renderers.pdf import shapes
from missions.renderers.pdf.text import Line, Rich
from missions.renderers.pdf.tokens import HAIRLINE, INK, LINE, RULE, Style
from missions.renderers.pdf.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class Piece:
    """Something `height` high in a column; `draw(canvas, left, right, top)`."""

    height: float
    draw: Callable[[Any, float, float, float], None]


@dataclass(frozen=True, slots=True)
class Level:
    """A way to set the box: `scale` of the type, and how many lines a text may take.

    `vital` is the same for what must not be shortened while there is room: allergies, addresses.
    """

    scale: float
    most: int
    vital: int = 40

    def of(self, style: Style) -> Style:
        """Return the style at this scale."""
        return Style(style.size * self.scale, style.bold, style.colour, style.struck)


LEVELS = (
    *(Level(scale, 2) for scale in (1.0, 0.92, 0.85, 0.78)),
    *(Level(scale, 1) for scale in (0.72, 0.66, 0.62)),
    *(Level(0.62, 1, vital) for vital in (6, 4, 2, 1)),
)
Column = Callable[[Level], Sequence[Piece]]


@dataclass(slots=True)
class Fitted:
    """The pieces of a column at the largest level that fits."""

    pieces: Sequence[Piece] = field(default_factory=tuple)

    def draw(self, canvas: Any, left: float, right: float, top: float) -> None:
        """Draw the pieces downwards."""
        for piece in self.pieces:
            piece.draw(canvas, left, right, top)
            top -= piece.height


def fit(height: float, *columns: Column) -> Fitted:
    """Return the first column that is no higher than `height` at any level, as large as it can be.

    Where none is, the end of the last one is left off.
    """
    pieces: Sequence[Piece] = ()
    for column in columns:
        for level in LEVELS:
            pieces = column(level)
            if sum(piece.height for piece in pieces) <= height:
                return Fitted(pieces)
    kept, room = [], height
    for piece in pieces:
        room -= piece.height
        if room < 0:
            break
        kept.append(piece)
    return Fitted(kept)


def some_lines(ts: Typesetter, text: Rich, width: float, style: Style, most: int) -> list[Line]:
    """Return at most so many lines; the last one is shortened where there would be more."""
    lines = ts.lines(text, width, style)
    if len(lines) <= most:
        return list(lines)
    rest = " ".join(_plain(line) for line in lines[most - 1 :])
    return [*lines[: most - 1], ts.line(rest, style, width)]


def _plain(line: Line) -> str:
    return "".join(atom.run.text for atom in line.atoms if atom.run)


def text_piece(lines: Sequence[tuple[Line, float]], style: Style, *right: Line) -> Piece:
    """Return one line of the card: each text so far from the left, and one that ends at the right.

    `style` gives the height; all stand on one baseline.
    """
    height = style.size * 1.28

    def draw(canvas: Any, left: float, end: float, top: float) -> None:
        baseline = top - style.size * 1.0
        for line, x in lines:
            line.draw(canvas, left + x, baseline)
        for line in right:
            line.draw_right(canvas, end, baseline)

    return Piece(height, draw)


def rule_piece(height: float, *, ink: bool = False) -> Piece:
    """Return a rule in the middle of some white."""
    width, colour = (RULE, INK) if ink else (HAIRLINE, LINE)

    def draw(canvas: Any, left: float, right: float, top: float) -> None:
        shapes.rule(canvas, (left, right), top - height / 2, width, colour)

    return Piece(height, draw)
