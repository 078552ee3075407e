"""Judging boards before anybody asks: after midnight, and when a trip or the rules changed."""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.board.judging import today
from missions.board.keeping import board_of, is_current
from missions.installation import Installation
from missions.readiness.model import KeptBoard
from missions.reference.queries import rules_of
from missions.trips.model import Trip

WORKER = "worker"
MOST = 3
"""So many trips are judged a round, so that letters don't wait for it."""
AFTER = timedelta(days=30)
"""So long after its last day a trip is still judged."""
CALM = timedelta(minutes=10)
"""So long a board that was judged today is let be: whoever works on the trip judges it anyway."""
logger = logging.getLogger(__name__)


def judge_waiting(installation: Installation, most: int = MOST) -> int:
    """Judge the trips whose kept board doesn't hold any more; return how many.

    The soonest comes first, and what is over comes last.

    A trip that can't be judged is logged by what went wrong, and the next one takes its turn.
    Where every board holds it takes two queries, and opens no seal.
    """
    with installation.store.read() as session:
        waiting = _waiting(installation, session)
    done = 0
    for trip_id in waiting:
        if done == most:
            break
        try:
            board_of(installation, trip_id, WORKER)
        except Exception as error:  # one trip's trouble is not the others'
            logger.error("a trip was not judged: %s", type(error).__name__)
        else:
            done += 1
    return done


def _waiting(installation: Installation, session: Session) -> list[str]:
    stamp = rules_of(session).stamp
    rows = session.execute(
        select(Trip, KeptBoard)
        .outerjoin(KeptBoard, KeptBoard.trip_id == Trip.id)
        .where(Trip.ends >= clock.now().date() - AFTER)
        .order_by(Trip.starts, Trip.code)
    )
    waiting = [
        trip
        for trip, kept in rows
        if kept is None
        or not (_is_calm(trip, kept) or is_current(installation, session, trip, stamp))
    ]
    return [trip.id for trip in sorted(waiting, key=lambda trip: trip.ends < today(trip))]


def _is_calm(trip: Trip, kept: KeptBoard) -> bool:
    """Whether a board was judged a moment ago, on this day."""
    return kept.day == today(trip) and clock.now() - kept.judged_at < CALM
