"""Time enough to change planes, and the way between two airports of a city."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from missions.readiness.conflicts.timeline import Ground, minutes_between, people_by
from missions.readiness.conflicts.wording import minutes_words
from missions.readiness.facts import Item, Leg
from missions.readiness.verdict import Conflict, Severity
from missions.reference.airports import airport
from missions.schedule.rules import international

_LONGEST = timedelta(hours=24)
_DEFAULTS = {"domestic": 60, "international": 120, "other_carrier": 120, "self_transfer": 180}
"""What is asked for where the rulebook is silent; minutes."""

_WORDS = {
    "domestic": "within a country",
    "international": "on a way across a border",
    "other_carrier": "between two carriers",
    "self_transfer": "between two bookings",
}


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each two flights in a row, within 24 hours, that are too close.

    Of the rulebook's minimums that apply (`connection.*`, the airport's own first) the longest
    counts; different locators are two bookings, one that is blank too. Below it is a warning, below
    half of it an error. Two airports of one city are told wherever no leg and no item of kind
    travel leads from one to the other.
    """
    legs = {leg.key: leg for leg in ground.legs}
    found = (
        ((one.key, other.key), person)
        for person, theirs in ground.legs_of.items()
        for one, other in pairwise(theirs)
        if one.mode == other.mode == "flight" and other.departs_utc - one.arrives_utc <= _LONGEST
    )
    for (first, second), people in people_by(found).items():
        one, other = legs[first], legs[second]
        if one.destination.code and one.destination.code == other.origin.code:
            yield from _at_one(ground, one, other, ground.in_order(people))
        elif _same_city(one.destination.code, other.origin.code):
            yield from _at_two(ground, one, other, ground.in_order(people))


def _at_one(ground: Ground, one: Leg, other: Leg, people: tuple[str, ...]) -> Iterator[Conflict]:
    least, kind = max((_least(ground, each, one, other), each) for each in _kinds(one, other))
    minutes = minutes_between(one.arrives_utc, other.departs_utc)
    if minutes >= least:
        return
    who = ground.names(people)
    change = f"from {one.called} to {other.called} at {one.destination.code}"
    if minutes < 0:
        found = f"{other.called} leaves {minutes_words(-minutes)} before {one.called} is there"
    else:
        found = f"{minutes_words(minutes)} to change {change}"
    yield Conflict(
        kind="connection",
        severity=Severity.ERROR if 2 * minutes < least else Severity.WARNING,
        items=(one.key, other.key),
        people=people,
        reason=f"{found}, for {who}; {minutes_words(least)} are wanted {_WORDS[kind]}.",
        fix=f"Book a later flight than {other.called}, or an earlier one than {one.called}.",
        day=other.departs.date(),
    )


def _at_two(ground: Ground, one: Leg, other: Leg, people: tuple[str, ...]) -> Iterator[Conflict]:
    left = tuple(person for person in people if not _led_over(ground, person, one, other))
    if not left:
        return
    least = _number(ground, "self_transfer", other)
    minutes = minutes_between(one.arrives_utc, other.departs_utc)
    here, there = one.destination.code, other.origin.code
    yield Conflict(
        kind="connection",
        severity=Severity.ERROR if 2 * minutes < least else Severity.WARNING,
        items=(one.key, other.key),
        people=left,
        reason=(
            f"{one.called} arrives at {here}, {other.called} leaves from {there}, another airport, "
            f"{_later(minutes)}; no way between the two is planned for {ground.names(left)}."
        ),
        fix=(
            f"Plan a leg from {here} to {there}; {minutes_words(least)} are wanted between the "
            "flights."
        ),
        day=other.departs.date(),
    )


def _later(minutes: int) -> str:
    return f"{minutes_words(abs(minutes))} {'later' if minutes >= 0 else 'earlier'}"


def _kinds(one: Leg, other: Leg) -> Iterator[str]:
    """Which minimums apply, those that say most first: of equals the last is told."""
    crosses = _crosses(one) or _crosses(other)
    yield "international" if crosses else "domestic"
    if one.locator != other.locator:
        yield "self_transfer"
    if _carrier(one) and _carrier(other) and _carrier(one) != _carrier(other):
        yield "other_carrier"


def _crosses(leg: Leg) -> bool:
    return international(leg.origin.country, leg.destination.country)


def _carrier(leg: Leg) -> str:
    """The carrier's two letters from the number on the ticket, else its name."""
    return leg.number.strip()[:2].upper() or leg.carrier.strip().casefold()


def _least(ground: Ground, kind: str, one: Leg, other: Leg) -> int:
    """A country's own minimums are for who enters it: border and customs come in between."""
    entered = one.destination.country if _crosses(one) else ""
    return _number(ground, kind, other, entered)


def _number(ground: Ground, kind: str, other: Leg, entered: str = "") -> int:
    least = ground.party.rules.number(
        f"connection.{kind}",
        _DEFAULTS[kind],
        destination=entered,
        place=other.origin.code,
        on=other.departs.date(),
    )
    return int(least)


def _same_city(here: str, there: str) -> bool:
    one, other = airport(here), airport(there)
    if one is None or other is None:
        return False
    return (one.city, one.country) == (other.city, other.country)


def _led_over(ground: Ground, person: str, one: Leg, other: Leg) -> bool:
    """Whether something of kind travel stands between the two flights."""
    between = ground.starting(person, one.arrives_utc, other.departs_utc)
    return any(isinstance(each.source, Item) and each.source.kind == "travel" for each in between)
