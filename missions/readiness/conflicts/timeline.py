"""What every rule of this package looks at: the party, indexed once, and each person's time. Pure.

Built in O(n log n) of the plan's entries times the people they concern.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice, takewhile
from operator import attrgetter
from typing import TypeVar

from missions.readiness.conflicts.wording import named
from missions.readiness.facts import Item, Leg, Lesson, Member, Party, Place, Stay
from missions.readiness.words import joined
from missions.reference.distance import Point
from missions.schedule.rules import instant

Cleared = Callable[[date], frozenset[str]]
"""Day → keys of the people with all papers of child protection on that day."""

Source = Item | Leg | Lesson

_NAMED = 3
_Thing = TypeVar("_Thing")
_Key = TypeVar("_Key", bound=Hashable)


def nobody(_: date) -> frozenset[str]:
    """Nobody is cleared: what is held where it is not known."""
    return frozenset()


def per_person(
    things: Iterable[_Thing], people: Callable[[_Thing], Iterable[str]]
) -> Mapping[str, tuple[_Thing, ...]]:
    """Return key of a person → the things that concern them, in the order in which they came."""
    found: dict[str, list[_Thing]] = defaultdict(list)
    for thing in things:
        for person in dict.fromkeys(people(thing)):
            found[person].append(thing)
    return {person: tuple(theirs) for person, theirs in found.items()}


def people_by(found: Iterable[tuple[_Key, str]]) -> Mapping[_Key, tuple[str, ...]]:
    """Return what was found → the people with whom it was, in the order in which they came."""
    gathered: dict[_Key, list[str]] = defaultdict(list)
    for key, person in found:
        gathered[key].append(person)
    return {key: tuple(people) for key, people in gathered.items()}


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Return whole minutes between two instants, rounded down; negative where it is the reverse."""
    return int((later - earlier).total_seconds() // 60)


def day_of(source: Source) -> date:
    """Return the wall day on which it begins, where it begins."""
    if isinstance(source, Item):
        return source.day
    return (source.departs if isinstance(source, Leg) else source.starts).date()


@dataclass(frozen=True, slots=True, eq=False)
class Happening:
    """An item, a leg or a training that takes somebody's time, from `starts` to `ends` in UTC.

    An item without an end lasts 0 minutes: it is a point. Compared and hashed by identity.
    """

    source: Source
    starts: datetime
    ends: datetime

    @property
    def key(self) -> str:
        """The key in its own table."""
        return self.source.key

    @property
    def named(self) -> str:
        """How people name it: a leg by its number or ends, all else by its title in quotes."""
        return named(self.source)

    @property
    def minutes(self) -> int:
        """How long it lasts, in whole minutes."""
        return minutes_between(self.starts, self.ends)

    @property
    def day(self) -> date:
        """The wall day on which it begins, where it begins."""
        return day_of(self.source)

    @property
    def tentative(self) -> bool:
        """Whether it may yet not happen."""
        return isinstance(self.source, Item) and self.source.status == "tentative"

    @property
    def begins_at(self) -> str:
        """Key of the site where it begins, "" for elsewhere."""
        if isinstance(self.source, Leg):
            return self.source.origin.site
        return self.source.site if isinstance(self.source, Item) else ""

    @property
    def ends_at(self) -> str:
        """Key of the site where it ends, "" for elsewhere."""
        return self.source.destination.site if isinstance(self.source, Leg) else self.begins_at


@dataclass(frozen=True)
class Ground:
    """A party and what is looked up in it. `cleared` is asked with the day of an item.

    What is indexed is worked out when first asked for, and once.
    """

    party: Party
    cleared: Cleared = nobody

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """Key → person."""
        return {member.key: member for member in self.party.members}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Key → site."""
        return {place.key: place for place in self.party.places}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Key of a person → position in the roster."""
        return {member.key: position for position, member in enumerate(self.party.members)}

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Items that are not cancelled, by day and time; those of the whole day first."""
        live = (item for item in self.party.items if item.status != "cancelled")
        return tuple(sorted(live, key=_item_order))

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """Legs by the instant of departure."""
        return tuple(sorted(self.party.legs, key=attrgetter("departs_utc", "arrives_utc", "key")))

    @cached_property
    def stays(self) -> tuple[Stay, ...]:
        """Stays by the day of check-in."""
        return tuple(sorted(self.party.stays, key=lambda stay: (stay.check_in, stay.key)))

    @cached_property
    def happenings(self) -> tuple[Happening, ...]:
        """All that takes time, cancelled items and those of a whole day left out, by UTC."""
        timed = [
            *filter(None, map(_of_item, self.items)),
            *(Happening(leg, leg.departs_utc, leg.arrives_utc) for leg in self.party.legs),
            *map(_of_lesson, self.party.lessons),
        ]
        return tuple(sorted(timed, key=lambda each: (each.starts, each.ends, each.key)))

    @cached_property
    def timelines(self) -> Mapping[str, tuple[Happening, ...]]:
        """Key of a person → their happenings by UTC; people with none are left out."""
        return per_person(self.happenings, lambda each: each.source.people)

    @cached_property
    def legs_of(self) -> Mapping[str, tuple[Leg, ...]]:
        """Key of a person → their legs by the instant of departure."""
        return per_person(self.legs, lambda leg: leg.people)

    @cached_property
    def items_of(self) -> Mapping[str, tuple[Item, ...]]:
        """Key of a person → their items by day and time, those of a whole day among them."""
        return per_person(self.items, lambda item: item.people)

    @cached_property
    def stays_of(self) -> Mapping[str, tuple[Stay, ...]]:
        """Key of a person → the stays that concern them, by the day of check-in."""
        return per_person(self.stays, lambda stay: stay.people)

    def starting(self, person: str, earliest: datetime, latest: datetime) -> Iterator[Happening]:
        """Yield a person's happenings that begin between two instants, both included."""
        theirs = self.timelines.get(person, ())
        first = bisect_left(theirs, earliest, key=attrgetter("starts"))
        yield from takewhile(lambda each: each.starts <= latest, islice(theirs, first, None))

    def in_order(self, people: Iterable[str]) -> tuple[str, ...]:
        """Return the keys in the roster's order, each once."""
        last = len(self.order)
        return tuple(sorted(set(people), key=lambda key: (self.order.get(key, last), key)))

    def name(self, person: str) -> str:
        """Return a person's name."""
        member = self.members.get(person)
        return member.name if member else person

    def names(self, people: Iterable[str]) -> str:
        """Return “Paul, Ben and Ruth” of up to three people, else “12 people”."""
        keys = self.in_order(people)
        if len(keys) > _NAMED:
            return f"{len(keys)} people"
        return joined([self.name(key) for key in keys])

    def point(self, site: str) -> Point | None:
        """Return a site's latitude and longitude, None where they are not known."""
        place = self.places.get(site)
        if place is None or place.latitude is None or place.longitude is None:
            return None
        on_globe = abs(place.latitude) <= 90 and abs(place.longitude) <= 180
        return (place.latitude, place.longitude) if on_globe else None

    def alias(self, site: str) -> str:
        """Return what a site is called on papers."""
        place = self.places.get(site)
        return place.alias if place else site


def _item_order(item: Item) -> tuple[date, datetime, str]:
    return item.day, item.starts or datetime.min, item.key  # noqa: DTZ901 - a wall time


def _of_item(item: Item) -> Happening | None:
    if item.starts_utc is None:
        return None
    return Happening(item, item.starts_utc, item.ends_utc or item.starts_utc)


def _of_lesson(lesson: Lesson) -> Happening:
    starts, ends = instant(lesson.starts, lesson.zone), instant(lesson.ends, lesson.zone)
    return Happening(lesson, starts, max(starts, ends))
