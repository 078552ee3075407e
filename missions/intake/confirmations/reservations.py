"""schema.org reservations (JSON-LD, microdata, KItinerary's output) to segments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from missions import zones
from missions.intake.confirmations.ends import End, Moment, airport_end, read_time
from missions.intake.confirmations.model import Found, FoundSegment, Source, quoted
from missions.intake.confirmations.numbers import flight_number
from missions.reference.countries import is_country, zones_of

Item = Mapping[str, Any]
MOST_ITEMS = 10_000
"""So many objects and lists of a document are looked at."""

MOST_PEOPLE = 500
"""So many passengers of a reservation are read."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where a mode's trip keeps its ends, number, name and carrier."""

    mode: str
    origin: tuple[str, ...]
    destination: tuple[str, ...]
    number: tuple[str, ...]
    carrier: tuple[str, ...]


_KINDS = {
    "FlightReservation": _Kind(
        "flight",
        ("departureAirport",),
        ("arrivalAirport",),
        ("flightNumber",),
        ("airline", "provider", "carrier", "seller"),
    ),
    "TrainReservation": _Kind(
        "train",
        ("departureStation",),
        ("arrivalStation",),
        ("trainNumber", "trainName"),
        ("provider", "trainCompany"),
    ),
    "BusReservation": _Kind(
        "coach",
        ("departureBusStop", "departureStation"),
        ("arrivalBusStop", "arrivalStation"),
        ("busNumber", "busName"),
        ("provider", "busCompany"),
    ),
    "BoatReservation": _Kind(
        "ferry",
        ("departureBoatTerminal", "departureTerminal"),
        ("arrivalBoatTerminal", "arrivalTerminal"),
        ("boatNumber", "boatName", "name"),
        ("provider", "boatCompany"),
    ),
}


def read_reservations(values: list[Any], source: Source) -> Found:
    """Return the segments of every reservation in JSON-like values, wherever it stands."""
    segments: list[FoundSegment] = []
    passed: list[str] = []
    for item in _items(values):
        for name in _types(item):
            kind = _KINDS.get(name)
            if kind is not None:
                _read(item, kind, source, segments, passed)
            elif name.endswith("Reservation") and name != "Reservation":
                what = quoted(_name(item.get("reservationFor")) or _locator(item) or "no name")
                passed.append(f"A {name[:40]} ({what}) is no flight, train, coach or ferry.")
    return Found(tuple(segments), tuple(passed))


def _items(values: list[Any]) -> Iterator[Item]:
    """Yield every object in document order, without recursion."""
    waiting = list(reversed(values))
    left = MOST_ITEMS
    while waiting and left:
        value = waiting.pop()
        left -= 1
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict):
            yield value
            waiting.extend(
                inner for inner in reversed(value.values()) if isinstance(inner, dict | list)
            )


def _types(item: Item) -> list[str]:
    """Return an object's types without the vocabulary's address."""
    return [
        name.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]
        for each in _listed(item.get("@type"))
        if isinstance(each, str)
        for name in each.split()
    ]


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _first(value: Any) -> Any:
    listed = _listed(value)
    return listed[0] if listed else None


def _text(value: Any) -> str:
    """Return a value as words; KItinerary and JSON-LD may wrap them in an object."""
    value = _first(value)
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, str):
        return " ".join(value.split())[:200]
    return str(value) if isinstance(value, int) and abs(value) < 10**12 else ""


def _part(item: Item, *names: str) -> Item:
    """Return the first of some properties that is an object; an empty one where none is."""
    for name in names:
        value = _first(item.get(name))
        if isinstance(value, dict):
            return value
        if isinstance(value, str):
            return {"name": value}
    return {}


def _name(value: Any) -> str:
    value = _first(value)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _any(item: Item, names: tuple[str, ...]) -> str:
    return next(filter(None, (_text(item.get(name)) for name in names)), "")


def _locator(item: Item) -> str:
    return _any(item, ("reservationNumber", "reservationId", "confirmationNumber"))


def _read(
    item: Item, kind: _Kind, source: Source, segments: list[FoundSegment], passed: list[str]
) -> None:
    """Add the segments of one reservation, or say what it lacks."""
    trips = [each for each in _listed(item.get("reservationFor")) if isinstance(each, dict)]
    common = _common(item, kind, source)
    for trip in trips or [{}]:
        found = _flight(trip, kind, common) if kind.mode == "flight" else _other(trip, kind, common)
        if found.number or (found.origin and found.destination):
            segments.append(found)
        else:
            what = quoted(_locator(item) or _name(trip) or "without a number")
            passed.append(f"A reservation {what} tells neither a number nor both ends.")


