"""Rooms are for women or for men, families apart."""

from __future__ import annotations

from collections.abc import Iterator

from missions.readiness.conflicts.rooms import Room, one_each, one_family, rooms_of
from missions.readiness.conflicts.timeline import Ground
from missions.readiness.conflicts.words import people_words
from missions.readiness.verdict import Conflict, Severity


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each room in which women and men sleep who are not one family.

    A family is known by guardians; that two people are married isn't known. Of somebody whose
    gender is X or blank nothing is claimed.
    """
    return one_each(_conflict(ground, room) for room in rooms_of(ground) if _mixed(room))


def _mixed(room: Room) -> bool:
    genders = {member.gender for member in room.people}
    return {"F", "M"} <= genders and not one_family(room.people)


def _conflict(ground: Ground, room: Room) -> Conflict:
    women, men = (
        people_words(ground, [each.key for each in room.people if each.gender == gender])
        for gender in "FM"
    )
    return Conflict(
        kind="room_gender",
        severity=Severity.ERROR,
        items=(room.stay.key,),
        people=room.keys,
        reason=f"{room.called} has women and men in it: {women}; {men}.",
        fix="Give them rooms of their own; a married couple is left with that reason.",
        day=room.stay.check_in,
    )
