"""Calendars before they are written as iCalendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from missions.briefing.document.moments import Moment


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One VEVENT. `start` and `end` are Moments, or dates for the whole day (`end` exclusive).

    `in_utc` asks for UTC times without any zone. `alarms` are minutes before the start.
    `status` is "CONFIRMED", "TENTATIVE", "CANCELLED" or "" (the property is left out).
    """

    uid: str
    sequence: int
    start: Moment | date
    end: Moment | date | None
    summary: str
    location: str = ""
    description: str = ""
    status: str = ""
    alarms: tuple[int, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    transparent: bool = False


@dataclass(frozen=True, slots=True)
class CalendarDocument:
    """A calendar: its name and entries. `stamp` is DTSTAMP and LAST-MODIFIED of every entry."""

    name: str
    stamp: datetime
    in_utc: bool = False
    entries: tuple[CalendarEntry, ...] = ()
