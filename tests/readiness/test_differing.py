"""How two judgements of one trip differ, what gets worse first."""

from __future__ import annotations

from dataclasses import replace

from missions.readiness.assess import Judged
from missions.readiness.differing import ClashChange, Numbers, Stood, VerdictChange, difference
from missions.readiness.verdict import Conflict, Go, Requirement, Severity, State, Verdict
from tests.readiness.conflicts.team_plan import july

WAIVER = Requirement("waiver", july(1), id="0")
FORM = Requirement("form", july(1), "Photos", Severity.WARNING, id="1")


def says(person: str, requirement: Requirement, state: State, reason: str = "") -> Judged:
    return Judged(person, requirement, Verdict(state, reason or state.value), person.capitalize())


def clash(items: str, people: str, severity: Severity = Severity.ERROR, **more: object) -> Conflict:
    whole = Conflict("overlap", severity, tuple(items.split()), tuple(people.split()), items)
    return replace(whole, **more)


def stood(*found: Judged | Conflict, go: Go = Go.GO, people: int = 2) -> Stood:
    return Stood(
        go,
        tuple(one for one in found if isinstance(one, Judged)),
        tuple(one for one in found if isinstance(one, Conflict)),
        people,
    )


def test_what_gets_worse_comes_first_and_errors_before_warnings() -> None:
    before = stood(
        says("ana", WAIVER, State.MISSING),
        says("ana", FORM, State.MET),
        says("ben", WAIVER, State.DUE),
        clash("old", "ana"),
        go=Go.NO_GO,
    )
    after = stood(
        says("ana", WAIVER, State.MET, "There."),
        says("ana", FORM, State.INVALID, "Unsigned."),
        says("ben", WAIVER, State.INVALID, "Torn."),
        clash("new", "ben"),
        go=Go.NO_GO,
    )

    found = difference(before, after)

    torn = VerdictChange(
        "ben", "Ben", WAIVER, State.DUE, State.INVALID, Verdict(State.INVALID, "Torn.")
    )
    unsigned = VerdictChange(
        "ana", "Ana", FORM, State.MET, State.INVALID, Verdict(State.INVALID, "Unsigned.")
    )
    there = VerdictChange(
        "ana", "Ana", WAIVER, State.MISSING, State.MET, Verdict(State.MET, "There.")
    )
    assert found.changes == (
        torn,
        ClashChange(clash("new", "ben")),
        unsigned,
        there,
        ClashChange(clash("old", "ana"), gone=True),
    )
    assert found.worse == found.changes[:3]
    assert found.better == found.changes[3:]
    assert found.before == Numbers(
        Go.NO_GO, 2, 0, 1, {State.MISSING: 1, State.MET: 1, State.DUE: 1}
    )
    assert found.after == Numbers(Go.NO_GO, 2, 1, 1, {State.MET: 1, State.INVALID: 2})


def test_what_stays_as_it_was_is_no_difference() -> None:
    one = stood(says("ana", WAIVER, State.DUE), clash("a b", "ana ben"))

    assert difference(one, one).changes == ()


def test_what_is_newly_asked_counts_only_where_it_is_open() -> None:
    before = stood()
    after = stood(says("ana", WAIVER, State.DUE), says("ben", WAIVER, State.MET))

    (change,) = difference(before, after).changes

    assert change == VerdictChange("ana", "Ana", WAIVER, None, State.DUE, Verdict(State.DUE, "due"))
    assert change.worse


def test_verdicts_of_who_dropped_out_are_no_difference() -> None:
    before = stood(says("ana", WAIVER, State.INVALID), says("ben", WAIVER, State.MET))
    after = stood(says("ben", WAIVER, State.MET), people=1)

    assert difference(before, after, ["ana"]).changes == ()


def test_a_clash_that_goes_on_without_somebody_is_the_same() -> None:
    before = stood(clash("a b", "ana ben"), clash("c d", "ana ben", day=july(3)))
    after = stood(clash("a b", "ben"), clash("d", "ben", day=july(3)))

    assert difference(before, after, ["ana"]).changes == ()
    assert len(difference(before, after).changes) == 4


def test_a_clash_that_was_let_be_and_is_another_now_is_told() -> None:
    before = stood(clash("a b", "ana ben", overridden="We know."))
    after = stood(clash("a b", "ben"))

    assert difference(before, after, ["ana"]).changes == (
        ClashChange(clash("a b", "ben"), lapsed="We know."),
    )


def test_a_waiver_is_neither_worse_nor_lost() -> None:
    waived = says("ana", WAIVER, State.WAIVED)

    assert difference(stood(waived), stood(waived)).changes == ()
