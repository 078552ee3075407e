"""Putting letters into the outbox, inside the action's own transaction, and tidying it up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from missions import clock
from missions.outbox.model import Letter
from missions.outbox.rules import KEPT
from missions.store.base import new_id
from missions.store.sessions import Store


def post(
    session: Session,
    name: str,
    facts: Mapping[str, str],
    key: str,
    trip_id: str = "",
    due_at: datetime | None = None,
) -> str:
    """Put a letter into the outbox and return its id; one with the same key is there once.

    Args:
        session: the action's own transaction.
        name: which letter: a folder below `templates/letters/`.
        facts: ids and instants that the letter is composed from when it is sent, never a value.
        key: the idempotency key.
        trip_id: whose letter it is, "" for none.
        due_at: not before this instant; now where None.
    """
    known = _posted(session, key)
    if known is not None:
        return known
    now = clock.now()
    letter = Letter(
        id=new_id(),
        name=name,
        facts=dict(facts),
        trip_id=trip_id,
        idempotency_key=key,
        created_at=now,
        due_at=due_at or now,
    )
    try:
        with session.begin_nested():
            session.add(letter)
            session.flush()
    except IntegrityError:
        known = _posted(session, key)
        if known is None:
            raise
        return known
    return letter.id


def _posted(session: Session, key: str) -> str | None:
    return session.scalar(select(Letter.id).where(Letter.idempotency_key == key))


def try_again(store: Store, letter_id: str) -> bool:
    """Let a letter that was given up be tried from the beginning; False when it was not."""
    with store.write() as session:
        freed = session.execute(
            update(Letter)
            .where(
                Letter.id == letter_id, Letter.given_up_at.is_not(None), Letter.sent_at.is_(None)
            )
            .values(given_up_at=None, attempts=0, leased_until=None, leased_by="")
            .returning(Letter.id)
        )
        return freed.first() is not None


def forget_old(store: Store) -> int:
    """Delete what was sent or given up a month ago: who got which letter is nobody's business."""
    before = clock.now() - KEPT
    with store.write() as session:
        gone = session.execute(
            delete(Letter)
            .where(or_(Letter.sent_at <= before, Letter.given_up_at <= before))
            .returning(Letter.id)
        )
        return len(gone.all())
