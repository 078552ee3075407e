"""Which values of the rulebook the coming trips ask for, by who travels and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.people.model import Person
from missions.reference.airports import airport
from missions.reference.rulebook import KEYS, Rulebook, Value
from missions.schedule.model import Segment
from missions.trips.model import Membership, Site, Trip
from missions.trips.rules import AT_HOME

Where = tuple[str, str]
"""A country, and an airport in it or ""."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A trip as far as rules depend on it: of which nationalities its people are, where it goes.

    `nationalities` hold "" where somebody's isn't known; `places` every country that it touches,
    each alone and with each of its airports.
    """

    trip_id: str
    code: str
    starts: date
    ends: date
    nationalities: frozenset[str] = frozenset()
    places: frozenset[Where] = frozenset()


def coming(session: Session, today: date) -> tuple[Asking, ...]:
    """Return the trips that are not over on `today`, the soonest first; four queries."""
    trips = session.execute(
        select(Trip.id, Trip.code, Trip.starts, Trip.ends)
        .where(Trip.ends >= today)
        .order_by(Trip.starts, Trip.code)
    ).all()
    ids = [row.id for row in trips]
    who = _by_trip(
        session.execute(
            select(Membership.trip_id, Person.nationality)
            .join(Person, Person.id == Membership.person_id)
            .where(Membership.trip_id.in_(ids), Membership.role.not_in(AT_HOME))
        )
    )
    sites = _by_trip(
        session.execute(select(Site.trip_id, Site.country).where(Site.trip_id.in_(ids)))
    )
    ends = _ends(session, ids)
    return tuple(
        Asking(
            *row,
            frozenset(who.get(row.id, ())),
            frozenset(_places(sites.get(row.id, set()), ends.get(row.id, set()))),
        )
        for row in trips
    )


def _ends(session: Session, ids: list[str]) -> dict[str, set[str]]:
    rows = session.execute(
        select(Segment.trip_id, Segment.origin, Segment.destination).where(Segment.trip_id.in_(ids))
    )
    return _by_trip((trip, end) for trip, *ends in rows for end in ends)


def _by_trip(rows: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for trip_id, said in rows:
        found.setdefault(trip_id, set()).add(said)
    return found


def _places(countries: set[str], ends: set[str]) -> Iterator[Where]:
    yield from ((country, "") for country in countries if country)
    for end in ends:
        port = airport(end) if len(end) == 3 else None
        if port is not None:
            yield from ((port.country, ""), (port.country, port.code))


def uses(book: Rulebook, trips: Iterable[Asking]) -> Mapping[Value, frozenset[str]]:
    """Return the values that answer for trips → the codes of those trips. Pure.

    A value counts that holds on the first or the last day of a trip for one of its nationalities in
    one of its countries, or at one of its airports.
    """
    found: dict[Value, set[str]] = {}
    for trip in trips:
        for key in KEYS:
            for value in _answers(book, key, trip):
                found.setdefault(value, set()).add(trip.code)
    return {value: frozenset(codes) for value, codes in found.items()}


def _answers(book: Rulebook, key: str, trip: Asking) -> Iterator[Value]:
    per = KEYS[key].per
    who = trip.nationalities or frozenset({""}) if "nationality" in per else frozenset({""})
    where = {
        (country if "destination" in per else "", place if "place" in per else "")
        for country, place in trip.places or {("", "")}
    }
    for nationality, (country, place), on in product(who, where, {trip.starts, trip.ends}):
        value = book.find(key, nationality=nationality, destination=country, place=place, on=on)
        if value is not None:
            yield value
