"""Writing to the audit log, inside the action's own transaction."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from missions import clock
from missions.audit.chain import GENESIS, KEYED, Entry, digest_of
from missions.audit.model import AuditEntry, AuditHead
from missions.store.sessions import AUDIT_KEY

OPERATOR = "operator"
"""The actor of the command line: whoever runs the installation."""


class NoAuditKey(RuntimeError):
    """The session carries no key to bind the audit log with; nothing can be recorded or checked."""


def key_of(session: Session) -> bytes:
    """Return the key that binds the log.

    Raises:
        NoAuditKey: the store was opened without one.
    """
    key = session.info.get(AUDIT_KEY)
    if not isinstance(key, bytes) or not key:
        raise NoAuditKey(
            "This database was opened without the audit log's key, so nothing can be recorded."
            " Open it with open_installation(), or give Store a key under AUDIT_KEY."
        )
    return key


def record(
    session: Session, actor: str, action: str, subject: str, detail: str = "", trip_id: str = ""
) -> None:
    """Append an entry. Call it last in an action: it locks the head of the log.

    Args:
        session: the action's own transaction.
        actor: an account's id, or `OPERATOR`.
        action: a word of `missions.policy.actions`.
        subject: the opaque id of what was touched.
        detail: ids, counts and format names; never a value.
        trip_id: in which trip, so that its leaders can read it; "" for none.

    Raises:
        NoAuditKey: the store was opened without the log's key.
    """
    key = key_of(session)
    session.flush()
    head = locked_head(session)
    entry = AuditEntry(
        number=head.number + 1,
        at=clock.now(),
        actor=actor,
        action=action,
        subject=subject,
        detail=detail,
        trip_id=trip_id,
        scheme=KEYED,
        digest="",
    )
    entry.digest = digest_of(as_entry(entry), head.digest, key)
    head.number, head.digest = entry.number, entry.digest
    session.add(entry)
    session.flush()


def locked_head(session: Session) -> AuditHead:
    """Return the log's head, locked until the transaction ends.

    There is none before the first entry; of the very first writers one makes it.
    """
    locked = select(AuditHead).where(AuditHead.id == 1).with_for_update()
    head = session.scalar(locked)
    if head is not None:
        return head
    with suppress(IntegrityError), session.begin_nested():
        session.add(AuditHead(id=1, number=0, digest=GENESIS))
    return session.scalars(locked).one()


def as_entry(row: AuditEntry) -> Entry:
    """Return a row of the log as a plain value."""
    return Entry(
        number=row.number,
        at=row.at,
        actor=str(row.actor),
        action=str(row.action),
        subject=row.subject,
        detail=row.detail,
        trip_id=row.trip_id,
        scheme=row.scheme,
        digest=row.digest,
    )
