"""Minors share rooms with minors near their age, or with a parent, on a floor with adults.

Sources: youth protection rules as insurers of churches give them; what may differ is asked of the
rulebook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from missions.readiness.conflicts.rooms import Room, minors_of, one_each, rooms_of
from missions.readiness.conflicts.timeline import Ground
from missions.readiness.conflicts.words import sentences, verb
from missions.readiness.facts import Member, Stay
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import listed
from missions.reference.rulebook import Rulebook

_MOST, _YEARS_APART = 4, 3


@dataclass(frozen=True, slots=True)
class _Shared:
    """A room in which minors sleep; `floors` are those of the stay's adults, where known."""

    room: Room
    young: tuple[Member, ...]
    adults: tuple[Member, ...]
    ages: Mapping[str, int]
    floors: frozenset[str]
    rules: Rulebook


@dataclass(frozen=True, slots=True)
class _Fault:
    reason: str
    fix: str
    severity: Severity = Severity.WARNING


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each room that does not suit its minors, all that is wrong in one.

    An error: an adult who is nobody's guardian there. Warnings: other minors beside a guardian's
    own, more minors than `rooms.max_minors`, ages farther apart than `rooms.age_span_years`
    (children of one guardian may be), and a floor without an adult of the team, where floors are
    given.
    """
    return one_each(
        _conflict(shared.room, faults)
        for shared in _shared_rooms(ground)
        if (faults := [fault for rule in _RULES for fault in rule(shared)])
    )


def _shared_rooms(ground: Ground) -> Iterator[_Shared]:
    ages = minors_of(ground)
    floors = {stay.key: _floors_of_adults(ground, stay, ages) for stay in ground.stays}
    for room in rooms_of(ground):
        young = tuple(member for member in room.people if member.key in ages)
        adults = tuple(member for member in room.people if member.key not in ages)
        if young:
            yield _Shared(room, young, adults, ages, floors[room.stay.key], ground.party.rules)


def _floors_of_adults(ground: Ground, stay: Stay, ages: Mapping[str, int]) -> frozenset[str]:
    with_adults = (
        room.floor
        for room in stay.rooms
        if any(key in ground.members and key not in ages for key in room.people)
    )
    return frozenset(_floor(floor) for floor in with_adults if _floor(floor))


def _floor(written: str) -> str:
    return written.strip().casefold()


def _strangers(shared: _Shared) -> Iterator[_Fault]:
    """An adult who has no child of their own there; else, beside own children, those of others."""
    apart = [(a, m) for a in shared.adults for m in shared.young if a.key not in m.guardians]
    parents = {a.key for a in shared.adults for m in shared.young if a.key in m.guardians}
    adults = [adult for adult in shared.adults if adult.key not in parents]
    if adults:
        whom = _names(shared.young)
        yield _Fault(
            f"{_names(adults)} {verb(adults, 'sleeps', 'sleep')} in a room with {whom} and "
            f"{verb(adults, 'is no parent or guardian', 'are no parents or guardians')} there.",
            "Give adults and minors separate rooms; a parent may be with their own child.",
            Severity.ERROR,
        )
    elif apart:
        others = list({minor.key: minor for _, minor in apart}.values())
        yield _Fault(
            f"{_names(others)} {verb(others, 'sleeps', 'sleep')} in a room with the parent or "
            "guardian of another child.",
            f"Give {_names(others)} another room, or have their parents agree to it.",
        )


def _too_many(shared: _Shared) -> Iterator[_Fault]:
    most = shared.rules.number("rooms.max_minors", _MOST)
    if len(shared.young) > most:
        yield _Fault(
            f"{len(shared.young)} minors are in it; at most {most:g} may share a room.",
            "Spread them over more rooms.",
        )


def _far_apart(shared: _Shared) -> Iterator[_Fault]:
    years = shared.rules.number("rooms.age_span_years", _YEARS_APART)
    ages = [shared.ages[minor.key] for minor in shared.young]
    kin = frozenset.intersection(*(frozenset(minor.guardians) for minor in shared.young))
    if max(ages) - min(ages) > years and not kin:
        yield _Fault(
            f"Its minors are more than {years:g} years apart: {_names(shared.young)}.",
            "Let minors of about the same age share a room.",
        )


def _other_floor(shared: _Shared) -> Iterator[_Fault]:
    floor = shared.room.bedroom.floor
    if _floor(floor) and shared.floors and _floor(floor) not in shared.floors:
        yield _Fault(
            f"{_names(shared.young)} {verb(shared.young, 'sleeps', 'sleep')} on floor "
            f"{floor.strip()}, and no adult of the team does.",
            "Ask for a room on a floor where adults of the team sleep.",
        )


_RULES = (_strangers, _too_many, _far_apart, _other_floor)


def _names(people: Sequence[Member]) -> str:
    return listed([member.name for member in people])


def _conflict(room: Room, faults: Sequence[_Fault]) -> Conflict:
    grave = any(fault.severity is Severity.ERROR for fault in faults)
    return Conflict(
        kind="room_minor",
        severity=Severity.ERROR if grave else Severity.WARNING,
        items=(room.stay.key,),
        people=room.keys,
        reason=f"{room.called}: " + sentences(fault.reason for fault in faults),
        fix=sentences(fault.fix for fault in faults),
        day=room.stay.check_in,
    )
