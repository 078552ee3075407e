"""Saying a thing once and shortly: people who are nearly all, places with long addresses, nights.

Pure: takes released values and returns fewer words for the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from missions.briefing.document import (
    Briefing,
    Card,
    CardLodging,
    Connection,
    Day,
    Item,
    Leg,
    Stay,
)
from missions.renderers.selection import where
from missions.renderers.wording import days_range

E = TypeVar("E", bound=Leg | Item)

_MISSING_AT_MOST = 3
_LONGEST_CHANGE = 600


def days_shortly(briefing: Briefing, most: int = 0) -> tuple[Day, ...]:
    """Return the days with `all but Sam` for an item or a leg that concerns nearly everybody.

    Where more than `most` people are named still, only their number is left; 0 keeps all names.
    """
    return tuple(
        replace(day, entries=tuple(_short(entry, briefing, most) for entry in day.entries))
        for day in briefing.days
    )


def legs_shortly(briefing: Briefing) -> tuple[Leg, ...]:
    """Return the legs with `all but Sam` where nearly everybody is on one."""
    return tuple(_short(leg, briefing, 0) for leg in briefing.legs)


def _short(entry: E, briefing: Briefing, most: int) -> E:
    if entry.everyone:
        return entry
    roster = [person.name for person in briefing.people if person.travels]
    return replace(entry, people=_shortly(entry.people, roster, most))


def _shortly(people: tuple[str, ...], roster: Sequence[str], most: int) -> tuple[str, ...]:
    missing = [name for name in roster if name not in people]
    nearly_all = 0 < len(missing) <= _MISSING_AT_MOST and len(people) > 2 * len(missing)
    if nearly_all and len(people) + len(missing) == len(roster):
        return (f"all but {', '.join(missing)}",)
    return () if most and len(people) > most else people


def whereabouts(item: Item) -> str:
    """Return where to be without the address, which a paper tells once, at its end."""
    return where(replace(item, address=""))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the plan with what is told of it."""

    alias: str
    name: str
    address: str


def address_lines(local: str, address: str) -> list[str]:
    """Return an address in local script and in Latin letters, a line that is in both once."""
    lines = (line.strip() for line in (*local.splitlines(), *address.splitlines()))
    return list(dict.fromkeys(line for line in lines if line))


def spots(days: Iterable[Day]) -> tuple[Spot, ...]:
    """Return each place of the days that has an address, once, in the order they come."""
    found = (
        Spot(entry.site, entry.site_name, entry.address)
        for day in days
        for entry in day.entries
        if isinstance(entry, Item) and entry.address
    )
    return tuple(dict.fromkeys(found))


def stays_joined(stays: Iterable[Stay]) -> tuple[Stay, ...]:
    """Return stays that follow each other in the same bed as one."""
    found: list[Stay] = []
    for stay in stays:
        last = found[-1] if found else None
        if last is not None and last.check_out == stay.check_in and _alike(last, stay):
            nights = last.nights + stay.nights
            found[-1] = replace(last, check_out=stay.check_out, nights=nights)
        else:
            found.append(stay)
    return tuple(found)


def _alike(one: Stay, other: Stay) -> bool:
    same = replace(
        other, uid=one.uid, check_in=one.check_in, check_out=one.check_out, nights=one.nights
    )
    return same == one


def lodgings_joined(card: Card) -> tuple[tuple[CardLodging, str], ...]:
    """Return each lodging of a card once, with all its dates."""
    found: dict[tuple[str, ...], list[CardLodging]] = {}
    for one in card.lodgings:
        key = (one.phrase, one.local_address, one.name, one.address, one.phone)
        found.setdefault(key, []).append(one)
    return tuple((group[0], _dates(group)) for group in found.values())


def _dates(lodgings: Sequence[CardLodging]) -> str:
    spans: list[CardLodging] = []
    for one in lodgings:
        if spans and spans[-1].check_out == one.check_in:
            spans[-1] = replace(spans[-1], check_out=one.check_out)
        else:
            spans.append(one)
    ranges = [days_range(one.check_in, one.check_out) for one in spans]
    months = {day.replace(day=1) for one in spans for day in (one.check_in, one.check_out)}
    if len(months) == 1:
        ranges = [*(text.split(" ")[0] for text in ranges[:-1]), ranges[-1]]
    return ", ".join(ranges)


def is_change(connection: Connection) -> bool:
    """Say whether it is a change on the way and not a night at a house."""
    return bool(connection.place.code) or connection.minutes < _LONGEST_CHANGE
