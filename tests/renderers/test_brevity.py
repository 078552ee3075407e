"""Saying a thing once and shortly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from missions.briefing.document import (
    Briefing,
    Card,
    CardLodging,
    Connection,
    Day,
    Item,
    Person,
    Place,
    Room,
    Stay,
    What,
)
from missions.privacy import Audience
from missions.renderers import brevity
from tests.factories.moments import day

FRIDAY = day("2026-07-10")
ROSTER = ("Mei", "Jun", "Sam", "Thư", "Noah", "Tom", "Leah", "Ruth")


def _briefing(*people: str, everyone: bool = False) -> Briefing:
    item = Item("i", FRIDAY, "Meal", people=people, everyone=everyone)
    return Briefing(
        What.BOOK,
        Audience.TEAM,
        "Team",
        FRIDAY,
        FRIDAY,
        people=(*(Person(name=name) for name in ROSTER), Person(name="Grace", travels=False)),
        days=(Day(FRIDAY, entries=(item,)),),
    )


@pytest.mark.parametrize(
    ("people", "most", "said"),
    [
        (ROSTER[:7], 0, ("all but Ruth",)),
        (ROSTER[2:], 0, ("all but Mei, Jun",)),
        (ROSTER[:5], 0, ROSTER[:5]),
        (ROSTER[:5], 4, ()),
        (ROSTER[:5], 5, ROSTER[:5]),
        ((*ROSTER[:6], "a guest"), 0, (*ROSTER[:6], "a guest")),
        ((), 4, ()),
    ],
)
def test_nearly_all_are_told_by_who_is_not_there(
    people: tuple[str, ...], most: int, said: tuple[str, ...]
) -> None:
    (entry,) = brevity.days_shortly(_briefing(*people), most)[0].entries
    assert entry.people == said


def test_everyone_stays_everyone() -> None:
    briefing = _briefing(everyone=True)
    assert brevity.days_shortly(briefing) == briefing.days


def test_an_address_is_told_once() -> None:
    item = Item("i", FRIDAY, "Meal", site="Maple", site_name="Hanbit", address="24 Ginkgo-ro")
    assert brevity.whereabouts(item) == "Maple (Hanbit)"
    days = (Day(FRIDAY, entries=(item, replace(item, uid="j"), replace(item, address=""))),)
    assert brevity.spots(days) == (brevity.Spot("Maple", "Hanbit", "24 Ginkgo-ro"),)
    assert brevity.address_lines("은행로 24\n1 Rd", "1 Rd\nSeoul") == ["은행로 24", "1 Rd", "Seoul"]


def _stay(first: str, last: str, nights: int, room: str = "304") -> Stay:
    rooms = (Room(room, people=("Mei",)),)
    return Stay(first, "Maple", day(first), day(last), nights, rooms=rooms)


def test_stays_in_the_same_bed_are_one() -> None:
    stays = [
        _stay("2026-07-10", "2026-07-12", 2),
        _stay("2026-07-12", "2026-07-15", 3),
        _stay("2026-07-15", "2026-07-16", 1, "12"),
        _stay("2026-07-18", "2026-07-19", 1, "12"),
    ]
    assert brevity.stays_joined(stays) == (
        replace(stays[0], check_out=day("2026-07-15"), nights=5),
        *stays[2:],
    )


def test_a_lodging_stands_once_on_a_card_with_all_its_dates() -> None:
    def lodging(first: str, last: str, name: str = "Hanbit") -> CardLodging:
        return CardLodging("이 주소로", day(first), day(last), name=name)

    lodgings = (
        lodging("2026-07-10", "2026-07-12"),
        lodging("2026-07-12", "2026-07-13"),
        lodging("2026-07-13", "2026-07-14", "Song Xanh"),
        lodging("2026-07-14", "2026-07-15"),
    )
    assert brevity.lodgings_joined(Card("CHEN", lodgings=lodgings)) == (
        (lodgings[0], "10–13, 14–15 July"),
        (lodgings[2], "13–14 July"),
    )


def test_a_night_at_a_house_is_no_change() -> None:
    airport, house = Place("Incheon", "ICN", "Seoul"), Place("Harbour Inn")
    assert [
        brevity.is_change(Connection(minutes, place))
        for minutes, place in ((900, airport), (900, house), (90, house))
    ] == [True, False, True]
