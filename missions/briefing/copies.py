"""Papers in people's hands: which copies are out, how each stands, and whose a found sheet is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.briefing.admission import Viewer
from missions.briefing.copy_codes import holder_of, read_code
from missions.briefing.desk import Desk
from missions.briefing.model import Edition, PaperCopy
from missions.briefing.reader import Asked
from missions.policy.actions import Action

COPIED = frozenset({"pdf", "html"})
"""The formats that go on paper or stand in for it: a file of these is a copy."""


class State(StrEnum):
    """How a copy stands; what is missing comes first."""

    MISSING = "missing"
    ISSUED = "issued"
    HANDED_IN = "handed in"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was handed out; `newest` is the number of the trip's newest edition."""

    id: str
    trip_id: str
    edition: int
    newest: int
    code: str
    what: str
    audience: str
    person: str
    times: int
    issued_at: datetime
    issued_by: str
    state: State
    stated_at: datetime | None

    @property
    def older(self) -> bool:
        """Whether a newer edition is out."""
        return self.edition < self.newest


def issue(
    session: Session, desk: Desk, viewer: Viewer, asked: Asked, code: str, actor: str
) -> None:
    """Write down that a copy leaves now; in the same transaction as the row of the audit log.

    Who had handed theirs in, or destroyed it, has one again. A missing one stays missing: it may
    still be found.

    Args:
        code: what stands on its pages; nothing is written for a paper that has none.
        actor: an account's id, or the operator.
    """
    if not code:
        return
    row = _locked(session, desk, viewer, asked, code, actor)
    row.times += 1
    row.issued_at, row.issued_by = clock.now(), actor
    if row.state != State.MISSING:
        row.state = State.ISSUED
    session.flush()


def _locked(
    session: Session, desk: Desk, viewer: Viewer, asked: Asked, code: str, actor: str
) -> PaperCopy:
    """Return the copy's row, locked; of two who write it first one makes it."""
    wanted = select(PaperCopy).where(
        PaperCopy.edition_id == desk.edition_id, PaperCopy.code == code
    )
    found = session.scalar(wanted.with_for_update())
    if found is not None:
        return found
    with suppress(IntegrityError), session.begin_nested():
        session.add(
            PaperCopy(
                edition_id=desk.edition_id,
                code=code,
                what=asked.what,
                audience=asked.audience,
                person=holder_of(viewer, asked),
                times=0,
                issued_at=clock.now(),
                issued_by=actor,
                state=State.ISSUED,
            )
        )
    return session.scalars(wanted.with_for_update()).one()


def copies_of(session: Session, trip_id: str) -> list[Copy]:
    """Return a trip's copies: what is missing first, then the newest edition's, by person."""
    rows = session.execute(_copies(Edition.trip_id == trip_id))
    order = list(State)
    return sorted(
        map(_copy, rows),
        key=lambda row: (
            row.state is not State.MISSING,
            -row.edition,
            row.person.casefold(),
            row.audience,
            row.what,
            order.index(row.state),
        ),
    )


def trace(session: Session, trip_ids: Collection[str], typed: str) -> Copy | None:
    """Return the copy whose code somebody typed, where one of these trips handed it out."""
    code = read_code(typed)
    if code is None or not trip_ids:
        return None
    found = session.execute(_copies(Edition.trip_id.in_(trip_ids), PaperCopy.code == code)).first()
    return _copy(found) if found is not None else None


def _copies(*wanted: ColumnElement[bool]) -> Select[PaperCopy, str, int, int]:
    newest = (
        select(Edition.trip_id, func.max(Edition.number).label("number"))
        .group_by(Edition.trip_id)
        .subquery()
    )
    return (
        select(PaperCopy, Edition.trip_id, Edition.number, newest.c.number)
        .join(Edition, Edition.id == PaperCopy.edition_id)
        .join(newest, newest.c.trip_id == Edition.trip_id)
        .where(*wanted)
    )


def _copy(found: Row[PaperCopy, str, int, int]) -> Copy:
    row, trip_id, number, newest = found
    return Copy(
        id=row.id,
        trip_id=trip_id,
        edition=number,
        newest=newest,
        code=row.code,
        what=row.what,
        audience=row.audience,
        person=row.person,
        times=row.times,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        state=State(row.state),
        stated_at=row.stated_at,
    )


def state(session: Session, trip_id: str, copy_id: str, to: State, actor: str) -> bool:
    """Say how a trip's copy stands now; False where the trip has no such copy."""
    row = session.scalar(
        select(PaperCopy)
        .join(Edition, Edition.id == PaperCopy.edition_id)
        .where(PaperCopy.id == copy_id, Edition.trip_id == trip_id)
    )
    if row is None:
        return False
    if row.state != to:
        _state(row, to, actor)
        log.record(session, actor, Action.COPIES_CHANGE, row.id, to, trip_id=trip_id)
    return True


def state_all(session: Session, trip_id: str, edition: int, to: State, actor: str) -> int:
    """Say that all copies of an edition stand so, but for missing ones; return how many changed."""
    rows: Sequence[PaperCopy] = session.scalars(
        select(PaperCopy)
        .join(Edition, Edition.id == PaperCopy.edition_id)
        .where(Edition.trip_id == trip_id, Edition.number == edition)
        .where(PaperCopy.state.not_in((to, State.MISSING)))
    ).all()
    for row in rows:
        _state(row, to, actor)
    if rows:
        detail = f"{len(rows)} {to}"
        log.record(
            session, actor, Action.COPIES_CHANGE, rows[0].edition_id, detail, trip_id=trip_id
        )
    return len(rows)


def _state(row: PaperCopy, to: State, actor: str) -> None:
    row.state, row.stated_at, row.stated_by = to, clock.now(), actor
