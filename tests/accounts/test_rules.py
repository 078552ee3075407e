"""How long a browser stays signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from missions.accounts.rules import is_fresh, still_holds

START = datetime(2027, 2, 1, 12, tzinfo=UTC)


def _after(**length: float) -> datetime:
    return START + timedelta(**length)


@pytest.mark.parametrize(
    ("leads", "seen", "now", "holds"),
    [
        (False, _after(hours=23, minutes=50), _after(hours=23, minutes=59), True),
        (False, _after(hours=23, minutes=50), _after(hours=24), False),
        (False, _after(hours=2), _after(hours=2, minutes=29), True),
        (False, _after(hours=2), _after(hours=2, minutes=30), False),
        (True, _after(hours=11, minutes=50), _after(hours=11, minutes=59), True),
        (True, _after(hours=11, minutes=50), _after(hours=12), False),
        (True, _after(hours=2), _after(hours=2, minutes=14), True),
        (True, _after(hours=2), _after(hours=2, minutes=15), False),
    ],
)
def test_leaders_have_twelve_hours_and_a_quarter_idle_others_a_day_and_half_an_hour(
    leads: bool, seen: datetime, now: datetime, holds: bool
) -> None:
    assert still_holds(START, seen, now, leads=leads) == holds


@pytest.mark.parametrize(
    ("confirmed", "fresh"),
    [
        (None, False),
        (START, False),
        (_after(seconds=1), True),
        (_after(minutes=5), True),
    ],
)
def test_showing_who_one_is_counts_for_five_minutes(
    confirmed: datetime | None, fresh: bool
) -> None:
    assert is_fresh(confirmed, _after(minutes=5)) == fresh
