"""Looking at suppositions, judging and applying, on the sample trips five weeks before they go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from missions.audit.log import OPERATOR
from missions.board.applying import apply
from missions.board.judging import Judgement, judge_trip, today
from missions.board.supposing import WhatIf, what_if
from missions.briefing.queries import trip_by_code
from missions.installation import Installation
from missions.readiness.supposing import Supposition

NOW = datetime(2027, 2, 1, 15, 40, tzinfo=UTC)
WEEK = timedelta(days=7)


def look(house: Installation, *suppositions: Supposition, code: str = "spring-27") -> WhatIf:
    with house.store.write() as session:
        trip = trip_by_code(session, code)
        return what_if(house, session, trip, OPERATOR, suppositions, today(trip))


def judged(house: Installation, code: str = "spring-27") -> Judgement:
    with house.store.write() as session:
        trip = trip_by_code(session, code)
        return judge_trip(house, session, trip, OPERATOR, today(trip))


def press(
    house: Installation, *suppositions: Supposition, code: str = "spring-27"
) -> tuple[str, ...]:
    with house.store.write() as session:
        trip = trip_by_code(session, code)
        return apply(house, session, trip.id, suppositions, trip.version, OPERATOR).words


def trip_id(session: Session, code: str = "spring-27") -> str:
    return trip_by_code(session, code).id
