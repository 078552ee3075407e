"""The selects of the board: what is kept, what was waived and let be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, select
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
from missions.trips.rules import is_minor, split_list

WEEK = timedelta(days=7)


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


def kept_board(session: Session, trip_id: str, day: date) -> tuple[KeptBoard, ReadinessDay] | None:
    """Return the head of a trip's board with how it stood a week before `day`; one query."""
    earlier = aliased(ReadinessDay)
    newest = (
        select(ReadinessDay.day)
        .where(ReadinessDay.trip_id == trip_id, ReadinessDay.day <= day - WEEK)
        .order_by(ReadinessDay.day.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = session.execute(
        select(KeptBoard, earlier)
        .outerjoin(earlier, and_(earlier.trip_id == KeptBoard.trip_id, earlier.day == newest))
        .where(KeptBoard.trip_id == trip_id)
    ).first()
    return None if row is None else (row[0], row[1])


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
    if born is None or not is_minor(born, starts):
        return None
    before = (starts.month, starts.day) < (born.month, born.day)
    return starts.year - born.year - before


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
