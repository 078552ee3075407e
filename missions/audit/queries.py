"""Reading the log of one trip."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from missions.audit.chain import Entry
from missions.audit.log import as_entry
from missions.audit.model import AuditEntry
from missions.audit.phrases import SEALED, Kind, actions_of


@dataclass(frozen=True, slots=True)
class Scope:
    """Which entries are a trip's: those that name it, and older ones about its rows.

    `subjects` are the ids of the trip, its editions, members and persons; `accounts` those of its
    persons' accounts, whose sign-ins count from the trip's first entry on.
    """

    trip_id: str
    subjects: Collection[str] = field(default=frozenset())
    accounts: Collection[str] = field(default=frozenset())


def trip_entries(
    session: Session,
    scope: Scope,
    kind: Kind | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[Entry]:
    """Return a trip's entries, the newest first.

    Args:
        kind: only those of this kind.
        before: only those with a lower number.
        limit: at most so many.
    """
    wanted = _of_trip(scope).order_by(AuditEntry.number.desc()).limit(limit)
    if kind is not None:
        wanted = wanted.where(_of_kind(kind))
    if before is not None:
        wanted = wanted.where(AuditEntry.number < before)
    return [as_entry(row) for row in session.scalars(wanted)]


def _of_trip(scope: Scope) -> Select[AuditEntry]:
    unnamed = AuditEntry.trip_id == ""
    named = AuditEntry.trip_id == scope.trip_id
    first = (
        select(func.min(AuditEntry.number))
        .where(or_(named, and_(unnamed, AuditEntry.subject == scope.trip_id)))
        .scalar_subquery()
    )
    about = AuditEntry.subject.in_(scope.subjects)
    signing = and_(AuditEntry.subject.in_(scope.accounts), AuditEntry.number >= first)
    return select(AuditEntry).where(or_(named, and_(unnamed, or_(about, signing))))


def _of_kind(kind: Kind) -> ColumnElement[bool]:
    listed = AuditEntry.action.in_(actions_of(kind))
    if kind is Kind.SEALED:
        return or_(listed, AuditEntry.action.startswith(SEALED))
    return listed
