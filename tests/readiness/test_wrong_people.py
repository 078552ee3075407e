"""The table of people, judged: state and reason, and no sealed value in what is kept."""

from __future__ import annotations

import pytest

from missions.readiness.requirements import (
    age,
    background_check,
    child_protection,
    emergency_contact,
    form,
    funds,
    guardian_consent,
    medical_form,
    signed,
    training,
)
from missions.readiness.verdict import State
from tests.readiness.people.small_party import facts
from tests.readiness.wrong_people import CASES, Case

RULES = {
    "age": age.assess,
    "background_check": background_check.assess,
    "child_protection": child_protection.assess,
    "emergency_contact": emergency_contact.assess,
    "form": form.assess,
    "funds": funds.assess,
    "guardian_consent": guardian_consent.assess,
    "medical_form": medical_form.assess,
    "training": training.assess,
    "waiver": signed.assess,
}
OPEN = {State.DUE, State.MISSING, State.INVALID}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.asked.kind}: {case.so}")
def test_a_person_stands_as_a_careful_leader_would_say(case: Case) -> None:
    found = RULES[case.asked.kind](case.facts, case.asked, case.on)

    assert (found.state, case.word in found.reason) == (case.state, True), found.reason
    assert (found.due is not None) == (found.state in OPEN)
    assert bool(found.next_step) or found.state not in OPEN


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.asked.kind}: {case.so}")
def test_what_is_kept_holds_no_sealed_value(case: Case) -> None:
    found = RULES[case.asked.kind](case.facts, case.asked, case.on)
    kept = f"{found.reason} {found.next_step}"

    for sealed in _sealed(case):
        assert sealed not in kept


def _sealed(case: Case) -> set[str]:
    told = {case.person.medication, case.person.allergies}
    for each in case.papers:
        told |= {each.number, each.name}
        if each.issued and each.issued != case.asked.due:
            told.add(f"{each.issued.day} {each.issued:%B %Y}")
    children = {f"{item.day.day} {item.day:%B %Y}" for item in case.items}
    return told - {""} - children


def test_there_are_enough_of_them_and_each_is_named_once() -> None:
    names = [(case.asked.kind, case.so) for case in CASES]

    assert len(names) >= 80
    assert len(set(names)) == len(names)


def test_a_party_of_one_has_only_that_one() -> None:
    assert [member.key for member in facts().party.members] == ["mateo"]
