"""Go, not yet or no-go, and what speaks against going."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from missions.readiness.assess import Judged
from missions.readiness.going import called, debriefs, go, reasons
from missions.readiness.verdict import Conflict, Go, Severity, State, Verdict
from tests.readiness.people.small_party import ENDS, MATEO, asks, item, lesson, party

CLASH = Conflict("overlap", Severity.ERROR, ("a", "b"), ("mateo",), "Lunch and KE38 overlap.")
LET_BE = replace(CLASH, overridden="They eat on board.")
HINT = replace(CLASH, severity=Severity.WARNING, reason="No rest for a week.")


def _judged(state: State, reason: str = "It is so.", severity: Severity = Severity.ERROR) -> Judged:
    asked = replace(asks("background_check"), severity=severity)
    return Judged("mateo", asked, Verdict(state, reason), "Mateo Ruiz")


@pytest.mark.parametrize(
    ("states", "clashes", "verdict"),
    [
        ((), (), Go.GO),
        ((State.MET, State.WAIVED, State.AT_RISK), (), Go.GO),
        ((State.MET, State.DUE), (), Go.NOT_YET),
        ((State.DUE, State.MISSING), (), Go.NO_GO),
        ((State.INVALID,), (), Go.NO_GO),
        ((State.MET,), (CLASH,), Go.NO_GO),
        ((State.MET,), (LET_BE, HINT), Go.GO),
        ((State.DUE,), (LET_BE,), Go.NOT_YET),
    ],
)
def test_the_worst_decides(
    states: tuple[State, ...], clashes: tuple[Conflict, ...], verdict: Go
) -> None:
    assert go([_judged(state) for state in states], clashes) is verdict


def test_a_warning_stops_nothing() -> None:
    assert go([_judged(state, severity=Severity.WARNING) for state in State], (HINT,)) is Go.GO


def test_the_reasons_are_the_worst_first() -> None:
    judged = [
        _judged(State.DUE, "Not handed in yet."),
        _judged(State.MET, "Met, and left out."),
        _judged(State.AT_RISK, "Korea changes its rule."),
        _judged(State.MISSING, "Too old.", Severity.WARNING),
        _judged(State.INVALID, "Ends 48 days too soon."),
        _judged(State.WAIVED, "Waived, and left out."),
        _judged(State.MISSING, "It is lost."),
    ]

    assert reasons(judged, (HINT, LET_BE, CLASH)) == (
        "Mateo Ruiz, background check: ends 48 days too soon.",
        "Mateo Ruiz, background check: it is lost.",
        "Lunch and KE38 overlap.",
        "Mateo Ruiz, background check: not handed in yet.",
        "Mateo Ruiz, background check: too old.",
        "No rest for a week.",
        "Mateo Ruiz, background check: Korea changes its rule.",
    )


def test_what_is_asked_is_called_as_people_call_it() -> None:
    assert [
        called(asked)
        for asked in (
            asks("guardian_consent"),
            asks("form", "Photo agreement"),
            asks("form"),
            asks("training", "children"),
            asks("visa"),
        )
    ] == ["guardian's consent", "Photo agreement", "form", "training “children”", "visa"]


ON_SITE = item(date(2026, 7, 21), "mateo", kind="debrief")
AFTER = lesson("Looking back", date(2026, 8, 2))


def test_debriefs_are_wanted_on_site_and_at_home() -> None:
    both = party(MATEO, items=(ON_SITE,), lessons=(AFTER,))

    assert debriefs(both) == Verdict(State.MET, "Debriefs are planned on site and at home.")
    assert debriefs(party(MATEO)) == Verdict(
        State.DUE,
        "No debrief is planned on site or at home.",
        ENDS,
        "Plan one on site and one at home.",
    )
    assert debriefs(party(MATEO, lessons=(AFTER,))) == Verdict(
        State.DUE, "No debrief is planned on site.", ENDS, "Plan one on site."
    )


def test_a_training_on_the_last_day_is_no_debrief_at_home() -> None:
    trip = party(MATEO, items=(ON_SITE,), lessons=(lesson("Packing", ENDS),))

    assert debriefs(trip).reason == "No debrief is planned at home."


def test_a_cancelled_debrief_and_a_training_before_the_trip_are_none() -> None:
    trip = party(
        MATEO,
        items=(replace(ON_SITE, status="cancelled"), replace(ON_SITE, day=date(2026, 7, 25))),
        lessons=(lesson("Safety", date(2026, 5, 3)),),
    )

    assert debriefs(trip).reason == "No debrief is planned on site."
