"""A small register: three travellers, a mother at home, and lessons around one spring trip."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from missions.training.rules import Asked, Lesson, Mark, Register
from missions.training.times import instant
from missions.trips.rules import OnRoster, Roster

CHICAGO = "America/Chicago"
LAST_DAY = date(2027, 3, 20)
TODAY = date(2027, 2, 1)
NOW = datetime(2027, 2, 1, 15, 40, tzinfo=UTC)
MEI = OnRoster("m1", "mei", "Mei", "leader", groups=("kitchen",))
BEN = OnRoster("m2", "ben", "Ben", "volunteer", groups=("kitchen",))
LILY = OnRoster("m3", "lily", "Lily", "volunteer", minor=True)
MOTHER = OnRoster("m4", "hui", "Hui", "guardian")
ROSTER = Roster((MEI, BEN, LILY, MOTHER))


def lesson(
    key: str,
    starts: str,
    minutes: int = 90,
    *,
    required: bool = True,
    applies: str = "all",
    topic: str = "",
    course: str = "",
) -> Lesson:
    """Return a lesson in Chicago; `starts` as 2026-10-24T09:30."""
    wall = datetime.fromisoformat(starts)
    ends = wall + timedelta(minutes=minutes)
    return Lesson(
        id=f"id-{key}",
        key=key,
        title=key.capitalize(),
        starts=wall,
        ends=ends,
        zone=CHICAGO,
        starts_utc=instant(wall, CHICAGO),
        ends_utc=instant(ends, CHICAGO),
        required=required,
        applies=applies,
        topic=topic,
        course=course,
    )


FIRST = lesson("first", "2026-10-10T17:00", 120, topic="who we are")
SAFE = lesson("safe", "2026-10-24T09:30", topic="child protection", course="Safe with children")
AGAIN = lesson(
    "again", "2027-02-20T09:30", 60, topic="Child  Protection", course="Safe with children"
)
SONGS = lesson("songs", "2026-11-07T10:00", 60, required=False, applies="@kitchen")
DEBRIEF = lesson("debrief", "2027-04-03T10:00", 180)
LESSONS = (FIRST, SAFE, SONGS, AGAIN, DEBRIEF)


def register(
    marks: Mapping[tuple[str, str], Mark | str] | None = None, asked: tuple[Asked, ...] = ()
) -> Register:
    """Return the register with these marks, (lesson, person) → mark or state."""
    found = {
        key: mark if isinstance(mark, Mark) else Mark(mark) for key, mark in (marks or {}).items()
    }
    return Register(ROSTER, LESSONS, LAST_DAY, found, asked)
