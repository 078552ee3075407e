"""Who has earned a certificate, and what is missing. Pure.

One for a course: whoever had each of its lessons that are for them. One for the trip's training as
a whole (course ""): whoever had each required lesson up to the trip's last day. Excused is not had.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from missions.training.rules import (
    MADE_UP,
    Lesson,
    Open,
    Register,
    is_there,
    minutes_by_topic,
    open_of,
)
from missions.trips.rules import OnRoster


@dataclass(frozen=True, slots=True)
class Had:
    """A lesson that somebody had, and on which day."""

    lesson: Lesson
    day: date
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Award:
    """A certificate that can be earned: what was had, and what keeps it back."""

    course: str
    had: tuple[Had, ...]
    missing: tuple[Open, ...]

    @property
    def earned(self) -> bool:
        """Whether something was had and nothing is missing."""
        return bool(self.had) and not self.missing

    @property
    def minutes(self) -> int:
        """Minutes in all."""
        return sum(one.lesson.minutes for one in self.had)

    @property
    def topics(self) -> tuple[tuple[str, int], ...]:
        """Minutes by topic."""
        return minutes_by_topic(one.lesson for one in self.had)


def award(register: Register, person: OnRoster, course: str, today: date) -> Award | None:
    """Return how a certificate stands; None where the course has nothing for this person."""
    mine = register.lessons_of(person)
    if course:
        wanted = listed = [one for one in mine if one.course == course]
    else:
        listed = [one for one in mine if register.counts_before(one)]
        wanted = [one for one in listed if one.required]
    if not wanted:
        return None
    found = (open_of(register, one, person, today) for one in wanted)
    return Award(
        course=course,
        had=tuple(
            _had(register, one, person)
            for one in listed
            if is_there(register.mark(one, person), today)
        ),
        missing=tuple(one for one in found if one is not None),
    )


def awards(register: Register, person: OnRoster, today: date) -> tuple[Award, ...]:
    """Return every certificate that somebody may earn: the whole training first, then courses."""
    courses = dict.fromkeys(one.course for one in register.lessons_of(person) if one.course)
    found = (award(register, person, course, today) for course in ("", *courses))
    return tuple(one for one in found if one is not None)


def _had(register: Register, lesson: Lesson, person: OnRoster) -> Had:
    mark = register.mark(lesson, person)
    later = mark is not None and mark.state == MADE_UP
    return Had(lesson, (mark.date if mark and later else None) or lesson.day, later)
