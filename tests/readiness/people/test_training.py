"""When an open training is due, and what is said of several."""

from __future__ import annotations

from datetime import date

from missions.readiness.requirements.training import assess
from missions.readiness.verdict import State, Verdict
from tests.readiness.people.small_party import DUE, TODAY, asks, facts, lesson

LATE = date(2026, 6, 15)


def test_a_training_ahead_is_due_on_its_day() -> None:
    its = facts(lessons=(lesson("Send-off", date(2026, 6, 20)),))

    assert assess(its, asks("training"), LATE) == Verdict(
        State.DUE, "“Send-off” is on 20 June 2026.", date(2026, 6, 20), "Be there."
    )


def test_of_several_ahead_the_next_one_is_told() -> None:
    lessons = (lesson("Send-off", date(2026, 6, 20)), lesson("Safety", date(2026, 6, 18)))

    assert assess(facts(lessons=lessons), asks("training"), LATE) == Verdict(
        State.DUE, "“Safety” is on 18 June 2026. 1 more open.", date(2026, 6, 20), "Be there."
    )


def test_what_was_missed_goes_before_what_is_ahead() -> None:
    lessons = (
        lesson("Safety", date(2026, 5, 3), state="missed"),
        lesson("Send-off", date(2026, 6, 5)),
    )

    assert assess(facts(lessons=lessons), asks("training"), TODAY) == Verdict(
        State.DUE, "“Safety” was missed on 3 May 2026. 1 more open.", DUE, "Make it up."
    )


def test_what_lacks_of_the_minutes_is_the_next_step() -> None:
    its = facts(lessons=(lesson("A", date(2026, 5, 3), 150, state="attended"),))

    assert assess(its, asks("training", minutes=240), LATE) == Verdict(
        State.MISSING,
        "150 of 240 minutes of training attended. It was due on 10 June 2026.",
        DUE,
        "Attend 90 more minutes of training.",
    )


def test_today_counts_for_minutes_still_to_come_and_for_what_is_made_up() -> None:
    tonight = lesson("A", LATE, 240, required=False)
    made_up = lesson("Safety", date(2026, 5, 3), state="made up", made_up=LATE)

    found = assess(facts(lessons=(tonight,)), asks("training", minutes=240), LATE)

    assert (found.state, found.due) == (State.DUE, LATE)
    assert assess(facts(lessons=(made_up,)), asks("training"), LATE) == Verdict(
        State.MET, "1 training done."
    )


def test_a_training_on_the_trip_counts_once_its_day_is_over_and_one_after_it_never() -> None:
    first_evening = lesson("First evening", date(2026, 7, 10))
    at_home = lesson("Debrief", date(2026, 7, 23))
    nothing = Verdict(State.MET, "No training is asked.")

    assert assess(facts(lessons=(first_evening,)), asks("training"), TODAY) == nothing
    assert assess(facts(lessons=(first_evening,)), asks("training"), date(2026, 7, 11)) == Verdict(
        State.MISSING,
        "“First evening” on 10 July 2026 isn't marked: was Mateo there?"
        " It was due on 10 June 2026.",
        DUE,
        "Mark who was there.",
    )
    assert assess(facts(lessons=(at_home,)), asks("training"), date(2026, 7, 24)) == nothing
