"""A curriculum carried over to another trip: the same number of days before it starts. Pure.

Wall times stay. A session in the old trip's home zone moves to the new one's; others keep theirs.
Attendance stays behind, and so do people's keys that the new trip doesn't know.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from missions.training.planning import Planned, free_key, unknown_of
from missions.training.rules import Lesson, Register
from missions.training.times import settled
from missions.trips.rules import split_list


@dataclass(frozen=True, slots=True)
class Frame:
    """What copying needs to know of a trip: its first day and the zone at home."""

    starts: date
    home_zone: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A session as it would stand in the new trip.

    `was` is the old trip's; `here`: the new trip has it already, so it is passed over; `remarks`
    say what could not be carried over as it is.
    """

    was: Lesson
    key: str
    planned: Planned
    here: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def same_weekday(self) -> bool:
        """Whether it falls on the same day of the week as before."""
        return self.was.starts.weekday() == self.planned.starts.weekday()


def carried(old: Frame, source: Register, new: Frame, target: Register) -> tuple[Copied, ...]:
    """Return every session of `source` as it would stand in `target`, in the order of time."""
    by_days = new.starts - old.starts
    known = {(one.title, one.starts) for one in target.lessons}
    taken = {one.key for one in target.lessons}
    found = []
    for lesson in source.lessons:
        planned, remarks = _shifted(lesson, by_days, old, new, target)
        here = (planned.title, planned.starts) in known
        key = lesson.key if here else free_key(lesson.key, taken)
        if not here:
            taken.add(key)
        found.append(Copied(lesson, key, planned, here, remarks))
    return tuple(found)


def _shifted(
    lesson: Lesson, by: timedelta, old: Frame, new: Frame, target: Register
) -> tuple[Planned, tuple[str, ...]]:
    zone = new.home_zone if lesson.zone == old.home_zone else lesson.zone
    walls = (lesson.starts + by, lesson.ends + by)
    starts = settled(walls[0], zone)
    ends = settled(walls[1] + (starts - walls[0]), zone)
    remarks = []
    if (starts, ends) != walls:
        remarks.append("Clocks skip its time on that day, so it moves on by the gap.")
    applies, lost = _kept(lesson.applies, target)
    if lost:
        said = ", ".join(lost)
        remarks.append(f"{said}: nobody here. It applies to {_aloud(applies)} now.")
    planned = Planned(
        title=lesson.title,
        starts=starts,
        ends=ends,
        zone=zone,
        course=lesson.course,
        place=lesson.place,
        topic=lesson.topic,
        applies=applies,
        note=lesson.note,
        required=lesson.required,
    )
    return planned, tuple(remarks)


def _kept(applies: str, target: Register) -> tuple[str, tuple[str, ...]]:
    """Return the list without whom the new trip doesn't know, and who that was."""
    lost = unknown_of(applies, target.roster)
    if not lost:
        return applies, ()
    left = [term for term in split_list(applies) if term not in lost]
    return "; ".join(left) or "all", lost


def _aloud(applies: str) -> str:
    return "everybody" if applies == "all" else f"“{applies}”"
