"""Wall times that clocks skip or show twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.training.times import Shown, clock_name, instant, settled, shown

CHICAGO = "America/Chicago"
ZONES = (CHICAGO, "Asia/Seoul", "Australia/Lord_Howe", "Europe/Dublin", "Africa/Casablanca")


@pytest.mark.parametrize(
    ("wall", "zone", "wanted"),
    [
        (datetime(2027, 3, 14, 1, 59), CHICAGO, Shown.ONCE),
        (datetime(2027, 3, 14, 2, 0), CHICAGO, Shown.NEVER),
        (datetime(2027, 3, 14, 2, 59), CHICAGO, Shown.NEVER),
        (datetime(2027, 3, 14, 3, 0), CHICAGO, Shown.ONCE),
        (datetime(2027, 11, 7, 0, 59), CHICAGO, Shown.ONCE),
        (datetime(2027, 11, 7, 1, 0), CHICAGO, Shown.TWICE),
        (datetime(2027, 11, 7, 1, 59), CHICAGO, Shown.TWICE),
        (datetime(2027, 11, 7, 2, 0), CHICAGO, Shown.ONCE),
        (datetime(2027, 3, 14, 2, 30), "Asia/Seoul", Shown.ONCE),
        (datetime(2027, 10, 3, 2, 15), "Australia/Lord_Howe", Shown.NEVER),
        (datetime(2027, 10, 3, 2, 30), "Australia/Lord_Howe", Shown.ONCE),
    ],
)
def test_how_often_clocks_show_a_time(wall: datetime, zone: str, wanted: Shown) -> None:
    assert shown(wall, zone) is wanted


def test_a_time_in_a_gap_moves_on_by_it() -> None:
    assert settled(datetime(2027, 3, 14, 2, 30), CHICAGO) == datetime(2027, 3, 14, 3, 30)
    assert settled(datetime(2027, 10, 3, 2, 15), "Australia/Lord_Howe") == datetime(
        2027, 10, 3, 2, 45
    )


def test_a_time_that_is_there_twice_is_the_first() -> None:
    wall = datetime(2027, 11, 7, 1, 30)
    assert instant(wall, CHICAGO) == datetime(2027, 11, 7, 6, 30, tzinfo=UTC)
    assert (settled(wall, CHICAGO), clock_name(wall, CHICAGO)) == (wall, "CDT")


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31)).map(lambda t: t.replace(second=0)),
    st.sampled_from(ZONES),
)
def test_a_settled_time_is_on_the_clock(wall: datetime, zone: str) -> None:
    found = settled(wall, zone)
    back = instant(found, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    assert back == found
    assert shown(found, zone) is not Shown.NEVER
    assert timedelta(0) <= found - wall <= timedelta(hours=1)
