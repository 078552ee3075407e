"""Public holidays against dates looked up by hand."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from missions.reference.holiday_days import Holiday, holidays_of


def test_seollal_2027_with_the_day_instead_of_sunday() -> None:
    assert holidays_of("KR", date(2027, 2, 1), date(2027, 2, 28)) == (
        Holiday(date(2027, 2, 6), "The day preceding Korean New Year"),
        Holiday(date(2027, 2, 7), "Korean New Year"),
        Holiday(date(2027, 2, 8), "The second day of Korean New Year"),
        Holiday(date(2027, 2, 9), "Alternative holiday for Korean New Year"),
    )


@pytest.mark.parametrize(
    ("country", "day", "name"),
    [
        ("KR", date(2027, 9, 15), "Chuseok"),
        ("CN", date(2027, 2, 6), "Chinese New Year (Spring Festival)"),
        ("CN", date(2027, 10, 1), "National Day"),
        ("US", date(2027, 11, 25), "Thanksgiving Day"),
        ("MX", date(2027, 11, 15), "Revolution Day"),
        ("DE", date(2027, 3, 26), "Good Friday"),
        ("GB", date(2026, 12, 28), "Boxing Day (observed)"),
    ],
)
def test_days_with_english_names(country: str, day: date, name: str) -> None:
    assert holidays_of(country, day, day) == (Holiday(day, name),)


def test_days_across_a_new_year_stand_in_order_and_both_ends_count() -> None:
    assert holidays_of("DE", date(2026, 12, 25), date(2027, 1, 1)) == (
        Holiday(date(2026, 12, 25), "Christmas Day"),
        Holiday(date(2026, 12, 26), "Second Day of Christmas"),
        Holiday(date(2027, 1, 1), "New Year's Day"),
    )


def test_days_of_one_region_only_are_left_out() -> None:
    assert holidays_of("DE", date(2027, 1, 6), date(2027, 1, 6)) == ()


@pytest.mark.parametrize("country", ["", "XX", "kr", "Korea"])
def test_an_unknown_country_has_none(country: str) -> None:
    assert holidays_of(country, date(2027, 1, 1), date(2027, 12, 31)) == ()


def test_nothing_is_found_where_the_end_lies_before_the_beginning() -> None:
    assert holidays_of("KR", date(2027, 2, 9), date(2027, 2, 6)) == ()


def test_the_library_is_loaded_when_asked_only() -> None:
    code = "import missions.reference.holiday_days, sys; print('holidays' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
