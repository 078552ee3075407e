"""Writing to the audit log, inside the action's own transaction."""

from __future__ import annotations

import hashlib
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from missions import clock
from missions.audit.model import AuditEntry, AuditHead

GENESIS = "0" * 64
OPERATOR = "operator"
"""The actor of the command line: whoever runs the installation."""


def _digest(entry: AuditEntry, previous: str) -> str:
    fields = (entry.number, entry.at.isoformat(), entry.actor, entry.action, entry.subject)
    text = "\x1f".join([previous, *map(str, fields), entry.detail])
    return hashlib.sha256(text.encode()).hexdigest()


def _head(session: Session) -> AuditHead:
    """Return the log's head, locked; of the very first writers one makes it."""
    locked = select(AuditHead).where(AuditHead.id == 1).with_for_update()
    head = session.scalar(locked)
    if head is not None:
        return head
    with suppress(IntegrityError), session.begin_nested():
        session.add(AuditHead(id=1, number=0, digest=GENESIS))
    return session.scalars(locked).one()


def record(session: Session, actor: str, action: str, subject: str, detail: str = "") -> None:
    """Append an entry. Call it last in an action: it locks the head of the log.

    Args:
        session: the action's own transaction.
        actor: an account's id, or `OPERATOR`.
        action: a word of `missions.policy.actions`.
        subject: the opaque id of what was touched.
        detail: ids, counts and format names; never a value.
    """
    session.flush()
    head = _head(session)
    entry = AuditEntry(
        number=head.number + 1,
        at=clock.now(),
        actor=actor,
        action=action,
        subject=subject,
        detail=detail,
    )
    entry.digest = _digest(entry, head.digest)
    head.number, head.digest = entry.number, entry.digest
    session.add(entry)
    session.flush()


def verify(session: Session) -> int | None:
    """Return the number of the first entry that does not fit the chain, or None."""
    previous, expected = GENESIS, 1
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.number)):
        if entry.number != expected or entry.digest != _digest(entry, previous):
            return entry.number
        previous, expected = entry.digest, expected + 1
    head = session.get(AuditHead, 1)
    ends = (head.number, head.digest) if head is not None else (0, GENESIS)
    return None if ends == (expected - 1, previous) else expected
