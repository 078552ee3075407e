"""When the sun rises and sets, by the `astral` package: within two minutes of an almanac."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from astral import Observer
from astral.sun import elevation, noon, sunrise, sunset

from missions import zones

_HORIZON = -0.833
"""Degrees of the sun's middle at its rising: half its disc, and what the air bends."""


@dataclass(frozen=True, slots=True)
class Sun:
    """Wall times in the zone asked for, without the zone, to the minute.

    None where the sun does not rise or does not set on that day; `always` says why both are
    None: it stays "up", or "down", all day.
    """

    rises: datetime | None
    sets: datetime | None
    always: Literal["", "up", "down"] = ""


def sun_of(latitude: float, longitude: float, day: date, zone: str) -> Sun:
    """Return the sun's day at a place; degrees, north and east positive, `zone` an IANA key.

    Mountains are left out. Raises `ValueError` for a place that is not on the globe or a zone that
    is not known.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"no place on the globe: {latitude}, {longitude}")
    place, wall = Observer(latitude, longitude), zones.zone(zone)
    rises, sets = _wall(sunrise, place, day, wall), _wall(sunset, place, day, wall)
    if rises or sets:
        return Sun(rises, sets)
    high = elevation(place, noon(place, day, wall), with_refraction=False) > _HORIZON
    return Sun(None, None, "up" if high else "down")


def _wall(
    event: Callable[[Observer, date, tzinfo], datetime], place: Observer, day: date, wall: tzinfo
) -> datetime | None:
    """The library raises where there is no such moment on the day."""
    try:
        moment = event(place, day, wall)
    except ValueError:
        return None
    nearest = moment + timedelta(seconds=30)
    return nearest.replace(second=0, microsecond=0, tzinfo=None)
