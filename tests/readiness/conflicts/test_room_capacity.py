"""Rooms with too many people, and people with too many rooms."""

from __future__ import annotations

import pytest

from missions.readiness.conflicts.room_capacity import find
from missions.readiness.facts import Stay
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.team_plan import ground, july, room, stay

LARGER = "Move somebody to another room, or ask for a larger one."


def clash(items: str, people: str, reason: str, fix: str, day: int = 12) -> Conflict:
    keys = tuple(items.split()), tuple(people.split())
    return Conflict("room_capacity", Severity.ERROR, *keys, reason, fix, july(day))


def test_one_more_than_a_room_takes_is_an_error() -> None:
    rooms = room("301", "grace ruth nora", 2), room("302", "paul caleb", 2)

    assert list(find(ground(stays=(stay(12, 14, *rooms),)))) == [
        clash(
            "inn-12", "grace ruth nora", "Room 301 at Harbor Inn takes 2, and 3 are in it.", LARGER
        )
    ]


@pytest.mark.parametrize(
    "stays",
    [
        (stay(12, 14, room("1", "grace ruth", 2)),),
        (stay(12, 14, room("1", "grace ruth", None)),),
        # Written twice, one person is one person.
        (stay(12, 14, room("1", "grace grace", 1)),),
        (stay(12, 14, room("1", "", 0)),),
        # Out on the day of coming in.
        (stay(12, 14, room("1", "grace")), stay(14, 16, room("1", "grace"))),
        (stay(12, 14, room("1", "grace")), stay(12, 14, room("1", "ruth"), site="pak")),
        # A stay that ends as it begins has no nights.
        (stay(12, 14, room("1", "grace")), stay(13, 13, room("1", "grace"), site="pak")),
        # A stay without rooms is no second bed.
        (stay(12, 14, room("1", "grace")), stay(12, 14, people="grace", site="pak")),
    ],
)
def test_these_are_fine(stays: tuple[Stay, ...]) -> None:
    assert list(find(ground(stays=stays))) == []


def test_two_rooms_in_one_stay_are_an_error() -> None:
    rooms = room("1", "grace ruth"), room("2", "grace ruth nora"), room("3", "grace")

    assert list(find(ground(stays=(stay(12, 14, *rooms),)))) == [
        clash(
            "inn-12",
            "grace ruth",
            "Grace and Ruth have two rooms at Harbor Inn on the nights of 12 to 13 July.",
            "Take Grace and Ruth out of one of the two.",
        )
    ]


def test_rooms_in_two_stays_that_share_a_night_are_an_error() -> None:
    stays = (
        stay(14, 17, room("1", "paul sam"), site="pak"),
        stay(12, 15, room("7", "paul sam caleb")),
        stay(17, 19, room("7", "paul sam caleb")),
    )

    assert list(find(ground(stays=stays))) == [
        clash(
            "inn-12 pak-14",
            "paul sam",
            "Paul and Sam have a bed at Harbor Inn and one at Birch Farm on the night of 14 July.",
            "Take Paul and Sam out of one of the two.",
            day=14,
        )
    ]


def test_a_long_stay_is_held_against_each_within_it() -> None:
    stays = (
        stay(10, 20, room("1", "nora")),
        stay(11, 12, room("1", "nora"), site="pak"),
        stay(13, 15, room("1", "nora"), site="pak"),
    )

    assert [(each.items, each.day) for each in find(ground(stays=stays))] == [
        (("inn-10", "pak-11"), july(11)),
        (("inn-10", "pak-13"), july(13)),
    ]


def test_two_crowded_rooms_of_the_same_people_are_one_clash() -> None:
    rooms = room("1", "grace ruth", 1), room("2", "grace ruth", 1)

    assert list(find(ground(stays=(stay(12, 13, *rooms),)))) == [
        clash(
            "inn-12",
            "grace ruth",
            "Room 1 at Harbor Inn takes 1, and 2 are in it. "
            "Room 2 at Harbor Inn takes 1, and 2 are in it. "
            "Grace and Ruth have two rooms at Harbor Inn on the night of 12 July.",
            f"{LARGER} Take Grace and Ruth out of one of the two.",
        )
    ]
