"""Instants and places as a paper names them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """A happening's wall time in its own zone, with the instant and the time at home.

    `abbreviation` is the zone's own ("KST", or "" where it has only a number); `offset` is minutes
    east of UTC; `home` is the wall time at home and None where the audience is not told of home.
    """

    wall: datetime
    zone: str
    utc: datetime
    offset: int
    abbreviation: str = ""
    home: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An end of a segment: an airport (`code`, `city`, `name`), a site's alias, or free text.

    `name` is what to print first; `code` is the IATA code or "". All blank where the end is a
    site that this audience is not told of: then only the time is printed.
    """

    name: str = ""
    code: str = ""
    city: str = ""
    country: str = ""


NOWHERE = Place()
"""An end that is not told."""
