"""The board's rows: grouped by what stops us, sorted by what sinks first, filtered, counted."""

from __future__ import annotations

from datetime import date

import pytest

from missions.readiness.model import ReadinessDay
from missions.web.board_filters import Filters, choices, filters_of
from missions.web.board_rows import Head, sheet_of, standing, stopping, trends
from tests.web.boards import DAY, board, column, kept, row

COLUMNS = (
    column(0, "passport", date(2027, 1, 31)),
    column(1, "visa", date(2027, 2, 15)),
    column(2, "funds", date(2027, 2, 16), "warning"),
)
ROWS = (
    row("ana", "mmm"),
    row("bea", "mdm", date(2027, 2, 15)),
    row("cho", "xmm", date(2027, 1, 31)),
    row("dot", "imm", date(2027, 1, 31)),
    row("eli", "mmi", date(2027, 2, 16)),
    row("fay", "mxm", date(2027, 1, 30)),
    row("gil", "rmm", date(2027, 1, 31), minor_age=16, role="co-leader"),
    row("hal", "w-m"),
)
BOARD = board(COLUMNS, ROWS)


def _shown(**filters: object) -> list[tuple[str, int, list[str]]]:
    sheet = sheet_of(BOARD, Filters(**filters), DAY, {"bea": ("cedar",)})  # type: ignore[arg-type]
    return [(one.title, one.count, [line.name for line in one.lines]) for one in sheet.groups]


def test_people_are_grouped_by_what_stops_us_and_sorted_by_what_sinks_first() -> None:
    assert _shown() == [
        ("Stops us", 3, ["Dot", "Fay", "Cho"]),
        ("On the way", 1, ["Bea"]),
        ("Ready, with something to watch", 2, ["Eli", "Gil"]),
        ("Ready", 2, ["Hal", "Ana"]),
    ]
    assert stopping(BOARD) == 3


def test_a_warning_stops_nobody() -> None:
    assert [standing(row("x", states), COLUMNS) for states in ("mmx", "mmd", "mmw", "---")] == [
        *("watch", "watch", "ready", "ready"),
    ]


def test_heads_count_who_is_done_of_whom_it_is_asked_and_mark_what_is_due() -> None:
    assert sheet_of(BOARD, Filters(), DAY, {}).heads == (
        Head(0, "Passport", "Passport", date(2027, 1, 31), 5, 8, "late", False),
        Head(1, "Visa", "Visa", date(2027, 2, 15), 5, 7, "soon", False),
        Head(2, "Funds", "Funds", date(2027, 2, 16), 7, 8, "", True),
    )


def test_what_everybody_has_is_not_marked() -> None:
    done = board(COLUMNS[:1], (row("ana", "m"), row("bea", "w")))

    assert [head.mark for head in sheet_of(done, Filters(), DAY, {}).heads] == [""]


def test_ages_and_roles_stand_beside_names() -> None:
    lines = sheet_of(BOARD, Filters(name="gil"), DAY, {}).lines

    assert [(line.name, line.note) for line in lines] == [("Gil", "16, co-leader")]
    assert [cell.state for cell in lines[0].cells] == ["at_risk", "met", "met"]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"state": "missing"}, ["Fay", "Cho"]),
        ({"state": "missing", "asks": 0}, ["Cho"]),
        ({"asks": 2}, ["Eli"]),
        ({"team": "role:co-leader"}, ["Gil"]),
        ({"team": "group:cedar"}, ["Bea"]),
        ({"team": "group:nobody"}, []),
        ({"open": True}, ["Dot", "Fay", "Cho", "Bea", "Eli", "Gil"]),
        ({"name": "A"}, ["Fay", "Bea", "Hal", "Ana"]),
        ({"asks": 9}, []),
    ],
)
def test_filters_leave_whom_they_say(filters: dict[str, object], names: list[str]) -> None:
    assert [name for _, _, these in _shown(**filters) for name in these] == names


def test_only_what_is_open_leaves_out_columns_without_anything_open() -> None:
    small = board(COLUMNS, ROWS[:2])

    assert [one.short for one in sheet_of(small, Filters(open=True), DAY, {}).heads] == ["Visa"]


def test_names_are_found_without_their_marks() -> None:
    named = board(COLUMNS[:1], (row("duc", "m", name="Đức", local_name="Nguyễn"),))

    for text in ("duc", "nguyen", "ĐỨC"):
        assert [line.key for line in sheet_of(named, Filters(name=text), DAY, {}).lines] == ["duc"]


def test_very_large_trips_come_in_pages() -> None:
    large = board(COLUMNS[:1], [row(f"p{n:03}", "m") for n in range(401)])
    pages = [sheet_of(large, Filters(page=page), DAY, {}) for page in (1, 2, 3, 9)]

    assert [(one.page, one.pages, len(one.lines), one.found) for one in pages] == [
        *((1, 3, 200, 401), (2, 3, 200, 401), (3, 3, 1, 401), (3, 3, 1, 401)),
    ]
    assert [group.count for group in pages[2].groups] == [401]


def test_an_address_is_read_and_written_and_what_is_wrong_in_it_left_out() -> None:
    asked = {"state": "due", "asks": "3", "team": "role:leader", "open": "yes", "name": " Ana  B "}

    assert filters_of(asked) == Filters("due", 3, "role:leader", True, "Ana B")
    assert filters_of(asked).query == "state=due&asks=3&team=role%3Aleader&open=yes&name=Ana+B"
    wrong = {"state": "<b>", "asks": "-1", "page": "x" * 99, "open": "on"}
    assert filters_of(wrong) == Filters()
    assert (Filters().any, Filters(page=3).any, Filters(asks=0).any) == (False, False, True)


def test_choices_are_the_roles_and_groups_there_are() -> None:
    assert choices(BOARD, {"ana": ("cedar", "kitchen"), "nobody": ("none",)}) == (
        ("role:volunteer", "volunteer"),
        ("role:co-leader", "co-leader"),
        ("group:cedar", "group cedar"),
        ("group:kitchen", "group kitchen"),
    )


def _before(ready: int, counts: dict[str, int], clashes: int = 0) -> ReadinessDay:
    day = date(2027, 1, 20)
    return ReadinessDay(
        trip_id="t", day=day, go="no-go", ready=ready, people=8, counts=counts, conflicts=clashes
    )


def test_trends_are_told_in_words() -> None:
    head = kept(4, 8, {"missing": 2, "invalid": 1, "due": 3})
    before = _before(2, {"missing": 5, "due": 3}, 1)
    said = {before.day: "20 January"}

    assert trends(board(COLUMNS, ROWS, head, before), said) == (
        *("2 more ready than on 20 January", "3 fewer missing", "1 more not valid"),
        "1 fewer clash",
    )
    assert trends(board(COLUMNS, ROWS, head), {}) == ()
    same = _before(4, {"missing": 2, "invalid": 1, "due": 3})
    assert trends(board(COLUMNS, ROWS, head, same), said) == ("Nothing has moved since 20 January",)
