"""What follows from the schedule alone. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from missions.zones import zone as zone_of

CROSSING_MARGIN = timedelta(hours=4)
"""A derived crossing lasts from so long before departure to so long after arrival."""

LABELS = {"travel": "Travel", "meal": "Meal", "rest": "Free time"}
"""The neutral label of an activity's kind; every other kind is an "Appointment"."""


def international(from_country: str, to_country: str) -> bool:
    """Whether a segment leads from one country to another; unknown countries don't count."""
    return bool(from_country and to_country and from_country != to_country)


def instant(wall: datetime, zone: str) -> datetime:
    """Return the UTC instant of a wall time.

    A time that exists twice means the first; one that doesn't exist is read with the offset from
    before the gap (RFC 5545, 3.3.5).
    """
    return wall.replace(tzinfo=zone_of(zone), fold=0).astimezone(UTC)


def neutral_label(kind: str, plain_title: str, mark: str) -> str:
    """Return what outsiders may read of an activity; the site's mark always follows."""
    return f"{plain_title or LABELS.get(kind, 'Appointment')} {mark}".strip()
