"""What a leader types about a session, read and judged. Pure.

Nothing is guessed: a wall time that clocks never show is refused with the two that they do. One
that they show twice is taken as the first, and the leader is told so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from missions.training.times import Shown, clock_name, instant, settled, shown
from missions.trips.rules import ROLES, Roster, split_list
from missions.zones import keys as zone_keys

LONGEST = {"title": 300, "course": 300, "place": 300, "topic": 300, "applies": 1000, "note": 2000}
"""Characters of each text."""
RESERVED = frozenset({"new", "copy", "people"})
"""Words that addresses below a trip's trainings need for themselves."""
_YEARS = range(2000, 2101)
_MOST = timedelta(days=7)
_LONGEST_KEY = 40
_WORDS = ("all", "adults", "minors")


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was filled in: texts as they stand, days as 2026-07-10, times as 14:35."""

    title: str = ""
    course: str = ""
    day: str = ""
    starts: str = ""
    ends: str = ""
    ends_day: str = ""
    zone: str = ""
    place: str = ""
    topic: str = ""
    applies: str = "all"
    note: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A session as it shall be; `starts` and `ends` are wall times of `zone`."""

    title: str
    starts: datetime
    ends: datetime
    zone: str
    course: str = ""
    place: str = ""
    topic: str = ""
    applies: str = "all"
    note: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a form: a session, or what is wrong by field; `notices` are to be told."""

    planned: Planned | None
    faults: dict[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


def judge(typed: Typed, roster: Roster) -> Judged:
    """Read a form; every fault is reported at once, by its field."""
    faults = _text_faults(typed)
    zone = typed.zone.strip()
    if zone not in zone_keys():
        faults["zone"] = f"“{zone}” is no time zone. One like America/Chicago is wanted."
    if strangers := unknown_of(typed.applies, roster):
        faults["applies"] = (
            f"“{strangers[0]}” is nobody here. “all”, “adults”, “minors”, “role:leader”, a"
            " person’s key or a @group is wanted."
        )
    day, starts, ends = _times(typed, faults)
    if day is None or starts is None or ends is None or "zone" in faults:
        return Judged(None, faults)
    faults |= _clock_faults(day, starts, ends, zone)
    if faults:
        return Judged(None, faults)
    notices = tuple(_told_twice(wall, zone) for wall in (starts, ends) if _twice(wall, zone))
    return Judged(_planned(typed, starts, ends, zone), {}, notices)


def _planned(typed: Typed, starts: datetime, ends: datetime, zone: str) -> Planned:
    return Planned(
        title=_flat(typed.title),
        starts=starts,
        ends=ends,
        zone=zone,
        course=_flat(typed.course),
        place=_flat(typed.place),
        topic=_flat(typed.topic),
        applies=_flat(typed.applies) or "all",
        note=typed.note.strip(),
        required=typed.required,
    )


def _text_faults(typed: Typed) -> dict[str, str]:
    faults = {}
    for name, most in LONGEST.items():
        text = getattr(typed, name).strip()
        if len(text) > most:
            faults[name] = f"That is {len(text)} characters long; at most {most} are kept."
    if not typed.title.strip():
        faults["title"] = "A title is wanted, as “Safe with children”."
    return faults


def _times(
    typed: Typed, faults: dict[str, str]
) -> tuple[date | None, datetime | None, datetime | None]:
    day = _day(typed.day, "day", faults)
    last = _day(typed.ends_day, "ends_day", faults) if typed.ends_day.strip() else day
    starts = _clock(typed.starts, "starts", faults)
    ends = _clock(typed.ends, "ends", faults)
    return (
        day,
        datetime.combine(day, starts) if day and starts is not None else None,
        datetime.combine(last, ends) if last and ends is not None else None,
    )


def _day(text: str, name: str, faults: dict[str, str]) -> date | None:
    try:
        found = datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a wall day
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        faults[name] = f"“{text.strip()}” is no day. One as 2026-07-10 is wanted."
        return None
    return found


def _clock(text: str, name: str, faults: dict[str, str]) -> time | None:
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 - a wall time
    except ValueError:
        faults[name] = f"“{text.strip()}” is no time. One as 14:35 is wanted."
        return None


def _clock_faults(day: date, starts: datetime, ends: datetime, zone: str) -> dict[str, str]:
    faults = {}
    for name, wall in (("starts", starts), ("ends", ends)):
        if shown(wall, zone) is Shown.NEVER:
            later = settled(wall, zone)
            earlier = wall - (later - wall)
            faults[name] = (
                f"Clocks in {zone} never show {wall:%H:%M} on {_said(wall.date())}: they are put"
                f" forward that night. {earlier:%H:%M} or {later:%H:%M} is there."
            )
    if faults:
        return faults
    if instant(ends, zone) <= instant(starts, zone):
        over = " or the day on which it ends" if ends.date() == day else ""
        return {
            "ends": f"It ends at {ends:%H:%M}, not after it starts. A later time{over} is wanted."
        }
    if ends - starts > _MOST:
        return {"ends_day": "It lasts more than a week. Make a session of each day."}
    return {}


def _twice(wall: datetime, zone: str) -> bool:
    return shown(wall, zone) is Shown.TWICE


def _told_twice(wall: datetime, zone: str) -> str:
    return (
        f"{wall:%H:%M} on {_said(wall.date())} is there twice in {zone}, since clocks are put back."
        f" It is taken as the first, {clock_name(wall, zone)}. If the second is meant,"
        " choose a time that is there once, or say so in the note."
    )


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def unknown_of(applies: str, roster: Roster) -> tuple[str, ...]:
    """Return the parts of a list of people that mean nobody on the roster."""
    word = _flat(applies).casefold()
    if not word or word in _WORDS:
        return ()
    if word.startswith("role:"):
        return () if word.removeprefix("role:").strip() in ROLES else (_flat(applies),)
    groups = {group.casefold() for member in roster.members for group in member.groups}
    return tuple(term for term in split_list(applies) if not _known(term, roster, groups))


def _known(term: str, roster: Roster, groups: Collection[str]) -> bool:
    bare = term.removeprefix("-").strip()
    if bare.startswith("@"):
        return bare[1:].strip().casefold() in groups
    return bare.casefold() == "all" or roster.find(bare) is not None


def key_for(title: str, taken: Collection[str]) -> str:
    """Return a handle made of a title, which no session of the trip has yet."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    stem = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_KEY].strip("-") or "training"
    return free_key(stem, taken)


def free_key(stem: str, taken: Collection[str]) -> str:
    """Return `stem`, or the first of `stem-2`, `stem-3`, … that is free."""
    used = {key.casefold() for key in taken} | RESERVED
    found, number = stem, 1
    while found.casefold() in used:
        number += 1
        found = f"{stem}-{number}"
    return found
