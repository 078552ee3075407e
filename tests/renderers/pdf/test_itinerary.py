"""The plain itinerary of a guarded or closed trip."""

from __future__ import annotations

from dataclasses import replace

import pytest

from missions.briefing.document import Briefing, EmergencyNumbers
from missions.privacy import Audience, Posture
from missions.renderers.pdf.packet import render_packet
from missions.renderers.pdf.tokens import INK, LINE, QUIET
from tests.factories import briefings
from tests.factories.spoiled import MARKUP, hostile, lengthy
from tests.renderers.pdf import reading

BORDER = Audience.BORDER


def test_everything_that_stands_on_it() -> None:
    assert reading.pages(render_packet(briefings.packet(BORDER))) == [
        [
            "Itinerary",
            "10–21 July 2026",
            "Flights",
            "Date Number From To Departs Arrives Booking",
            "Fri 10 July KE 38 Chicago ORD Seoul ICN 13:10 17:10 +1 Q7LX2M",
            "Wed 15 July KE 461 Seoul ICN Da Nang DAD 11:05 13:50 Q7LX2M",
            "Mon 20 July KE 458 Da Nang DAD Seoul ICN 23:10 05:45 +1 Q7LX2M",
            "Tue 21 July KE 37 Seoul ICN Chicago ORD 10:30 09:25 Q7LX2M",
            "Stays",
            "11–15 July Hanbit Hotel Seoul 한빛호텔 서울",
            "서울특별시 중구 은행나무로 24",
            "24 Eunhaengnamu-ro, Jung-gu, Seoul",
            "+82 2 5550 0160",
            "15–20 July Song Xanh Hotel Khách sạn Sông Xanh",
            "128 Hoa Mai, Hải Châu, Đà Nẵng",
            "128 Hoa Mai, Hai Chau, Da Nang",
            "+84 236 5550 144",
            "Insurance and entry",
            "Insurance Northfield Assist policy NF-2207-416-11 +1 800 555 0131",
            "VN E-visa, single entry EV-2606-118402 10 July – 10 August 2026",
            "Days",
            "Fri 10 July 08:15  Travel 08:45  Travel 10:30  Appointment",
            "Sat 11 July 17:10  Travel 18:20  Travel 20:15  Meal B 21:00  Appointment B",
            "21:20  Appointment B",
            "Sun 12 July 08:30  Meal B 10:00  Appointment C 12:30  Meal C 15:00  Free time",
            "Mon 13 July 08:30  Meal B 10:00  Appointment C 14:00  Appointment D 18:30  Meal B",
            "Tue 14 July Free time 13:00  Meal 19:30  Appointment B",
            "Wed 15 July 07:30  Meal B",
            "Thu 16 July 08:00  Meal E 11:30  Meal F 19:00  Meal E",
            "Fri 17 July 08:00  Meal E 09:30  Appointment F 19:00  Meal E",
            "Sat 18 July 14:30  Free time",
            "Sun 19 July 09:30  Appointment G 12:30  Meal G",
            "Mon 20 July 09:30  Appointment F 20:00  Travel",
            "CHEN, MEI LING Itinerary",
            "1 of 1",
        ]
    ]


def test_it_is_dull() -> None:
    data = render_packet(briefings.packet(BORDER))
    assert max(reading.type_sizes(data)) == 20
    plain = {tuple(round(part, 3) for part in colour) for colour in (INK, QUIET, LINE)}
    assert reading.colours(data) == plain
    assert reading.outline(data) == []
    assert reading.metadata(data) == {
        "/Title": "Itinerary",
        "/Trapped": "/False",
        **dict.fromkeys(("/Author", "/Creator", "/Keywords", "/Producer", "/Subject"), ""),
    }


@pytest.mark.parametrize("posture", [Posture.OPEN, Posture.CLOSED])
def test_it_says_of_no_edition_audience_or_copy(posture: Posture) -> None:
    data = render_packet(briefings.packet(BORDER, posture))
    said = (reading.words(data) + str(reading.metadata(data))).lower()
    telling = ("border", "edition", "team ·", "m7k2", "willow-26", "posture", "guarded")
    assert [word for word in telling if word in said] == []


def test_a_minors_letter_of_consent_and_a_countrys_name() -> None:
    numbers = (EmergencyNumbers("VN", "Viet Nam", "113", "114", "115"),)
    briefing = replace(briefings.packet(BORDER, key="noah"), numbers=numbers)
    lines = reading.pages(render_packet(briefing))[0]
    start = lines.index("Insurance and entry")
    assert lines[start + 1 : start + 4] == [
        "Insurance Northfield Assist policy NF-2207-416-11 +1 800 555 0131",
        "Viet Nam E-visa, single entry EV-2606-118402 10 July – 10 August 2026",
        "Consent Letter of consent by Sarah Cole",
    ]


def test_an_end_that_is_not_told_shows_its_time_only() -> None:
    briefing = briefings.packet(BORDER)
    blank = replace(briefing.legs[0], origin=type(briefing.legs[0].origin)(), mode="coach")
    lines = reading.pages(render_packet(replace(briefing, legs=(blank,))))[0]
    assert lines[2:5] == [
        "Coaches",
        "Date Number From To Departs Arrives Booking",
        "Fri 10 July KE 38 Seoul ICN 13:10 17:10 +1 Q7LX2M",
    ]


def test_nothing_but_name_and_dates_is_enough() -> None:
    bare = Briefing(
        briefings.packet().what,
        BORDER,
        "Itinerary",
        briefings.STARTS,
        briefings.ENDS,
        neutral=True,
    )
    assert reading.pages(render_packet(bare)) == [
        ["Itinerary", "10–21 July 2026", "Itinerary Itinerary", "1 of 1"]
    ]


def test_markup_and_long_names_are_text() -> None:
    assert MARKUP in reading.words(render_packet(hostile(briefings.packet(BORDER))))
    assert len(reading.pages(render_packet(lengthy(briefings.packet(BORDER))))) > 1
