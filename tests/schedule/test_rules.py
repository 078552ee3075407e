"""What follows from the schedule alone: instants, borders, neutral labels."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.schedule.rules import CROSSING_MARGIN, instant, international, neutral_label


@pytest.mark.parametrize(
    ("wall", "zone", "utc"),
    [
        ("2026-07-11T17:10", "Asia/Seoul", "2026-07-11T08:10"),
        ("2026-07-10T13:10", "America/Chicago", "2026-07-10T18:10"),
        ("2026-01-10T13:10", "America/Chicago", "2026-01-10T19:10"),
        ("2026-07-11T12:00", "Asia/Kathmandu", "2026-07-11T06:15"),
        ("2026-07-11T12:00", "Australia/Lord_Howe", "2026-07-11T01:30"),
        ("2026-07-11T12:00", "Pacific/Kiritimati", "2026-07-10T22:00"),
        # The hour that clocks skip is read with the offset from before the gap.
        ("2026-03-08T02:30", "America/Chicago", "2026-03-08T08:30"),
        ("2026-03-08T01:59", "America/Chicago", "2026-03-08T07:59"),
        ("2026-03-08T03:00", "America/Chicago", "2026-03-08T08:00"),
        ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45"),
        # The hour that comes twice means the first.
        ("2026-11-01T01:30", "America/Chicago", "2026-11-01T06:30"),
        ("2026-11-01T02:00", "America/Chicago", "2026-11-01T08:00"),
        ("2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45"),
    ],
)
def test_a_wall_time_is_this_instant(wall: str, zone: str, utc: str) -> None:
    found = instant(datetime.fromisoformat(wall), zone)

    assert repr(found) == repr(datetime.fromisoformat(utc).replace(tzinfo=UTC))


@given(
    wall=st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2031, 1, 1)),
    fold=st.sampled_from([0, 1]),
)
def test_where_clocks_never_change_the_offset_is_taken_off(wall: datetime, fold: int) -> None:
    found = instant(wall.replace(fold=fold), "Asia/Seoul")

    assert found == (wall - timedelta(hours=9)).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("origin", "destination", "crosses"),
    [
        ("US", "KR", True),
        ("KR", "KR", False),
        ("", "KR", False),
        ("US", "", False),
        ("", "", False),
    ],
)
def test_a_segment_is_international_between_two_known_countries(
    origin: str, destination: str, crosses: bool
) -> None:
    assert international(origin, destination) is crosses


def test_a_derived_crossing_reaches_four_hours_either_way() -> None:
    assert timedelta(hours=4) == CROSSING_MARGIN


@pytest.mark.parametrize(
    ("kind", "plain_title", "mark", "label"),
    [
        ("travel", "", "", "Travel"),
        ("meal", "", "B", "Meal B"),
        ("rest", "", "", "Free time"),
        ("meeting", "", "B", "Appointment B"),
        ("service", "", "", "Appointment"),
        ("training", "", "C", "Appointment C"),
        ("debrief", "", "", "Appointment"),
        ("worship", "", "D", "Appointment D"),
        ("other", "", "", "Appointment"),
        ("meal", "Dinner", "B", "Dinner B"),
        ("worship", "Get-together", "", "Get-together"),
    ],
)
def test_a_label_is_neutral_and_the_mark_follows(
    kind: str, plain_title: str, mark: str, label: str
) -> None:
    assert neutral_label(kind, plain_title, mark) == label
