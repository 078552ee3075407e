"""Dates and times as people and spreadsheets write them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions import clock
from missions.intake import dates
from missions.intake.faults import Cause, Wrong

A_DAY = date(2026, 7, 10)
NOW = datetime(2026, 7, 10, tzinfo=UTC)
A_DATE = "a date as 2026-07-10"
A_TIME = "a time as 14:35"
A_WALL = "a day and a wall time as 2026-07-10T14:35"


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-10",
        "2026/7/10",
        "2026.7.10",
        "2026. 7. 10.",
        "2026년 7월 10일",
        "2026年7月10日",
        "20260710",
        "10 July 2026",
        "July 10, 2026",
        "10th Jul 2026",
        "Fri, 10 July 2026",
        "10-Jul-2026",
        "2026-07-10T00:00",
        "2026-07-10 00:00:00",
    ],
)
def test_one_day_however_it_is_written(text: str) -> None:
    assert dates.read_date(text) == A_DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/7/2026", date(2026, 7, 25)),
        ("7/25/2026", date(2026, 7, 25)),
        ("25.7.2026", date(2026, 7, 25)),
        ("7/25/26", date(2026, 7, 25)),
        ("7/7/26", date(2026, 7, 7)),
        ("29 February 2028", date(2028, 2, 29)),
    ],
)
def test_a_date_that_can_only_be_one_day_is_read(text: str, day: date) -> None:
    assert dates.read_date(text) == day


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("7/10/26", "10 July 2026 (2026-07-10) or 7 October 2026 (2026-10-07)"),
        ("7/10/2026", "10 July 2026 (2026-07-10) or 7 October 2026 (2026-10-07)"),
        ("07.10.2026", "10 July 2026 (2026-07-10) or 7 October 2026 (2026-10-07)"),
        ("26/07/10", "26 July 2010 (2010-07-26) or 10 July 2026 (2026-07-10)"),
        ("10-Jul-26", "10 July 2026 (2026-07-10) or 26 July 2010 (2010-07-26)"),
    ],
)
def test_a_date_that_could_be_two_days_shows_both(text: str, readings: str) -> None:
    with pytest.raises(Wrong) as caught:
        dates.read_date(text)
    assert (caught.value.cause, caught.value.wanted) == (
        Cause.TWO_DAYS,
        f"{A_DATE}; this could be {readings}",
    )


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("25/7/20", "25 July 1920 (1920-07-25) or 25 July 2020 (2020-07-25)"),
        ("7/10/95", "10 July 1995 (1995-07-10) or 7 October 1995 (1995-10-07)"),
    ],
)
def test_a_birth_year_of_two_digits_could_be_two_centuries_if_both_are_past(
    text: str, readings: str
) -> None:
    with clock.frozen(NOW), pytest.raises(Wrong) as caught:
        dates.read_birth_date(text)
    wrong = caught.value
    assert (wrong.cause, wrong.wanted) == (
        Cause.TWO_DAYS,
        f"{A_DATE}; this could be {readings}",
    )


def test_a_birth_date_that_only_one_past_day_fits_is_offered_with_its_year() -> None:
    with clock.frozen(NOW), pytest.raises(Wrong) as caught:
        dates.read_birth_date("25/7/95")
    wrong = caught.value
    assert (wrong.cause, wrong.wanted, wrong.suggestion) == (
        Cause.DATE,
        f"{A_DATE}, with all four digits of the year",
        "1995-07-25",
    )
    assert dates.read_birth_date("25/7/1995") == date(1995, 7, 25)


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("46213", "2026-07-10"),
        ("2026-02-30", ""),
        ("2026-13-01", ""),
        ("tomorrow", ""),
        ("10 Jully 2026", ""),
        ("1" + " " * 90_000 + "x", ""),
    ],
)
def test_what_is_no_date(text: str, likely: str) -> None:
    with pytest.raises(Wrong) as caught:
        dates.read_date(text)
    wrong = caught.value
    assert (wrong.cause, wrong.wanted, wrong.suggestion) == (Cause.DATE, A_DATE, likely)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("14:35", "14:35"),
        ("9:05", "09:05"),
        ("09:05:00", "09:05"),
        ("9:05 AM", "09:05"),
        ("9:05 p.m.", "21:05"),
        ("9pm", "21:00"),
        ("12:30 AM", "00:30"),
        ("12:30 pm", "12:30"),
        ("0905", "09:05"),
        ("14h35", "14:35"),
        ("오전 9:05", "09:05"),
        ("오후 9:05", "21:05"),
        ("下午 9:05", "21:05"),
    ],
)
def test_one_time_however_it_is_written(text: str, time: str) -> None:
    assert dates.read_clock(text) == time


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("24:00", "00:00 of the next day"),
        ("25:10", ""),
        ("13:05 PM", ""),
        ("14:60", ""),
        ("14:35:20", ""),
        ("9", ""),
        ("noon", ""),
        ("9:5", ""),
    ],
)
def test_what_is_no_time(text: str, likely: str) -> None:
    with pytest.raises(Wrong) as caught:
        dates.read_clock(text)
    wrong = caught.value
    assert (wrong.cause, wrong.wanted, wrong.suggestion) == (Cause.TIME, A_TIME, likely)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-10T14:35",
        "2026-07-10 14:35",
        "2026-07-10 14:35:00",
        "2026-07-10 2:35 PM",
        "10 July 2026 2:35pm",
        "2026. 7. 10. 오후 2:35",
    ],
)
def test_one_wall_time_however_it_is_written(text: str) -> None:
    assert dates.read_wall(text) == datetime(2026, 7, 10, 14, 35)


@pytest.mark.parametrize(
    ("text", "cause", "wanted", "likely"),
    [
        ("14:35", Cause.TIME, f"{A_WALL}; the day is missing", ""),
        ("2026-07-10", Cause.TIME, A_WALL, ""),
        ("2026-07-10T25:00", Cause.TIME, A_WALL, ""),
        (
            "2026-07-10T14:35Z",
            Cause.TIME,
            f"{A_WALL}, as a clock there shows it, without an offset",
            "2026-07-10T14:35",
        ),
        (
            "2026-07-10T14:35+09:00",
            Cause.TIME,
            f"{A_WALL}, as a clock there shows it, without an offset",
            "2026-07-10T14:35",
        ),
        (
            "7/10/26 14:35",
            Cause.TWO_DAYS,
            f"{A_DATE}; this could be 10 July 2026 (2026-07-10) or 7 October 2026 (2026-10-07)",
            "",
        ),
    ],
)
def test_what_is_no_wall_time(text: str, cause: Cause, wanted: str, likely: str) -> None:
    with pytest.raises(Wrong) as caught:
        dates.read_wall(text)
    wrong = caught.value
    assert (wrong.cause, wrong.wanted, wrong.suggestion) == (cause, wanted, likely)


def test_a_time_beside_a_day_has_no_day_of_its_own() -> None:
    alone = dates.read_moment("2:35 PM")
    assert alone == datetime.combine(dates.NO_DAY, datetime(2026, 7, 10, 14, 35).time())
    assert dates.beside(alone, A_DAY) == datetime(2026, 7, 10, 14, 35)
    assert dates.read_moment("2026-07-11T14:35") == datetime(2026, 7, 11, 14, 35)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2199, 1, 1)))
def test_what_is_written_is_read_back(moment: datetime) -> None:
    wall = moment.replace(second=0, microsecond=0)
    alone = dates.alone(wall)
    assert dates.read_wall(dates.write_moment(wall)) == wall
    assert dates.read_moment(dates.write_moment(alone)) == alone
    assert dates.read_date(wall.date().isoformat()) == wall.date()


def outcome(text: str) -> tuple[Cause | None, str]:
    """Return the day that a text is read as, or why it is refused and what is shown."""
    try:
        return None, dates.read_date(text).isoformat()
    except Wrong as wrong:
        return wrong.cause, wrong.wanted


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2069, 12, 31)))
def test_a_slashed_date_is_right_or_refused_with_the_right_one_among_its_readings(
    day: date,
) -> None:
    for text in (f"{day:%m/%d/%Y}", f"{day:%d/%m/%Y}", f"{day:%m/%d/%y}", f"{day:%d.%m.%y}"):
        cause, shown = outcome(text)
        assert (cause in {None, Cause.TWO_DAYS}, day.isoformat() in shown) == (True, True)


@given(st.text(max_size=60), st.sampled_from([dates.read_birth_date, dates.read_moment]))
def test_any_text_is_read_or_refused(text: str, read: Callable[[str], date]) -> None:
    with suppress(Wrong):
        assert isinstance(read(text), date)
    assert outcome(text)[1]
