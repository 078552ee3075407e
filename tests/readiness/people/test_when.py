"""Days said and counted, and which of several papers counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.readiness.requirements.when import (
    best,
    not_there,
    outstanding,
    years_after,
    years_said,
)
from missions.readiness.verdict import State, Verdict
from missions.readiness.words import counted, said
from tests.readiness.people.small_party import DUE, TODAY, asks, paper


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2021, 7, 22), 5, date(2026, 7, 22)),
        (date(2026, 8, 31), 0.5, date(2027, 2, 28)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 1, 1), 9000, date.max),
    ],
)
def test_years_later_is_the_same_day_or_the_months_last(
    day: date, years: float, later: date
) -> None:
    assert years_after(day, years) == later


@given(
    day=st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1)), years=st.integers(0, 60)
)
def test_whole_years_keep_month_and_day_but_for_29_february(day: date, years: int) -> None:
    later = years_after(day, years)

    assert (later.year, later.month) == (day.year + years, day.month)
    assert later.day == day.day or (day.month, day.day, later.day) == (2, 29, 28)


def test_days_and_spans_are_said_as_people_say_them() -> None:
    assert said(date(2026, 7, 2)) == "2 July 2026"
    assert [counted(number, "day") for number in (0, 1, 48)] == ["0 days", "1 day", "48 days"]
    assert [years_said(years) for years in (1, 5, 1.5)] == ["1 year", "5 years", "18 months"]


def test_what_is_outstanding_is_due_to_its_day_and_missing_after_it() -> None:
    asked = asks("waiver")

    assert outstanding(asked, DUE, "Not there.", "Bring it.") == Verdict(
        State.DUE, "Not there.", DUE, "Bring it."
    )
    assert outstanding(asked, date(2026, 6, 11), "Not there.", "Bring it.", "a detail") == Verdict(
        State.MISSING, "Not there. It was due on 10 June 2026.", DUE, "Bring it.", "a detail"
    )


def test_of_papers_that_are_not_there_the_nearest_tells_how_it_stands() -> None:
    papers = [paper("waiver", "applied"), paper("waiver", "lost"), paper("waiver", "wanted")]

    assert not_there(papers, asks("waiver"), TODAY) == Verdict(
        State.DUE, "Applied for, but not here yet.", DUE, "Send it on when it comes."
    )


def test_the_best_verdict_counts_and_the_later_of_equals() -> None:
    bad, first, last = (
        Verdict(State.INVALID, "bad"),
        Verdict(State.MET, "first"),
        Verdict(State.MET, "last"),
    )

    assert best([first, bad]) == first
    assert best([bad, first, last, bad]) == last
