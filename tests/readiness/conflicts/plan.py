"""A small plan to build clashes from: the trip is 8 to 22 March 2027, Chicago to Seoul."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from missions.readiness.conflicts.timeline import Ground
from missions.readiness.facts import End, Item, Leg, Lesson, Member, Party, Place, TripFrame
from missions.reference.rulebook import Rulebook
from missions.schedule.rules import instant

SEOUL, CHICAGO = "Asia/Seoul", "America/Chicago"
BOOK = Rulebook(())
TRIP = TripFrame("willow", date(2027, 3, 8), date(2027, 3, 22), CHICAGO, "US")

ANN = Member("ann", "Ann", birth_date=date(1980, 5, 1), drives=True)
BEN = Member("ben", "Ben", birth_date=date(1990, 5, 1), drives=True)
CAL = Member("cal", "Cal", birth_date=date(1995, 5, 1))
DEE = Member("dee", "Dee", birth_date=date(2010, 5, 1), guardians=("gus",))
GUS = Member("gus", "Gus", role="guardian", travels=False)
ALL = (ANN, BEN, CAL, DEE, GUS)

MAPLE = Place("maple", "Maple House", "work", "KR", SEOUL, 37.5, 127.0, partner="lee")
ROWAN = Place("rowan", "Rowan House", "work", "KR", SEOUL, 37.5, 127.1)
BIRCH = Place("birch", "Birch House", "home", "KR", SEOUL)


def day(number: int) -> date:
    """A day of March 2027."""
    return date(2027, 3, number)


def wall(text: str) -> datetime:
    """“11 09:00” is nine on 11 March 2027."""
    number, clock = text.split()
    return datetime.fromisoformat(f"2027-03-{int(number):02} {clock}")


def item(key: str, when: str, until: str = "", people: str = "ann", **more: Any) -> Item:
    """An item titled as its key; `when` is “11” for the whole day, or “11 09:00”."""
    zone = more.pop("zone", SEOUL)
    starts = wall(when) if " " in when else None
    if until and " " not in until:
        until = f"{when.split(maxsplit=1)[0]} {until}"
    ends = wall(until) if until else None
    return Item(
        key,
        day(int(when.split(maxsplit=1)[0])),
        zone,
        key.capitalize(),
        tuple(people.split()),
        starts,
        starts and instant(starts, zone),
        ends,
        ends and instant(ends, zone),
        **more,
    )


def end(text: str) -> tuple[End, str]:
    """“ICN KR Asia/Seoul” for an airport, a site's key for a site, anything else is text."""
    sites = {place.key: place for place in (MAPLE, ROWAN, BIRCH)}
    if text in sites:
        return End(sites[text].alias, "KR", site=text), SEOUL
    if len(text.split()) == 3:
        code, country, zone = text.split()
        return End(f"{code} airport", country, code), zone
    return End(text, "KR"), SEOUL


ICN, GMP, PUS = "ICN KR Asia/Seoul", "GMP KR Asia/Seoul", "PUS KR Asia/Seoul"
ORD, DEN = "ORD US America/Chicago", "DEN US America/Denver"


def leg(key: str, ends: tuple[str, str], when: str, until: str, **more: Any) -> Leg:
    """A leg by `mode` (car) with `people` (ann); times are wall times at their own end."""
    people = more.pop("people", "ann")
    (origin, departs_zone), (destination, arrives_zone) = end(ends[0]), end(ends[1])
    if " " not in until:
        until = f"{when.split(maxsplit=1)[0]} {until}"
    departs, arrives = wall(when), wall(until)
    return Leg(
        key,
        more.pop("mode", "car"),
        origin,
        destination,
        departs,
        departs_zone,
        instant(departs, departs_zone),
        arrives,
        arrives_zone,
        instant(arrives, arrives_zone),
        tuple(people.split()),
        **more,
    )


def flight(number: str, ends: tuple[str, str], when: str, until: str, **more: Any) -> Leg:
    """A flight whose key is its number in lower case; no locator unless given."""
    return leg(number.lower(), ends, when, until, mode="flight", number=number, **more)


def lesson(key: str, when: str, until: str, people: str = "ann", zone: str = SEOUL) -> Lesson:
    """A training titled as its key."""
    start, ends = wall(when), wall(f"{when.split(maxsplit=1)[0]} {until}")
    return Lesson(key, key.capitalize(), zone, start, ends, tuple(people.split()))


def ground(*things: Any, **more: Any) -> Ground:
    """The plan of these items, legs and lessons; `more` goes to the party."""
    return Ground(party(*things, **more))


def party(*things: Any, **more: Any) -> Party:
    """A party of everybody with these items, legs and lessons."""

    def of(kind: type) -> Iterable[Any]:
        return tuple(thing for thing in things if isinstance(thing, kind))

    settings = {"members": ALL, "rules": BOOK, "places": (MAPLE, ROWAN, BIRCH), "trip": TRIP}
    return Party(
        **(settings | more),
        items=of(Item),
        legs=of(Leg),
        lessons=of(Lesson),  # type: ignore[arg-type]
    )


def full_days(first: int, last: int, hours: int = 8, **more: Any) -> list[Item]:
    """One service a day, from nine, of so many hours."""
    return [
        item(
            f"work{number}",
            f"{number} 09:00",
            f"{(wall(f'{number} 09:00') + timedelta(hours=hours)):%H:%M}",
            **{"kind": "service"} | more,
        )
        for number in range(first, last + 1)
    ]
