"""The route as a strip of stops: a ring at home, a disc elsewhere, lines between."""

from __future__ import annotations

from collections.abc import Sequence

from missions.briefing.document import RoutePoint
from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import MOST_IN_HEAD, Block, draw_lines
from missions.renderers.pdf.text import Line
from missions.renderers.pdf.tokens import INK, LEAD, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import day_name, days_range

_STOPS_IN_ROW = 5
_DOT = 6.0
_DROP = 10.0


class RouteStrip(Block):
    """All stops, in rows of five."""

    def __init__(self, typesetter: Typesetter, route: Sequence[RoutePoint]) -> None:
        super().__init__()
        self._typesetter, self._route = typesetter, tuple(route)
        self._stops: list[tuple[Line, ...]] = []
        self._pitch = 0.0

    def measure(self, width: float) -> float:
        """Give each stop an equal part of the width."""
        in_row = min(len(self._route), _STOPS_IN_ROW)
        self._pitch = width * (10 / 12) / max(in_row - 1, 1)
        last = width - (in_row - 1) * self._pitch
        self._stops = [
            self._lines(point, last if at % in_row == in_row - 1 else self._pitch - 12)
            for at, point in enumerate(self._route)
        ]
        return sum(self._row_height(at) for at in range(0, len(self._stops), _STOPS_IN_ROW))

    def _lines(self, point: RoutePoint, room: float) -> tuple[Line, ...]:
        name = self._typesetter.lines(point.name, room, LEAD.heavy, MOST_IN_HEAD)
        return (*name, *self._typesetter.lines(route_dates(point), room, SMALL.quiet))

    def _row_height(self, at: int) -> float:
        rows = self._stops[at : at + _STOPS_IN_ROW]
        return 2 * _DROP + max(sum(line.leading for line in lines) for lines in rows)

    def draw(self) -> None:
        """Draw row by row; a line leads on to the next stop."""
        top = self.height
        for at in range(0, len(self._stops), _STOPS_IN_ROW):
            for column, index in enumerate(range(at, min(at + _STOPS_IN_ROW, len(self._stops)))):
                self._draw_stop(index, column * self._pitch, top)
            top -= self._row_height(at)

    def _draw_stop(self, index: int, x: float, top: float) -> None:
        point, y = self._route[index], top - _DOT / 2
        kind = "ring" if point.home else "disc"
        shapes.draw(self.canv, kind, (x + _DOT / 2, y), _DOT)
        last_in_row = (index + 1) % _STOPS_IN_ROW == 0
        if index + 1 < len(self._route):
            end = x + (26 if last_in_row else self._pitch - 5)
            shapes.rule(self.canv, (x + _DOT + 5, end), y, 1.2, INK)
        draw_lines(self.canv, self._stops[index], x, top - _DROP)


def route_dates(point: RoutePoint) -> str:
    """Return the days there, or the day of leaving or of coming home."""
    if point.arrives and point.departs:
        first, last = point.arrives.date(), point.departs.date()
        return day_name(first) if first == last else days_range(first, last)
    only = point.arrives or point.departs
    return day_name(only.date()) if only else ""
