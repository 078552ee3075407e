"""A curriculum carried over: days from the start and clock times stay, attendance doesn't."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from missions.training.copying import Copied, Frame, carried
from missions.training.planning import Planned
from missions.training.rules import Lesson, Register
from missions.trips.rules import OnRoster, Roster
from tests.training.small import CHICAGO, FIRST, LESSONS, SAFE, SONGS, lesson, register

OLD = Frame(date(2027, 3, 8), CHICAGO)
SEOUL = "Asia/Seoul"
EMPTY = Register(Roster((OnRoster("n1", "ana", "Ana", "leader"),)), (), date(2028, 3, 20))


def _one(found: tuple[Copied, ...]) -> Copied:
    (one,) = found
    return one


def _source(*lessons: Lesson) -> Register:
    return replace(register({("first", "mei"): "attended"}), lessons=lessons)


def test_days_before_the_start_and_the_clock_stay() -> None:
    new = Frame(date(2028, 3, 6), CHICAGO)
    found = _one(carried(OLD, _source(FIRST), new, EMPTY))
    assert found == Copied(
        was=FIRST,
        key="first",
        planned=Planned(
            title="First",
            starts=datetime(2027, 10, 9, 17, 0),
            ends=datetime(2027, 10, 9, 19, 0),
            zone=CHICAGO,
            topic="who we are",
            required=True,
        ),
    )
    assert found.same_weekday


def test_home_moves_and_other_zones_stay() -> None:
    new = Frame(date(2027, 3, 9), SEOUL)
    abroad = replace(SAFE, zone="Asia/Tokyo")
    found = carried(OLD, _source(FIRST, abroad), new, EMPTY)
    assert [(one.planned.zone, one.planned.starts, one.same_weekday) for one in found] == [
        (SEOUL, datetime(2026, 10, 11, 17, 0), False),
        ("Asia/Tokyo", datetime(2026, 10, 25, 9, 30), False),
    ]


def test_people_whom_the_new_trip_does_not_know_stay_behind() -> None:
    new = Frame(date(2027, 3, 8), CHICAGO)
    some = lesson("some", "2026-10-10T17:00", applies="ana; mei")
    found = carried(OLD, _source(SONGS, some), new, EMPTY)
    assert [(one.planned.applies, one.remarks) for one in found] == [
        ("all", ("@kitchen: nobody here. It applies to everybody now.",)),
        ("ana", ("mei: nobody here. It applies to “ana” now.",)),
    ]


def test_what_is_there_already_is_passed_over_and_keys_are_new() -> None:
    new = Frame(date(2027, 3, 9), CHICAGO)
    there = replace(FIRST, starts=datetime(2026, 10, 11, 17, 0))
    other = replace(SAFE, title="Another")
    target = replace(EMPTY, lessons=(there, other))
    found = carried(OLD, _source(FIRST, SAFE), new, target)
    assert [(one.key, one.here) for one in found] == [("first", True), ("safe-2", False)]


def test_a_time_in_a_gap_moves_on_and_says_so() -> None:
    night = lesson("night", "2027-03-07T02:15", 60)
    found = _one(carried(OLD, _source(night), Frame(date(2027, 3, 15), CHICAGO), EMPTY))
    assert (found.planned.starts, found.planned.ends) == (
        datetime(2027, 3, 14, 3, 15),
        datetime(2027, 3, 14, 4, 15),
    )
    assert found.remarks == ("Clocks skip its time on that day, so it moves on by the gap.",)


def test_copying_onto_itself_brings_nothing() -> None:
    source = register()
    assert [one.here for one in carried(OLD, source, OLD, source)] == [True] * len(LESSONS)
