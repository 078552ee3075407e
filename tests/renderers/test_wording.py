"""The wording of dates, times, lengths, people and states."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from missions.briefing.document import Moment, Place
from missions.renderers import wording as w

FRIDAY = date(2026, 7, 10)
at = datetime.fromisoformat


def test_dates() -> None:
    assert [
        w.weekday(FRIDAY), w.month(FRIDAY), w.day_name(FRIDAY), w.day_short(FRIDAY),
        w.date_plain(FRIDAY), w.date_long(FRIDAY), w.date_brief(FRIDAY),
    ] == [
        "Friday", "July", "Fri 10 July", "Fri 10",
        "10 July 2026", "Fri 10 July 2026", "10 Jul 2026",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "text", "short"),
    [
        (FRIDAY, date(2026, 7, 22), "10–22 July 2026", "10–22 July"),
        (FRIDAY, FRIDAY, "10 July 2026", "10 July"),
        (date(2026, 6, 28), date(2026, 7, 3), "28 June – 3 July 2026", "28 June – 3 July"),
        (
            date(2026, 12, 30),
            date(2027, 1, 4),
            "30 December 2026 – 4 January 2027",
            "30 December – 4 January",
        ),
        (FRIDAY, date(2027, 7, 22), "10 July 2026 – 22 July 2027", "10 July – 22 July"),
    ],
)
def test_date_ranges(start: date, end: date, text: str, short: str) -> None:
    assert (w.date_range(start, end), w.days_range(start, end)) == (text, short)


def test_clocks() -> None:
    start, end = at("2026-07-10 08:05"), at("2026-07-10 23:00")
    assert (w.clock(start), w.clock_range(start, end), w.clock_range(start, None)) == (
        "08:05",
        "08:05–23:00",
        "08:05",
    )


def test_lengths() -> None:
    assert [w.duration(m) for m in (840, 45, 150)] == ["14 h 00", "0 h 45", "2 h 30"]
    assert [w.minutes_text(m) for m in (75, 119, 120, 285)] == [
        "75 min", "119 min", "2 h 00", "4 h 45",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (None, ""),
        (0, "home: same clock"),
        (-840, "home: 14 hours behind"),
        (60, "home: 1 hour ahead"),
        (-330, "home: 5 h 30 behind"),
        (345, "home: 5 h 45 ahead"),
        (-30, "home: 30 min behind"),
    ],
)
def test_home_difference(minutes: int | None, text: str) -> None:
    assert w.home_difference(minutes) == text


def test_day_shift_takes_dates_and_datetimes() -> None:
    assert w.day_shift(FRIDAY, date(2026, 7, 11)) == "+1"
    assert w.day_shift(FRIDAY, date(2026, 7, 9)) == "−1"
    assert w.day_shift(at("2026-07-10 23:10"), at("2026-07-10 23:50")) == ""
    assert w.day_shift(at("2026-07-10 23:10"), at("2026-07-12 05:00")) == "+2"


def test_offsets() -> None:
    assert [w.utc_offset(m) for m in (540, 345, -300, -210, 0)] == [
        "UTC+9", "UTC+5:45", "UTC−5", "UTC−3:30", "UTC",
    ]  # fmt: skip
    assert (w.zone_text("KST", 540), w.zone_text("", -180)) == ("KST, UTC+9", "UTC−3")


def _moment(home: datetime | None) -> Moment:
    wall = at("2026-07-15 11:05")
    return Moment(wall, "Asia/Seoul", datetime(2026, 7, 15, 2, 5, tzinfo=UTC), 540, "KST", home)


def test_home_clock() -> None:
    assert w.home_clock(_moment(None)) == ""
    assert w.home_clock(_moment(at("2026-07-15 11:05"))) == ""
    assert w.home_clock(_moment(at("2026-07-15 03:10"))) == "home 03:10"
    assert w.home_clock(_moment(at("2026-07-14 21:05"))) == "home Tue 21:05"


def test_people() -> None:
    assert w.people_list(["Mei", "Thư"], False, 16) == "Mei, Thư"
    assert w.people_list(["Mei", "Thư"], True, 16) == "all 16"
    assert (w.people_list([], True), w.people_list([])) == ("all", "")
    assert (w.with_others(["Esther", "Ngọc"]), w.with_others([])) == ("with Esther, Ngọc", "")


def test_places() -> None:
    assert w.place_text(Place("O’Hare International", "ORD", "Chicago", "US")) == "Chicago ORD"
    assert w.place_text(Place("ORD", "ORD")) == "ORD"
    assert w.place_text(Place("Maple House")) == "Maple House"
    assert w.place_text(Place()) == ""


def test_counts_and_states() -> None:
    assert [w.count_of(1, "night"), w.count_of(4, "night"), w.count_of(2, "child", "children")] == [
        "1 night", "4 nights", "2 children",
    ]  # fmt: skip
    assert w.count_text(1, "no peanuts, severe") == "1 × no peanuts, severe"
    assert [w.state_word(s) for s in ("invalid", "at_risk", "tentative", "made_up", "")] == [
        "not valid", "at risk", "to be confirmed", "made up", "",
    ]  # fmt: skip
    assert [w.part_word(p) for p in ("out", "between", "home", "")] == [
        "Out", "Between", "Home", "Travel",
    ]  # fmt: skip
    assert (w.sentence("guardian_consent"), w.sentence("")) == ("Guardian consent", "")
    assert (w.joined("a", "", "b"), w.joined("", "")) == ("a, b", "")
