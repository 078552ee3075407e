"""What stands in the outbox, for the operator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.outbox.model import Letter


class State(StrEnum):
    """How far a letter is."""

    WAITING = "waiting"
    SENDING = "sending"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Unsent:
    """A letter that has not gone out. `next_at`: when it is tried next, None once given up."""

    id: str
    name: str
    state: State
    attempts: int
    problem: str
    next_at: datetime | None


def unsent(session: Session, now: datetime) -> list[Unsent]:
    """Return the letters that wait, are being sent, or were given up; the oldest first."""
    rows = session.scalars(
        select(Letter).where(Letter.sent_at.is_(None)).order_by(Letter.due_at, Letter.id)
    )
    return [_described(row, now) for row in rows]


def _described(row: Letter, now: datetime) -> Unsent:
    rests = row.leased_until if row.leased_until is not None else row.due_at
    state = State.WAITING
    if row.given_up_at is not None:
        state = State.GIVEN_UP
    elif row.leased_by and rests > now:
        state = State.SENDING
    next_at = None if state is State.GIVEN_UP else max(row.due_at, rests)
    return Unsent(row.id, row.name, state, row.attempts, row.problem, next_at)
