"""Adults with minors: on the trip, at items, in cars."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from missions.readiness.conflicts.two_adults import find
from missions.readiness.facts import Member
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.team_plan import (
    GRACE,
    PAUL,
    RUTH,
    SAM,
    airport,
    ground,
    item,
    july,
    leg,
    rules,
    stay,
    who,
)

YOUTHS = tuple(who(f"y{n}", "F", "2010-01-01") for n in range(9))
CHILDREN = tuple(who(f"c{n}", "F", "2013-01-01") for n in range(6))


def keys(members: tuple[Member, ...]) -> str:
    return " ".join(member.key for member in members)


def clash(
    people: str,
    reason: str,
    fix: str,
    severity: Severity = Severity.ERROR,
    items: tuple[str, ...] = ("on-14",),
    day: int | None = 14,
) -> Conflict:
    on = july(day) if day else None
    return Conflict("two_adults", severity, items, tuple(people.split()), reason, fix, on)


# Items with children whom the team meets.


def test_one_adult_with_children_is_an_error() -> None:
    play = item(14, "grace lily", with_children=True, title="Playtime")

    assert list(find(ground(items=(play,)))) == [
        clash(
            "grace lily",
            "“Playtime” on 14 July: it is with children, and Grace is the only adult of the team "
            "there; two are wanted.",
            "Add an adult who is cleared to be with children.",
        )
    ]


def test_no_adult_with_children_is_an_error() -> None:
    play = item(14, "sam", with_children=True, title="Playtime", status="tentative")

    assert list(find(ground(items=(play,)))) == [
        clash(
            "sam",
            "“Playtime” on 14 July: it is with children, and no adult of the team is there; "
            "two are wanted.",
            "Add an adult who is cleared to be with children.",
        )
    ]


# The trip as a whole.


def test_the_trip_has_an_adult_for_so_many_minors() -> None:
    assert list(find(ground(GRACE, *YOUTHS[:7]))) == []
    assert list(find(ground(GRACE, *YOUTHS[:8]))) == [
        clash(
            keys(YOUTHS[:8]),
            "The trip has 1 adult for 8 minors; 1 adult more is wanted.",
            "Take more adults along, or fewer minors.",
            items=(),
            day=None,
        )
    ]


def test_younger_ones_want_more_and_guardians_at_home_do_not_count() -> None:
    home = replace(RUTH, role="guardian", travels=False)

    assert list(find(ground(GRACE, *CHILDREN[:5]))) == []
    assert [each.reason for each in find(ground(GRACE, home, *CHILDREN))] == [
        "The trip has 1 adult for 6 minors; 1 adult more is wanted."
    ]
    assert [each.reason for each in find(ground(*CHILDREN))] == [
        "The trip has 0 adults for 6 minors; 2 adults more are wanted."
    ]


# Minors of the team at items.


def test_minors_without_an_adult_are_an_error_even_where_they_sleep() -> None:
    walk = item(14, "mia lily", title="Walk", site="inn")

    assert list(find(ground(items=(walk,)))) == [
        clash(
            "lily mia",
            "“Walk” on 14 July: no adult is with Lily and Mia.",
            "Send adults with them.",
        )
    ]


def test_too_few_adults_out_with_minors_are_an_error() -> None:
    team = (GRACE, RUTH, PAUL, *YOUTHS[:8])
    trip = item(14, f"ruth {keys(YOUTHS[:8])}", title="Market")

    assert list(find(ground(*team, items=(trip,)))) == [
        clash(
            keys(YOUTHS[:8]),
            "“Market” on 14 July: 1 adult with 8 minors; 2 are wanted.",
            "Add 1 adult.",
        )
    ]


def test_where_the_whole_team_is_short_items_of_all_do_not_say_it_again() -> None:
    team = (GRACE, RUTH, *CHILDREN, *YOUTHS)
    everybody = item(14, keys(team), title="Market")
    some = item(15, f"ruth {keys(CHILDREN)}", title="Zoo")

    assert [(each.items, each.reason) for each in find(ground(*team, items=(everybody, some)))] == [
        ((), "The trip has 2 adults for 15 minors; 1 adult more is wanted."),
        (("on-15",), "“Zoo” on 15 July: 1 adult with 6 minors; 2 are wanted."),
    ]


def test_an_adult_out_with_one_minor_warns() -> None:
    walk = item(14, "lily grace", title="Walk")

    assert list(find(ground(items=(walk,)))) == [
        clash(
            "grace lily",
            "“Walk” on 14 July: Grace is out alone with Lily; at least 3 go together.",
            "Add another person.",
            Severity.WARNING,
        )
    ]


@pytest.mark.parametrize(
    "thing",
    [
        item(14, "grace lily mia"),
        item(14, "grace ruth lily"),
        item(14, "paul sam"),  # a father with his son
        item(14, "grace ian"),  # of age on the first day
        item(14, "grace lily", site="inn"),  # at lodging
        item(14, "grace lily", site="pak"),  # in the home where they sleep
        item(14, "grace"),
        item(14, "lily", status="cancelled"),
        item(14, "grace ruth lily", with_children=True),
        item(14, f"grace {keys(YOUTHS[:7])}"),
        item(14, f"grace {keys(YOUTHS)}", site="inn"),
    ],
)
def test_these_are_fine(thing: Any) -> None:
    members = (*ground().party.members, *YOUTHS)
    stays = (stay(12, 14, site="pak", people="grace lily"),)

    assert list(find(ground(*members, items=(thing,), stays=stays))) == []


def test_the_smallest_group_is_asked_of_the_rulebook() -> None:
    walk = item(14, "grace lily mia")

    assert [
        each.severity for each in find(ground(items=(walk,), rules=rules(minors__group_size_min=4)))
    ] == [Severity.WARNING]


# Cars.


def car(people: str, **more: Any) -> Any:
    ends = {"origin": airport("PVG"), "destination": airport("PEK"), "mode": "car", **more}
    return leg(people, "14T09:00", "14T11:00", **ends)


def test_one_adult_with_minors_in_a_car_warns() -> None:
    assert list(find(ground(legs=(car("lily mia", driver="ruth"),)))) == [
        clash(
            "ruth lily mia",
            "Car, PVG to PEK, on 14 July: Ruth is the only adult with Lily and Mia.",
            "Put another adult of the team into the car.",
            Severity.WARNING,
            items=("leg-14T09:00",),
        )
    ]


def test_no_adult_of_the_team_in_a_car_is_an_error() -> None:
    assert list(find(ground(legs=(car("lily", driver_text="Mr. Choi"),)))) == [
        clash(
            "lily",
            "Car, PVG to PEK, on 14 July: no adult is with Lily.",
            "Put another adult of the team into the car.",
            items=("leg-14T09:00",),
        )
    ]


@pytest.mark.parametrize(
    "thing",
    [
        car("grace ruth lily"),
        car("sam", driver="paul"),
        car("grace"),
        car("grace lily", mode="coach"),
        car("lily", mode="flight"),
    ],
)
def test_these_cars_are_fine(thing: Any) -> None:
    assert list(find(ground(legs=(thing,)))) == []


def test_a_father_with_another_child_in_the_car_warns() -> None:
    clashes = find(ground(GRACE, PAUL, SAM, YOUTHS[0], legs=(car("paul sam y0"),)))

    assert [(each.severity, each.people) for each in clashes] == [
        (Severity.WARNING, ("paul", "sam", "y0"))
    ]
