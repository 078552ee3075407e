"""What is sealed and could not be opened is blank, and is not held against anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from missions.readiness.facts import Member, Paper
from missions.readiness.requirements import (
    background_check,
    funds,
    guardian_consent,
    medical_form,
    signed,
)
from missions.readiness.verdict import State
from tests.readiness.people.small_party import MATEO, TODAY, asks, facts, paper

CHILD = replace(MATEO, birth_date=date(2012, 5, 6), guardians=("ana", "luis"))
ANA = Member("ana", "Ana Ruiz", "guardian", travels=False)
LUIS = Member("luis", "Luis Ruiz", "guardian", travels=False)
LETTERS = (paper("guardian_consent", key="1"), paper("guardian_consent", key="2"))


def test_an_undated_check_is_met() -> None:
    its = facts(papers=[paper("background_check")], opened=False)

    assert background_check.assess(its, asks("background_check"), TODAY).state is State.MET


def test_an_undated_form_is_met() -> None:
    its = facts(papers=[paper("medical_form")], opened=False)

    assert medical_form.assess(its, asks("medical_form", years=1), TODAY).state is State.MET
    assert signed.assess(its, asks("medical_form", years=1), TODAY).state is State.MET


def test_a_payment_is_taken_for_the_whole() -> None:
    its = facts(papers=[paper("funds")], opened=False)

    assert funds.assess(its, asks("funds", amount=1725), TODAY).state is State.MET


@pytest.mark.parametrize(
    ("letters", "opened", "state"),
    [
        (LETTERS, False, State.MET),
        (LETTERS[:1], False, State.DUE),
        (LETTERS, True, State.DUE),
        ((LETTERS[0], replace(LETTERS[1], state="lost")), False, State.DUE),
    ],
)
def test_letters_are_counted_where_nobody_sees_by_whom_they_are(
    letters: tuple[Paper, ...], opened: bool, state: State
) -> None:
    its = facts(CHILD, letters, (ANA, LUIS), opened=opened)

    assert guardian_consent.assess(its, asks("guardian_consent"), TODAY).state is state
