"""A day's head: the figure large, weekday and month, the place and its clock, home's difference."""

from __future__ import annotations

from datetime import date

from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import MOST_IN_HEAD, Block
from missions.renderers.pdf.text import Line, Rich
from missions.renderers.pdf.tokens import BASE, FIGURE, HEAD, INK, RULE
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import month, weekday

_WEEKDAY, _PLACE = 0.15, 0.34


class DayHead(Block):
    """The head of a day, over a rule in ink. `clock` is the place's zone, `note` stands right."""

    before = 30.0
    after = 3.0

    def __init__(
        self, typesetter: Typesetter, day: date, place: Rich, clock: str = "", note: str = ""
    ) -> None:
        super().__init__()
        self._typesetter, self._day, self._texts = typesetter, day, (place, clock, note)
        self._place: tuple[Line, ...] = ()

    def measure(self, width: float) -> float:
        """Let a long place name wrap; the rest is of fixed height."""
        place, *_ = self._texts
        self._place = self._typesetter.lines(place, width * (1 - _PLACE), HEAD.heavy, MOST_IN_HEAD)
        return 52.0 + 18.0 * max(0, len(self._place) - 1)

    def draw(self) -> None:
        """Draw figure and words on two baselines."""
        line, top = self._typesetter.line, self.height
        _, clock, note = self._texts
        upper, figure = top - 15, top - 36
        line(str(self._day.day), FIGURE).draw(self.canv, -1.6, figure)
        line(weekday(self._day), HEAD.heavy).draw(self.canv, self.width * _WEEKDAY, upper)
        line(month(self._day), HEAD.quiet).draw(self.canv, self.width * _WEEKDAY, upper - 16)
        for index, part in enumerate(self._place):
            part.draw(self.canv, self.width * _PLACE, upper - 18 * index)
        lower = upper - 16.5 - 18 * max(0, len(self._place) - 1)
        line(clock, BASE.quiet).draw(self.canv, self.width * _PLACE, lower)
        line(note, BASE.quiet).draw_right(self.canv, self.width, lower)
        shapes.rule(self.canv, (0, self.width), 4, RULE, INK)
