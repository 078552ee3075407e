"""One entry of a calendar as a VEVENT."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from icalendar import Alarm, Event, vDDDTypes, vDuration, vGeo, vInt

from missions.briefing.document import CalendarEntry, Moment
from missions.renderers.ics_text import Text, lines, one_line
from missions.renderers.zones import is_the_only_instant

_UTC_KEYS = frozenset({"UTC", "Etc/UTC"})


class End(NamedTuple):
    """A start or an end as it is written, and the zone that it refers to ("" for UTC and days)."""

    value: vDDDTypes
    zone: str = ""


class Vevent(NamedTuple):
    """An entry's bytes, and the zones that they refer to."""

    body: bytes
    zones: tuple[str, ...]


def vevent(entry: CalendarEntry, stamp: vDDDTypes, in_utc: bool, domain: str) -> Vevent:
    """Write one entry; `domain` is what stands after the @ of its UID."""
    event = Event()
    ends = _ends(entry, in_utc)
    for name, end in ends.items():
        event[name] = end.value
    event["UID"] = Text(f"{entry.uid}@{domain}")
    event["DTSTAMP"] = event["LAST-MODIFIED"] = stamp
    event["SEQUENCE"] = vInt(entry.sequence)
    event["SUMMARY"] = summary = one_line(entry.summary)
    _add_what_is_given(event, entry)
    for minutes in _alarms(entry):
        event.add_component(_alarm(minutes, summary))
    zones = dict.fromkeys(end.zone for end in ends.values() if end.zone)
    return Vevent(event.to_ical(), tuple(zones))


def _add_what_is_given(event: Event, entry: CalendarEntry) -> None:
    for name, text in (("LOCATION", entry.location), ("DESCRIPTION", entry.description)):
        if value := lines(text):
            event[name] = value
    if entry.status:
        event["STATUS"] = Text(entry.status)
    if entry.transparent:
        event["TRANSP"] = Text("TRANSPARENT")
    if entry.latitude is not None and entry.longitude is not None:
        event["GEO"] = vGeo((_degrees(entry.latitude), _degrees(entry.longitude)))


def _degrees(value: float) -> float:
    """To a metre; values that Python would write with an exponent, which GEO forbids, are zero."""
    return round(value, 5) if abs(value) >= 0.0001 else 0.0


def _alarms(entry: CalendarEntry) -> tuple[int, ...]:
    """Minutes before the start; nobody is called to what has been cancelled."""
    return () if entry.status == "CANCELLED" else entry.alarms


def _alarm(minutes: int, summary: Text) -> Alarm:
    """An alarm shows what the title shows: lock screens print it."""
    alarm = Alarm()
    alarm["ACTION"] = Text("DISPLAY")
    alarm["TRIGGER"] = vDuration(timedelta(minutes=-minutes))
    alarm["DESCRIPTION"] = summary
    return alarm


def begins(when: Moment | date) -> datetime:
    """The instant of an end, for putting in order; days begin at midnight UTC for that."""
    if isinstance(when, Moment):
        return when.utc
    return datetime(when.year, when.month, when.day, tzinfo=UTC)


def _ends(entry: CalendarEntry, in_utc: bool) -> dict[str, End]:
    """DTSTART and DTEND. An item without a length has no DTEND, which would have to be later."""
    start, end = entry.start, entry.end
    if end is None:
        return {"DTSTART": _end(start, in_utc)}
    if isinstance(start, Moment) is not isinstance(end, Moment) or begins(end) < begins(start):
        raise ValueError(
            f"calendar entry {entry.uid} ends before it starts, or on a day and a time"
        )
    if begins(end) == begins(start):
        return {"DTSTART": _end(start, in_utc)}
    return {"DTSTART": _end(start, in_utc), "DTEND": _end(end, in_utc)}


def _end(when: Moment | date, in_utc: bool) -> End:
    """How one end is written.

    A wall time goes out with its zone where it can mean one instant only. Otherwise, and for
    audiences that are not told of zones, the instant goes out.
    """
    if not isinstance(when, Moment):
        return End(vDDDTypes(when))
    if in_utc or when.zone in _UTC_KEYS or not is_the_only_instant(when.wall, when.zone, when.utc):
        return End(vDDDTypes(when.utc.astimezone(UTC)))
    value = vDDDTypes(when.wall)
    value.params["TZID"] = when.zone
    return End(value, when.zone)
