"""How far two places are apart, and how long a drive between them likely takes."""

from __future__ import annotations

import math

from missions.reference.rulebook import Rulebook

Point = tuple[float, float]
"""Latitude and longitude in degrees, north and east positive."""

EARTH_KM = 6371.0088
"""Mean radius of the earth (International Union of Geodesy and Geophysics)."""

_SAME_PLACE_KM = 0.05


def great_circle_km(a: Point, b: Point) -> float:
    """Return kilometres over the ground in a straight line (haversine, the earth as a ball).

    Within 0.5 % of the true length. Raises `ValueError` for a point that is not on the globe.
    """
    for latitude, longitude in (a, b):
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValueError(f"no place on the globe: {latitude}, {longitude}")
    north_a, north_b = math.radians(a[0]), math.radians(b[0])
    half_north = (north_b - north_a) / 2
    half_east = math.radians(b[1] - a[1]) / 2
    bent = math.sin(half_east) ** 2 * math.cos(north_a) * math.cos(north_b)
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(math.sin(half_north) ** 2 + bent)))


def transfer_minutes(a: Point, b: Point, rulebook: Rulebook) -> int:
    """Return whole minutes that a transfer by road takes, rounded up; 0 within one place.

    A guess by the rulebook's `transfer.*`: the straight line made longer, the first part at the
    speed in town, the rest faster, and minutes for getting in and out.
    """
    straight = great_circle_km(a, b)
    if straight < _SAME_PLACE_KM:
        return 0
    road = straight * rulebook.number("transfer.detour", 1.4)
    town = min(road, rulebook.number("transfer.city_km", 15))
    driven = town / _speed(rulebook, "transfer.speed_kmh.city", 20)
    driven += (road - town) / _speed(rulebook, "transfer.speed_kmh", 50)
    return math.ceil(rulebook.number("transfer.minutes_fixed", 10) + driven * 60)


def _speed(rulebook: Rulebook, key: str, usual: float) -> float:
    """Kilometres an hour; a speed of nothing would never arrive."""
    return rulebook.number(key, usual) or usual
