"""A move that was applied is taken back as long as nothing is lost."""

from __future__ import annotations

import pytest

from missions.audit.log import OPERATOR
from missions.board.applying import PlanMoved, movable_back, take_back
from missions.briefing.queries import trip_by_code
from missions.installation import Installation
from missions.readiness.supposing import (
    Cancel,
    Move,
)
from missions.schedule.model import Activity, Crossing, Segment
from missions.training.model import Training
from missions.trips.model import Membership, Trip
from tests.board.winter import WEEK, press, trip_id


def _plan(house: Installation, code: str) -> list[object]:
    """Return every row that a move touches, column by column."""
    with house.store.read() as session:
        found = trip_id(session, code)
        rows: list[object] = [session.query(Trip.starts, Trip.ends).filter_by(id=found).one()]
        for table in (Segment, Crossing, Activity, Training, Membership):
            columns = table.__table__.c
            rows += session.query(*columns).filter(columns.trip_id == found).order_by("id").all()
        return rows


@pytest.mark.parametrize(("code", "days"), [("spring-27", 40), ("casa-27", 200), ("casa-27", -1)])
def test_a_move_is_taken_back_without_a_trace_in_the_plan(
    house: Installation, code: str, days: int
) -> None:
    before = _plan(house, code)

    press(house, Move(days), code=code)
    moved = _plan(house, code)
    with house.store.write() as session:
        assert movable_back(session, trip_by_code(session, code)) == days
        take_back(session, trip_id(session, code), OPERATOR)

    assert moved != before
    assert _plan(house, code) == before


def test_a_move_that_passes_a_training_is_not_offered_back(house: Installation) -> None:
    press(house, Move(-20))

    with house.store.read() as session:
        assert movable_back(session, trip_by_code(session, "spring-27")) == 0


def test_after_another_change_a_move_stays(house: Installation) -> None:
    press(house, Move(3))
    press(house, Cancel("den-ord"))

    with pytest.raises(PlanMoved), house.store.write() as session:
        take_back(session, trip_id(session), OPERATOR)


def test_crossings_set_by_hand_move_too(house: Installation) -> None:
    with house.store.read() as session:
        found = trip_id(session, "casa-27")
        before = [
            (row.closes + WEEK, row.opens + WEEK)
            for row in session.query(Crossing).filter_by(trip_id=found).order_by(Crossing.key)
        ]

    press(house, Move(7), code="casa-27")

    with house.store.read() as session:
        rows = session.query(Crossing).filter_by(trip_id=found).order_by(Crossing.key).all()
        after = [(row.closes, row.opens) for row in rows]
    assert after == before
    assert after
