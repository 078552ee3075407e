"""The partner's day sheet and the sheet for those who wait at home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from missions.briefing.document import Briefing, Day
from missions.privacy import Posture
from missions.renderers.pdf.day_sheets import render_family_sheet, render_host_sheet
from tests.factories import briefings
from tests.factories.spoiled import hostile, lengthy
from tests.renderers.pdf import reading


def test_a_partner_of_a_closed_trip_reads_times_and_head_counts() -> None:
    assert reading.pages(render_host_sheet(briefings.host_sheet(Posture.CLOSED))) == [
        [
            "Summer team 10–21 July 2026 · 16 people",
            "Please know",
            "1 × no peanuts, severe",
            "2 × vegetarian",
            "1 × bee stings",
            "Days",
            "Sun 12 July 10:00–12:00  4 people 10:00–12:00  4 people 12:30–13:30  4 people",
            "Mon 13 July 10:00–12:30  4 people 14:00–16:00  4 people",
            *("Summer team Day by day", "1 of 1"),
        ]
    ]


def test_a_partner_of_a_guarded_trip_reads_their_own_items() -> None:
    (page,) = reading.pages(render_host_sheet(briefings.host_sheet()))
    assert page == [
        "Summer team Mrs. Lee · 10–21 July 2026 · 16 people",
        *("Please know", "1 × no peanuts, severe", "2 × vegetarian", "1 × bee stings"),
        "Sun 12 July KST, UTC+9",
        *("10:00–12:00 Songs with the children", "upstairs hall; Cedar Hall"),
        *("3 people", "Mei Chen, Ji-woo Han, Leah Cole; led by", "Ji-woo Han"),
        *("10:00–12:00 Repairs in the kitchen", "back door; Cedar Hall"),
        *("3 people", "Caleb Martín, Tom O’Brien, Jun Wáng;", "led by Tom O’Brien"),
        *("12:30–13:30 Lunch", "Cedar Hall", "16 people"),
        "Mon 13 July KST, UTC+9",
        *("10:00–12:30 Reading morning", "Cedar Hall", "16 people", "led by Esther Jung"),
        *("14:00–16:00 Library with Mrs. Lee", "main desk; Willow Library"),
        *("2 people", "Mei Chen, Sakura Itō; led by Sakura Itō"),
        *("Places", "Cedar Hall 10:00–20:00", "Willow Library 09:00–17:00"),
        *("Summer team Day by day", "1 of 1"),
    ]


def test_the_family_of_a_closed_trip_reads_dates_and_contacts() -> None:
    assert reading.pages(render_family_sheet(briefings.family_sheet(Posture.CLOSED))) == [
        [
            "Summer team 10–21 July 2026",
            "Who to call",
            "Home contact Grace Lindt 24 h +1 312 555 0111",
            "Insurer Northfield Assist 24 h +1 800 555 0131",
            *("Summer team Days and contacts", "1 of 1"),
        ]
    ]


def test_an_end_of_own_travel_that_is_a_site_shows_only_its_time() -> None:
    page = reading.pages(render_family_sheet(briefings.family_sheet()))[0]
    start = page.index("18:50 ICN  Seoul")
    assert page[start : start + 5] == [
        *("18:50 ICN  Seoul", "Sat 11 July", "20:05 Sat 11 July", "Car", "75 min"),
    ]
    assert page[-6:-2] == [
        "Days",
        "Fri 10 July 08:15  Travel 08:45  Travel 10:30  Appointment",
        "Sat 11 July 17:10  Travel 18:20  Travel 20:15  Meal B 21:00  Appointment B",
        "21:20  Appointment B",
    ]


def test_the_family_of_an_open_trip_reads_the_days_in_full() -> None:
    words = reading.words(render_family_sheet(briefings.family_sheet(Posture.OPEN)))
    assert "11 Saturday July Seoul KST, UTC+9 home: 14 hours behind" in words
    assert "Maple House (Hanbit Hotel Seoul)" in words


ALL: list[tuple[Callable[[Briefing], bytes], Briefing]] = [
    *((render_host_sheet, briefings.host_sheet(posture)) for posture in Posture),
    *((render_family_sheet, briefings.family_sheet(posture)) for posture in Posture),
]


@pytest.mark.parametrize(("render", "briefing"), ALL)
def test_they_say_of_no_audience_edition_or_copy(
    render: Callable[[Briefing], bytes], briefing: Briefing
) -> None:
    data = render(briefing)
    said = (reading.words(data) + str(reading.metadata(data))).lower()
    telling = ("family", "host", "edition", "copy", "m7k2", "willow-26", "closed", "guarded")
    assert [word for word in telling if word in said] == []


@pytest.mark.parametrize(("render", "briefing"), ALL)
def test_spoiled_facts_are_text_and_bytes_stay_the_same(
    render: Callable[[Briefing], bytes], briefing: Briefing
) -> None:
    assert "Summer team <script>alert(1)</script>" in reading.words(render(hostile(briefing)))
    assert render(lengthy(briefing)) == render(lengthy(briefing))


def test_days_without_items_are_left_out_of_a_partners_sheet() -> None:
    briefing = replace(
        briefings.host_sheet(), days=(Day(briefings.STARTS),), sites=(), counts=(), head_count=0
    )
    assert reading.pages(render_host_sheet(briefing)) == [
        ["Summer team Mrs. Lee · 10–21 July 2026", "Summer team Day by day", "1 of 1"]
    ]
