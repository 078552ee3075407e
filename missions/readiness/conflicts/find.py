"""All clashes of a plan, in the order in which a leader wants to see them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from missions.readiness.conflicts import (
    broken_way,
    clearance,
    connection,
    daylight,
    diet,
    driver,
    holiday,
    host_window,
    no_bed,
    no_rest,
    outside_trip,
    overlap,
    registration,
    room_capacity,
    room_gender,
    room_minor,
    seats,
    site_rule,
    transfer,
    two_adults,
    unmet_arrival,
)
from missions.readiness.conflicts.timeline import Cleared, Ground, nobody
from missions.readiness.facts import Party
from missions.readiness.verdict import Conflict, Severity

Identity = tuple[str, tuple[str, ...], tuple[str, ...]]
"""What an override is about: `Conflict.identity`."""

Find = Callable[[Ground], Iterator[Conflict]]

KINDS: tuple[str, ...] = (
    "overlap",
    "transfer",
    "connection",
    "host_window",
    "unmet_arrival",
    "two_adults",
    "clearance",
    "driver",
    "seats",
    "room_gender",
    "room_minor",
    "room_capacity",
    "no_bed",
    "diet",
    "no_rest",
    "holiday",
    "site_rule",
    "registration",
    "outside_trip",
)
"""The kinds of clash, in the order in which they are told."""

_RULES: tuple[Find, ...] = (
    overlap.find,
    transfer.find,
    broken_way.find,
    connection.find,
    host_window.find,
    unmet_arrival.find,
    two_adults.find,
    clearance.find,
    driver.find,
    seats.find,
    room_gender.find,
    room_minor.find,
    room_capacity.find,
    no_bed.find,
    diet.find,
    no_rest.find,
    holiday.find,
    site_rule.find,
    daylight.find,
    registration.find,
    outside_trip.find,
)
"""The rules; `daylight` tells clashes of kind `site_rule`."""

_ORDER = {kind: position for position, kind in enumerate(KINDS)}


def conflicts(
    party: Party,
    *,
    cleared: Cleared = nobody,
    overrides: Mapping[Identity, str] | None = None,
) -> tuple[Conflict, ...]:
    """Return every clash: errors first, then by day (those of the whole trip first) and kind.

    Args:
        cleared: day → keys of the people with all papers of child protection; nobody unless said.
        overrides: identity of a clash → why a leader lets it be.
    """
    ground = Ground(party, cleared)
    reasons = overrides or {}
    found = (
        replace(clash, overridden=reasons.get(clash.identity, ""))
        for find in _RULES
        for clash in find(ground)
    )
    return tuple(sorted(found, key=_order))


def _order(clash: Conflict) -> tuple[bool, date, int, tuple[str, ...], tuple[str, ...]]:
    return (
        clash.severity is not Severity.ERROR,
        clash.day or date.min,
        _ORDER[clash.kind],
        clash.items,
        clash.people,
    )
