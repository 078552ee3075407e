"""Wall times that a zone's clocks skip or show twice, and the instants behind them. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from missions.zones import zone as zone_of


class Shown(StrEnum):
    """How often the clocks of a zone show a wall time."""

    ONCE = "once"
    NEVER = "never"
    TWICE = "twice"


def shown(wall: datetime, zone: str) -> Shown:
    """Return how often a zone's clocks show this wall time (PEP 495's gaps and folds)."""
    there = zone_of(zone)
    first, second = (wall.replace(tzinfo=there, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return Shown.ONCE
    back = first.astimezone(UTC).astimezone(there).replace(tzinfo=None)
    return Shown.TWICE if back == wall else Shown.NEVER


def instant(wall: datetime, zone: str) -> datetime:
    """Return the UTC instant of a wall time.

    One that is shown twice means the first; one that is never shown is read with the offset from
    before the gap (RFC 5545, 3.3.5).
    """
    return wall.replace(tzinfo=zone_of(zone), fold=0).astimezone(UTC)


def settled(wall: datetime, zone: str) -> datetime:
    """Return the wall time as clocks show it: one in a gap moves on by the gap's length."""
    if shown(wall, zone) is not Shown.NEVER:
        return wall
    return instant(wall, zone).astimezone(zone_of(zone)).replace(tzinfo=None)


def clock_name(wall: datetime, zone: str) -> str:
    """Return the zone's name for the time that a wall time's first showing counts in: `CDT`."""
    return wall.replace(tzinfo=zone_of(zone), fold=0).tzname() or zone
