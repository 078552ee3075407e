"""The board's paper of a trip: as it stands today, or as it would on another day."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from missions.board.judging import judge_trip
from missions.board.keeping import keep
from missions.board.paper import board_paper
from missions.board.queries import (
    Board,
    board_rows,
    columns_of,
    kept_conflicts,
    open_verdicts,
)
from missions.briefing.document.readiness import BoardPaper
from missions.installation import Installation
from missions.readiness.model import KeptBoard
from missions.trips.model import Trip


def paper_of_kept(
    session: Session, trip: Trip, board: Board, edition: int = 0, copy: str = ""
) -> BoardPaper:
    """Return the paper of a kept board; see `board_paper`."""
    return board_paper(board, open_verdicts(session, trip.id), trip, edition, copy)


def paper_on(
    installation: Installation,
    session: Session,
    trip: Trip,
    viewer: str,
    day: date,
    edition: int = 0,
    copy: str = "",
) -> BoardPaper:
    """Return the paper of a trip judged as of any day. Of the judgement nothing is kept.

    Args:
        session: one that may write: opened seals leave a row in the log.
        viewer: an account's id, or `audit.log.OPERATOR`.
        day: as of when, local to the trip's home.
    """
    judgement = judge_trip(installation, session, trip, viewer, day)
    session.flush()
    with session.begin_nested() as aside:
        keep(session, trip, judgement)
        session.flush()
        kept = session.get_one(KeptBoard, trip.id)
        rows, clashes = board_rows(session, trip), kept_conflicts(session, trip.id)
        board = Board(kept, columns_of(kept), rows, clashes, before=None)
        paper = paper_of_kept(session, trip, board, edition, copy)
        aside.rollback()
    return paper
