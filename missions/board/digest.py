"""What leaders are told on Mondays: how each trip stands, what changed, what the week brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from missions.board.judging import today
from missions.privacy import Posture
from missions.readiness.model import KeptBoard, KeptConflict, KeptVerdict, ReadinessDay
from missions.readiness.reminding import WEEK
from missions.readiness.titles import title_of
from missions.readiness.verdict import Go, State
from missions.trips.model import Trip


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that comes due within the week, and for how many people."""

    called: str
    due: date
    people: int


@dataclass(frozen=True, slots=True)
class Stand:
    """How a trip stood on a day; `open` counts what is due, missing or invalid."""

    go: str
    ready: int
    people: int
    open: int
    clashes: int


@dataclass(frozen=True, slots=True)
class Section:
    """An open trip: how it stands, how it stood a week before (None where that isn't kept)."""

    title: str
    starts: date
    ends: date
    now: Stand
    before: Stand | None
    coming: tuple[Coming, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A section for each open trip, and how many guarded and closed ones have news."""

    sections: tuple[Section, ...] = ()
    others: int = 0


def digest_of(session: Session, trips: Sequence[Trip]) -> Digest:
    """Return what the leader of these trips is told now, by the kept boards; four queries.

    Of a guarded or closed trip it says no more than that something isn't ready, or has changed.
    """
    ids = [trip.id for trip in trips]
    clashes = _clashes(session, ids)
    boards = {
        kept.trip_id: _stand(kept, clashes.get(kept.trip_id, 0))
        for kept in session.scalars(select(KeptBoard).where(KeptBoard.trip_id.in_(ids)))
    }
    before, coming = _before(session, trips), _coming(session, trips)
    shown = [trip for trip in trips if trip.id in boards and trip.posture == Posture.OPEN]
    hidden = [trip.id for trip in trips if trip.id in boards and trip.posture != Posture.OPEN]
    sections = (
        Section(
            title=trip.name or trip.label or trip.code,
            starts=trip.starts,
            ends=trip.ends,
            now=boards[trip.id],
            before=before.get(trip.id),
            coming=coming.get(trip.id, ()),
        )
        for trip in shown
    )
    return Digest(tuple(sections), sum(_has_news(boards[one], before.get(one)) for one in hidden))


def _has_news(now: Stand, before: Stand | None) -> bool:
    return now.go != Go.GO or (before is not None and before != now)


def _open(counts: Mapping[str, int]) -> int:
    return sum(counts.get(state.value, 0) for state in (State.DUE, State.MISSING, State.INVALID))


def _stand(kept: KeptBoard, clashes: int) -> Stand:
    return Stand(kept.go, kept.ready, kept.people, _open(kept.counts), clashes)


def _before(session: Session, trips: Sequence[Trip]) -> dict[str, Stand]:
    """Return how each trip stood a week ago, or up to a week before that where it wasn't judged."""
    days = {trip.id: today(trip) for trip in trips}
    if not days:
        return {}
    rows = session.scalars(
        select(ReadinessDay)
        .where(
            ReadinessDay.trip_id.in_(list(days)),
            ReadinessDay.day >= min(days.values()) - 2 * WEEK,
            ReadinessDay.day <= max(days.values()) - WEEK,
        )
        .order_by(ReadinessDay.day)
    )
    return {
        row.trip_id: Stand(row.go, row.ready, row.people, _open(row.counts), row.conflicts)
        for row in rows
        if row.day <= days[row.trip_id] - WEEK
    }


def _coming(session: Session, trips: Sequence[Trip]) -> dict[str, tuple[Coming, ...]]:
    """Return what comes due within the seven days from today, by trip."""
    days = {trip.id: today(trip) for trip in trips}
    if not days:
        return {}
    rows = session.execute(
        select(
            KeptVerdict.trip_id,
            KeptVerdict.kind,
            KeptVerdict.title,
            KeptVerdict.due,
            func.count(),
        )
        .where(
            KeptVerdict.trip_id.in_(list(days)),
            KeptVerdict.state == State.DUE.value,
            KeptVerdict.due >= min(days.values()),
            KeptVerdict.due < max(days.values()) + WEEK,
        )
        .group_by(KeptVerdict.trip_id, KeptVerdict.kind, KeptVerdict.title, KeptVerdict.due)
        .order_by(KeptVerdict.due, KeptVerdict.kind, KeptVerdict.title)
    )
    found: dict[str, tuple[Coming, ...]] = {}
    for trip_id, kind, title, due, people in rows:
        if due is not None and timedelta(0) <= due - days[trip_id] < WEEK:
            one = Coming(title_of(kind, title), due, people)
            found[trip_id] = (*found.get(trip_id, ()), one)
    return found


def _clashes(session: Session, ids: list[str]) -> dict[str, int]:
    """Return how many clashes nobody lets be, by trip."""
    rows = session.execute(
        select(KeptConflict.trip_id, func.count())
        .where(KeptConflict.trip_id.in_(ids), KeptConflict.overridden == "")
        .group_by(KeptConflict.trip_id)
    )
    return {trip_id: number for trip_id, number in rows}
