"""When can I call home? A strip of hours, a row a clock; bold where all are awake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from missions.briefing.document import Briefing, Day
from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.chapters.stops import stops
from missions.renderers.pdf.text import Line
from missions.renderers.pdf.tokens import BASE, FAINT, HAIRLINE, LINE, SMALL, Style
from missions.renderers.pdf.typesetter import Typesetter

_NAMES = 96.0
_ROW = 16.0
_FIRST_HOUR, _LAST_HOUR = 7, 21
_HOURS = 24
_ASLEEP = Style(8, colour=FAINT)


@dataclass(frozen=True, slots=True)
class Clock:
    """Places that share a clock, and how many minutes theirs is ahead of the first row's."""

    name: str
    ahead: int


def clocks_of(briefing: Briefing) -> list[Clock]:
    """Return the clocks of the trip, home's last; nothing where there is only one."""
    offsets: dict[int, list[str]] = {}
    for point in stops(briefing.route):
        if not point.home:
            ahead = _ahead_of_home(point.zone, briefing.days, point.offset)
            names = offsets.setdefault(ahead, [])
            names += [point.name] if point.name not in names else []
    home = next((point.name for point in stops(briefing.route) if point.home), "home")
    away = [(ahead, ", ".join(names)) for ahead, names in offsets.items()]
    if not away or [ahead for ahead, _ in away] == [0]:
        return []
    base = away[0][0]
    clocks = [Clock(name, ahead - base) for ahead, name in away if ahead]
    same = next((f"{home}, {name}" for ahead, name in away if not ahead), home)
    return [*clocks, Clock(same, -base)]


def _ahead_of_home(zone: str, days: Sequence[Day], offset: int) -> int:
    """Return how many minutes a place is ahead of home on the first day there."""
    told = (-day.home_offset for day in days if day.zone == zone and day.home_offset is not None)
    return next(told, offset)


class CallHome(Block):
    """A row a clock, 24 columns."""

    def __init__(self, typesetter: Typesetter, clocks: Sequence[Clock]) -> None:
        super().__init__()
        self._typesetter, self._clocks = typesetter, tuple(clocks)
        self._names: list[Line] = []

    def measure(self, width: float) -> float:
        """Give every clock a row."""
        line = self._typesetter.line
        self._names = [line(_named(clock), BASE.heavy, _NAMES - 8) for clock in self._clocks]
        return _ROW * len(self._clocks)

    def draw(self) -> None:
        """Mark the hours that suit all, then write the rows."""
        column = (self.width - _NAMES) / _HOURS
        good = [hour for hour in range(_HOURS) if self._suits_all(hour)]
        for hour in good:
            self._mark(_NAMES + hour * column, column)
        for index, clock in enumerate(self._clocks):
            y = self.height - (index + 1) * _ROW
            if index:
                shapes.rule(self.canv, (0, self.width), y + _ROW, HAIRLINE, LINE)
            self._names[index].draw(self.canv, 0, y + 5)
            for hour in range(_HOURS):
                there = _hour(clock, hour)
                style = SMALL.heavy if hour in good else SMALL if _awake(there) else _ASLEEP
                text = self._typesetter.line(f"{there:02d}", style)
                text.draw_middle(self.canv, _NAMES + (hour + 0.5) * column, y + 5)

    def _suits_all(self, hour: int) -> bool:
        return all(_awake(_hour(clock, hour)) for clock in self._clocks)

    def _mark(self, x: float, column: float) -> None:
        look = self._typesetter.look
        if look.wash:
            shapes.fill(self.canv, (x, 0, column, self.height), look.wash)
        for y in (0, self.height):
            shapes.rule(self.canv, (x, x + column), y, 1.4, look.accent)


def _hour(clock: Clock, hour: int) -> int:
    return (hour * 60 + clock.ahead) // 60 % _HOURS


def _awake(hour: int) -> bool:
    return _FIRST_HOUR <= hour <= _LAST_HOUR


def _named(clock: Clock) -> str:
    """Return the name, and the minutes where a clock is not whole hours from the first."""
    minutes = clock.ahead % 60
    return f"{clock.name} :{minutes:02d}" if minutes else clock.name
