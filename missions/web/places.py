"""Where a visitor may go: the trips they lead, are on, or follow as a guardian."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from missions.renderers.wording import date_range
from missions.trips.rules import DUTY_OFFICER
from missions.web.queries import Part
from missions.web.visitor import Visitor, visitor


@dataclass(frozen=True, slots=True)
class Goal:
    """One page to go to. `led` tells a leader's page from a member's."""

    title: str
    line: str
    whose: str
    address: str
    part: Part
    led: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A trip in the list, with every page of it that the visitor has."""

    part: Part
    title: str
    led: bool
    goals: tuple[Goal, ...]


def cards_of(who: Visitor) -> list[Card]:
    """Return the visitor's trips, the one that starts last first."""
    by_trip: dict[str, list[Goal]] = {}
    for goal in places_of(who):
        by_trip.setdefault(goal.part.trip_id, []).append(goal)
    cards = [
        Card(goals[0].part, goals[0].title, any(goal.led for goal in goals), tuple(goals))
        for goals in by_trip.values()
    ]
    return sorted(cards, key=lambda card: card.part.starts, reverse=True)


def title_of(part: Part) -> str:
    """Return what a trip is called on pages: its label, which says nothing to an outsider."""
    return part.label or "Trip"


def places_of(who: Visitor) -> list[Goal]:
    """Return the pages of `who`: led ones, own ones, wards'."""
    led = [_led(part) for part in who.parts if part.leads]
    own = [_own(part, "Your days") for part in who.parts if part.travels]
    home = [_own(part, "The team’s days") for part in who.parts if _watches(part)]
    wards = [_own(part, f"{part.called}’s days") for part in who.wards]
    duty = [_duty(part) for part in who.parts if part.role == DUTY_OFFICER]
    return [*led, *own, *home, *duty, *wards]


def _watches(part: Part) -> bool:
    """Whether somebody at home has a page of their own; a guardian has the minor's instead."""
    return not part.travels and part.role != "guardian"


def _led(part: Part) -> Goal:
    address = url_for("overview.overview", code=part.code)
    return Goal(title_of(part), f"You lead, {part.code}", "Lead", address, part, led=True)


def _duty(part: Part) -> Goal:
    address = url_for("duty.look", membership_id=part.id)
    return Goal(title_of(part), "On duty, near a border", "On duty", address, part)


def _own(part: Part, whose: str) -> Goal:
    address = url_for("my_trip.today", membership_id=part.id)
    line = f"{whose}, {date_range(part.starts, part.ends)}"
    return Goal(title_of(part), line, whose, address, part)


def places() -> list[Goal]:
    """Return the pages of the present visitor."""
    return places_of(visitor())


def administers() -> bool:
    """Whether the present visitor looks after the installation."""
    return visitor().administers


def initials() -> str:
    """Return one or two letters for the visitor: `GK`, `민`."""
    parts = visitor().parts
    words = parts[0].called.split() if parts else []
    if not words:
        return "·"
    last = words[-1][0] if len(words) > 1 else ""
    return (words[0][0] + last).upper()
