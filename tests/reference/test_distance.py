"""Straight lines over the ground, and drives."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.reference.distance import Point, great_circle_km, transfer_minutes
from missions.reference.rulebook import Rulebook, Value, shipped

ORIGIN: Point = (0.0, 0.0)
points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        (ORIGIN, ORIGIN, 0),
        (ORIGIN, (1.0, 0.0), 111.195),
        (ORIGIN, (0.0, 90.0), 10007.557),
        ((90.0, 0.0), (-90.0, 0.0), 20015.115),
        ((0.0, 179.5), (0.0, -179.5), 111.195),
        ((60.0, 0.0), (60.0, 180.0), 6671.705),
    ],
)
def test_a_degree_is_a_degree(a: Point, b: Point, km: float) -> None:
    assert great_circle_km(a, b) == pytest.approx(km, abs=0.001)


def test_from_seoul_to_its_airport() -> None:
    """City hall to Incheon's passenger terminal: 47 to 49 km on the map."""
    assert 47 < great_circle_km((37.5665, 126.978), (37.4602, 126.4407)) < 49


@pytest.mark.parametrize("point", [(90.1, 0.0), (0.0, -180.1), (float("nan"), 0.0)])
def test_no_place_on_the_globe(point: Point) -> None:
    with pytest.raises(ValueError, match="no place on the globe"):
        great_circle_km(ORIGIN, point)


@pytest.mark.parametrize(
    ("degrees", "minutes"),
    [
        # 10.0076 km, 14.011 by road, at 20 km/h 42.03 minutes, and 10.
        (0.09, 53),
        # 111.195 km, 155.673 by road: 15 at 20 km/h 45, 140.673 at 50 km/h 168.81, and 10.
        (1.0, 224),
        (0.0, 0),
    ],
)
def test_minutes_of_a_transfer(degrees: float, minutes: int) -> None:
    assert transfer_minutes(ORIGIN, (degrees, 0.0), shipped()) == minutes


def test_the_organisation_sets_how_fast() -> None:
    faster = [
        Value(key, value=value, source="our drivers", read_on=date(2026, 11, 24))
        for key, value in (("transfer.speed_kmh", 100.0), ("transfer.minutes_fixed", 0))
    ]
    # 45 minutes in town, 140.673 km at 100 km/h 84.40.
    assert transfer_minutes(ORIGIN, (1.0, 0.0), shipped().with_changes(faster)) == 130


def test_without_values_the_usual_ones_stand_in() -> None:
    assert transfer_minutes(ORIGIN, (1.0, 0.0), Rulebook([])) == 224


@given(points, points)
def test_there_is_as_far_as_back(a: Point, b: Point) -> None:
    there = great_circle_km(a, b)
    assert there == pytest.approx(great_circle_km(b, a), abs=1e-6)
    assert 0 <= there <= 20015.2
    assert transfer_minutes(a, b, shipped()) >= 0
