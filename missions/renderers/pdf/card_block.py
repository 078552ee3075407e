"""A wallet card to cut out: 171.2 × 54 mm open, 85.6 × 54 mm folded."""

from __future__ import annotations

from typing import Any

from missions.briefing.document import Card
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.card_facts import Facts
from missions.renderers.pdf.card_lodging import Lodgings
from missions.renderers.pdf.card_text import Fitted, fit
from missions.renderers.pdf.tokens import INK, MM
from missions.renderers.pdf.typesetter import Typesetter

WIDTH, HEIGHT = 171.2 * MM, 54 * MM
HALF = WIDTH / 2
MARGIN = 11.5
_MARK, _OFF = 6.5, 5.0
_SIDE, _EDGE = 12.0, 10.0


class CardBlock(Block):
    """The card with its cut marks, 0.4 pt, 5 pt off the corner, and a dotted fold."""

    def __init__(self, typesetter: Typesetter, card: Card) -> None:
        super().__init__()
        self._typesetter, self._card = typesetter, card
        self._halves: tuple[Fitted, ...] = ()

    def measure(self, width: float) -> float:
        """Set both halves as large as fits."""
        inner, room = HALF - 2 * _SIDE, HEIGHT - 2 * _EDGE
        facts = Facts(self._typesetter, self._card, inner)
        lodgings = (
            Lodgings(self._typesetter, self._card, inner, most).pieces
            for most in range(max(1, len(self._card.lodgings)), 0, -1)
        )
        self._halves = (fit(room, facts.pieces), fit(room, *lodgings))
        return HEIGHT + 2 * MARGIN

    def draw(self) -> None:
        """Draw marks, fold and both halves, in the middle of the measure."""
        left, bottom = (self.width - WIDTH) / 2, MARGIN
        _draw_marks(self.canv, left, bottom)
        _draw_fold(self.canv, left + HALF, bottom)
        for index, half in enumerate(self._halves):
            x = left + index * HALF
            half.draw(self.canv, x + _SIDE, x + HALF - _SIDE, bottom + HEIGHT - _EDGE)


def _draw_marks(canvas: Any, left: float, bottom: float) -> None:
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.4)
    for x, outward in ((left, -1), (left + WIDTH, 1)):
        for y, upward in ((bottom, -1), (bottom + HEIGHT, 1)):
            canvas.line(x + outward * _OFF, y, x + outward * (_OFF + _MARK), y)
            canvas.line(x, y + upward * _OFF, x, y + upward * (_OFF + _MARK))


def _draw_fold(canvas: Any, x: float, bottom: float) -> None:
    canvas.saveState()
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.4)
    canvas.setDash([0.4, 3])
    canvas.setLineCap(1)
    canvas.line(x, bottom, x, bottom + HEIGHT)
    canvas.restoreState()
