"""A plan that has people in two countries with no leg between."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from missions.readiness.conflicts.broken_way import find
from missions.readiness.conflicts.timeline import Ground
from missions.readiness.facts import End, Item, Leg, Member, Party, Place, TripFrame
from missions.readiness.verdict import Conflict, Severity
from missions.reference.rulebook import Rulebook

TRIP = TripFrame("way", date(2026, 7, 10), date(2026, 7, 22), "America/Chicago", "US")
GRACE, PAUL = Member("grace", "Grace"), Member("paul", "Paul")
BOTH = ("grace", "paul")
PLACES = (
    Place("ohare", "O’Hare", country="US", zone="America/Chicago"),
    Place("maple", "Maple House", country="KR", zone="Asia/Seoul"),
    Place("park", "The park"),
)


def item(key: str, day: int, site: str, people: tuple[str, ...] = BOTH) -> Item:
    at = datetime(2026, 7, day, 12, tzinfo=UTC)
    wall = at.replace(tzinfo=None)
    return Item(key, wall.date(), "UTC", key.capitalize(), people, wall, at, wall, at, site)


FLIGHT = Leg(
    key="out",
    mode="flight",
    origin=End("Chicago", "US", "ORD"),
    destination=End("Seoul", "KR", "ICN"),
    departs=datetime(2026, 7, 10, 18),
    departs_zone="UTC",
    departs_utc=datetime(2026, 7, 10, 18, tzinfo=UTC),
    arrives=datetime(2026, 7, 11, 7),
    arrives_zone="UTC",
    arrives_utc=datetime(2026, 7, 11, 7, tzinfo=UTC),
    people=BOTH,
    number="KE38",
)


def clashes(items: tuple[Item, ...], legs: tuple[Leg, ...] = ()) -> list[Conflict]:
    party = Party(TRIP, (GRACE, PAUL), Rulebook(()), PLACES, legs, items=items)
    return list(find(Ground(party)))


BOARDING, VISIT = item("boarding", 10, "ohare"), item("visit", 12, "maple")


def test_two_countries_without_a_leg_between_are_a_clash() -> None:
    assert clashes((BOARDING, VISIT)) == [
        Conflict(
            "transfer",
            Severity.ERROR,
            ("boarding", "visit"),
            BOTH,
            "No leg leads Grace and Paul from the United States, where “Boarding” is on 10 July,"
            " to South Korea, where “Visit” is on 12 July.",
            "Add the leg from the United States to South Korea, or take them off what comes after.",
            date(2026, 7, 12),
        )
    ]


def test_with_the_leg_there_is_none_and_whoever_is_not_on_it_stands_alone() -> None:
    alone = replace(FLIGHT, people=("grace",))

    assert clashes((BOARDING, VISIT), (FLIGHT,)) == []
    assert [one.people for one in clashes((BOARDING, VISIT), (alone,))] == [("paul",)]


def test_what_has_no_country_says_nothing_of_where_people_are() -> None:
    assert clashes((BOARDING, item("walk", 11, "park"), item("talk", 11, ""))) == []
    assert len(clashes((BOARDING, item("walk", 11, "park"), VISIT))) == 1


def test_what_happens_under_way_is_no_clash() -> None:
    assert clashes((BOARDING, item("film", 11, "ohare"), VISIT), (FLIGHT,)) != []
    under_way = replace(item("film", 10, "ohare"), starts_utc=datetime(2026, 7, 10, 20, tzinfo=UTC))

    assert clashes((BOARDING, under_way, VISIT), (FLIGHT,)) == []
