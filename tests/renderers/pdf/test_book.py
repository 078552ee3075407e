"""The book, for the team and for its leaders."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from pypdf import PdfReader

from missions.briefing.document import Briefing, Item, Leg
from missions.privacy import Audience
from missions.renderers.pdf.book import render_book
from missions.renderers.pdf.chapters.glance import glance_note
from missions.renderers.wording import day_name
from tests.factories import briefings
from tests.factories.spoiled import MARKUP, hostile, lengthy
from tests.renderers.pdf import reading
from tests.renderers.pdf.test_scripts import MIXED

TEAM, LEADER = Audience.TEAM, Audience.LEADER


@cache
def book(audience: Audience = TEAM) -> bytes:
    return render_book(briefings.book(audience))


def chapters(data: bytes) -> list[str]:
    return [title for title in reading.outline(data) if isinstance(title, str)]


def page_of(data: bytes, chapter: str) -> list[str]:
    """Return the lines of the page that a chapter begins on."""
    reader = PdfReader(io.BytesIO(data))
    node = next(one for one in reader.outline if not isinstance(one, list) and one.title == chapter)
    number = reader.get_destination_page_number(node)
    assert number is not None
    return reading.pages(data)[number]


def test_the_cover_tells_what_it_is_what_changed_and_whose_copy() -> None:
    assert reading.pages(book())[0] == [
        "Summer team 10–21 July 2026",
        *("Chicago", "Fri 10 July", "Seoul", "11–15 July"),
        *("Da Nang", "15–20 July", "Chicago", "Tue 21 July"),
        "What changed since edition 6 4 of 40 items",
        *("moved Sat 11 July Call home 21:20   was 21:00", "page 6"),
        "changed Mon 20 July KE 458 leaves at 23:10 from Da Nang   was 22:40",
        *("page 5", "new Fri 17 July Dumplings, with Jun 19:00"),
        *("page 9", "gone Sat 18 July Morning walk 06:30", "page 9"),
        "This copy",
        "Team · copy M7K2 · willow-26",
        "Published Mon 29 June 2026, 18:00 Chicago",
        "Keep it with you, not in the seat pocket.",
        "David Kim knows whether a newer edition is out.",
        *("Team book 16 people", "Edition 7 · team · M7K2", "1 of 15"),
    ]


def test_at_a_glance_holds_clocks_hours_times_and_calls_on_one_page() -> None:
    lines = reading.pages(book())[1]
    assert lines[0] == "At a glance 16 people, three places, three clocks, 12 days."
    hours = lines.index("When can I call home? marked columns: everybody is awake")
    assert [line[:16] for line in lines[hours + 1 : hours + 4]] == [
        "Seoul 00 01 02 0",
        "Da Nang 22 23 00",
        "Chicago 10 11 12",
    ]
    times = lines.index("Key times")
    assert lines[times : times + 8] == [
        "Key times",
        "Day There At home",
        "Fri 10 08:15 Meet at O’Hare",
        "08:35 UA 1402 leaves Denver 09:35",
        "12:05 UA 1402 lands in Chicago",
        "13:10 KE 38 leaves Chicago",
        "Sat 11 17:10 KE 38 lands in Seoul 03:10",
        "18:50 Leave Seoul 04:50",
    ]
    calls = lines.index("Who to call, in this order")
    assert lines[calls + 2 : calls + 6] == [
        "1 Grace Lindt +1 312 555 0111",
        "home contact, 24 h",
        "2 Northfield Assist +1 800 555 0131",
        "insurer, 24 h",
    ]
    assert lines[-5:-2] == ["Korea 112 119 119", "Viet Nam 113 114 115", "Summer team At a glance"]


def test_each_audience_has_its_chapters_and_the_outline_leads_to_them() -> None:
    shared = ["At a glance", "Contents", "The first hour", "Travel", "Day by day", "People"]
    rest = ["Rooms", "Places", "If something goes wrong", "Trainings", "Packing", "House rules"]
    assert chapters(book()) == [*shared, *rest]
    assert chapters(book(LEADER)) == [
        *shared,
        *("Names and contacts", "Papers", "Medical sheet"),
        *rest,
    ]


def test_the_contents_tell_the_pages_that_the_outline_leads_to() -> None:
    reader = PdfReader(io.BytesIO(book()))
    leads = {
        node.title: (reader.get_destination_page_number(node) or 0) + 1
        for node in reader.outline
        if not isinstance(node, list)
    }
    text = " ".join(page_of(book(), "Contents"))
    told = {
        title: int(found[1])
        for title in leads
        if (found := re.search(rf"{re.escape(title)} (?:Contents )?(\d+)\b", text))
    }
    assert told == {title: page for title, page in leads.items() if title != "Contents"}


def test_the_first_hour_tells_where_when_who_and_what_else() -> None:
    lines = page_of(book(), "The first hour")
    assert lines[:9] == [
        "The first hour",
        "Where we meet",
        "When Fri 10 July, 08:15",
        "What Meet at O’Hare",
        "Where meet 08:00, international hall, door 5E",
        "Who all 16, led by David Kim",
        "Bring passport",
        "this book",
        "one bag, 23 kg at most",
    ]
    assert "Who meets us Mrs. Lee, exit 4, green umbrella" in lines
    assert "If nobody comes" in lines


def test_a_flight_has_both_local_times_days_length_people_and_home() -> None:
    text = " ".join(page_of(book(), "Travel"))
    for part in ("13:10", "ORD  Chicago", "Fri 10 July", "KE 38", "14 h 00 · clock +14 h"):
        assert part in text
    for part in ("17:10 +1", "ICN  Seoul", "Sat 11 July", "all 16", "home: 13:10 to 03:10"):
        assert part in text
    assert "1 × 23 kg, cabin 10 kg" in text
    assert "short: under 90 min" in text


def test_a_days_head_stands_with_its_first_entry() -> None:
    plan = briefings.book()
    days = Briefing(plan.what, plan.audience, "Summer team", plan.starts, plan.ends, days=plan.days)
    for first in range(5):
        for page in reading.pages(render_book(replace(days, days=plan.days[first:])))[3:]:
            heads = [at for at, line in enumerate(page) if line.startswith("home: ")]
            assert all(at < len(page) - 4 for at in heads), page


def test_an_items_row_has_time_home_place_people_and_boxes() -> None:
    text = reading.words(book())
    assert "20:15–21:00 home 06:15 Supper at Maple House dining room, ground floor all 16" in text
    assert "Call home  to be confirmed  moved" in text


def test_both_zones_stand_where_they_differ_from_the_days() -> None:
    briefing = briefings.book()
    item = next(one for one in briefing.days[1].entries if isinstance(one, Item))
    assert item.start is not None
    start = replace(item.start, offset=480, abbreviation="CST")
    day = replace(briefing.days[1], entries=(replace(item, start=start),))
    text = reading.words(render_book(replace(briefing, days=(day,))))
    assert "17:10–18:20 CST · home 03:10" in text


def test_what_is_cancelled_is_struck_through() -> None:
    briefing = briefings.book()
    item = next(one for one in briefing.days[0].entries if isinstance(one, Item))
    day = replace(briefing.days[0], entries=(replace(item, status="cancelled"),))
    text = reading.words(render_book(replace(briefing, days=(day,))))
    assert "Meet at O’Hare  cancelled" in text


def test_the_leaders_book_adds_what_leaders_know_and_the_teams_has_none_of_it() -> None:
    leaders, team = reading.words(book(LEADER)), reading.words(book())
    known = (
        *("CHEN, MEI LING", "陈美玲", "21 May 1999", "mei@example.org", "Peanuts, severe"),
        *("Hanbit Hotel Seoul", "한빛호텔 서울", "24 Eunhaengnamu-ro", "이은혜", "550281143"),
        *("HB-77120", "still to come: Noah Park", "2 of 2", "Wei Chen, father"),
    )
    assert [text for text in known if text not in leaders] == []
    assert [text for text in known if text in team] == []


def test_a_book_with_little_to_say_leaves_its_chapters_out() -> None:
    plan = briefings.book()
    bare = Briefing(plan.what, plan.audience, "Summer team", plan.starts, plan.ends)
    data = render_book(bare)
    assert chapters(data) == ["At a glance", "Contents"]
    assert reading.pages(data)[0] == ["Summer team 10–21 July 2026", "Team book", "1 of 3"]


def test_a_first_edition_has_no_box_of_changes() -> None:
    first = briefings.book()
    assert first.stamp is not None
    first = replace(first, stamp=replace(first.stamp, since=None, copy=""), changes=())
    cover = reading.pages(render_book(first))[0]
    assert [line for line in cover if "changed" in line] == []
    assert "Edition 7 · team" in cover


def test_changes_that_the_cover_has_no_room_for_stand_overleaf() -> None:
    briefing = briefings.book()
    many = replace(briefing, changes=briefing.changes * 5)
    data = render_book(many)
    assert "and 12 more" in " ".join(reading.pages(data)[0])
    assert chapters(data)[2] == "What changed"
    assert sum("Call home 21:20" in line for line in page_of(data, "What changed")) == 5


def test_faces_are_embedded_under_their_own_names() -> None:
    assert reading.faces(book(LEADER)) == {
        f"{name}-{style}"
        for name in ("NotoSans", "NotoSansKR", "NotoSansSC", "NotoSansJP")
        for style in ("Regular", "Bold")
    } - {"NotoSansSC-Bold", "NotoSansJP-Bold"}
    assert b"Helvetica" not in book(LEADER)


@pytest.mark.parametrize("audience", [TEAM, LEADER])
def test_the_same_briefing_gives_the_same_bytes(audience: Audience) -> None:
    assert render_book(briefings.book(audience)) == book(audience)


def test_a_mixed_name_is_copied_as_one_piece_regular_and_bold() -> None:
    briefing = briefings.book()
    person = replace(briefing.people[0], name=MIXED, skills=(MIXED,))
    lines = page_of(render_book(replace(briefing, people=(person,))), "People")
    assert "".join(lines).count("".join(MIXED.split())) + " ".join(lines).count(MIXED) >= 2


def test_markup_is_printed_as_it_was_typed() -> None:
    data = render_book(hostile(_short_book()))
    text = "".join(reading.words(data).split())
    assert text.count("".join(MARKUP.split())) > 100
    assert b"/Subtype /Image" not in data


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_very_long_texts_wrap_inside_the_page(paper: str) -> None:
    data = render_book(lengthy(replace(_short_book(), paper=paper)))
    width, height = reading.size(data)
    assert (round(width), round(height)) == ((612, 792) if paper == "letter" else (595, 842))
    for page in PdfReader(io.BytesIO(data)).pages:
        lefts: list[float] = []
        page.extract_text(visitor_text=_noting(lefts))
        assert min(lefts) > 20
        assert max(lefts) < width - 50


def _short_book() -> Briefing:
    """Return the leaders' book with a little of everything."""
    plan = briefings.book(LEADER)
    return replace(
        plan,
        days=plan.days[:2],
        people=plan.people[:3],
        papers=plan.papers[:3],
        sites=plan.sites[:2],
        trainings=plan.trainings[:1],
    )


