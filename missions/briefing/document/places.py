"""Where people sleep and go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a stay; `people` are preferred names."""

    room: str = ""
    floor: str = ""
    capacity: int | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """Nights at one site. `unplaced` are those there who have no room (leaders and team)."""

    uid: str
    site: str
    check_in: date
    check_out: date
    nights: int
    site_name: str = ""
    address: str = ""
    local_address: str = ""
    phone: str = ""
    zone: str = ""
    country: str = ""
    kind: str = ""
    rooms: tuple[Room, ...] = ()
    unplaced: tuple[str, ...] = ()
    confirmation: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A place under its alias; the real side stands beside it only where it is allowed."""

    alias: str
    mark: str = ""
    kind: str = ""
    country: str = ""
    zone: str = ""
    opens: str = ""
    closes: str = ""
    partner: str = ""
    name: str = ""
    address: str = ""
    local_address: str = ""
    phone: str = ""
    latitude: float | None = None
    longitude: float | None = None
    carry: bool = False
    visitors: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """A local host under an alias."""

    alias: str
    mark: str = ""
    languages: tuple[str, ...] = ()
    name: str = ""
    phone: str = ""
