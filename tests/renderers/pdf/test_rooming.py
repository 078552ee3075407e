"""The rooming list on paper."""

from __future__ import annotations

from dataclasses import replace

from missions.briefing.document import Room, Stay
from missions.privacy import Audience
from missions.renderers.pdf.rooming import render_rooming
from tests.factories import briefings
from tests.factories.moments import day
from tests.factories.spoiled import hostile, lengthy
from tests.renderers.pdf import reading


def _stay(**more: object) -> Stay:
    base = Stay("s", "Maple House", day("2026-07-11"), day("2026-07-12"), 1)
    return replace(base, **more)  # type: ignore[arg-type]


def test_leaders_see_beds_addresses_and_who_has_no_room() -> None:
    first = reading.pages(render_rooming(briefings.rooming(Audience.LEADER)))[0]
    assert first[:13] == [
        "Rooms 10–21 July 2026",
        "Maple House (Hanbit Hotel Seoul) 11–15 July · 4 nights",
        "24 Eunhaengnamu-ro, Jung-gu, Seoul · +82 2 5550 0160",
        "한빛호텔 서울, 서울특별시 중구 은행나무로 24",
        "confirmation HB-77120 · late arrival is agreed",
        "Room Floor People Beds",
        "301 3 David Kim, Daniel Park 2 of 2",
        "304 3 Mei Chen, Esther Jung, Ngọc Trần 3 of 3",
        "305 3 Thư Nguyễn, Ruth Adeyemi, Ji-woo Han 3 of 3",
        "306 3 Caleb Martín, Jun Wáng, Lukas Weiß 3 of 3",
        "307 3 Hannah Cole, Leah Cole, Sakura Itō 3 of 3",
        "no room yet: Noah Park, Tom O’Brien",
        "Harbour Inn (Song Xanh Hotel) 15–20 July · 5 nights",
    ]


def test_the_team_sees_rooms_and_names() -> None:
    first = reading.pages(render_rooming(briefings.rooming()))[0]
    assert first[:4] == [
        "Rooms 10–21 July 2026",
        "Maple House 11–15 July · 4 nights",
        "Room Floor People",
        "301 3 David Kim, Daniel Park",
    ]


def test_empty_and_overfull_rooms_and_a_stay_without_rooms() -> None:
    rooms = (Room("1", "", 1, ("Mei", "Jun")), Room("2", "", 2))
    stays = (_stay(rooms=rooms), _stay(site="Harbour Inn"))
    first = reading.pages(render_rooming(replace(briefings.rooming(), stays=stays)))[0]
    assert first[1:-3] == [
        "Maple House 11–12 July · 1 night",
        "Room Floor People Beds",
        "1 Mei, Jun 2 of 1",
        "2 nobody yet 0 of 2",
        "Harbour Inn 11–12 July · 1 night",
        "No rooms are set yet.",
    ]


def test_markup_long_names_and_the_same_bytes() -> None:
    spoiled = hostile(briefings.rooming())
    assert "Maple House <script>alert(1)</script>" in reading.words(render_rooming(spoiled))
    assert render_rooming(lengthy(spoiled)) == render_rooming(lengthy(spoiled))


def test_rooms_that_go_on_overleaf_stand_under_their_stay_again() -> None:
    rooms = tuple(Room(f"{number}", people=("Mei",)) for number in range(100, 150))
    data = render_rooming(replace(briefings.rooming(), stays=(_stay(rooms=rooms),)))
    first, second = reading.pages(data)[:2]
    assert not any("continued" in line for line in first)
    assert "continued" in second[0]
