"""Sites that take women, men or cleared people only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from missions.readiness.conflicts.site_rule import find
from missions.readiness.facts import End, Member, Place
from missions.readiness.verdict import Conflict, Severity
from tests.readiness.conflicts.team_plan import (
    CALEB,
    GRACE,
    LILY,
    PAUL,
    RUTH,
    SAM,
    ground,
    item,
    july,
    leg,
    room,
    stay,
)

KIM = replace(CALEB, key="kim", name="Kim", gender="X")
TEAM = (GRACE, RUTH, PAUL, LILY, SAM, KIM)


def clashes(visitors: str, *members: Member, **more: Any) -> list[Conflict]:
    places = (
        Place("elm", "Elm House", "work", "CN", visitors=visitors),
        Place("inn", "Harbor Inn"),
    )
    return list(find(ground(*(members or TEAM), places=places, **more)))


def clash(severity: Severity, items: str, people: str, reason: str, fix: str, day: int) -> Conflict:
    keys = tuple(items.split()), tuple(people.split())
    return Conflict("site_rule", severity, *keys, reason, fix, july(day))


def test_a_man_at_a_womens_place_is_an_error() -> None:
    assert clashes("women", items=(item(14, "sam grace paul"),)) == [
        clash(
            Severity.ERROR,
            "on-14",
            "paul sam",
            "Elm House takes women only: Paul and Sam are down to go. It is about “Visit”.",
            "Send women only, or ask the host.",
            14,
        )
    ]


def test_a_woman_at_a_mens_place_is_one_too() -> None:
    assert clashes("men", items=(item(14, "lily paul"),)) == [
        clash(
            Severity.ERROR,
            "on-14",
            "lily",
            "Elm House takes men only: Lily is down to go. It is about “Visit”.",
            "Send men only, or ask the host.",
            14,
        )
    ]


def test_a_gender_that_is_not_known_warns() -> None:
    assert clashes("women", items=(item(14, "grace kim"),)) == [
        clash(
            Severity.WARNING,
            "on-14",
            "kim",
            "Elm House takes women only: of Kim the gender is not known. It is about “Visit”.",
            "Enter the gender of Kim, or ask the host.",
            14,
        )
    ]


def test_both_at_one_item_are_one_clash() -> None:
    assert clashes("women", items=(item(14, "paul kim"),)) == [
        clash(
            Severity.ERROR,
            "on-14",
            "paul kim",
            "Elm House takes women only: Paul is down to go; of Kim the gender is not known. "
            "It is about “Visit”.",
            "Send women only, or ask the host.",
            14,
        )
    ]


def test_what_concerns_the_same_people_is_one_clash_in_the_order_of_time() -> None:
    plan: dict[str, Any] = {
        "items": (item(15, "paul grace"), item(14, "paul", 11, title="Tea"), item(16, "sam")),
        "legs": (leg("paul ruth", "14T09:00", "14T10:30", origin="PVG", destination=AT_ELM),),
        "stays": (stay(14, 16, room("1", "paul"), room("2", "grace"), site="elm"),),
    }

    assert clashes("women", **plan) == [
        clash(
            Severity.ERROR,
            "leg-14T09:00 on-14 elm-14 on-15",
            "paul",
            "Elm House takes women only: Paul is down to go. It is about PVG to Elm House, “Tea” "
            "and 2 more.",
            "Send women only, or ask the host.",
            14,
        ),
        clash(
            Severity.ERROR,
            "on-16",
            "sam",
            "Elm House takes women only: Sam is down to go. It is about “Visit”.",
            "Send women only, or ask the host.",
            16,
        ),
    ]


AT_ELM = End("Elm House", "CN", site="elm")


def test_a_member_who_drives_there_goes_there() -> None:
    drive = leg(
        "grace", "14T09:00", "14T10:30", mode="car", origin="PVG", destination=AT_ELM, driver="paul"
    )

    assert [each.people for each in clashes("women", legs=(drive,))] == [("paul",)]


def test_adults_at_a_cleared_place_are_cleared_on_that_day() -> None:
    things = (item(14, "grace paul"), item(15, "grace paul lily"))
    cleared = {14: {"grace", "paul"}, 15: {"paul"}}

    assert clashes("cleared", items=things, cleared=cleared) == [
        clash(
            Severity.ERROR,
            "on-15",
            "grace",
            "Elm House takes cleared people only: Grace is down to go. It is about “Visit”.",
            "Send adults who are cleared on those days, one of them with every minor.",
            15,
        )
    ]


def test_minors_go_to_a_cleared_place_with_somebody_cleared() -> None:
    things = (item(14, "lily ruth"), item(15, "lily sam"), item(16, "lily grace"))

    found = clashes("cleared", items=things, cleared={16: {"grace"}})

    assert [(each.items, each.people) for each in found] == [
        (("on-14",), ("ruth", "lily")),
        (("on-15",), ("lily", "sam")),
    ]


def test_somebody_who_stays_at_a_cleared_place_is_cleared_every_night() -> None:
    stays = (stay(14, 16, room("1", "grace ruth"), site="elm"),)
    cleared = {14: {"grace", "ruth"}, 15: {"grace"}}

    assert [each.people for each in clashes("cleared", stays=stays, cleared=cleared)] == [("ruth",)]


@pytest.mark.parametrize(
    ("visitors", "plan"),
    [
        ("women", {"items": (item(14, "grace ruth lily"),)}),
        ("men", {"items": (item(14, "paul sam"),)}),
        ("all", {"items": (item(14, "paul grace kim"),)}),
        ("", {"items": (item(14, "paul grace kim"),)}),
        ("women", {"items": (item(14, "paul", site="inn"), item(14, "paul", site=""))}),
        ("women", {"items": (item(14, "paul", status="cancelled"),)}),
        # Only those who sleep there stay there.
        ("women", {"stays": (stay(14, 16, room("1", "grace"), site="elm", people="grace paul"),)}),
        # A leg that only begins there.
        ("women", {"legs": (leg("paul", "14T09:00", "14T10:00", origin=AT_ELM),)}),
        # Cleared to the last night, not on the day of leaving.
        ("cleared", {"stays": (stay(14, 16, site="elm", people="grace"),)}),
        ("cleared", {"items": (item(15, "grace lily"),)}),
    ],
)
def test_these_are_fine(visitors: str, plan: dict[str, Any]) -> None:
    assert clashes(visitors, **plan, cleared={14: {"grace"}, 15: {"grace"}}) == []
