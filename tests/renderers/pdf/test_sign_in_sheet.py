"""The sheet to sign at the door."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from missions.briefing.document.training import SignInSheet
from missions.renderers.pdf.sign_in_sheet import render_sign_in_sheet
from missions.renderers.pdf.tokens import INK, LINE, QUIET
from tests.renderers.pdf import reading

SHEET = SignInSheet(
    label="Spring team",
    title="Children and adults",
    starts=datetime(2026, 10, 24, 9, 30),
    ends=datetime(2026, 10, 24, 11, 0),
    minutes=90,
    place="Northside hall, room 2",
    clock="CDT",
    names=("Grace", "지원", "Hoa Nguyễn"),
    guests=2,
    paper="letter",
    audience="team",
)
HEADS = "Signature Time in Time out"


def test_names_to_sign_beside_and_rows_for_guests() -> None:
    assert reading.pages(render_sign_in_sheet(SHEET)) == [
        [
            "Children and adults",
            "Sat 24 October 2026, 09:30–11:00 CDT · 90 min · Northside hall, room 2",
            f"Name {HEADS}",
            *("Grace", "지원", "Hoa Nguyễn"),
            f"Guests {HEADS}",
            *("Spring team Sign-in", "team", "1 of 1"),
        ]
    ]


def test_a_closed_trip_says_its_label_and_the_time() -> None:
    bare = replace(SHEET, title="", place="", audience="")
    assert reading.pages(render_sign_in_sheet(bare))[0][:2] == [
        "Training",
        "Sat 24 October 2026, 09:30–11:00 CDT · 90 min",
    ]
    assert reading.pages(render_sign_in_sheet(bare))[0][-2:] == ["Spring team Sign-in", "1 of 1"]


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_it_is_on_the_trips_paper(paper: str, size: tuple[int, int]) -> None:
    width, height = reading.size(render_sign_in_sheet(replace(SHEET, paper=paper)))
    assert (round(width), round(height)) == size


def test_many_names_go_on_overleaf_under_the_same_heads() -> None:
    many = replace(SHEET, names=tuple(f"Person {number}" for number in range(1, 61)))
    pages = reading.pages(render_sign_in_sheet(many))
    names = [line for page in pages for line in page if line.startswith("Person ")]
    assert names == [f"Person {number}" for number in range(1, 61)]
    assert [page[-1] for page in pages] == ["1 of 3", "2 of 3", "3 of 3"]
    assert [page[0] for page in pages[1:]] == [f"Name {HEADS}"] * 2


def test_it_is_drawn_in_ink_and_grey_only() -> None:
    allowed = {INK, QUIET, LINE}
    assert {tuple(round(part, 3) for part in one) for one in reading.colours(_body())} <= {
        tuple(round(part, 3) for part in one) for one in allowed
    }


def _body() -> bytes:
    return render_sign_in_sheet(SHEET)


def test_same_sheet_same_bytes_and_a_title_that_tells_nothing() -> None:
    assert _body() == _body()
    assert reading.metadata(_body())["/Title"] == "Sign-in"


def test_markup_and_long_names_are_only_text() -> None:
    spoiled = replace(SHEET, names=('<img src="/etc/passwd">', "a" * 300), title="<b>" * 100)
    text = reading.words(render_sign_in_sheet(spoiled))
    assert '<img src="/etc/passwd">' in text
    assert "…" in text
