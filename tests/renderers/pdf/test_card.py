"""The wallet card."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from missions.briefing.document import Card, Emergency
from missions.privacy import Audience
from missions.renderers.pdf.card import render_card
from missions.renderers.pdf.card_block import HEIGHT, WIDTH
from missions.renderers.pdf.card_lodging import _in_lines
from missions.renderers.pdf.card_text import LEVELS, fit, text_piece
from missions.renderers.pdf.tokens import MM, SMALL
from tests.factories import briefings
from tests.factories.spoiled import hostile, lengthy
from tests.renderers.pdf import reading

FRAME = ["Summer team Wallet card", "Edition 7 · team · M7K2", "1 of 1"]


def test_the_card_of_one_person() -> None:
    assert reading.pages(render_card(briefings.card())) == [
        [
            "Wallet card Cut out and fold. Carry it apart from the passport.",
            "CHEN, MEI LING O+",
            "Allergy Peanuts, severe; adrenaline pen in bag",
            "Medication Cetirizine 10 mg, one a day",
            "Emergency Wei Chen, father +1 312 555 0188",
            "Insurer Northfield Assist +1 800 555 0131",
            "Policy NF-2207-416-11",
            "Embassy United States, Seoul +82 2 5550 0114",
            "United States, Hanoi +84 24 5550 0150",
            "Call Police Fire Ambul.",
            "Korea 112 119 119",
            "Viet Nam 113 114 115",
            "이 주소로 가 주세요. 11–15 July",
            "한빛호텔 서울",
            "서울특별시 중구 은행나무로 24",
            "Hanbit Hotel Seoul +82 2 5550 0160",
            "Xin đưa tôi đến địa chỉ này. 15–20 July",
            "Khách sạn Sông Xanh",
            "128 Hoa Mai, Hải Châu, Đà Nẵng",
            "Song Xanh Hotel +84 236 5550 144",
            *FRAME,
        ]
    ]


def _marks(data: bytes) -> list[tuple[float, ...]]:
    """Return the lines that are drawn with the cut marks' 0.4 pt, without the dotted fold."""
    content = PdfReader(io.BytesIO(data)).pages[0].get_contents().get_data().decode("latin-1")
    lines = re.findall(r"n ([\d.-]+) ([\d.-]+) m ([\d.-]+) ([\d.-]+) l S", content)
    return [line for line in (tuple(map(float, one)) for one in lines) if _length(line) == 6.5]


def _length(line: tuple[float, ...]) -> float:
    return round(abs(line[0] - line[2]) + abs(line[1] - line[3]), 2)


def test_the_cut_marks_stand_five_points_off_a_card_of_the_exact_size() -> None:
    marks = _marks(render_card(briefings.card()))
    level = [mark for mark in marks if mark[1] == mark[3]]
    upright = [mark for mark in marks if mark[0] == mark[2]]
    assert (len(level), len(upright)) == (4, 4)
    xs, ys = sorted({mark[0] for mark in upright}), sorted({mark[1] for mark in level})
    assert (round((xs[1] - xs[0]) / MM, 1), round((ys[1] - ys[0]) / MM, 1)) == (171.2, 54.0)
    assert (round(WIDTH / MM, 1), round(HEIGHT / MM, 1)) == (171.2, 54.0)
    inner = max(x for mark in level for x in (mark[0], mark[2]) if x < xs[0])
    assert round(xs[0] - inner, 1) == 5.0


@pytest.mark.parametrize(("paper", "cards"), [("a4", [4, 4, 4, 4]), ("letter", [3, 3, 3, 3, 3, 1])])
def test_leaders_get_as_many_on_a_page_as_fit(paper: str, cards: list[int]) -> None:
    data = render_card(replace(briefings.card(Audience.LEADER), paper=paper))
    counts = [sum(line.startswith("Policy") for line in page) for page in reading.pages(data)]
    assert counts == cards


def test_without_lodging_the_right_half_says_whom_to_call() -> None:
    card = Card("CHEN, MEI LING", emergency=Emergency("Wei Chen", "father", "+1 312 555 0188"))
    data = render_card(replace(briefings.card(), cards=(card,)))
    assert reading.pages(data)[0][1:] == [
        "CHEN, MEI LING In an emergency please call",
        "+1 312 555 0188",
        "Wei Chen, father",
        *FRAME,
    ]


def test_vital_facts_are_set_smaller_before_they_are_shortened() -> None:
    card = replace(briefings.card().cards[0], allergies="peanuts and " * 20 + "bees")
    words = reading.words(render_card(replace(briefings.card(), cards=(card,))))
    assert card.allergies in words


def test_a_column_never_grows_over_its_edge() -> None:
    tall = fit(100, lambda level: [text_piece([], level.of(SMALL))] * 50)
    assert sum(piece.height for piece in tall.pieces) <= 100
    assert len(tall.pieces) == int(100 / (SMALL.size * LEVELS[-1].scale * 1.28))


def test_hostile_and_long_facts_stay_on_one_card() -> None:
    assert len(reading.pages(render_card(hostile(briefings.card())))) == 1
    assert len(reading.pages(render_card(lengthy(briefings.card())))) == 1
    assert render_card(briefings.card()) == render_card(briefings.card())


def test_lodgings_that_do_not_fit_are_counted() -> None:
    first = briefings.card().cards[0].lodgings[0]
    lodgings = tuple(replace(first, name=f"Hotel {number}") for number in range(12))
    card = Card("CHEN, MEI LING", lodgings=lodgings)
    page = reading.pages(render_card(replace(briefings.card(), cards=(card,))))[0]
    assert [line for line in page if line.startswith("Hotel ")] == [
        f"Hotel {number} +82 2 5550 0160" for number in range(3)
    ]
    assert page[-4] == "and 9 more"


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("1815 Pacific Terrace, Long Beach, CA", ["1815 Pacific Terrace", "Long Beach, CA"]),
        ("云杉宾馆(延吉)，\n枫桥街88号、", ["云杉宾馆(延吉)", "枫桥街88号"]),
    ],
)
def test_no_line_of_an_address_ends_with_a_comma(address: str, lines: list[str]) -> None:
    assert _in_lines(address) == lines
