"""Manifest and rooming list as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from missions.briefing.document import Room, Stay
from missions.privacy import Audience
from missions.renderers.csv import render_csv
from tests.factories import briefings
from tests.factories.moments import day
from tests.factories.sample_travel import manifest_rows
from tests.factories.spoiled import hostile


def _rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n")
    return list(csv.reader(io.StringIO(text)))


def test_team_manifest_has_no_legal_facts() -> None:
    rows = _rows(render_csv(briefings.manifest()))
    assert rows[:2] == [
        [
            *("traveller", "number", "mode", "from", "departs", "departs_zone", "to", "arrives"),
            *("arrives_zone", "minutes", "connection_minutes", "baggage"),
        ],
        [
            *("David Kim", "KE 38", "flight", "Chicago ORD", "2026-07-10 13:10"),
            *("America/Chicago", "Seoul ICN", "2026-07-11 17:10", "Asia/Seoul", "840", "100"),
            "1 × 23 kg, cabin 10 kg",
        ],
    ]
    assert len(rows) == 1 + len(manifest_rows(with_documents=False))


def test_leaders_manifest_has_passport_names() -> None:
    rows = _rows(render_csv(briefings.manifest(Audience.LEADER)))
    assert rows[0][:5] == ["traveller", "legal_name", "birth_date", "document_number", "locator"]
    assert rows[1][:5] == ["David Kim", "KIM, DAVID JOON", "1984-03-02", "550081003", "Q7LX2M"]


def test_rooming_lists_beds_empty_rooms_and_who_has_none() -> None:
    stay = Stay(
        "s", "Maple House", day("2026-07-11"), day("2026-07-15"), 4,
        rooms=(Room("301", "3", None, ("David", "Jun")), Room("302")), unplaced=("Ngọc",),
    )  # fmt: skip
    night = ["Maple House", "2026-07-11", "2026-07-15", "4"]
    assert _rows(render_csv(replace(briefings.rooming(), stays=(stay,)))) == [
        ["site", "check_in", "check_out", "nights", "room", "floor", "person"],
        [*night, "301", "3", "David"],
        [*night, "301", "3", "Jun"],
        [*night, "302", "", ""],
        [*night, "no room yet", "", "Ngọc"],
    ]


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+82 10", "'+82 10"),
        ("-2", "'-2"),
        ("@sum", "'@sum"),
        ("\t=1", " '=1"),
        ("a; =cmd()", "a; '=cmd()"),
        ("two\r\nlines", "two lines"),
        ("＝1", "'＝1"),
        ("A-B = c", "A-B = c"),
    ],
)
def test_no_cell_starts_a_formula(typed: str, cell: str) -> None:
    rows = tuple(replace(row, person=typed) for row in manifest_rows(False)[:1])
    assert _rows(render_csv(replace(briefings.manifest(), manifest=rows)))[1][0] == cell


def test_markup_is_text_and_bytes_are_stable() -> None:
    spoiled = hostile(briefings.manifest())
    assert render_csv(spoiled) == render_csv(hostile(briefings.manifest()))
    assert _rows(render_csv(spoiled))[1][0].startswith("David Kim <script>alert(1)</script> <img ")


def test_an_empty_table_is_an_empty_file_and_a_book_has_none() -> None:
    assert render_csv(replace(briefings.manifest(), manifest=())) == b"\xef\xbb\xbf\r\n"
    with pytest.raises(ValueError, match="a book is not a table"):
        render_csv(briefings.book())
