"""What the training pages show: sessions in groups, bars of minutes, people and what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from missions import clock
from missions.renderers.wording import clock_range, count_of, day_name
from missions.training.rules import (
    Lesson,
    Open,
    Progress,
    Register,
    Standing,
    Tally,
    progress,
    standing,
    tally,
)
from missions.training.times import clock_name
from missions.web.queries import Part
from missions.web.words import local

WHY = {
    "missed": "missed on {day}",
    "unmarked": "not marked on {day}",
    "ahead": "on {day}",
    "to make up": "to be made up on {day}",
    "excused": "excused on {day}, to be made up for a certificate",
}
"""What is open about a lesson, in words."""
WIDE = 1000
"""How wide a bar of minutes is drawn, in units of its own."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session and how many were there; `past`: it has begun."""

    lesson: Lesson
    tally: Tally
    past: bool

    @property
    def day(self) -> str:
        """Its day, short: `Sat 10 Oct`."""
        weekday, number, month = day_name(self.lesson.day).split()
        return f"{weekday} {number} {month[:3]}"

    @property
    def when(self) -> str:
        """Day and wall time at its place, with the zone's own name."""
        lesson = self.lesson
        over = "" if lesson.ends.date() == lesson.day else f" ({day_name(lesson.ends)})"
        clock_there = clock_name(lesson.starts, lesson.zone)
        return f"{clock_range(lesson.starts, lesson.ends)}{over} {clock_there}"

    @property
    def said(self) -> str:
        """How many of whom were there, or are to come."""
        count = self.tally
        if not self.past and count.unmarked == count.people:
            return f"for {count_of(count.people, 'person', 'people')}"
        return f"{count.there} of {count.people} there"

    @property
    def shape(self) -> str:
        """The shape of how it stands: met, at risk, due."""
        if not self.past:
            return "due"
        if self.tally.unmarked:
            return "missing"
        return "at_risk" if self.tally.missed else "met"


@dataclass(frozen=True, slots=True)
class Group:
    """Sessions of one course, or of one part of the time."""

    name: str
    rows: tuple[SessionRow, ...]

    @property
    def minutes(self) -> int:
        """Minutes in all."""
        return sum(row.lesson.minutes for row in self.rows)


@dataclass(frozen=True, slots=True)
class Bar:
    """Minutes of a topic as a bar: widths and the mark of what is asked, of `WIDE`."""

    line: Progress
    held: int
    ahead: int
    mark: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """The trainings of a trip as a leader sees them."""

    groups: tuple[Group, ...]
    bars: tuple[Bar, ...]
    topics: tuple[Bar, ...]
    people: tuple[Standing, ...]
    closed: bool


def today_of(part: Part) -> date:
    """Return today's date at home."""
    return local(clock.now(), part.home_zone).date()


def board_of(register: Register, part: Part, *, closed: bool) -> Board:
    """Return a trip's trainings in groups, with minutes and people."""
    now, today = clock.now(), today_of(part)
    lines = progress(register, now, today)
    longest = max([max(one.asked, one.held + one.ahead) for one in lines], default=0)
    bars = [_bar(line, longest) for line in lines]
    asked = len(register.asked)
    main = [bar for bar in bars[: asked + 1] if bar.line.asked or not bar.line.topic]
    return Board(
        groups=_groups(register, part, now),
        bars=tuple(main),
        topics=tuple(bar for bar in bars if bar not in main),
        people=tuple(
            standing(register, person, today)
            for person in register.roster.members
            if register.lessons_of(person)
        ),
        closed=closed,
    )


def _bar(line: Progress, longest: int) -> Bar:
    def share(minutes: int) -> int:
        return round(WIDE * minutes / longest) if longest else 0

    held = share(line.held)
    whole = share(line.held + line.ahead)
    return Bar(line, held, whole - held, share(line.asked) if line.asked else None)


def _groups(register: Register, part: Part, now: datetime) -> tuple[Group, ...]:
    """Return the courses in the order of their first session, and the rest by time."""
    found: dict[str, list[SessionRow]] = {}
    for lesson in register.lessons:
        name = lesson.course or _when(lesson, part)
        row = SessionRow(lesson, tally(register, lesson), lesson.starts_utc <= now)
        found.setdefault(name, []).append(row)
    return tuple(Group(name, tuple(rows)) for name, rows in found.items())


def _when(lesson: Lesson, part: Part) -> str:
    if lesson.day < part.starts:
        return "Before the trip"
    return "After the trip" if lesson.day > part.ends else "On the trip"


def why(found: Open) -> str:
    """Say what is open about a lesson: `missed on Sat 24 October`."""
    return WHY[found.why].format(day=day_name(found.day))
