"""Everybody judged: whose facts they are, in which order, and what is waived."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import pytest

from missions.readiness.assess import RULES, Judged, assess, facts_of, judge
from missions.readiness.facts import Exemption, Lesson, Member, Party
from missions.readiness.indexed import indexed
from missions.readiness.verdict import Requirement, State, Verdict
from tests.readiness.people.small_party import (
    MATEO,
    STARTS,
    TODAY,
    asks,
    item,
    lesson,
    paper,
    party,
)

ANA = replace(MATEO, key="ana", name="Ana")
KINDS = (
    "passport visa entry_permit insurance vaccination training waiver background_check "
    "child_protection guardian_consent age ticket_name emergency_contact medical_form funds form"
)


def test_there_is_a_rule_for_each_kind() -> None:
    assert sorted(RULES) == sorted(KINDS.split())


def test_a_kind_that_is_not_known_is_an_error() -> None:
    with pytest.raises(KeyError):
        assess(facts_of(party(MATEO), "mateo"), Requirement("prayer", STARTS), TODAY)


@pytest.mark.parametrize(
    ("exemption", "reason"),
    [
        (
            Exemption("Grace", "She has done it for years."),
            "Waived by Grace: She has done it for years.",
        ),
        (Exemption("", "No need."), "Waived: No need."),
        (Exemption("Grace", " "), "Waived by Grace."),
    ],
)
def test_what_is_waived_is_not_looked_at(exemption: Exemption, reason: str) -> None:
    its = replace(facts_of(party(MATEO), "mateo"), exemption=exemption)

    assert assess(its, asks("waiver"), TODAY) == Verdict(State.WAIVED, reason)


def test_facts_are_the_persons_own_and_by_time() -> None:
    late, early = item(date(2026, 7, 15), "mateo"), item(date(2026, 7, 12), "ana", "mateo")
    whole_day = replace(late, key="whole")
    timed = replace(late, key="timed", starts_utc=datetime(2026, 7, 15, 1, 0))
    others = item(date(2026, 7, 13), "ana")
    off = replace(item(date(2026, 7, 14), "mateo"), status="cancelled")
    lessons = (lesson("B", date(2026, 5, 9)), lesson("A", date(2026, 5, 2)))
    waiver, theirs = paper("waiver"), paper("waiver", key="theirs")
    trip = party(
        MATEO,
        ANA,
        items=(timed, whole_day, others, off, early),
        lessons=lessons,
        papers={"mateo": (waiver,), "ana": (theirs,)},
    )

    found = facts_of(trip, "mateo")

    assert found.person == MATEO
    assert found.papers == (waiver,)
    assert found.items == (early, whole_day, timed)
    assert found.lessons == tuple(reversed(lessons))
    assert (found.legs, found.stays, found.exemption) == ((), (), None)


def test_an_indexed_party_is_the_party_and_is_indexed_once() -> None:
    trip = party(MATEO, ANA, items=(item(STARTS, "ana"),))
    known = indexed(trip)

    assert indexed(known) is known
    for each in fields(Party):
        assert getattr(known, each.name) == getattr(trip, each.name)


def test_nobody_has_facts_under_a_key_that_is_not_on_the_roster() -> None:
    with pytest.raises(KeyError):
        facts_of(party(MATEO), "ana")
    with pytest.raises(KeyError):
        judge(party(MATEO), [(asks("waiver"), ["ana"])], {}, TODAY)


def test_everybody_is_judged_in_the_rosters_order() -> None:
    waiver, form = asks("waiver"), asks("form", "Photos")
    trip = party(MATEO, ANA, papers={"ana": (paper("waiver"),)})
    waived = {
        ("ana", "form", "Photos"): Exemption("Grace", "Too late."),
        ("mateo", "form", "Other"): Exemption("Grace", "Another form."),
    }
    open_still = Verdict(State.DUE, "Not handed in yet.", waiver.due, "Hand it in.")

    assert judge(trip, [(waiver, ["ana", "mateo"]), (form, ["ana"])], waived, TODAY) == (
        Judged("mateo", waiver, open_still, "Mateo"),
        Judged("ana", waiver, Verdict(State.MET, "Handed in."), "Ana"),
        Judged("ana", form, Verdict(State.WAIVED, "Waived by Grace: Too late."), "Ana"),
    )


class _Counting(tuple[Any, ...]):
    """A tuple that counts how many times somebody goes through it."""

    walks = 0

    def __iter__(self) -> Any:
        type(self).walks += 1
        return super().__iter__()


def test_the_roster_and_the_plan_are_not_gone_through_once_a_person() -> None:
    people = [_traveller(number) for number in range(60)]
    keys = [person.key for person in people]
    lessons: tuple[Lesson, ...] = (lesson("Safety", date(2026, 5, 3), people=keys),)
    trip = party(*people, items=(item(STARTS, *keys),), lessons=lessons)
    counted = replace(
        trip,
        members=_Counting(trip.members),
        items=_Counting(trip.items),
        lessons=_Counting(trip.lessons),
    )
    kinds = ("training", "age", "guardian_consent", "emergency_contact", "background_check")
    _Counting.walks = 0

    found = judge(counted, [(asks(kind), keys) for kind in kinds], {}, TODAY)

    assert len(found) == 300
    assert _Counting.walks < 10


def _traveller(number: int) -> Member:
    return replace(
        MATEO,
        key=f"p{number}",
        birth_date=date(2012, 1, 1),
        guardians=("p0",),
        emergency_name=f"Eva Ruiz {number}",
        emergency_phone="+1 773 555 0100",
    )
