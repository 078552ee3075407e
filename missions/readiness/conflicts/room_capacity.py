"""A room holds no more people than it has beds, and nobody sleeps in two rooms at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain

from missions.readiness.conflicts.rooms import Room, one_each, rooms_of
from missions.readiness.conflicts.timeline import Ground, people_by, per_person
from missions.readiness.conflicts.words import nights_words, people_words, verb
from missions.readiness.facts import Stay
from missions.readiness.verdict import Conflict, Severity


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each room with too many people, and for those with two rooms at a time.

    A room without a capacity holds anybody.
    """
    rooms = tuple(rooms_of(ground))
    crowded = (_crowded(room) for room in rooms if _is_crowded(room))
    return one_each(chain(crowded, _twice(ground, rooms)))


def _is_crowded(room: Room) -> bool:
    capacity = room.bedroom.capacity
    return capacity is not None and len(room.people) > capacity


def _crowded(room: Room) -> Conflict:
    return Conflict(
        kind="room_capacity",
        severity=Severity.ERROR,
        items=(room.stay.key,),
        people=room.keys,
        reason=f"{room.called} takes {room.bedroom.capacity}, and {len(room.people)} are in it.",
        fix="Move somebody to another room, or ask for a larger one.",
        day=room.stay.check_in,
    )


def _twice(ground: Ground, rooms: Iterable[Room]) -> Iterator[Conflict]:
    """Clashes of two stays, or of rooms in one, each with all whom it concerns."""
    stays = {stay.key: stay for stay in ground.stays}
    found = (
        (pair, person)
        for person, theirs in per_person(rooms, lambda room: room.keys).items()
        for pair in dict.fromkeys(_at_once(theirs))
    )
    for (one, other), people in people_by(found).items():
        yield _in_two(ground, stays[one], stays[other], ground.in_order(people))


def _at_once(rooms: Iterable[Room]) -> Iterator[tuple[str, str]]:
    """Stays of one person's rooms, which come by check-in, that share nights.

    Each is held against the one before it that lasts longest: a plan's faults stay few.
    """
    longest: Stay | None = None
    for stay in (room.stay for room in rooms):
        if longest and stay.check_in < longest.check_out:
            yield longest.key, stay.key
        if longest is None or stay.check_out > longest.check_out:
            longest = stay


def _in_two(ground: Ground, one: Stay, other: Stay, people: tuple[str, ...]) -> Conflict:
    first = max(one.check_in, other.check_in)
    last = min(one.check_out, other.check_out) - timedelta(days=1)
    who = f"{people_words(ground, people)} {verb(people, 'has', 'have')}"
    here, there = ground.alias(one.site), ground.alias(other.site)
    what = f"two rooms at {here}" if here == there else f"a bed at {here} and one at {there}"
    return Conflict(
        kind="room_capacity",
        severity=Severity.ERROR,
        items=tuple(dict.fromkeys((one.key, other.key))),
        people=people,
        reason=f"{who} {what} {nights_words(first, last)}.",
        fix=f"Take {people_words(ground, people)} out of one of the two.",
        day=first,
    )
