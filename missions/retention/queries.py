"""What is asked of purges: how far one is, and whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from missions.accounts.model import Account
from missions.people.model import Person
from missions.retention.model import Purge
from missions.retention.rules import Hand, Stage, hand_of, stage_of
from missions.trips.model import Membership
from missions.trips.rules import LEADING


@dataclass(frozen=True, slots=True)
class PurgeState:
    """A purge as pages and commands tell it."""

    id: str
    trip_id: str
    stage: Stage
    announced: Hand
    announced_at: datetime
    due_at: datetime
    confirmed: Hand | None
    confirmed_at: datetime | None
    withdrawn_at: datetime | None
    done_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether it is neither withdrawn nor done."""
        return self.stage in (Stage.ANNOUNCED, Stage.CONFIRMED)


def is_open() -> ColumnElement[bool]:
    """The purges that are neither withdrawn nor done."""
    return and_(Purge.withdrawn_at.is_(None), Purge.done_at.is_(None))


def state_of(row: Purge) -> PurgeState:
    """Return a purge's row as a plain value."""
    return PurgeState(
        id=row.id,
        trip_id=row.trip_id,
        stage=stage_of(row.confirmed_at, row.withdrawn_at, row.done_at),
        announced=hand_of(row.announced_by),
        announced_at=row.announced_at,
        due_at=row.due_at,
        confirmed=hand_of(row.confirmed_by) if row.confirmed_by else None,
        confirmed_at=row.confirmed_at,
        withdrawn_at=row.withdrawn_at,
        done_at=row.done_at,
    )


def purges_of(session: Session, trip_id: str) -> list[PurgeState]:
    """Return a trip's purges, the newest first."""
    rows = session.scalars(
        select(Purge).where(Purge.trip_id == trip_id).order_by(Purge.announced_at.desc(), Purge.id)
    )
    return [state_of(row) for row in rows]


def newest_purge(session: Session, trip_id: str) -> PurgeState | None:
    """Return a trip's newest purge, None where there never was one."""
    return next(iter(purges_of(session, trip_id)), None)


def accounts_concerned(session: Session, trip_id: str) -> list[str]:
    """Return the accounts of a trip's leaders and of all administrators."""
    leaders = session.scalars(
        select(Person.account_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.trip_id == trip_id,
            Membership.role.in_(LEADING),
            Membership.ended_at.is_(None),
            Person.account_id.is_not(None),
        )
    )
    administrators = session.scalars(select(Account.id).where(Account.administrator))
    return sorted({*(found for found in leaders if found), *administrators})
