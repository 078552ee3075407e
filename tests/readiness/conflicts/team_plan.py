"""A plan small enough to judge by hand: a team in July, and what a test has them do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from missions.readiness.conflicts.timeline import Ground
from missions.readiness.facts import (
    Bedroom,
    End,
    Item,
    Leg,
    Member,
    Party,
    Place,
    Stay,
    TripFrame,
)
from missions.reference.rulebook import Rulebook, Value
from missions.schedule.rules import instant

TRIP = TripFrame("willow-26", date(2026, 7, 10), date(2026, 7, 22), "America/Chicago", "US")
ZONES = {"US": "America/Chicago", "CN": "Asia/Shanghai"}


def july(day: int) -> date:
    """A day of the trip's month."""
    return date(2026, 7, day)


def who(
    key: str, gender: str = "F", born: str = "1980-01-01", *guardians: str, **more: Any
) -> Member:
    """A traveller, grown up unless born later; the name is the key."""
    birth_date = date.fromisoformat(born)
    name = key.capitalize()
    return Member(key, name, gender=gender, birth_date=birth_date, guardians=guardians, **more)


GRACE, RUTH, NORA = who("grace"), who("ruth"), who("nora")
PAUL, CALEB = who("paul", "M"), who("caleb", "M")
# On the trip's first day they are 16, 16, 13 and 17, and Ian is of age.
LILY, MIA, ANA = (
    who("lily", "F", "2010-06-21"),
    who("mia", "F", "2009-12-01"),
    who("ana", "F", "2013-01-05"),
)
SAM, IAN = who("sam", "M", "2008-07-11", "paul"), who("ian", "M", "2008-07-10")
TEAM = (GRACE, RUTH, NORA, PAUL, CALEB, LILY, MIA, ANA, SAM, IAN)

INN = Place("inn", "Harbor Inn", "lodging", "CN")
ELM = Place("elm", "Elm House", "work", "CN")
PAK = Place("pak", "Birch Farm", "home", "CN")


def ground(*members: Member, cleared: Mapping[int, set[str]] | None = None, **more: Any) -> Ground:
    """A ground with these members, or the whole team; `cleared`: day of July → who is."""
    party = Party(
        more.pop("trip", TRIP),
        members or TEAM,
        more.pop("rules", Rulebook(())),
        more.pop("places", (INN, ELM, PAK)),
        **more,
    )
    days = cleared or {}
    return Ground(party, lambda day: frozenset(days.get(day.day, set())))


def rules(**values: float) -> Rulebook:
    """A rulebook of these keys, `__` standing for the point between words."""
    return Rulebook(
        Value(key=key.replace("__", "."), value=value, source="a test", read_on=july(1))
        for key, value in values.items()
    )


def item(day: int, people: str, at: int = 9, **more: Any) -> Item:
    """An item at Elm House from that hour on; people by key, spaces between."""
    starts = datetime(2026, 7, day, at)
    key = more.pop("key", f"on-{day}")
    fields = {"site": "elm", "title": "Visit", "starts": starts, **more}
    return Item(key, july(day), "Asia/Shanghai", people=tuple(people.split()), **fields)


def room(name: str, people: str, capacity: int | None = None, floor: str = "") -> Bedroom:
    """A room; people by key, spaces between."""
    return Bedroom(name, tuple(people.split()), floor, capacity)


def stay(first: int, out: int, *rooms: Bedroom, people: str = "", **more: Any) -> Stay:
    """A stay from a day of July to the day of checking out, at the inn unless said otherwise."""
    site = more.pop("site", "inn")
    key = more.pop("key", f"{site}-{first}")
    return Stay(key, site, july(first), july(out), rooms, tuple(people.split()))


def leg(people: str, departs: str, arrives: str, **more: Any) -> Leg:
    """A leg between Chicago and Shanghai; times as "10T12:35", day of July and wall time."""
    origin, destination = more.pop("origin", "ORD"), more.pop("destination", "PVG")
    ends = [at if isinstance(at, End) else airport(at) for at in (origin, destination)]
    times = [datetime.fromisoformat(f"2026-07-{at}") for at in (departs, arrives)]
    zones = [ZONES[end.country] for end in ends]
    return Leg(
        more.pop("key", f"leg-{departs}"),
        more.pop("mode", "flight"),
        ends[0],
        ends[1],
        times[0],
        zones[0],
        instant(times[0], zones[0]),
        times[1],
        zones[1],
        instant(times[1], zones[1]),
        tuple(people.split()),
        **more,
    )


def airport(code: str) -> End:
    """An airport's end of a leg: in China for Shanghai and Beijing, else at home."""
    return End(code, "CN" if code in {"PVG", "PEK"} else "US", code)