_FILLED_LATER = re.compile(r"\d+ of \d+|(page )?\d+")


def _noting(lefts: list[float]) -> Callable[..., None]:
    def visit(text: str, matrix: list[float], inner: list[float], *_: object) -> None:
        if text.strip() and not _FILLED_LATER.fullmatch(text.strip()):
            lefts.append(matrix[4] + inner[4])

    return visit


@pytest.mark.skipif(
    shutil.which("pdftotext") is None and "CI" not in os.environ,
    reason="no second reader of PDFs here",
)
def test_a_second_reader_finds_the_same_lines() -> None:
    run = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=book(), capture_output=True, check=True
    )
    text = " ".join(run.stdout.decode().split())
    assert "Library with Mrs. Lee" in text
    assert "Two vans, 김기사, 박기사" in text
    assert "15 of 15" in text


def test_a_long_trip_has_every_day_in_its_contents() -> None:
    briefing = briefings.book()
    days = tuple(
        replace(briefing.days[2], date=briefing.starts + timedelta(days=at)) for at in range(60)
    )
    text = reading.words(render_book(replace(briefing, days=days, ends=days[-1].date)))
    assert [day.date for day in days if f"{day_name(day.date)} Seoul" not in text] == []


def test_zones_with_the_same_offset_are_one_clock() -> None:
    point = briefings.book().route[0]
    route = (
        replace(point, name="San Diego", zone="America/Los_Angeles", offset=-420),
        replace(point, name="Tijuana", zone="America/Tijuana", offset=-420),
    )
    note = glance_note(replace(briefings.book(), route=route))
    assert note == "16 people, two places, one clock, 12 days."


def test_who_meets_us_is_left_out_where_nobody_is_told() -> None:
    plan = briefings.book()
    days = tuple(
        replace(
            day,
            entries=tuple(
                replace(one, met_by="") if isinstance(one, Leg) else replace(one, partner="")
                for one in day.entries
            ),
        )
        for day in plan.days
    )
    legs = tuple(replace(leg, met_by="") for leg in plan.legs)
    lines = page_of(render_book(replace(plan, days=days, legs=legs)), "The first hour")
    assert not any(line.startswith("Who meets us") for line in lines)
