"""The selects of the board: what is kept, what was waived and let be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from missions.people.model import Person
from missions.readiness.facts import Exemption as Waived
from missions.readiness.model import (
    Exemption,
    KeptBoard,
    KeptConflict,
    KeptPerson,
    KeptVerdict,
    Override,
    ReadinessDay,
)
from missions.readiness.verdict import Identity
from missions.trips.model import Membership, Trip
from missions.trips.rules import age_on, is_minor, split_list

WEEK, DAY = timedelta(days=7), timedelta(days=1)


def exemptions_of(session: Session, trip_id: str) -> dict[tuple[str, str, str], Waived]:
    """Return what was waived: (person's key, kind, title) → by whom and why."""
    rows = session.scalars(select(Exemption).where(Exemption.trip_id == trip_id))
    return {(row.person, row.kind, row.title): Waived(row.by, row.reason) for row in rows}


def overrides_of(session: Session, trip_id: str) -> dict[Identity, str]:
    """Return the clashes that were let be, by identity → why."""
    rows = session.scalars(select(Override).where(Override.trip_id == trip_id))
    return {
        (
            row.kind,
            tuple(sorted(split_list(row.items))),
            tuple(sorted(split_list(row.people))),
        ): row.reason
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A requirement as a column of the board; `due` None where it is unknown."""

    rank: int
    kind: str
    title: str
    due: date | None
    severity: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A person as a row of the board: a letter of `verdict.LETTERS` for each column."""

    key: str
    name: str
    local_name: str
    role: str
    minor_age: int | None
    states: str
    worst: int
    open: int
    due: date | None


@dataclass(frozen=True, slots=True)
class Board:
    """The kept board of a trip. `before` is how it stood a week or more before, if that is kept."""

    kept: KeptBoard
    columns: tuple[BoardColumn, ...]
    rows: tuple[BoardRow, ...]
    conflicts: Sequence[KeptConflict]
    before: ReadinessDay | None


@dataclass(frozen=True, slots=True)
class Head:
    """A trip with the head of its kept board, None before the first."""

    trip: Trip
    kept: KeptBoard | None
    before: ReadinessDay | None


def head_of(session: Session, trip_id: str, now: datetime) -> Head:
    """Return a trip, the head of its board, and how it stood a week or more before; one query.

    Args:
        now: an instant; wherever home is, eight days before its day in UTC are a week at least.

    Raises:
        NoResultFound: there is no such trip.
    """
    days = aliased(ReadinessDay)
    earlier = aliased(ReadinessDay)
    newest = (
        select(func.max(days.day))
        .where(days.trip_id == trip_id, days.day <= now.date() - WEEK - DAY)
        .scalar_subquery()
    )
    trip, kept, before = session.execute(
        select(Trip, KeptBoard, earlier)
        .outerjoin(KeptBoard, KeptBoard.trip_id == Trip.id)
        .outerjoin(earlier, and_(earlier.trip_id == Trip.id, earlier.day == newest))
        .where(Trip.id == trip_id)
    ).one()
    return Head(trip, kept, before)


def board_rows(session: Session, trip: Trip) -> tuple[BoardRow, ...]:
    """Return the rows of the kept board in the roster's order; one query."""
    rows = session.execute(
        select(
            KeptPerson.person,
            Person.preferred_name,
            Person.local_name,
            Membership.role,
            Person.birth_date,
            KeptPerson.states,
            KeptPerson.worst,
            KeptPerson.open,
            KeptPerson.due,
        )
        .join(
            Membership,
            and_(
                Membership.trip_id == KeptPerson.trip_id,
                Membership.key == KeptPerson.person,
            ),
        )
        .join(Person, Person.id == Membership.person_id)
        .where(KeptPerson.trip_id == trip.id)
        .order_by(Membership.position, Membership.id)
    )
    return tuple(
        BoardRow(
            key=key,
            name=name or key,
            local_name=local,
            role=role,
            minor_age=_age_of_minor(born, trip.starts),
            states=states,
            worst=worst,
            open=still_open,
            due=due,
        )
        for key, name, local, role, born, states, worst, still_open, due in rows
    )


def _age_of_minor(born: date | None, starts: date) -> int | None:
    return age_on(born, starts) if born is not None and is_minor(born, starts) else None


def kept_conflicts(session: Session, trip_id: str) -> Sequence[KeptConflict]:
    """Return the clashes of the kept board, in order; one query."""
    wanted = select(KeptConflict).where(KeptConflict.trip_id == trip_id)
    return session.scalars(wanted.order_by(KeptConflict.position)).all()


def columns_of(kept: KeptBoard) -> tuple[BoardColumn, ...]:
    """Return the board's columns."""
    return tuple(
        BoardColumn(
            rank=rank,
            kind=one["kind"],
            title=one["title"],
            due=date.fromisoformat(one["due"]) if one["due"] else None,
            severity=one["severity"],
        )
        for rank, one in enumerate(kept.columns)
    )


def verdicts_of(session: Session, trip_id: str, person: str) -> Sequence[KeptVerdict]:
    """Return a person's kept verdicts in the board's order."""
    wanted = select(KeptVerdict).where(KeptVerdict.trip_id == trip_id, KeptVerdict.person == person)
    return session.scalars(wanted.order_by(KeptVerdict.rank)).all()


def open_verdicts(session: Session, trip_id: str, limit: int = 500) -> Sequence[KeptVerdict]:
    """Return the verdicts in which something is missing or invalid, by rank and person."""
    wanted = select(KeptVerdict).where(
        KeptVerdict.trip_id == trip_id, KeptVerdict.state.in_(("missing", "invalid"))
    )
    return session.scalars(wanted.order_by(KeptVerdict.rank, KeptVerdict.person).limit(limit)).all()


def boards_of_all(session: Session) -> Sequence[tuple[Trip, KeptBoard]]:
    """Return every trip that has a kept board, with it, the soonest first; one query."""
    rows = session.execute(
        select(Trip, KeptBoard)
        .join(KeptBoard, KeptBoard.trip_id == Trip.id)
        .order_by(Trip.starts, Trip.code)
    )
    return [(trip, kept) for trip, kept in rows]
