"""Months, working days and findings, against the calendar on the wall."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.readiness.requirements.papers import (
    Asking,
    Finding,
    add_days,
    add_months,
    legal_name,
    named,
    nationality,
    unless_replaced,
    used_passport,
    working_days,
)
from missions.readiness.verdict import Requirement, State, Verdict
from tests.readiness.requirements.plans import PLANS, facts_of
from tests.readiness.requirements.reading import MATEO, read_paper
from tests.readiness.requirements.small_rules import day

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
ASKING = Asking(facts_of(PLANS["korea"], MATEO), Requirement("visa", day("06-10")), day("06-01"))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-07-22", 6, "2027-01-22"),
        ("2026-07-22", 0, "2026-07-22"),
        ("9999-07-22", 6, "9999-12-31"),
    ],
)
def test_months_end_with_the_month(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


@given(DAYS, st.integers(0, 240))
def test_months_keep_the_day_or_take_the_last(start: date, months: int) -> None:
    end = add_months(start, months)

    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == min(start.day, calendar.monthrange(end.year, end.month)[1])


@given(DAYS, st.integers(0, 40))
def test_working_days_are_counted_one_by_one(start: date, length: int) -> None:
    days = [start + timedelta(days=n) for n in range(length)]
    holidays = days[::5]
    open_days = [each for each in days if each.strftime("%w") not in "06" and each not in holidays]

    assert working_days(start, start + timedelta(days=length), holidays) == len(open_days)


def test_days_stay_within_what_a_date_can_hold() -> None:
    assert add_days(date.max, 30) == date.max
    assert add_days(date.min, -30) == date.min
    assert add_days(date(2026, 7, 11), -90) == date(2026, 4, 12)


def test_the_worst_makes_the_verdict_and_the_earliest_day_counts() -> None:
    findings = [
        Finding(State.AT_RISK, "Near.", "Look."),
        ASKING.open("Late.", "Hurry.", due=day("06-05")),
        ASKING.open("Not there.", "Get it.", "Number 7."),
        ASKING.open("Late.", "Hurry."),
    ]

    assert ASKING.verdict(findings) == Verdict(
        State.DUE, "Late. Not there.", day("06-05"), "Hurry. Get it.", "Number 7."
    )


def test_nothing_is_left_to_do_where_all_is_met() -> None:
    found = Finding(State.MET, "Good.", "Nothing.")

    assert ASKING.verdict([found, found]) == Verdict(State.MET, "Good.")


def test_an_application_under_way_turns_invalid_into_due() -> None:
    bad = [Finding(State.INVALID, "Too short.", "Renew it.", "It has 1.")]
    applied = [read_paper("visa CN applied")]

    assert unless_replaced(ASKING, bad, []) == bad
    assert unless_replaced(ASKING, bad, applied) == [
        Finding(
            State.DUE,
            "Too short. Another is applied for, not here yet.",
            "Ask how the application stands.",
            "It has 1.",
        )
    ]
    near = [Finding(State.AT_RISK, "Near.")]
    assert unless_replaced(ASKING, near, applied) == near


def test_countries_stand_in_a_sentence() -> None:
    assert [named(code) for code in ("US", "CN", "GB", "KR", "QQ")] == [
        "the United States",
        "China",
        "the United Kingdom",
        "South Korea",
        "QQ",
    ]


def test_the_passport_used_is_the_chosen_then_the_rosters_then_the_longest() -> None:
    old = read_paper("passport key:old ..2027-01-01")
    new = read_paper("passport key:new ..2036-01-01")
    other = read_paper("passport MX key:other ..2037-01-01")
    chosen = read_paper("passport MX key:chosen chosen ..2028-01-01")
    gone = read_paper("passport key:gone lost chosen ..2038-01-01")

    def used(*papers: object) -> str:
        passport = used_passport(facts_of(PLANS["korea"], MATEO, papers))  # type: ignore[arg-type]
        return passport.key if passport else ""

    assert used() == ""
    assert used(old, new, other) == "new"
    assert used(old, new, other, chosen) == "chosen"
    assert used(old, gone) == "old"


def test_the_border_goes_by_the_passport_and_the_roster_by_its_own() -> None:
    dual = read_paper("passport GB nat:MX ..2031-05-05")

    assert nationality(facts_of(PLANS["korea"], MATEO, [dual])) == "MX"
    assert nationality(facts_of(PLANS["korea"], MATEO)) == "US"
    assert legal_name(MATEO) == "RUIZ, MATEO JOSÉ"
