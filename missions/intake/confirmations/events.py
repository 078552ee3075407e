"""Calendar events of carriers (RFC 5545) to flights: only where the words leave no doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from icalendar import Calendar
from icalendar.cal import Component
from icalendar.error import BrokenCalendarProperty

from missions.intake.confirmations.ends import End, Moment, airport_end, wall_time
from missions.intake.confirmations.model import Found, FoundSegment, Source, quoted
from missions.intake.confirmations.numbers import CARRIER, flight_number
from missions.reference.airports import airport

MOST_EVENTS = 200
LONGEST = 4000
"""So much of a description is read."""

_BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
"""What the parser raises for a damaged calendar."""

_NUMBER = rf"({CARRIER})[ ]?(?:0{{0,3}})(\d{{1,4}}[A-Z]?)(?![A-Za-z0-9])"
_AFTER_WORD = re.compile(
    rf"(?i:\b(?:flight|flug|vol|vuelo)|편명|항공편|航班)(?i:\s*(?:no\.?|number|nr\.?))?[\s:#]{{0,4}}{_NUMBER}"
)
_ALONE = re.compile(rf"(?<![A-Za-z0-9]){_NUMBER}")
_NO_CARRIER = frozenset(
    {
        "AM",
        "AT",
        "BY",
        "ID",
        "IN",
        "IS",
        "MR",
        "MS",
        "NO",
        "OF",
        "ON",
        "OR",
        "PM",
        "RM",
        "SS",
        "TO",
        "TR",
        "UP",
    }
)
_PAIR = re.compile(
    r"(?<![A-Za-z])([A-Z]{3})(?:\s*(?:-|–|—|→|>|/|✈)\s*|\s+to\s+|\s+nach\s+)([A-Z]{3})(?![A-Za-z])"
)
_BRACKETS = re.compile(r"[(\[]([A-Z]{3})[)\]]")
_FROM = re.compile(
    r"(?im:^\s*(?:from|depart\w*|origin|von|abflug|출발\w*|出发)\b)[^\n]{0,60}?(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])"
)
_TO = re.compile(
    r"(?im:^\s*(?:to|arriv\w*|destination|nach|ankunft|도착\w*|到达)\b)[^\n]{0,60}?(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])"
)
_LOCATOR = re.compile(
    r"(?i:\b(?:confirmation|booking|reservation|pnr|record locator|reference|buchungscode)\b"
    r"|예약번호|预订编号)[^\n:#]{0,20}[:#]?\s*([A-Z0-9]{6})(?![A-Za-z0-9])"
)
_SEAT = re.compile(r"(?i:\b(?:seat|sitz|좌석)\b)\s*:?\s*(\d{1,2}[A-L])(?![A-Za-z0-9])")
_PEOPLE = re.compile(r"(?im:^\s*(?:passengers?|travell?ers?|passagiere?|승객|旅客)\s*:)([^\n]+)")
_BETWEEN = re.compile(r"[;,]")


@dataclass(frozen=True, slots=True)
class _Words:
    """An event's texts: its summary, and all of them together."""

    summary: str
    whole: str


def read_events(data: str | bytes) -> Found | None:
    """Return the flights of a calendar; None where it is none."""
    try:
        calendars = Calendar.from_ical(data, multiple=True)
        events = [
            (event, _is_cancelled(calendar, event))
            for calendar in calendars
            for event in calendar.walk("VEVENT")
        ]
    except _BROKEN:
        return None
    if not calendars:
        return None
    segments: list[FoundSegment] = []
    passed: list[str] = []
    for event, cancelled in events[:MOST_EVENTS]:
        found = _read(event, cancelled)
        if found is None:
            passed.append(f"not understood: {_text(event, 'SUMMARY') or 'an event without a name'}")
        else:
            segments.append(found)
    if len(events) > MOST_EVENTS:
        passed.append(f"Only the first {MOST_EVENTS} of {len(events)} events were read.")
    return Found(tuple(segments), tuple(passed))


def _is_cancelled(calendar: Component, event: Component) -> bool:
    stated = f"{event.get('STATUS', '')} {calendar.get('METHOD', '')}".upper().split()
    return "CANCELLED" in stated or "CANCEL" in stated


