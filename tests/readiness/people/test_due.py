"""By when something is due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.readiness.due import due_date
from tests.readiness.people.small_party import STARTS


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("-60d", date(2026, 5, 11)),
        (" -30 D ", date(2026, 6, 10)),
        ("0d", STARTS),
        ("5d", date(2026, 7, 15)),
        ("2026-06-10", date(2026, 6, 10)),
        (" 2026-06-10 ", date(2026, 6, 10)),
        ("", STARTS),
        ("  ", STARTS),
    ],
)
def test_a_due_date_is_days_from_the_start_or_a_date(text: str, day: date) -> None:
    assert due_date(text, STARTS) == day


@pytest.mark.parametrize("text", ["soon", "60d before", "2026-13-01", "-999999d", "10 June"])
def test_anything_else_is_told_with_what_is_wanted(text: str) -> None:
    with pytest.raises(ValueError, match=f"^“{text}” is neither days as -60d nor a date as"):
        due_date(text, STARTS)


def test_days_past_the_calendar_are_told_too() -> None:
    with pytest.raises(ValueError, match="“-1d” is neither"):
        due_date("-1d", date.min)


@given(days=st.integers(-700, 700))
def test_days_count_from_the_first_day(days: int) -> None:
    assert (due_date(f"{days}d", STARTS) - STARTS).days == days
