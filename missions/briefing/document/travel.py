"""Legs, changes and the route."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from missions.briefing.document.moments import NOWHERE, Moment, Place
from missions.briefing.document.persons import PersonNote


@dataclass(frozen=True, slots=True)
class Connection:
    """The change to the next segment at one place: minutes between arriving and departing."""

    minutes: int
    place: Place
    people: tuple[str, ...] = ()
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """One segment of travel: a flight, train, coach, ferry or car.

    `part` says where in the trip it stands: "out", "between" or "home". `people` are preferred
    names, `everyone` is true when all who travel are on it. `connection` is the change that
    follows this leg. `label` is the neutral label ("Travel").
    """

    uid: str
    start: Moment
    end: Moment
    minutes: int
    label: str = "Travel"
    mode: str = ""
    part: str = ""
    carrier: str = ""
    number: str = ""
    origin: Place = NOWHERE
    destination: Place = NOWHERE
    people: tuple[str, ...] = ()
    everyone: bool = False
    head_count: int = 0
    locators: tuple[PersonNote, ...] = ()
    ticketed: tuple[PersonNote, ...] = ()
    seats: int | None = None
    baggage: str = ""
    vehicle: str = ""
    driver: str = ""
    met_by: str = ""
    note: str = ""
    international: bool = False
    connection: Connection | None = None
    changed: str = ""


@dataclass(frozen=True, slots=True)
class RoutePoint:
    """A stop of the route strip: a city, its zone and the dates there (first and last day)."""

    name: str
    zone: str
    abbreviation: str
    offset: int
    arrives: datetime | None
    departs: datetime | None
    home: bool = False
