"""The drawing of the lanes: a column a day, a lane a clock, each on its own wall time."""

from __future__ import annotations

from datetime import date, datetime

from missions.briefing.document import Briefing
from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import Block, draw_lines
from missions.renderers.pdf.chapters.lanes import (
    Bar,
    Hop,
    Lane,
    bars_of,
    days_between,
    hops_of,
    lanes_of,
)
from missions.renderers.pdf.text import Line
from missions.renderers.pdf.tokens import GROUND, HAIRLINE, INK, LEAD, LINE, SMALL, Style
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import day_name, weekday

_NAMES = 96.0
_HEAD = 34.0
_LANE = 46.0
_BAR = 17.0
_ON_BAR = Style(8, bold=True, colour=GROUND)
_SATURDAY = 5
MOST_LANES = 9


class LanesChart(Block):
    """A lane for each clock, home's last."""

    def __init__(self, typesetter: Typesetter, briefing: Briefing) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._days = days_between(briefing.starts, briefing.ends)
        self._lanes = lanes_of(briefing)
        self._bars = bars_of(briefing)
        self._hops = hops_of(briefing, self._bars)
        self._names: list[tuple[Line, ...]] = []
        self._tops: list[float] = []

    def measure(self, width: float) -> float:
        """Make each lane as high as its name needs."""
        self._names = [self._name(lane) for lane in self._lanes]
        self._tops, depth = [], _HEAD
        for lines in self._names:
            self._tops.append(depth)
            depth += max(_LANE, sum(line.leading for line in lines) + 8)
        return depth

    def _name(self, lane: Lane) -> tuple[Line, ...]:
        room = _NAMES - 8
        quiet = [text for text in (lane.clock, lane.difference) if text]
        lines = [*self._typesetter.lines(lane.name, room, LEAD.heavy, 2)]
        for text in quiet:
            lines.extend(self._typesetter.lines(text, room, SMALL.quiet, 3))
        return tuple(lines)

    def draw(self) -> None:
        """Draw days, lanes, bars and hops."""
        self._draw_days()
        for top, lines in zip(self._tops, self._names, strict=True):
            y = self.height - top
            shapes.rule(self.canv, (0, self.width), y, HAIRLINE, LINE)
            draw_lines(self.canv, lines, 0, y - 4)
        shapes.rule(self.canv, (0, self.width), 0, HAIRLINE, LINE)
        for hop in self._hops:
            self._draw_hop(hop)
        for bars in self._bars:
            for bar in bars:
                self._draw_bar(bar)

    def _column(self) -> float:
        return (self.width - _NAMES) / len(self._days)

    def _x(self, wall: datetime) -> float:
        """Return where a wall time stands, inside the chart."""
        days = (wall - datetime.combine(self._days[0], datetime.min.time())).total_seconds() / 86400
        return _NAMES + min(max(days, 0.0), len(self._days)) * self._column()

    def _y(self, lane: int) -> float:
        """Return the middle of a lane's bars."""
        return self.height - self._tops[lane] - _LANE / 2

    def _draw_days(self) -> None:
        column, wash = self._column(), self._typesetter.look.wash
        for index, day in enumerate(self._days):
            x = _NAMES + index * column
            if day.weekday() >= _SATURDAY and wash:
                shapes.fill(self.canv, (x, 0, column, self.height - _HEAD), wash)
            self._draw_day(day, x + column / 2, column)

    def _draw_day(self, day: date, x: float, column: float) -> None:
        line, top = self._typesetter.line, self.height
        if column >= 20:
            line(weekday(day)[:3], SMALL.quiet).draw_middle(self.canv, x, top - 9)
            line(str(day.day), LEAD.heavy).draw_middle(self.canv, x, top - 22)
        elif column >= 11:
            line(weekday(day)[:1], SMALL.quiet).draw_middle(self.canv, x, top - 9)
            line(str(day.day), SMALL.heavy).draw_middle(self.canv, x, top - 21)
        elif day.weekday() == 0:
            line(day_name(day)[4:], SMALL.quiet, 7 * column).draw(self.canv, x, top - 21)

    def _draw_bar(self, bar: Bar) -> None:
        left, right = self._x(bar.start), self._x(bar.end)
        y = self._y(bar.lane)
        width = max(right - left - 1, 2.5)
        shapes.fill(self.canv, (left, y - _BAR / 2, width, _BAR), INK)
        for text in (bar.long, bar.short):
            label = self._typesetter.line(text, _ON_BAR)
            if text and label.width <= width - 8:
                label.draw(self.canv, left + 5, y - 2.9)
                return

    def _draw_hop(self, hop: Hop) -> None:
        down = hop.end_lane > hop.start_lane
        edge = -_BAR / 2 if down else _BAR / 2
        start = (self._x(hop.start) - 0.5, self._y(hop.start_lane) + edge)
        end = (self._x(hop.end) + 0.5, self._y(hop.end_lane) - edge)
        self.canv.setStrokeColorRGB(*INK)
        self.canv.setLineWidth(0.9)
        self.canv.line(*start, *end)
        label = self._typesetter.line(hop.label, SMALL, 2 * _NAMES)
        y = start[1] + (-10.5 if down else 4.5)
        part = (y - start[1]) / (end[1] - start[1]) if end[1] != start[1] else 0
        x = start[0] + part * (end[0] - start[0])
        after = x + 4 + max(0.0, (end[0] - start[0]) * 0.1)
        fits = after + label.width <= self.width
        label.draw(self.canv, after if fits else max(_NAMES, x - 4 - label.width), y)