def _common(item: Item, kind: _Kind, source: Source) -> FoundSegment:
    """Return what holds for every trip of a reservation."""
    status = _text(item.get("reservationStatus")) or _text(item.get("status"))
    cancelled = "cancel" in status.casefold()
    people = dict.fromkeys(filter(None, map(_person, _listed(item.get("underName"))[:MOST_PEOPLE])))
    return FoundSegment(
        mode=kind.mode,
        locator=_locator(item),
        passengers=tuple(people),
        seat=_seat(item),
        source=source,
        cancelled=cancelled,
        notices=("The reservation is cancelled.",) if cancelled else (),
    )


def _person(value: Any) -> str:
    if not isinstance(value, dict):
        return _text(value)
    parts = (_text(value.get("givenName")), _text(value.get("familyName")))
    return _text(value.get("name")) or " ".join(filter(None, parts))


def _seat(item: Item) -> str:
    seat = _text(item.get("airplaneSeat"))
    ticket = _part(item, "reservedTicket")
    placed = _part(ticket, "ticketedSeat") or _part(item, "ticketedSeat", "reservedSeat")
    return seat or _text(placed.get("seatNumber")) or _text(placed.get("name"))


def _flight(trip: Item, kind: _Kind, common: FoundSegment) -> FoundSegment:
    airline = _part(trip, *kind.carrier)
    code = _text(airline.get("iataCode"))
    number = flight_number(_any(trip, kind.number), code)
    notices = list(common.notices)
    if number.isdigit():
        notices.append(f"No carrier's code is given with the number {number}.")
    operator = _name(trip.get("operatedBy"))
    if operator and operator != _text(airline.get("name")):
        notices.append(f"Operated by {operator}.")
    first, last = _part(trip, *kind.origin), _part(trip, *kind.destination)
    origin = airport_end(_text(first.get("iataCode")), _text(first.get("name")), "departure")
    goal = airport_end(_text(last.get("iataCode")), _text(last.get("name")), "arrival")
    filled = replace(
        common, carrier=_text(airline.get("name")), number=number, notices=tuple(notices)
    )
    return _timed(filled, trip, origin, goal)


def _other(trip: Item, kind: _Kind, common: FoundSegment) -> FoundSegment:
    first, last = _part(trip, *kind.origin), _part(trip, *kind.destination)
    filled = replace(
        common, carrier=_name(_part(trip, *kind.carrier)), number=_any(trip, kind.number)
    )
    origin = _station(first, trip.get("departureTime"), "departure")
    return _timed(filled, trip, origin, _station(last, trip.get("arrivalTime"), "arrival"))


def _zones() -> frozenset[str]:
    return zones.keys()


def _station(station: Item, time: Any, which: str) -> End:
    """Return a station's name and zone: as the time names it, or the only one of its country."""
    name = _text(station.get("name"))
    notices = () if name else (f"No place of {which} is given.",)
    named = _text(_first(time).get("timezone")) if isinstance(_first(time), dict) else ""
    if named in _zones():
        return End(name, named, notices)
    address = _part(station, "address")
    country = (_text(address.get("addressCountry")) or _name(address.get("addressCountry"))).upper()
    of_country = zones_of(country) if is_country(country) else ()
    return End(name, of_country[0] if len(of_country) == 1 else "", notices)


def _timed(segment: FoundSegment, trip: Item, origin: End, goal: End) -> FoundSegment:
    """Return the segment with its ends and wall times."""
    leaves = _moment(trip, ("departureTime", "departureDay", "departureDate"), origin, "departure")
    comes = _moment(trip, ("arrivalTime",), goal, "arrival")
    notices = (*segment.notices, *origin.notices, *goal.notices, *leaves.notices, *comes.notices)
    return replace(
        segment,
        origin=origin.place,
        destination=goal.place,
        departs=leaves.wall,
        arrives=comes.wall,
        day=leaves.day,
        from_zone=origin.zone,
        to_zone=goal.zone,
        notices=tuple(dict.fromkeys(notices)),
    )


def _moment(trip: Item, names: tuple[str, ...], end: End, which: str) -> Moment:
    written = _any(trip, names)
    if not written:
        return Moment(notices=(f"No {which} time is given.",))
    found = read_time(written, end.zone, which)
    if found.wall is None and not found.notices:
        return Moment(None, found.day, (f"No {which} time is given, only the day.",))
    return found
