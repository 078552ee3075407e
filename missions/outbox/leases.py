"""Letters on their way: taken under a lease by one worker, sent, tried again, given up.

Two workers never have the same letter. Taking is one conditional UPDATE: on SQLite its transaction
has the only right to write from the start, on PostgreSQL rows that another worker is just taking
are passed over. Every later step asks again whether the lease still holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from missions.outbox.model import Letter
from missions.outbox.rules import LEASE, MOST_TRIES, next_try
from missions.store.sessions import Store

SPENT = "It was tried eight times, and each time the work broke off."
_FREE = {"leased_by": "", "leased_until": None}


@dataclass(frozen=True, slots=True)
class LetterToSend:
    """A letter that a worker has. `dated` is the same at each try, `tries` counts this one."""

    id: str
    name: str
    facts: Mapping[str, str]
    trip_id: str
    dated: datetime
    tries: int


def _open(now: datetime) -> ColumnElement[bool]:
    """The letters that may be taken."""
    return and_(
        Letter.sent_at.is_(None),
        Letter.given_up_at.is_(None),
        Letter.due_at <= now,
        or_(Letter.leased_until.is_(None), Letter.leased_until <= now),
    )


def _held(letter_id: str, worker: str, now: datetime) -> ColumnElement[bool]:
    """The letter, while this worker has it."""
    return and_(
        Letter.id == letter_id,
        Letter.leased_by == worker,
        Letter.leased_until > now,
        Letter.sent_at.is_(None),
        Letter.given_up_at.is_(None),
    )


def take(store: Store, worker: str, now: datetime, limit: int) -> list[LetterToSend]:
    """Take the letters that have been due longest, for five minutes; return them in that order.

    Where none is due, nothing is locked.

    Args:
        worker: the worker's own random id.
        limit: how many at most.
    """
    with store.read() as session:
        if session.scalar(select(Letter.id).where(_open(now)).limit(1)) is None:
            return []
    with store.write() as session:
        _give_up_spent(session, now)
        wanted = select(Letter.id).where(_open(now)).order_by(Letter.due_at, Letter.id).limit(limit)
        if session.get_bind().dialect.name == "postgresql":
            wanted = wanted.with_for_update(skip_locked=True)
        ids = list(session.scalars(wanted))
        if not ids:
            return []
        rows = session.execute(
            update(Letter)
            .where(Letter.id.in_(ids), _open(now))
            .values(leased_by=worker, leased_until=now + LEASE)
            .returning(
                Letter.id,
                Letter.name,
                Letter.facts,
                Letter.trip_id,
                Letter.due_at,
                Letter.attempts,
            )
        ).all()
    letters = [
        LetterToSend(row.id, row.name, row.facts, row.trip_id, row.due_at, row.attempts + 1)
        for row in rows
    ]
    return sorted(letters, key=lambda letter: (letter.dated, letter.id))


def _give_up_spent(session: Session, now: datetime) -> None:
    """Give up what was in hand eight times when the work broke off, and never came to an end."""
    session.execute(
        update(Letter)
        .where(_open(now), Letter.attempts >= MOST_TRIES)
        .values(given_up_at=now, problem=SPENT, **_FREE)
    )


def hold(store: Store, letter: LetterToSend, worker: str, now: datetime) -> bool:
    """Count the try and make the lease last anew; False when the letter is no longer one's own.

    Called before a letter is composed, and again right before its content goes out.
    """
    return _step(
        store,
        _held(letter.id, worker, now),
        {"attempts": letter.tries, "leased_until": now + LEASE},
    )


def sent(store: Store, letter: LetterToSend, now: datetime) -> bool:
    """Write down that a mail server has the letter, whoever has its lease by now."""
    return _step(
        store,
        and_(Letter.id == letter.id, Letter.sent_at.is_(None)),
        {
            "sent_at": now,
            "given_up_at": None,
            "attempts": letter.tries,
            "problem": "",
            **_FREE,
        },
    )


def failed(store: Store, letter: LetterToSend, worker: str, now: datetime, problem: str) -> bool:
    """Let a letter rest until its next try; return True when it was the last, and it is given up.

    Args:
        problem: what went wrong, in words, without an address and without content.
    """
    again = next_try(letter.tries, now)
    if again is None:
        return give_up(store, letter, worker, now, problem)
    rest = {"attempts": letter.tries, "problem": problem, "leased_by": "", "leased_until": again}
    _step(store, _held(letter.id, worker, now), rest)
    return False


def give_up(store: Store, letter: LetterToSend, worker: str, now: datetime, problem: str) -> bool:
    """End a letter that will not be sent: it was refused for good, or its subject is gone."""
    return _step(
        store,
        _held(letter.id, worker, now),
        {"attempts": letter.tries, "given_up_at": now, "problem": problem, **_FREE},
    )


def _step(store: Store, which: ColumnElement[bool], values: dict[str, Any]) -> bool:
    with store.write() as session:
        changed = session.execute(update(Letter).where(which).values(values).returning(Letter.id))
        return changed.first() is not None


def release(store: Store, worker: str) -> int:
    """Give back what a worker still has, as if it had never been taken; return how many."""
    with store.write() as session:
        freed = session.execute(
            update(Letter)
            .where(
                Letter.leased_by == worker,
                Letter.sent_at.is_(None),
                Letter.given_up_at.is_(None),
            )
            .values(_FREE)
            .returning(Letter.id)
        )
        return len(freed.all())
