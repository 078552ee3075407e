"""Amounts of money and supplies of medicine, as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.readiness.facts import Member
from missions.readiness.requirements import funds, medical_form
from missions.readiness.requirements.funds import amount_in, stages
from missions.readiness.requirements.medical_form import days_of_medicine
from missions.readiness.verdict import State, Verdict
from tests.readiness.people.small_party import STARTS, TODAY, asks, facts, paper, rules


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1725", "1725"),
        ("1,725.00", "1725"),
        ("1,725", "1725"),
        ("1.725", "1725"),
        ("1.725,00", "1725"),
        ("$1,725", "1725"),
        ("USD 1 725.5", "1725.5"),
        ("1'725 CHF", "1725"),
        ("600,5", "600.5"),
        ("0.75", "0.75"),
        ("1,234,567.89", "1234567.89"),
        ("€ -200", "-200"),
        ("₩1,800,000", "1800000"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert amount_in(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "cash", "R-2026/17", "paid 600", "1725 + 20", ".", "--5"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert amount_in(text) is None


@given(cents=st.integers(0, 10**9))
def test_any_amount_is_read_back(cents: int) -> None:
    amount = Decimal(cents) / 100

    assert amount_in(f"{amount:,.2f}") == amount
    assert amount_in(f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))) == amount


@given(text=st.text(max_size=20))
def test_any_text_can_be_asked_for_an_amount(text: str) -> None:
    assert amount_in(text) is None or isinstance(amount_in(text), Decimal)


def test_the_stages_are_days_and_percent() -> None:
    assert stages("30:100; 90:50%;soon", STARTS) == (
        (date(2026, 4, 11), 50),
        (date(2026, 6, 10), 100),
    )


def test_what_is_paid_is_told_in_the_detail_only() -> None:
    asked = asks("funds", amount=1725)
    papers = [paper("funds", number="800.00"), paper("funds", key="b", number="R-17")]

    assert funds.assess(facts(papers=papers), asked, TODAY) == Verdict(
        State.DUE,
        "Paid in part. 50 % was due by 11 April 2026.",
        asked.due,
        "Pay the rest.",
        "Paid 800.00 of 1,725.00. “R-17” is no amount.",
    )


def test_a_stage_that_is_reached_is_not_asked_again() -> None:
    asked, before = asks("funds", amount=100), date(2026, 4, 1)

    found = funds.assess(facts(papers=[paper("funds", number="50")]), asked, before)

    assert found.reason == "Paid in part. 100 % is due by 10 June 2026."


def test_the_rulebook_says_the_stages() -> None:
    monthly = rules(funds__schedule="60:20;20:100")

    found = funds.assess(facts(rules=monthly), asks("funds", amount=100), TODAY)

    assert found.reason == "Nothing is paid yet. 20 % was due by 11 May 2026."


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", None),
        ("Salbutamol", None),
        ("Metformin, 20 days", 20),
        ("a 14-day supply", 14),
        ("3 weeks", 21),
        ("one every 2 days, 30 days in all", 30),
        ("one every 2 days", None),
        ("10 days of one, 25 days of the other", 25),
        ("500 mg twice a day", None),
    ],
)
def test_a_supply_is_the_largest_number_of_days(text: str, days: int | None) -> None:
    assert days_of_medicine(text) == days


def test_medicine_that_runs_out_is_told_in_the_detail_only() -> None:
    ill = Member("mateo", "Mateo", medication="Metformin, 15 days")
    its = facts(ill, [paper("medical_form")], rules=rules(medicine__extra_days=3))

    assert medical_form.assess(its, asks("medical_form"), TODAY) == Verdict(
        State.AT_RISK,
        "Handed in; one answer needs another look.",
        next_step="Go through the form again.",
        detail="The medicine lasts 15 days; 16 are wanted. "
        "Take more than the trip's length, in the original packaging.",
    )


def test_somebody_who_stays_for_a_week_needs_less() -> None:
    ill = Member("mateo", "Mateo", medication="Metformin, 14 days", leaves=date(2026, 7, 16))

    found = medical_form.assess(facts(ill, [paper("medical_form")]), asks("medical_form"), TODAY)

    assert found == Verdict(State.MET, "Handed in.")
