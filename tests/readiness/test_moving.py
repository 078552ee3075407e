"""A whole trip moved: wall times stay, instants, due days and holidays follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.readiness.facts import Item, Paper, TripFrame
from missions.readiness.supposing import (
    CannotSuppose,
    Move,
    Texts,
    suppose,
)
from missions.readiness.verdict import Requirement
from missions.reference.holiday_days import Holiday
from missions.schedule.rules import instant
from tests.readiness.conflicts.team_plan import TRIP, item, july, leg, stay, who
from tests.readiness.supposed import (
    ANA,
    HOME,
    lesson,
    party,
    supposed,
)


def test_a_move_takes_the_plan_along_and_leaves_papers_and_earlier_trainings() -> None:
    papers = {"ana": (Paper("a", "passport", issued=date(2020, 1, 1), expires=july(30)),)}
    member = replace(ANA, joins=july(11), leaves=july(20))
    before = party(
        member,
        legs=(leg("ana", "10T12:00", "11T15:00"),),
        stays=(stay(11, 13, key="s"),),
        items=(item(12, "ana", key="i"), item(12, "ana", key="day", starts=None)),
        lessons=(lesson("early", july(9)), lesson("on", july(10)), lesson("late", july(30))),
        papers=papers,
    )

    found = supposed(before, Move(7))

    assert found.party == party(
        replace(ANA, joins=july(18), leaves=july(27)),
        trip=replace(TRIP, starts=july(17), ends=july(29)),
        legs=(leg("ana", "17T12:00", "18T15:00", key="leg-10T12:00"),),
        stays=(stay(18, 20, key="s"),),
        items=tuple(
            replace(one, starts_utc=one.starts and instant(one.starts, one.zone))
            for one in (item(19, "ana", key="i"), item(19, "ana", key="day", starts=None))
        ),
        lessons=(
            lesson("early", july(9)),
            lesson("on", july(17)),
            lesson("late", date(2026, 8, 6)),
        ),
        papers=papers,
    )
    assert found.notes == (
        "Tickets must be changed: ORD to PVG. Numbers and times may differ on other days.",
        "1 stay must be booked for the new nights.",
        "1 training before the trip stays on the same day.",
    )


def test_wall_times_stay_over_a_change_of_clocks_and_utc_follows() -> None:
    day = date(2027, 3, 10)
    at = datetime(2027, 3, 10, 9)
    trip = TripFrame("t", date(2027, 3, 9), date(2027, 3, 12), HOME)
    one = Item("i", day, HOME, "Tea", (), starts=at, starts_utc=instant(at, HOME))

    (moved,) = supposed(party(trip=trip, items=(one,)), Move(7)).party.items

    assert one.starts_utc == datetime(2027, 3, 10, 15, tzinfo=UTC)
    assert moved.starts == datetime(2027, 3, 17, 9)
    assert moved.starts_utc == datetime(2027, 3, 17, 14, tzinfo=UTC)


def test_an_hour_that_the_clocks_skip_is_noted() -> None:
    trip = TripFrame("t", date(2027, 3, 7), date(2027, 3, 9), HOME)
    one = Item("i", date(2027, 3, 7), HOME, "Early watch", (), starts=datetime(2027, 3, 7, 2, 30))

    assert supposed(party(trip=trip, items=(one,)), Move(7)).notes == (
        "“Early watch” begins at 02:30 on 14 March, an hour that the clocks skip in"
        " America/Chicago.",
    )
    assert supposed(party(trip=trip, items=(one,)), Move(6)).notes == ()


def test_due_days_before_the_trip_follow_it_and_fixed_ones_stay() -> None:
    asked = tuple((Requirement("waiver", july(1), id=str(rank)), ("ana",)) for rank in range(3))
    texts = Texts((("-60d", "all"), ("2026-06-10", "all"), ("", "")))

    found = supposed(party(ANA), Move(10), texts=texts, asked=asked)

    assert [one.due for one, _people in found.asked] == [
        date(2026, 5, 21),
        date(2026, 6, 10),
        july(20),
    ]


def test_who_comes_of_age_meanwhile_is_asked_as_an_adult() -> None:
    ian = who("ian", "M", "2008-07-15")
    asked = ((Requirement("guardian_consent", july(1), id="0"), ("ian",)),)
    texts = Texts((("", "minors"),))

    assert supposed(party(ian), Move(4), texts=texts, asked=asked).asked[0][1] == ("ian",)
    assert supposed(party(ian), Move(5), texts=texts, asked=asked).asked[0][1] == ()


def test_holidays_are_those_of_the_new_days() -> None:
    def independence(country: str, first: date, last: date) -> tuple[Holiday, ...]:
        day = date(2026, 8, 15)
        return (Holiday(day, f"Holiday of {country}"),) if first <= day <= last else ()

    before = party(ANA, holidays={"KR": {}})

    found = suppose(before, (), Texts(), [Move(30)], independence)

    assert found.party.holidays == {"KR": {date(2026, 8, 15): "Holiday of KR"}}


def test_trainings_that_the_trip_passes_by_are_named() -> None:
    before = party(ANA, lessons=(lesson("packing", july(8)),))

    assert supposed(before, Move(-3)).notes == (
        "1 training before the trip stays on the same day.",
        "Before the trip until now, and no longer: Packing.",
    )


@pytest.mark.parametrize("days", [367, -367, 10**6])
def test_a_move_has_a_limit(days: int) -> None:
    with pytest.raises(CannotSuppose, match="at most 366 days"):
        supposed(party(), Move(days))


def test_the_calendar_ends() -> None:
    trip = TripFrame("t", date(9999, 12, 1), date(9999, 12, 10), HOME)

    with pytest.raises(CannotSuppose, match="The calendar ends before that"):
        supposed(party(trip=trip), Move(366))


@given(st.integers(-366, 366))
def test_there_and_back_is_where_it_was(days: int) -> None:
    before = party(
        replace(ANA, joins=july(11)),
        legs=(leg("ana", "10T12:00", "11T15:00"),),
        stays=(stay(11, 13),),
        items=(
            replace(item(12, "ana"), starts_utc=instant(datetime(2026, 7, 12, 9), "Asia/Shanghai")),
        ),
    )

    assert supposed(before, Move(days), Move(-days)).party == before
