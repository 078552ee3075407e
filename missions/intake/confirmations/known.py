"""A trip's segments and people as `matching` takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from missions.intake.cells import items_of
from missions.intake.confirmations.matching import KnownPerson, KnownSegment
from missions.intake.folder import TripFolder
from missions.intake.plan_rows import TravelRow
from missions.trips.rules import OnRoster, Roster


@dataclass(frozen=True, slots=True)
class Known:
    """What a trip has: its segments, who travels, and its travel rows by key."""

    segments: tuple[KnownSegment, ...]
    people: tuple[KnownPerson, ...]
    roster: Roster


def known_of(folder: TripFolder) -> Known:
    """Return what a trip has, from its rows as `missions.intake.held.load` returns them."""
    roster = Roster(
        OnRoster(
            row.key,
            row.key,
            row.preferred_name,
            row.role,
            tuple(items_of(row.groups)) if row.groups else (),
            row.joins,
            row.leaves,
        )
        for row in folder.people.rows
    )
    travelling = {each.key for each in roster.members if each.travels}
    people = tuple(
        KnownPerson(row.key, row.legal_name, row.preferred_name)
        for row in folder.people.rows
        if row.key in travelling
    )
    segments = tuple(_segment(row, roster) for row in folder.travel.rows if row.mode != "car")
    return Known(segments, people, roster)


def _segment(row: TravelRow, roster: Roster) -> KnownSegment:
    day = row.departs.date() if row.departs else None
    return KnownSegment(
        row.key,
        row.number,
        row.origin,
        row.destination,
        row.departs,
        row.arrives,
        row.locator,
        roster.choose(row.people, day),
    )


def with_people(text: str, on_it: Sequence[str], keys: Sequence[str], roster: Roster) -> str:
    """Return a list of people with some more: added to it, unless it takes them away.

    Args:
        text: the list as it is kept.
        on_it: whom it means.
        keys: who is to be on it too.
        roster: the trip's people.
    """
    if not text or text.startswith("-"):
        return "; ".join([*on_it, *keys])
    parts = [part for part in items_of(text) if part not in {f"-{key}" for key in keys}]
    meant = roster.choose("; ".join(parts))
    return "; ".join([*parts, *(key for key in keys if key not in meant)])


def without_people(text: str, keys: Sequence[str], stay: Sequence[str]) -> str:
    """Return a list of people without some: their keys go, or are taken away where it needs that.

    Args:
        text: the list as it is kept.
        keys: who goes.
        stay: who is on it then.
    """
    if not text or any(part.startswith(("@", "-")) or part == "all" for part in items_of(text)):
        parts = [part for part in items_of(text) if part not in keys] if text else ["all"]
        return "; ".join([*parts, *(f"-{key}" for key in keys)])
    return "; ".join(stay)
