"""An entry of the plan in a title and a line, as a phone shows it. Pure."""

from __future__ import annotations

from missions.briefing.document import Item, Leg, Moment, Owed, TrainingSession
from missions.renderers.selection import heading
from missions.renderers.wording import (
    MINUS,
    clock,
    day_name,
    day_shift,
    joined,
    month,
    place_text,
    sentence,
)
from missions.web.now_next import Event

NAMED = 5
"""Up to so many people are named; more are counted."""


def title(event: Event) -> str:
    """Return what an entry is called: `KE38 to Seoul ICN`, `Evening prayer`."""
    if isinstance(event, Leg):
        name = event.number or sentence(event.mode) or event.label
        to = place_text(event.destination)
        return f"{name} to {to}" if to else name
    if isinstance(event, TrainingSession):
        return event.title or event.label
    return heading(event)


def line(event: Event) -> str:
    """Return where it is and who is there, in one line."""
    if isinstance(event, Leg):
        return _leg_line(event)
    if isinstance(event, TrainingSession):
        return sentence(joined(event.place, event.topic))
    return sentence(joined(place(event), company(event), by="; "))


def _leg_line(leg: Leg) -> str:
    start = place_text(leg.origin)
    verb = "lands" if leg.mode == "flight" else "arrives"
    shift = day_shift(leg.start.wall, leg.end.wall)
    arrival = f"{verb} {clock(leg.end.wall)}" + (f" ({shift} day)" if shift else "")
    vehicle = "" if leg.number else leg.vehicle
    return sentence(joined(f"from {start}" if start else "", arrival, vehicle))


def place(item: Item) -> str:
    """Return when and where to meet and the site by its alias: `meet 08:50, door 5E; O’Hare`."""
    meet = joined(f"meet {clock(item.meet_time)}" if item.meet_time else "", item.meet_at)
    return joined(meet, "" if item.site in item.title else item.site, by="; ")


def company(item: Item) -> str:
    """Return who is there: `with Mei, Sam, led by Grace`; many are counted, all go unsaid."""
    names = [name for name in item.people if name != item.lead]
    people = ""
    if names and not item.everyone:
        many = len(item.people) > NAMED
        people = f"{len(item.people)} people" if many else f"with {joined(*names)}"
    lead = f"led by {item.lead}" if item.lead else ""
    return joined(people, lead, f"host {item.partner}" if item.partner else "")


def home_shift(moment: Moment) -> str:
    """Return how the date at home differs: `−1`, `+1`, or "" for the same."""
    if moment.home is None:
        return ""
    days = (moment.home.date() - moment.wall.date()).days
    return "" if days == 0 else f"{'+' if days > 0 else MINUS}{abs(days)}"


def debt(owed: Owed) -> str:
    """Return why something is owed and until when, the day said once."""
    reason = owed.reason.rstrip(".")
    if owed.due is None or f"{owed.due.day} {month(owed.due)}" in reason:
        return reason
    return joined(reason, f"due {day_name(owed.due)}")
