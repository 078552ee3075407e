"""When a letter rings and when somebody is reminded: by hand, and whatever the days bring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.policy.crossings import Held, held
from missions.privacy import Audience, FieldAccess, Posture
from missions.readiness.reminding import (
    SLEEPS,
    WAKES,
    WEEK,
    Call,
    Owed,
    Span,
    Why,
    after_quiet,
    call,
    in_order,
    rings_at,
    theirs,
    urgent,
    week_of,
)
from missions.readiness.verdict import Severity, State
from missions.zones import zone

TRIP = Span(date(2027, 6, 1), date(2027, 6, 10))
DAY = timedelta(days=1)
TRIP_DAYS = 10
"""What is due after the trip's last day is asked for by nobody's letter."""


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def owed(
    due: str = "2027-02-10",
    state: State = State.DUE,
    kind: str = "passport",
    since: str = "2027-01-01",
    step: str = "Hand it in.",
    severity: Severity = Severity.ERROR,
) -> Owed:
    day = date.fromisoformat(due)
    return Owed(kind, "", severity, state, date.fromisoformat(since), day, step)


@pytest.mark.parametrize(
    ("where", "now", "rings"),
    [
        ("UTC", "2027-02-01 08:00", "2027-02-01 08:00"),
        ("UTC", "2027-02-01 20:59", "2027-02-01 20:59"),
        ("UTC", "2027-02-01 21:00", "2027-02-02 08:00"),
        ("UTC", "2027-02-01 07:59", "2027-02-01 08:00"),
        ("UTC", "2027-02-07 10:00", "2027-02-07 10:00"),
        ("America/New_York", "2027-02-01 12:00", "2027-02-01 13:00"),
        ("Asia/Seoul", "2027-02-01 12:00", "2027-02-01 23:00"),
        # The clock goes forward in the night, 02:00 to 03:00: the night is an hour shorter.
        ("America/New_York", "2027-03-14 04:00", "2027-03-14 12:00"),
        # It goes back, 02:00 to 01:00.
        ("America/New_York", "2027-11-07 03:00", "2027-11-07 13:00"),
        # Samoa left a whole day out: after 29 December 2011 came the 31st.
        ("Pacific/Apia", "2011-12-30 08:00", "2011-12-30 18:00"),
        # Offsets of half and three quarters of an hour.
        ("Asia/Kathmandu", "2027-02-01 15:15", "2027-02-02 02:15"),
        ("Australia/Lord_Howe", "2027-02-01 12:00", "2027-02-01 21:00"),
    ],
)
def test_a_letter_rings_by_day_where_its_reader_lives(where: str, now: str, rings: str) -> None:
    assert after_quiet(utc(now), zone(where)) == utc(rings)


@given(
    st.sampled_from(
        ["UTC", "America/Chicago", "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca"]
    ),
    st.datetimes(datetime(2009, 1, 1), datetime(2031, 1, 1)),
)
def test_it_never_rings_at_night_and_never_waits_longer_than_one(where: str, now: datetime) -> None:
    at = after_quiet(now.replace(tzinfo=UTC), zone(where))
    local = at.astimezone(zone(where)).time()

    assert WAKES <= local < SLEEPS
    assert timedelta(0) <= at - now.replace(tzinfo=UTC) <= timedelta(hours=12)


def test_it_waits_until_the_border_is_passed_and_for_the_morning_after() -> None:
    windows = [(utc("2027-02-01 09:00"), utc("2027-02-01 22:00"))]
    windows += [(utc("2027-02-02 07:30"), utc("2027-02-02 09:30"))]

    def near(at: datetime) -> Held:
        return held(Posture.GUARDED, FieldAccess.WEB, windows, at)

    assert rings_at(utc("2027-02-01 08:30"), UTC, near) == utc("2027-02-01 08:30")
    assert rings_at(utc("2027-02-01 10:00"), UTC, near) == utc("2027-02-02 09:30")


def test_where_nobody_knows_the_borders_end_there_is_no_time() -> None:
    assert rings_at(utc("2027-02-01 10:00"), UTC, lambda _at: Held(Audience.BORDER)) is None


@pytest.mark.parametrize(
    ("one", "is_theirs"),
    [
        (owed(), True),
        (owed(state=State.MISSING), True),
        (owed(state=State.INVALID), True),
        (owed(state=State.AT_RISK), False),
        (owed(state=State.MET), False),
        (owed(state=State.WAIVED), False),
        (owed(kind="age", step="Put a parent on the trip, or stay at home."), False),
        (owed(kind="ticket_name"), False),
        (owed(kind="training", step="Mark who was there."), False),
        (owed(kind="training", step="Make it up."), True),
        (owed(kind="guardian_consent", step="Put a guardian on the roster."), False),
        (owed(kind="guardian_consent", step="Have Gus sign the consent."), True),
    ],
)
def test_what_is_somebody_elses_business_is_left_out(one: Owed, is_theirs: bool) -> None:
    assert theirs(one) is is_theirs


def test_a_step_names_nobody() -> None:
    assert owed(kind="guardian_consent", step="Have Gus sign the consent.").step == (
        "Have a guardian sign the consent."
    )


def test_what_cannot_do_comes_first_then_by_day() -> None:
    late, soon = owed("2027-01-03", State.MISSING), owed("2027-02-10")
    unfit = owed("2027-05-01", State.INVALID)

    assert in_order([soon, unfit, late]) == (unfit, late, soon)


NOW = utc("2027-02-01 12:00")


@pytest.mark.parametrize(
    ("things", "told", "expected"),
    [
        ([], None, Call(Why.NOTHING)),
        ([owed("2027-02-22")], None, Call(Why.WEEKLY, NOW)),
        ([owed("2027-02-23")], None, Call(Why.NOT_YET, NOW)),
        ([owed("2027-05-23"), owed("2027-02-22")], None, Call(Why.WEEKLY, NOW)),
        ([owed("2027-05-23", State.INVALID)], None, Call(Why.WEEKLY, NOW)),
        ([owed("2027-01-03", State.MISSING)], "2027-01-25 12:00", Call(Why.WEEKLY, NOW)),
        ([owed("2027-01-03", State.MISSING)], "2027-01-25 12:01", Call(Why.TOLD, NOW)),
        ([owed("2027-02-03")], "2027-01-31 12:00", Call(Why.URGENT, NOW)),
        ([owed("2027-02-02")], "2027-01-31 12:00", Call(Why.TOLD, NOW)),
        ([owed("2027-02-02", since="2027-01-31")], "2027-01-31 12:00", Call(Why.URGENT, NOW)),
        ([owed("2027-02-03")], "2027-02-01 09:00", Call(Why.TOLD, NOW)),
        ([owed("2027-02-04")], "2027-01-31 12:00", Call(Why.TOLD, NOW)),
    ],
)
def test_who_is_reminded(things: list[Owed], told: str | None, expected: Call) -> None:
    last = utc(told) if told else None

    assert call(things, TRIP, last, NOW, UTC) == expected


def test_a_trip_that_is_over_before_it_may_ring_is_let_be() -> None:
    assert call([owed()], TRIP, None, utc("2027-06-11 08:00"), UTC) == Call(Why.OVER)
    assert call([owed()], TRIP, None, None, UTC) == Call(Why.BORDER)


@pytest.mark.parametrize(
    ("one", "told", "starts", "is_urgent"),
    [
        (owed("2027-01-01", State.MISSING, since="2027-02-01"), "2027-01-31", "2027-02-15", True),
        (owed("2027-01-01", State.INVALID, since="2027-02-01"), "2027-01-31", "2027-02-15", True),
        (owed("2027-01-01", State.MISSING, since="2027-02-01"), "2027-01-31", "2027-02-16", False),
        (owed("2027-01-01", State.MISSING, since="2027-01-02"), "2027-01-31", "2027-02-15", True),
        (owed("2027-01-01", State.MISSING, since="2027-01-02"), "2027-01-31", "2027-02-10", False),
        (
            owed("2027-01-01", State.MISSING, since="2027-02-01", severity=Severity.WARNING),
            "2027-01-31",
            "2027-02-10",
            False,
        ),
    ],
)
def test_what_stops_a_trip_that_is_near_is_urgent_once(
    one: Owed, told: str, starts: str, is_urgent: bool
) -> None:
    today, day = date(2027, 2, 1), date.fromisoformat

    assert urgent(one, day(told), today, day(starts)) is is_urgent


def test_a_week_is_that_of_the_reader() -> None:
    sunday_night = utc("2027-02-07 23:00")

    assert week_of(sunday_night, UTC) == "2027-W05"
    assert week_of(sunday_night, zone("Asia/Seoul")) == "2027-W06"
    assert week_of(utc("2027-01-01 12:00"), UTC) == "2026-W53"


@dataclass(frozen=True)
class Thing:
    """Something that is asked from a day on, and is never handed in."""

    appears: int
    due: int
    warns: bool

    def on(self, day: int, first: date) -> Owed:
        due = first + self.due * DAY
        late = day > self.due
        since = first + (max(self.due + 1, self.appears) if late else self.appears) * DAY
        severity = Severity.WARNING if self.warns else Severity.ERROR
        return Owed("passport", "", severity, State.MISSING if late else State.DUE, since, due, "")


@dataclass(frozen=True)
class Rung:
    """A letter: when it rang, why, and what stood in it."""

    at: datetime
    why: Why
    things: frozenset[Thing]


def days_of_work(
    things: Iterable[Thing], hours: list[int], where: str, starts: int
) -> tuple[list[Rung], date]:
    """Run the worker once a day, each day at another hour.

    A letter says what is owed on the day on which it rings: boards are judged at midnight.
    """
    here, first = zone(where), date(2027, 2, 20)
    span = Span(first + starts * DAY, first + (starts + TRIP_DAYS) * DAY)
    letters: list[Rung] = []
    for day, hour in enumerate(hours):
        now = datetime.combine(first + day * DAY, time(hour), here).astimezone(UTC)
        known = [thing for thing in things if thing.appears <= day]
        last = letters[-1].at if letters else None
        if last is not None and last > now:
            continue
        found = call(
            [thing.on(day, first) for thing in known], span, last, rings_at(now, here), here
        )
        if found.sends and found.due_at is not None:
            rings = (found.due_at.astimezone(here).date() - first).days
            said = frozenset(thing for thing in things if thing.appears <= rings)
            letters.append(Rung(found.due_at, found.why, said))
    return letters, first


@given(
    things=st.lists(
        st.builds(
            lambda appears, ahead, warns: Thing(appears, appears + ahead, warns),
            st.integers(0, 40),
            st.integers(1, 60),
            st.booleans(),
        ),
        min_size=1,
        max_size=5,
    ),
    hours=st.lists(st.integers(0, 23), min_size=110, max_size=110),
    where=st.sampled_from(["UTC", "America/Chicago", "Asia/Seoul", "Pacific/Chatham"]),
    starts=st.integers(60, 110),
)
def test_nobody_is_pressed_and_nothing_is_forgotten(
    things: list[Thing], hours: list[int], where: str, starts: int
) -> None:
    letters, first = days_of_work(things, hours, where, starts)

    days = [letter.at.astimezone(zone(where)).date() for letter in letters]
    between = [
        later.at - earlier.at for earlier, later in pairwise(letters) if later.why is Why.WEEKLY
    ]
    assert [pause for pause in between if pause < WEEK] == []
    assert len(set(days)) == len(days)
    for thing in things:
        told = [day for day, rung in zip(days, letters, strict=True) if thing in rung.things]
        if thing.due <= starts + TRIP_DAYS:
            assert told, thing
            assert min(told) <= first + thing.due * DAY
