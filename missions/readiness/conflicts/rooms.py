"""Rooms with the people in them, who is a minor and whose: what several rules look at. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from missions.readiness.conflicts.timeline import Ground
from missions.readiness.conflicts.words import sentences
from missions.readiness.facts import Bedroom, Member, Stay
from missions.readiness.ratios import age_at_start, under_age
from missions.readiness.verdict import Conflict, Severity


@dataclass(frozen=True, slots=True)
class Room:
    """A room for the nights of a stay, and who sleeps there: each once, in the roster's order."""

    stay: Stay
    bedroom: Bedroom
    people: tuple[Member, ...]
    called: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of those who sleep there."""
        return tuple(member.key for member in self.people)


def rooms_of(ground: Ground) -> Iterator[Room]:
    """Yield the rooms in which somebody sleeps, by the day of check-in."""
    for stay in ground.stays:
        for bedroom in stay.rooms:
            keys = [key for key in ground.in_order(bedroom.people) if key in ground.members]
            if keys and stay.check_in < stay.check_out:
                people = tuple(ground.members[key] for key in keys)
                yield Room(stay, bedroom, people, _called(ground, stay, bedroom))


def _called(ground: Ground, stay: Stay, bedroom: Bedroom) -> str:
    return f"Room {bedroom.room}".strip() + f" at {ground.alias(stay.site)}"


def nights_of(stay: Stay) -> tuple[date, ...]:
    """Return the nights of a stay, each by the day on which it begins."""
    count = (stay.check_out - stay.check_in).days
    return tuple(stay.check_in + timedelta(days=after) for after in range(count))


def sleepers(stay: Stay) -> tuple[str, ...]:
    """Return keys of those who sleep there: who is in its rooms, everybody where it has none."""
    if not stay.rooms:
        return stay.people
    return tuple(dict.fromkeys(key for room in stay.rooms for key in room.people))


def minors_of(ground: Ground) -> Mapping[str, int]:
    """Return key → completed years on the trip's first day of those who are not of age then."""
    young = (member for member in ground.party.members if under_age(member, ground.party))
    return {member.key: age_at_start(member, ground.party) or 0 for member in young}


def answers_for(adult: Member, minors: Iterable[Member]) -> bool:
    """Whether somebody is parent or guardian of every one of the minors."""
    return all(adult.key in minor.guardians for minor in minors)


def one_family(people: Sequence[Member]) -> bool:
    """Whether everybody is joined to the others by guardians who are there too.

    Children of one guardian are not, while that guardian is elsewhere.
    """
    bonds = {member.key: set(member.guardians) for member in people}
    reached, waiting = set[str](), [member.key for member in people[:1]]
    while waiting:
        key = waiting.pop()
        reached.add(key)
        kin = {other for other, theirs in bonds.items() if other in bonds[key] or key in theirs}
        waiting.extend(kin - reached)
    return len(reached) == len(bonds)


def one_each(conflicts: Iterable[Conflict]) -> Iterator[Conflict]:
    """Yield clashes of one kind, those of the same items and people as one, the gravest counting.

    An override is about items and people, so no two clashes of a kind may share both.
    """
    found: dict[object, Conflict] = {}
    for conflict in conflicts:
        before = found.get(conflict.identity)
        found[conflict.identity] = _both(before, conflict) if before else conflict
    yield from found.values()


def _both(one: Conflict, other: Conflict) -> Conflict:
    return replace(
        one,
        severity=max(one.severity, other.severity, key=lambda each: each is Severity.ERROR),
        reason=sentences((one.reason, other.reason)),
        fix=sentences((one.fix, other.fix)),
        day=min(filter(None, (one.day, other.day)), default=None),
    )