def _text(event: Component, name: str) -> str:
    value = event.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return "" if value is None else str(value).strip()[:LONGEST]


def _read(event: Component, cancelled: bool) -> FoundSegment | None:
    parts = [_text(event, name) for name in ("SUMMARY", "LOCATION", "DESCRIPTION")]
    words = _Words(parts[0][:300], "\n".join(filter(None, parts)))
    ends = _ends(words, parts)
    number = _number(words, ends is not None)
    if not number and ends is None:
        return None
    first, last = ends or ("", "")
    origin, goal = airport_end(first, "", "departure"), airport_end(last, "", "arrival")
    leaves, comes = _moment(event, "DTSTART", origin), _moment(event, "DTEND", goal)
    notices = (*origin.notices, *goal.notices, *leaves.notices, *comes.notices)
    if cancelled:
        notices = ("The event is cancelled.", *notices)
    segment = FoundSegment(
        mode="flight",
        number=number,
        origin=origin.place,
        destination=goal.place,
        departs=leaves.wall,
        arrives=comes.wall,
        day=leaves.day,
        from_zone=origin.zone,
        to_zone=goal.zone,
        source=Source.ICS,
        cancelled=cancelled,
        notices=tuple(dict.fromkeys(notices)),
    )
    return _with_details(segment, words.whole)


def _with_details(segment: FoundSegment, text: str) -> FoundSegment:
    locator, seat, people = _LOCATOR.search(text), _SEAT.search(text), _PEOPLE.search(text)
    names = _BETWEEN.split(people[1]) if people else ()
    return replace(
        segment,
        locator=locator[1] if locator else "",
        seat=seat[1] if seat else "",
        passengers=tuple(filter(None, (" ".join(name.split()) for name in names))),
    )


def _ends(words: _Words, parts: list[str]) -> tuple[str, str] | None:
    """Return both airports' codes where one text names two, and no more than two, that exist."""
    for text in (words.summary, *parts[1:], words.whole):
        for found in (_PAIR.findall(text), _bracketed(text), _labelled(text)):
            pairs = list(dict.fromkeys(found))
            if len(pairs) == 1 and all(airport(code) for code in pairs[0]):
                first, last = pairs[0]
                return str(first), str(last)
    return None


def _bracketed(text: str) -> list[tuple[str, str]]:
    codes = list(dict.fromkeys(code for code in _BRACKETS.findall(text) if airport(code)))
    return [(codes[0], codes[1])] if len(codes) == 2 else []


def _labelled(text: str) -> list[tuple[str, str]]:
    first, last = _FROM.search(text), _TO.search(text)
    return [(first[1], last[1])] if first and last else []


def _number(words: _Words, ends_known: bool) -> str:
    """Return the flight's number: after a word for it, or in the summary where no doubt is."""
    after = _AFTER_WORD.search(words.summary) or _AFTER_WORD.search(words.whole)
    if after:
        return flight_number(after[2], after[1])
    for found in _ALONE.finditer(words.summary):
        begins = words.summary[: found.start()].strip(" ✈️🛫-:") == ""
        if found[1] not in _NO_CARRIER and (ends_known or begins):
            return flight_number(found[2], found[1])
    return ""


def _moment(event: Component, name: str, end: End) -> Moment:
    which = "departure" if name == "DTSTART" else "arrival"
    try:
        value: Any = getattr(event.get(name), "dt", None)
    except BrokenCalendarProperty:
        text = f"The time of {which}, {quoted(_text(event, name))}, cannot be read."
        return Moment(notices=(text,))
    if isinstance(value, datetime):
        found = _wall(value, end, which)
        named = getattr(event.get(name), "params", {}).get("TZID")
        if value.tzinfo is None and named:
            text = f"The zone {quoted(str(named))} is not known; taken as the wall time there."
            return replace(found, notices=(*found.notices, text))
        return found
    if isinstance(value, date):
        return Moment(None, value, (f"No {which} time is given, only the day.",))
    return Moment(notices=(f"No {which} time is given.",))


def _wall(value: datetime, end: End, which: str) -> Moment:
    """Return the wall time; a calendar's own zone may be one that cannot be computed with."""
    try:
        return wall_time(value, end.zone, which)
    except _BROKEN:
        return Moment(notices=(f"The time of {which} cannot be.",))
