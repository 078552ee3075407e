"""Sunrise and sunset against an almanac, within two minutes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from missions.reference.sun import Sun, sun_of

SEOUL = (37.5665, 126.978, "Asia/Seoul")
YANJI = (42.9, 129.5, "Asia/Shanghai")
TIJUANA = (32.5149, -117.0382, "America/Tijuana")
TROMSO = (69.65, 18.96, "Europe/Oslo")


def _near(found: datetime | None, day: date, said: str) -> bool:
    expected = datetime.fromisoformat(f"{day.isoformat()}T{said}")
    return found is not None and abs(found - expected) <= timedelta(minutes=2)


@pytest.mark.parametrize(
    ("place", "day", "rises", "sets"),
    [
        # Korea Astronomy and Space Science Institute, as newspapers told it.
        (SEOUL, date(2016, 1, 1), "07:47", "17:24"),
        (SEOUL, date(2018, 2, 4), "07:35", "17:58"),
        # By hand: hour angle of a sun 0.833° below the horizon, equation of time ±1.8 minutes.
        (YANJI, date(2026, 12, 21), "06:50", "15:50"),
        (TIJUANA, date(2027, 6, 21), "05:41", "19:59"),
    ],
)
def test_the_sun_rises_and_sets_as_in_an_almanac(
    place: tuple[float, float, str], day: date, rises: str, sets: str
) -> None:
    latitude, longitude, zone = place
    found = sun_of(latitude, longitude, day, zone)
    assert _near(found.rises, day, rises)
    assert _near(found.sets, day, sets)
    assert found.always == ""


def test_the_earliest_sunset_at_the_pacific_border() -> None:
    """San Diego's papers print 4:43 p.m. for 6 December."""
    day = date(2010, 12, 6)
    assert _near(sun_of(*TIJUANA[:2], day, TIJUANA[2]).sets, day, "16:43")


def test_times_are_of_the_wall_and_whole_minutes() -> None:
    found = sun_of(*SEOUL[:2], date(2027, 3, 20), SEOUL[2])
    assert found == Sun(datetime(2027, 3, 20, 6, 37), datetime(2027, 3, 20, 18, 43))


def test_one_china_has_one_clock() -> None:
    """Kashgar lies 54 degrees west of Yanji and reads the same clock."""
    found = sun_of(39.47, 75.99, date(2026, 12, 21), "Asia/Shanghai")
    assert found.rises is not None
    assert found.rises.hour == 10


def test_a_sun_that_stays() -> None:
    latitude, longitude, zone = TROMSO
    assert sun_of(latitude, longitude, date(2026, 6, 21), zone) == Sun(None, None, "up")
    assert sun_of(latitude, longitude, date(2026, 12, 21), zone) == Sun(None, None, "down")
    assert sun_of(-90, 0, date(2026, 6, 21), "UTC") == Sun(None, None, "down")


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"), [(91, 0, "UTC"), (0, 181, "UTC"), (0, 0, "Mars/Base")]
)
def test_no_place_and_no_zone(latitude: float, longitude: float, zone: str) -> None:
    with pytest.raises(ValueError, match=r"no place on the globe|unknown time zone"):
        sun_of(latitude, longitude, date(2027, 1, 1), zone)
