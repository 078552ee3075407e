"""Whether the audit log in the database is whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from sqlalchemy import Result, Text, select, type_coerce
from sqlalchemy.orm import Session

from missions.audit.chain import EMPTY, Anchor, Entry, Head, Verdict, check
from missions.audit.log import key_of
from missions.audit.model import AuditEntry, AuditHead

BATCH = 1000
UNREADABLE = datetime.min.replace(tzinfo=UTC)
"""Stands for what is no instant; no entry was written then."""
_COLUMNS = (
    AuditEntry.number,
    type_coerce(AuditEntry.at, Text),
    AuditEntry.actor,
    AuditEntry.action,
    AuditEntry.subject,
    AuditEntry.detail,
    AuditEntry.trip_id,
    AuditEntry.scheme,
    AuditEntry.digest,
)


def verify(session: Session, anchors: Iterable[Anchor] = ()) -> Verdict:
    """Walk the whole log, in batches, and say whether it is whole or what does not fit first.

    Safe while others write: entries and head are seen as of one instant.

    Args:
        anchors: the heads that were kept outside the database. Without them a tail that was cut
            by somebody who also set the head back can't be noticed.

    Raises:
        NoAuditKey: the store was opened without the log's key.
    """
    key = key_of(session)
    head = present_head(session)
    with _rows(session) as found:
        rows = map(tuple, found)
        first = next(rows, None)
        if first is None:
            return check((), head, anchors, key)
        entries = map(_entry, chain((first,), rows))
        return check(entries, _head_beside(first), anchors, key)


def present_head(session: Session) -> Head:
    """Return the log's head as it is now; `EMPTY` where there is none."""
    row = session.execute(
        select(AuditHead.number, AuditHead.digest).where(AuditHead.id == 1)
    ).first()
    return EMPTY if row is None else Head(*row)


def _rows(session: Session) -> Result[Any]:
    """Return all entries with the head beside each: one statement sees one instant."""
    return session.execute(
        select(*_COLUMNS, AuditHead.number, AuditHead.digest)
        .select_from(AuditEntry)
        .join(AuditHead, AuditHead.id == 1, isouter=True)
        .order_by(AuditEntry.number)
        .execution_options(yield_per=BATCH)
    )


def _head_beside(row: tuple[Any, ...]) -> Head:
    number, digest = row[-2:]
    return EMPTY if number is None else Head(number, digest)


def _entry(row: tuple[Any, ...]) -> Entry:
    """Return a row as it stands, whatever somebody wrote into its columns."""
    number, at, *texts, scheme, digest = row[: len(_COLUMNS)]
    actor, action, subject, detail, trip_id = map(str, texts)
    return Entry(number, _instant(at), actor, action, subject, detail, trip_id, scheme, str(digest))


def _instant(value: object) -> datetime:
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        return UNREADABLE
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
