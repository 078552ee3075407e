"""When something is due, and how long a paper has to last."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.readiness.owed import add_months, due_date

STARTS = date(2026, 7, 10)
MAY_11, JUNE_10 = date(2026, 5, 11), date(2026, 6, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("-60d", MAY_11),
        (" -30 D ", JUNE_10),
        ("0d", STARTS),
        ("+5d", date(2026, 7, 15)),
        ("5d", date(2026, 7, 15)),
        ("2026-06-10", JUNE_10),
        ("", None),
        ("soon", None),
        ("2026-13-01", None),
    ],
)
def test_a_due_date_is_days_from_the_start_or_a_date(text: str, day: date | None) -> None:
    assert due_date(text, STARTS) == day


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 7, 22), 0, date(2026, 7, 22)),
        (date(2026, 7, 22), 6, date(2027, 1, 22)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 8, 29), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(
    day: date, months: int, later: date
) -> None:
    assert add_months(day, months) == later


@given(
    day=st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)), months=st.integers(0, 240)
)
def test_months_later_falls_in_that_month(day: date, months: int) -> None:
    found = add_months(day, months)

    assert found.year * 12 + found.month == day.year * 12 + day.month + months
    assert found.day == day.day or (found.day < day.day and _is_last(found))


def _is_last(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month
