"""What follows from trainings and who was there: minutes, what is open, who has earned a paper.

Pure. Minutes are those that pass between the two instants, so a night on which clocks change counts
right. What starts after the trip's last day is a debrief: it counts for nothing that is asked
before. Being excused settles a required training, but brings no minutes and no certificate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from missions.trips.rules import OnRoster, Roster

ATTENDED, EXCUSED, MISSED, MADE_UP = "attended", "excused", "missed", "made up"
STATES = (ATTENDED, EXCUSED, MISSED, MADE_UP)
PRESENT = frozenset({ATTENDED, MADE_UP})
SETTLED = PRESENT | {EXCUSED}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A training session; wall times are those of `zone`."""

    id: str
    key: str
    title: str
    starts: datetime
    ends: datetime
    zone: str
    starts_utc: datetime
    ends_utc: datetime
    place: str = ""
    course: str = ""
    topic: str = ""
    required: bool = False
    applies: str = "all"
    note: str = ""

    @property
    def minutes(self) -> int:
        """How long it lasts, in minutes that pass."""
        return int((self.ends_utc - self.starts_utc).total_seconds() // 60)

    @property
    def day(self) -> date:
        """The day on which it starts, at its place."""
        return self.starts.date()


@dataclass(frozen=True, slots=True)
class Mark:
    """How somebody stands with a lesson; `date` is when it was made up, else when it was."""

    state: str
    date: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Minutes that the trip asks of some people, of one topic or ("") of all."""

    topic: str
    minutes: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """A trip's trainings and who was there.

    `lessons` are in the order of time; `marks` are by the keys of lesson and person; `asked` has
    the trip's requirements of training.
    """

    roster: Roster
    lessons: tuple[Lesson, ...]
    last_day: date
    marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()

    def lesson(self, handle: str) -> Lesson | None:
        """Return the lesson with this key or id."""
        found = {lesson.id: lesson for lesson in self.lessons}
        found |= {lesson.key: lesson for lesson in self.lessons}
        return found.get(handle)

    def person(self, key: str) -> OnRoster | None:
        """Return the member with this key."""
        return next((member for member in self.roster.members if member.key == key), None)

    def concerned(self, lesson: Lesson) -> tuple[OnRoster, ...]:
        """Return whom a lesson is for, in the roster's order."""
        chosen = set(self.roster.applies(lesson.applies))
        return tuple(member for member in self.roster.members if member.id in chosen)

    def lessons_of(self, person: OnRoster) -> tuple[Lesson, ...]:
        """Return the lessons that are for somebody, in the order of time."""
        return tuple(one for one in self.lessons if person.id in self.roster.applies(one.applies))

    def mark(self, lesson: Lesson, person: OnRoster) -> Mark | None:
        """Return how somebody stands with a lesson; None where nobody has said so."""
        found = self.marks.get((lesson.key, person.key))
        return found if found is not None and found.state else None

    def counts_before(self, lesson: Lesson) -> bool:
        """Whether a lesson counts for what the trip asks: it is no debrief afterwards."""
        return lesson.day <= self.last_day


def is_there(mark: Mark | None, today: date) -> bool:
    """Whether a mark says that somebody had the lesson by `today`: attended, or made up by now."""
    if mark is None or mark.state not in PRESENT:
        return False
    later = mark.state == MADE_UP and mark.date is not None and mark.date > today
    return not later


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of those whom a lesson is for were there, and so on; `unmarked` are the rest."""

    people: int
    there: int
    excused: int
    missed: int
    unmarked: int


def tally(register: Register, lesson: Lesson) -> Tally:
    """Count a lesson's people by how they stand."""
    marks = [register.mark(lesson, person) for person in register.concerned(lesson)]
    states = [mark.state if mark else "" for mark in marks]
    return Tally(
        people=len(states),
        there=sum(state in PRESENT for state in states),
        excused=states.count(EXCUSED),
        missed=states.count(MISSED),
        unmarked=states.count(""),
    )


@dataclass(frozen=True, slots=True)
class Open:
    """A lesson that somebody still has to do something about.

    `why` is `missed`, `unmarked` (it is past and nobody said), `excused`, `to make up` or `ahead`;
    `day` is when it was, will be, or is to be made up.
    """

    lesson: Lesson
    why: str
    day: date


def open_of(register: Register, lesson: Lesson, person: OnRoster, today: date) -> Open | None:
    """Return what keeps a lesson from being had; None where it was attended or made up."""
    mark = register.mark(lesson, person)
    if is_there(mark, today):
        return None
    if mark is not None and mark.state == MADE_UP:
        return Open(lesson, "to make up", mark.date or lesson.day)
    if mark is not None:
        return Open(lesson, mark.state, lesson.day)
    return Open(lesson, "ahead" if lesson.day >= today else "unmarked", lesson.day)


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands: minutes in all and by topic, required lessons that are open."""

    person: OnRoster
    minutes: int
    topics: tuple[tuple[str, int], ...]
    open: tuple[Open, ...]


def standing(register: Register, person: OnRoster, today: date) -> Standing:
    """Return how somebody stands today. A required lesson that was excused isn't open."""
    mine = register.lessons_of(person)
    had = [one for one in mine if is_there(register.mark(one, person), today)]
    still = [
        found
        for one in mine
        if one.required
        and register.counts_before(one)
        and (found := open_of(register, one, person, today)) is not None
        and found.why != EXCUSED
    ]
    return Standing(person, _sum(had), minutes_by_topic(had), tuple(still))


def minutes_by_topic(lessons: Iterable[Lesson]) -> tuple[tuple[str, int], ...]:
    """Return minutes by topic in the order of first mention; spelling is the first one's."""
    found: dict[str, tuple[str, int]] = {}
    for lesson in lessons:
        name, minutes = found.get(_folded(lesson.topic), (lesson.topic.strip(), 0))
        found[_folded(lesson.topic)] = (name, minutes + lesson.minutes)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Progress:
    """Minutes of a topic ("" is all training): asked of each, held by now, still ahead.

    `reached` of the `people` asked have them; both are 0 where nothing is asked.
    """

    topic: str
    asked: int
    held: int
    ahead: int
    reached: int = 0
    people: int = 0


def progress(register: Register, now: datetime, today: date) -> tuple[Progress, ...]:
    """Return what is asked first, then all training, then each topic that is taught."""
    counted = [lesson for lesson in register.lessons if register.counts_before(lesson)]
    lines = [_asked_line(register, asked, counted, now, today) for asked in register.asked]
    if all(line.topic for line in lines):
        lines.append(_line("", counted, now))
    named = {_folded(line.topic) for line in lines}
    for topic, _minutes in minutes_by_topic(counted):
        if topic and _folded(topic) not in named:
            same = [one for one in counted if _folded(one.topic) == _folded(topic)]
            lines.append(_line(topic, same, now))
    return tuple(lines)


def _asked_line(
    register: Register, asked: Asked, lessons: list[Lesson], now: datetime, today: date
) -> Progress:
    """Match topics as the requirement does: by its title, anywhere in the lesson's topic."""
    matching = [one for one in lessons if _folded(asked.topic) in _folded(one.topic)]
    line = _line(asked.topic, matching, now)
    people = [one for one in register.roster.members if one.id in asked.people]
    reached = 0
    for person in people:
        had = (one for one in matching if is_there(register.mark(one, person), today))
        reached += _sum(had) >= asked.minutes
    return Progress(asked.topic, asked.minutes, line.held, line.ahead, reached, len(people))


def _line(topic: str, lessons: Iterable[Lesson], now: datetime) -> Progress:
    lessons = tuple(lessons)
    held = _sum(one for one in lessons if one.ends_utc <= now)
    return Progress(topic, 0, held, _sum(lessons) - held)


def _sum(lessons: Iterable[Lesson]) -> int:
    return sum(lesson.minutes for lesson in lessons)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
