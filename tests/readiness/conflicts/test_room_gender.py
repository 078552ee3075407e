"""Rooms for women and men."""

from __future__ import annotations

from dataclasses import replace

import pytest

from missions.readiness.conflicts.room_gender import find
from missions.readiness.facts import Member
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.team_plan import (
    CALEB,
    GRACE,
    LILY,
    MIA,
    PAUL,
    RUTH,
    SAM,
    ground,
    july,
    room,
    stay,
)

LILYS_PARENTS = replace(LILY, guardians=("grace", "caleb"))


def test_a_room_with_women_and_men_is_an_error() -> None:
    rooms = room("301", "caleb grace ruth"), room("302", "paul")

    assert list(find(ground(stays=(stay(12, 14, *rooms),)))) == [
        Conflict(
            "room_gender",
            Severity.ERROR,
            ("inn-12",),
            ("grace", "ruth", "caleb"),
            "Room 301 at Harbor Inn has women and men in it: Grace and Ruth; Caleb.",
            "Give them rooms of their own; a married couple is left with that reason.",
            july(12),
        )
    ]


@pytest.mark.parametrize(
    "members",
    [
        (GRACE, RUTH),
        (PAUL, CALEB),
        (PAUL, SAM),
        # A gender that isn't known claims nothing.
        (PAUL, replace(GRACE, gender="X")),
        (PAUL, replace(GRACE, gender="")),
        # A guardian with a child, and both parents of a child: one family.
        (CALEB, LILYS_PARENTS),
        (GRACE, CALEB, LILYS_PARENTS),
        (GRACE, replace(LILY, guardians=("grace",)), replace(SAM, guardians=("grace",))),
    ],
)
def test_these_share_a_room(members: tuple[Member, ...]) -> None:
    keys = " ".join(member.key for member in members)

    assert list(find(ground(*members, stays=(stay(12, 14, room("1", keys)),)))) == []


@pytest.mark.parametrize(
    "members",
    [
        # Brother and sister, whose mother is elsewhere.
        (replace(LILY, guardians=("grace",)), replace(SAM, guardians=("grace",))),
        # Somebody beside the family.
        (CALEB, LILYS_PARENTS, MIA),
        (RUTH, PAUL, SAM),
    ],
)
def test_these_do_not(members: tuple[Member, ...]) -> None:
    keys = tuple(member.key for member in members)
    clashes = find(ground(GRACE, *members, stays=(stay(12, 14, room("1", " ".join(keys))),)))

    assert [(clash.severity, clash.people) for clash in clashes] == [(Severity.ERROR, keys)]
