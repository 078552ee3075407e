"""Rooms in which minors sleep."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from missions.readiness.conflicts.room_minor import find
from missions.readiness.facts import Bedroom, Member
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.team_plan import (
    ANA,
    GRACE,
    LILY,
    PAUL,
    SAM,
    TEAM,
    ground,
    july,
    room,
    rules,
    stay,
    who,
)

APART = "Give adults and minors separate rooms; a parent may be with their own child."


def clashes(*rooms: Bedroom, members: tuple[Member, ...] = TEAM, **more: Any) -> list[Conflict]:
    return list(find(ground(*members, stays=(stay(12, 14, *rooms),), **more)))


def clash(severity: Severity, people: str, reason: str, fix: str) -> Conflict:
    keys = tuple(people.split())
    return Conflict("room_minor", severity, ("inn-12",), keys, reason, fix, july(12))


def test_an_adult_who_is_no_parent_there_is_an_error() -> None:
    assert clashes(room("301", "lily grace"), room("302", "ruth")) == [
        clash(
            Severity.ERROR,
            "grace lily",
            "Room 301 at Harbor Inn: Grace sleeps in a room with Lily and is no parent or "
            "guardian there.",
            APART,
        )
    ]


def test_adults_beside_a_parent_are_an_error_all_the_same() -> None:
    assert clashes(room("7", "paul caleb sam")) == [
        clash(
            Severity.ERROR,
            "paul caleb sam",
            "Room 7 at Harbor Inn: Caleb sleeps in a room with Sam and is no parent or guardian "
            "there.",
            APART,
        )
    ]


def test_another_minor_beside_an_own_child_is_a_warning() -> None:
    ben = who("ben", "M", "2009-03-03")

    assert clashes(room("7", "paul sam ben"), members=(PAUL, SAM, ben)) == [
        clash(
            Severity.WARNING,
            "paul sam ben",
            "Room 7 at Harbor Inn: Ben sleeps in a room with the parent or guardian of another "
            "child.",
            "Give Ben another room, or have their parents agree to it.",
        )
    ]


@pytest.mark.parametrize(
    "rooms",
    [
        (room("1", "paul sam"),),  # a father with his son, who is 17 for one day more
        (room("1", "paul ian"),),  # of age on the trip's first day
        (room("1", "lily mia"),),
        (room("1", "mia ana"),),  # 16 and 13: three years apart
        (room("1", "lily"), room("2", "grace ruth")),
        (room("1", "lily mia ana"), room("2", "")),
        (room("1", "lily", floor="5"), room("2", "grace", floor="5"), room("3", "ruth", floor="7")),
        (room("1", "lily", floor="upper"), room("2", "grace", floor=" Upper")),
        # Where floors are not known, nothing is claimed.
        (room("1", "lily", floor="5"), room("2", "grace")),
        (room("1", "lily"), room("2", "grace", floor="5")),
        (room("1", "lily", floor="5"), room("2", "mia", floor="7")),
    ],
)
def test_these_rooms_suit(rooms: tuple[Bedroom, ...]) -> None:
    assert clashes(*rooms) == []


def test_both_parents_with_their_two_children_suit() -> None:
    children = tuple(replace(child, guardians=("grace", "paul")) for child in (SAM, ANA))

    assert clashes(room("1", "grace paul sam ana"), members=(GRACE, PAUL, *children)) == []


def test_as_many_minors_as_may_share_suit_and_one_more_warns() -> None:
    girls = tuple(who(f"girl{n}", "F", "2010-01-01") for n in range(5))
    keys = [girl.key for girl in girls]

    assert clashes(room("1", " ".join(keys[:4])), members=girls) == []
    assert clashes(room("1", " ".join(keys)), members=girls) == [
        clash(
            Severity.WARNING,
            " ".join(keys),
            "Room 1 at Harbor Inn: 5 minors are in it; at most 4 may share a room.",
            "Spread them over more rooms.",
        )
    ]
    assert clashes(room("1", " ".join(keys)), members=girls, rules=rules(rooms__max_minors=5)) == []


def test_ages_far_apart_warn_unless_they_are_of_one_family() -> None:
    eva = who("eva", "F", "2013-07-11")  # 12 on the first day, Lily 16
    family = tuple(replace(child, guardians=("grace",)) for child in (LILY, eva))

    assert clashes(room("1", "lily eva"), members=(LILY, eva)) == [
        clash(
            Severity.WARNING,
            "lily eva",
            "Room 1 at Harbor Inn: Its minors are more than 3 years apart: Lily and Eva.",
            "Let minors of about the same age share a room.",
        )
    ]
    assert clashes(room("1", "lily eva"), members=family) == []


def test_a_floor_without_an_adult_warns() -> None:
    rooms = room("501", "grace ruth", floor="5"), room("712", "lily", floor="7")

    assert clashes(*rooms, room("713", "mia ana", floor="")) == [
        clash(
            Severity.WARNING,
            "lily",
            "Room 712 at Harbor Inn: Lily sleeps on floor 7, and no adult of the team does.",
            "Ask for a room on a floor where adults of the team sleep.",
        )
    ]


def test_all_that_is_wrong_in_a_room_is_one_clash() -> None:
    rooms = room("2", "ruth", floor="2"), room("7", "mia lily ana", floor="7")

    assert clashes(*rooms, rules=rules(rooms__max_minors=2)) == [
        clash(
            Severity.WARNING,
            "lily mia ana",
            "Room 7 at Harbor Inn: 3 minors are in it; at most 2 may share a room. "
            "Lily, Mia and Ana sleep on floor 7, and no adult of the team does.",
            "Spread them over more rooms. "
            "Ask for a room on a floor where adults of the team sleep.",
        )
    ]


def test_who_is_minor_is_asked_on_the_first_day() -> None:
    assert [each.people for each in clashes(room("1", "ruth sam"), room("2", "grace ian"))] == [
        ("ruth", "sam")
    ]
