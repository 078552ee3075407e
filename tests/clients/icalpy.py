"""Reads a calendar with the `ical` package.

It takes the zones it knows by name from the time zone database and only the others from the file,
as the large providers do; ical.js believes the file. Where both answer the same, name and
VTIMEZONE agree.
"""

from datetime import UTC, date, datetime

from ical.calendar_stream import CalendarStream
from ical.event import Event
from ical.exceptions import CalendarParseError

from tests.clients.occurrence import Occurrence, Window, in_order


def read(ics: bytes, window: Window) -> list[Occurrence]:
    """Every occurrence in the window, in order."""
    try:
        calendars = CalendarStream.from_ics(ics.decode("utf-8")).calendars
    except CalendarParseError as error:
        raise ValueError(error.detailed_error) from error
    return in_order(
        [
            _occurrence(event)
            for calendar in calendars
            for event in calendar.timeline_tz(UTC).overlapping(*window)
        ]
    )


def _occurrence(event: Event) -> Occurrence:
    return {
        "uid": event.uid,
        "start_utc": _written(event.start),
        "end_utc": _written(event.end),
        "status": None if event.status is None else str(event.status.value),
        "summary": event.summary,
        "sequence": event.sequence,
        "tzid": _zone(event.start),
        "all_day": not isinstance(event.start, datetime),
    }


def _written(when: date) -> str:
    if not isinstance(when, datetime):
        return when.isoformat()
    if when.tzinfo is None:
        return f"{when:%Y-%m-%dT%H:%M:%S}"
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _zone(when: date) -> str | None:
    if not isinstance(when, datetime) or when.tzinfo is None:
        return None
    return str(when.tzinfo)
