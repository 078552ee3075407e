"""Wording that pages need beside that of papers. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from missions.briefing.checking.findings import Finding
from missions.briefing.document import Briefing, Contact, Stay
from missions.readiness.titles import title_of
from missions.renderers.brevity import stays_joined
from missions.renderers.wording import count_of, day_name, weekday
from missions.web.now_next import Event
from missions.web.queries import Part
from missions.web.timeline import first_out
from missions.zones import zone as zone_of

FIRST_CALLS = ("home contact", "insurer", "first aid")
"""Whom to call first, by role, in this order."""


def is_over(part: Part, today: date) -> bool:
    """Whether a trip's last day is past."""
    return today > part.ends


def days_to_go(part: Part, today: date) -> str:
    """Return how far off a trip is: `37 days to go`, `Day 4 of 12`, `Over`."""
    days = (part.starts - today).days
    if days > 0:
        return f"{count_of(days, 'day')} to go"
    whole = (part.ends - part.starts).days + 1
    return f"Day {1 - days} of {whole}" if -days < whole else "Over"


def ends_of(briefing: Briefing) -> str:
    """Return from where to where a trip leads: `Chicago to Yanji`."""
    leg = first_out(briefing)
    if leg is None:
        return ""
    start = leg.origin.city or leg.origin.name
    nights: dict[str, int] = {}
    for day in briefing.days:
        if day.place and day.place != start:
            nights[day.place] = nights.get(day.place, 0) + 1
    most = max(nights, key=lambda place: nights[place]) if nights else ""
    goal = most or leg.destination.city or leg.destination.name
    return f"{start} to {goal}" if start and goal else goal or start


def nights(briefing: Briefing) -> tuple[Stay, ...]:
    """Return the reader's stays, those that follow each other in the same room as one."""
    name = briefing.reader.name if briefing.reader else ""
    own = (
        replace(
            stay,
            rooms=tuple(room for room in stay.rooms if name in room.people),
            unplaced=tuple(one for one in stay.unplaced if one == name),
        )
        for stay in briefing.stays
    )
    return stays_joined(own)


def when(event: Event, here: datetime) -> str:
    """Return on which day something is, as one says it: `today`, `tomorrow`, `Fri 9 April`."""
    if event.start is None:
        return ""
    away = (event.start.wall.date() - here.date()).days
    return {0: "today", 1: "tomorrow"}.get(away, day_name(event.start.wall.date()))


def short_day(event: Event, here: datetime) -> str:
    """Return the weekday of something in the coming week, else its date: `Tue`, `9 Apr`."""
    if event.start is None:
        return ""
    day = event.start.wall.date()
    if 0 < (day - here.date()).days < 7:
        return weekday(day)[:3]
    _weekday, number, month = day_name(day).split()
    return f"{number} {month[:3]}"


def dialled(phone: str) -> str:
    """Return a phone number as a `tel:` address wants it."""
    return re.sub(r"[^0-9+*#,;]", "", phone)


def first_calls(contacts: Sequence[Contact]) -> list[Contact]:
    """Return whom to call first, at most four."""
    ranks = {role: rank for rank, role in enumerate(FIRST_CALLS)}
    known = [contact for contact in contacts if contact.role.casefold() in ranks]
    known.sort(key=lambda contact: ranks[contact.role.casefold()])
    return (known or list(contacts))[:4]


def local(instant: datetime, zone: str) -> datetime:
    """Return an instant as a wall clock in `zone` shows it."""
    return instant.astimezone(zone_of(zone)).replace(tzinfo=None)


def short_time(instant: datetime, zone: str) -> str:
    """Return an instant at home as a short day and time: `Tue 9 Mar, 14:05`."""
    wall = local(instant, zone)
    weekday_name, number, month = day_name(wall.date()).split()
    return f"{weekday_name[:3]} {number} {month[:3]}, {wall:%H:%M}"


def finding_why(finding: Finding) -> str:
    """Return why a phrase was found: `a real name (Maple House)`."""
    if finding.kind == "alias":
        return {
            "title": "an alias that is a title",
            "published": "an alias that was published",
        }.get(finding.source, "an alias that tells by itself")
    if finding.kind == "name":
        return f"a real name ({finding.source})" if finding.source else "a real name"
    if finding.kind == "house":
        return "on the organisation’s list"
    return "on this trip’s word list" if finding.source == "trip" else "on the word list"


def paper_title(kind: str) -> str:
    """Return what a kind of document is called: `Entry permit`; a form has its own title."""
    return title_of(kind)
