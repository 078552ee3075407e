"""How long a browser stays signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from missions.accounts.rules import still_holds

START = datetime(2027, 2, 1, 12, tzinfo=UTC)


def _after(**length: float) -> datetime:
    return START + timedelta(**length)


@pytest.mark.parametrize(
    ("leads", "seen", "now", "holds"),
    [
        (False, _after(hours=0), _after(hours=23, minutes=59), True),
        (False, _after(hours=23), _after(hours=24), False),
        (True, _after(hours=11), _after(hours=11, minutes=59), True),
        (True, _after(hours=11), _after(hours=12), False),
        (True, _after(hours=2), _after(hours=2, minutes=59), True),
        (True, _after(hours=2), _after(hours=3), False),
    ],
)
def test_leaders_have_twelve_hours_and_an_idle_one_others_a_day(
    leads: bool, seen: datetime, now: datetime, holds: bool
) -> None:
    assert still_holds(START, seen, now, leads=leads) == holds
