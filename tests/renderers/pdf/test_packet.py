"""One traveller's packet."""

from __future__ import annotations

from dataclasses import replace

from missions.briefing.document import Briefing, Person
from missions.privacy import Audience, Posture
from missions.renderers.pdf.packet import render_packet
from tests.factories import briefings
from tests.factories.spoiled import MARKUP, hostile, lengthy
from tests.renderers.pdf import reading


def test_the_first_page_says_what_to_do_and_what_is_mine() -> None:
    first, *_ = reading.pages(render_packet(briefings.packet()))
    assert first == [
        "Mei Chen  陈美玲",
        "Volunteer, kitchen, music · Group Cedar · 10–21 July 2026",
        "What I still owe 11 of 14 met",
        "Visa for Viet Nam",
        "It says CHEN MEI LIN; the passport says MEI LING.",
        "Ask for the correction on the portal; send David the new letter.",
        "by Thu 2 July",
        "Medical form",
        "Not handed in yet.",
        "Have the doctor sign page 2; upload both pages.",
        "by Fri 3 July",
        "Training: children and cameras",
        "Missed on 14 June; one chance left to make it up.",
        "Call at 16:00 Chicago, 40 minutes.",
        "by Sun 5 July",
        "What changed since edition 6",
        "Sat 11 moved Call home 21:20  21:00",
        "Mon 20 changed KE 458 leaves at 23:10 from Da Nang  22:40",
        "Fri 17 new Dumplings, with Jun 19:00",
        "Sat 18 gone Morning walk 06:30",
        "Mine",
        "In passport CHEN, MEI LING valid to 30 Jan 2031",
        "E-visa, single entry EV-2606-118402 valid to 10 Aug 2026",
        "Northfield Assist NF-2207-416-11 on file",
        *("KE 38, KE 461", "KE 458, KE 37", "Q7LX2M"),
        "My part",
        "Sat 11 21:00 Rooms, keys, house rules",
        "Sun 12 10:00 Songs with the children",
        "Mon 13 14:00 Library with Mrs. Lee",
        "Thu 16 11:30 Lunch for 24; no peanuts",
        "Fri 17 19:00 Dumplings, with Jun",
        "Sun 19 09:30 Songs, with Thư",
        "Mon 20 09:30 Thank-you cards",
        *("Summer team Packet", "Edition 7 · team · M7K2-06", "1 of 8"),
    ]


def test_the_last_page_says_what_to_bring_and_whom_to_call() -> None:
    *_, last = reading.pages(render_packet(briefings.packet()))
    start = last.index("What to bring")
    assert last[start + 8 : start + 17] == [
        "Who to call",
        "Home contact Grace Lindt 24 h +1 312 555 0111",
        "Insurer Northfield Assist 24 h +1 800 555 0131",
        "Embassy United States, Seoul Korea +82 2 5550 0114",
        "Embassy United States, Hanoi Viet Nam +84 24 5550 0150",
        "Hospital Severance Korea; 24 h; emergency door B +82 2 5550 0120",
        "Rally point the fountain at Maple House Korea; then the Inn’s lobby",
        "Korea police 112  fire 119  ambulance 119",
        "Viet Nam police 113  fire 114  ambulance 115",
    ]


def test_every_face_is_embedded_and_bold_ones_are_named_so() -> None:
    assert reading.faces(render_packet(briefings.packet())) == {
        "NotoSans-Regular",
        "NotoSans-Bold",
        "NotoSansKR-Regular",
        "NotoSansKR-Bold",
        "NotoSansSC-Regular",
    }


def test_the_outline_leads_to_the_days() -> None:
    outline = reading.outline(render_packet(briefings.packet()))
    assert [one for one in outline if isinstance(one, str)] == [
        *("Packet", "Day by day", "Travel", "To know and to bring"),
    ]
    assert outline[2][0] == "Fri 10 July, Chicago"


def test_both_papers_and_the_same_bytes() -> None:
    a4 = replace(briefings.packet(), paper="a4")
    assert reading.size(render_packet(briefings.packet())) == (612, 792)
    assert tuple(map(round, reading.size(render_packet(a4)))) == (595, 842)
    assert render_packet(a4) == render_packet(replace(briefings.packet(), paper="a4"))


def test_an_open_trips_border_packet_is_the_same_without_a_stamp() -> None:
    first, *_ = reading.pages(render_packet(briefings.packet(Audience.BORDER, Posture.OPEN)))
    assert first[0] == "Mei Chen  陈美玲"
    assert first[-2:] == ["Summer team Packet", "1 of 8"]


def test_empty_sections_are_left_out() -> None:
    bare = Briefing(
        briefings.packet().what,
        Audience.TEAM,
        "Summer team",
        briefings.STARTS,
        briefings.ENDS,
        reader=Person(name="Mei", role="volunteer"),
    )
    assert reading.pages(render_packet(bare)) == [
        ["Mei Volunteer · 10–21 July 2026", "Summer team Packet", "1 of 1"]
    ]


def test_markup_is_text_and_nothing_long_is_lost() -> None:
    assert f"Mei Chen {MARKUP}" in reading.words(render_packet(hostile(briefings.packet())))
    briefing = lengthy(briefings.packet())
    words = reading.words(render_packet(briefing)).replace(" ", "")
    assert briefing.owed[0].title.replace(" ", "") in words
