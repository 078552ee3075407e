"""A person's calendar, against writing it by hand and against icalendar used straight."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDuration,
)

from benchmarks.harness import Ratio, cpu_seconds
from missions.briefing.document import CalendarDocument, CalendarEntry, Moment
from missions.renderers import ics
from missions.renderers.zones import Observance, observances
from tests.factories.calendars import a_trip, calendar

Zones = dict[str, tuple[Observance, ...]]


def edition() -> list[CalendarEntry]:
    """All entries of an edition: one person's, and others that concern other people."""
    mine = a_trip()
    return [*mine, *(replace(it, uid=f"o{it.uid}", summary=f"{it.summary} 2") for it in mine[::2])]


def zones_of(document: CalendarDocument) -> Zones:
    """The observances, which both others are given ready: finding them is the subject's cost."""
    ends = [end for it in document.entries for end in (it.start, it.end)]
    moments = [end for end in ends if isinstance(end, Moment)]
    first, last = min(it.utc for it in moments), max(it.utc for it in moments)
    return {key: observances(key, first, last) for key in sorted({it.zone for it in moments})}


# By hand.


def escaped(text: str) -> str:
    """TEXT as RFC 5545 has it."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """At most 75 octets a line, no character and no escape cut in two."""
    if len(line) < 75 and len(line.encode()) < 75:
        return line
    parts, part, size = [], "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets >= 75:
            keep = part[-1] if part[-1] in "\\^" else ""
            parts.append(part[: len(part) - len(keep)])
            part, size = keep, len(keep)
        part += char
        size += octets
    return "\r\n ".join([*parts, part])


def written(name: str, when: Moment) -> str:
    """A DTSTART or DTEND."""
    return f"{name};TZID={when.zone}:{when.wall:%Y%m%dT%H%M%S}"


def by_hand_event(entry: CalendarEntry, stamp: str) -> list[str]:
    """The lines of one event."""
    assert isinstance(entry.start, Moment)
    assert isinstance(entry.end, Moment)
    summary = escaped(entry.summary)
    lines = [
        "BEGIN:VEVENT",
        folded(f"SUMMARY:{summary}"),
        written("DTSTART", entry.start),
        written("DTEND", entry.end),
        f"DTSTAMP:{stamp}",
        f"UID:{entry.uid}@id.invalid",
        f"SEQUENCE:{entry.sequence}",
    ]
    if entry.description:
        lines.append(folded(f"DESCRIPTION:{escaped(entry.description)}"))
    lines.append(f"LAST-MODIFIED:{stamp}")
    if entry.location:
        lines.append(folded(f"LOCATION:{escaped(entry.location)}"))
    lines.append(f"STATUS:{entry.status}")
    for minutes in entry.alarms:
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", folded(f"DESCRIPTION:{summary}")]
        lines += [f"TRIGGER:-{span(minutes)}", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def span(minutes: int) -> str:
    """A duration of minutes."""
    days, rest = divmod(minutes, 1440)
    hours, rest = divmod(rest, 60)
    time = (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")
    return "P" + (f"{days}D" if days else "") + (f"T{time}" if time else "")


def offset(value: timedelta) -> str:
    """An offset from UTC."""
    minutes = int(value.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def by_hand_zone(key: str, found: tuple[Observance, ...]) -> list[str]:
    """The lines of one zone."""
    lines = ["BEGIN:VTIMEZONE", f"TZID:{key}"]
    for it in found:
        kind = "DAYLIGHT" if it.daylight else "STANDARD"
        lines += [f"BEGIN:{kind}", f"DTSTART:{it.onset:%Y%m%dT%H%M%S}"]
        lines += [f"TZNAME:{it.name}"] if it.name else []
        lines += [f"TZOFFSETFROM:{offset(it.before)}", f"TZOFFSETTO:{offset(it.after)}"]
        lines.append(f"END:{kind}")
    return [*lines, "END:VTIMEZONE"]


def in_order(document: CalendarDocument) -> list[CalendarEntry]:
    """By start, then identity."""
    return sorted(document.entries, key=lambda it: (it.start.utc, it.uid))  # type: ignore[union-attr]


def by_hand(document: CalendarDocument, zones: Zones) -> bytes:
    """The whole calendar in format strings."""
    name, stamp = escaped(document.name), f"{document.stamp:%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Itinerary//EN", "CALSCALE:GREGORIAN",
        f"NAME:{name}", f"X-WR-CALNAME:{name}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]  # fmt: skip
    for key, found in zones.items():
        lines += by_hand_zone(key, found)
    for entry in in_order(document):
        lines += by_hand_event(entry, stamp)
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


# With icalendar, as its documentation shows it.


def straight_zone(key: str, found: tuple[Observance, ...]) -> Timezone:
    """One zone."""
    zone = Timezone()
    zone.add("tzid", key)
    for it in found:
        part = TimezoneDaylight() if it.daylight else TimezoneStandard()
        part.add("dtstart", it.onset)
        part.add("tzoffsetfrom", it.before)
        part.add("tzoffsetto", it.after)
        if it.name:
            part.add("tzname", it.name)
        zone.add_component(part)
    return zone


def straight_event(entry: CalendarEntry, stamp: datetime) -> Event:
    """One event."""
    assert isinstance(entry.start, Moment)
    assert isinstance(entry.end, Moment)
    event = Event()
    event.add("uid", f"{entry.uid}@id.invalid")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.start.wall.replace(tzinfo=ZoneInfo(entry.start.zone)))
    event.add("dtend", entry.end.wall.replace(tzinfo=ZoneInfo(entry.end.zone)))
    event.add("summary", entry.summary)
    event.add("status", entry.status)
    if entry.location:
        event.add("location", entry.location)
    if entry.description:
        event.add("description", entry.description)
    for minutes in entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(minutes=-minutes))
        alarm.add("description", entry.summary)
        event.add_component(alarm)
    return event


def straight(document: CalendarDocument, zones: Zones) -> bytes:
    """The whole calendar as one tree of components."""
    calendar = Calendar()
    calendar.add("prodid", "-//Itinerary//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", document.name)
    calendar.add("x-wr-calname", document.name)
    calendar.add("refresh-interval", timedelta(hours=1), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(timedelta(hours=1)))
    for key, found in zones.items():
        calendar.add_component(straight_zone(key, found))
    for entry in in_order(document):
        calendar.add_component(straight_event(entry, document.stamp))
    data: bytes = calendar.to_ical()
    return data


def first_time(document: CalendarDocument) -> bytes:
    """Everything built, nothing remembered."""
    ics._head.cache_clear()
    return ics.render(document)


def read_anew(entries: list[CalendarEntry]) -> tuple[CalendarEntry, ...]:
    """Equal entries that are not the same objects, as a later request has them."""
    return tuple(
        replace(it, **{name: replace(getattr(it, name)) for name in ("start", "end")})
        for it in entries
    )


def ratios() -> list[Ratio]:
    """Both rows of the calendars."""
    document = calendar(*read_anew(a_trip()))
    ready = ics.pieces(edition(), document.stamp, document.in_utc)
    zones = zones_of(document)
    return [
        Ratio(
            "a person's feed after publish : written by hand",
            partial(ics.join, ready, document),
            partial(by_hand, document, zones),
            0.1,
            measure=cpu_seconds,
        ),
        Ratio(
            "a calendar the first time : icalendar alone",
            partial(first_time, document),
            partial(straight, document, zones),
            1.1,
            measure=cpu_seconds,
        ),
    ]
