"""Making true what was supposed: one transaction with its audit row, or nothing.

A move can be taken back for ten minutes, as long as nobody has changed the trip since.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.audit.model import AuditEntry
from missions.board.dropping import drop, log_leaving
from missions.documents.entering import enter
from missions.documents.model import Document
from missions.documents.owning import owner_of
from missions.documents.rules import PASSPORT
from missions.installation import Installation
from missions.people.model import Person
from missions.policy.actions import Action
from missions.readiness.moving import stays_put
from missions.readiness.supposing import (
    FURTHEST,
    Cancel,
    CannotSuppose,
    Move,
    Renew,
    Supposition,
    Without,
)
from missions.schedule.model import Activity, Crossing, Segment, Stay
from missions.schedule.rules import instant
from missions.training.model import Training
from missions.trips.actions import count_write
from missions.trips.model import Membership, OfTrip, Trip

BACK_WITHIN = timedelta(minutes=10)
"""So long a move can be taken back."""
COMING = ("wanted", "applied")
_MOVED = re.compile(r"moved (-?\d+) version (\d+)")
R = TypeVar("R", bound=OfTrip)


class PlanMoved(RuntimeError):
    """The trip is another by now than the one that was looked at; nothing was written."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written, in sentences."""

    words: tuple[str, ...]


def apply(
    installation: Installation,
    session: Session,
    trip_id: str,
    suppositions: Sequence[Supposition],
    seen: int,
    actor: str,
) -> Applied:
    """Write the suppositions into the plan.

    Args:
        seen: the trip's version that was looked at.
        actor: the account that decides, or `audit.log.OPERATOR`.

    Raises:
        PlanMoved: the trip has another version.
        CannotSuppose: a supposition makes no sense for this trip.
        LastLeader: nobody would lead the trip any more.
        OuterKeyUnusable: a document is to be added and the outer key is missing.
    """
    trip = session.get_one(Trip, trip_id, with_for_update=True)
    if trip.version != seen:
        raise PlanMoved(f"The trip {trip.code} was changed after it was looked at.")
    words: list[str] = []
    names = _names(session, trip)
    moves = [one.days for one in suppositions if isinstance(one, Move) and one.days]
    keys = [one.person for one in suppositions if isinstance(one, Without)]
    renewed = [one for one in suppositions if isinstance(one, Renew) and one.person not in keys]
    reversible = len(moves) == len(suppositions) == 1 and _lossless(session, trip, moves[0])
    _cancel(session, trip, [one.leg for one in suppositions if isinstance(one, Cancel)], words)
    for days in moves:
        _move(session, trip, days)
        words.append(_moved_words(days))
    leaving = drop(session, trip, keys)
    words += [f"{names[member.key]} is off the trip." for member, _person in leaving.gone]
    words += [
        f"{names[member.key]} stays at home, as a guardian." for member, _role in leaving.guardians
    ]
    count_write(session, trip)
    for one in renewed:
        new = _want_passport(installation, session, trip, one.person, actor)
        whose = names.get(one.person, one.person)
        words.append(_wanted_words(whose, new=new))
    log_leaving(session, trip, leaving, actor)
    _record(session, trip, suppositions, actor, moves[0] if reversible else 0)
    return Applied(tuple(words))


def movable_back(session: Session, trip: Trip) -> int:
    """Return by how many days the trip was moved just now, if that can be taken back; else 0."""
    wanted = (
        select(AuditEntry.detail)
        .where(
            AuditEntry.trip_id == trip.id,
            AuditEntry.action == str(Action.BOARD_CHANGE),
            AuditEntry.at >= clock.now() - BACK_WITHIN,
        )
        .order_by(AuditEntry.number.desc())
        .limit(1)
    )
    found = _MOVED.fullmatch(session.scalar(wanted) or "")
    return int(found[1]) if found and int(found[2]) == trip.version else 0


def take_back(session: Session, trip_id: str, actor: str) -> Applied:
    """Move a trip back that was moved just now.

    Raises:
        PlanMoved: it was changed since, or too long ago.
    """
    trip = session.get_one(Trip, trip_id, with_for_update=True)
    days = movable_back(session, trip)
    if not days:
        raise PlanMoved(f"The trip {trip.code} can't be moved back any more.")
    _move(session, trip, -days)
    count_write(session, trip)
    log.record(session, actor, Action.BOARD_CHANGE, trip.id, f"moved back {days}", trip.id)
    return Applied(("The trip is back on its days.",))


def _record(
    session: Session, trip: Trip, suppositions: Sequence[Supposition], actor: str, back: int
) -> None:
    detail = f"moved {back} version {trip.version}"
    if not back:
        kinds = ("without", Without), ("move", Move), ("cancel", Cancel), ("renew", Renew)
        counts = ((word, sum(isinstance(one, k) for one in suppositions)) for word, k in kinds)
        detail = "supposed " + " ".join(f"{word}={count}" for word, count in counts if count)
    log.record(session, actor, Action.BOARD_CHANGE, trip.id, detail, trip.id)


def _names(session: Session, trip: Trip) -> dict[str, str]:
    rows = session.execute(
        select(Membership.key, Person.preferred_name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.trip_id == trip.id)
    )
    return {key: name or key for key, name in rows}


def _rows(session: Session, model: type[R], trip: Trip) -> Sequence[R]:
    return session.scalars(select(model).where(model.trip_id == trip.id)).all()


def _cancel(session: Session, trip: Trip, keys: Sequence[str], words: list[str]) -> None:
    legs = {leg.key: leg for leg in _rows(session, Segment, trip)} if keys else {}
    for key in dict.fromkeys(keys):
        if key not in legs:
            raise CannotSuppose(f"No leg of this trip has the key “{key}” any more. Look again.")
        leg = legs[key]
        session.delete(leg)
        words.append(f"{leg.number or leg.key} is off the plan.")


def _moved_words(days: int) -> str:
    count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"The trip is {count} {'later' if days > 0 else 'earlier'}."


def _lossless(session: Session, trip: Trip, days: int) -> bool:
    """Whether moving back would move exactly what was moved: no training is passed over."""
    if days >= 0:
        return True
    starts = [lesson.starts for lesson in _rows(session, Training, trip)]
    earlier = trip.starts + timedelta(days=days)
    return all(stays_put(at, trip.starts) == stays_put(at, earlier) for at in starts)


def _move(session: Session, trip: Trip, days: int) -> None:
    """Move the rows as `readiness.moving` moves the facts."""
    if abs(days) > FURTHEST:
        raise CannotSuppose(f"A trip is moved by at most {FURTHEST} days, not by {days}.")
    by = timedelta(days=days)
    for member in _rows(session, Membership, trip):
        member.joins = member.joins and member.joins + by
        member.leaves = member.leaves and member.leaves + by
    for stay in _rows(session, Stay, trip):
        stay.check_in, stay.check_out = stay.check_in + by, stay.check_out + by
    _move_travel(session, trip, by)
    _move_items(session, trip, by)
    for lesson in _rows(session, Training, trip):
        if not stays_put(lesson.starts, trip.starts):
            lesson.starts, lesson.ends = lesson.starts + by, lesson.ends + by
            lesson.starts_utc = instant(lesson.starts, lesson.zone)
            lesson.ends_utc = instant(lesson.ends, lesson.zone)
    trip.starts, trip.ends = trip.starts + by, trip.ends + by


def _move_travel(session: Session, trip: Trip, by: timedelta) -> None:
    for leg in _rows(session, Segment, trip):
        leg.departs, leg.arrives = leg.departs + by, leg.arrives + by
        leg.departs_utc = instant(leg.departs, leg.departs_zone)
        leg.arrives_utc = instant(leg.arrives, leg.arrives_zone)
        if leg.arrives_utc < leg.departs_utc:
            raise CannotSuppose(
                f"{leg.number or leg.key} would arrive before it departs, since the clocks change."
                " Move by another number of days."
            )
    for crossing in _rows(session, Crossing, trip):
        crossing.closes, crossing.opens = crossing.closes + by, crossing.opens + by
        crossing.closes_utc = instant(crossing.closes, crossing.zone)
        crossing.opens_utc = instant(crossing.opens, crossing.zone)


def _move_items(session: Session, trip: Trip, by: timedelta) -> None:
    for item in _rows(session, Activity, trip):
        item.day += by
        item.starts = item.starts and item.starts + by
        item.starts_utc = instant(item.starts, item.zone) if item.starts else None
        item.ends = item.ends and item.ends + by
        item.ends_utc = instant(item.ends, item.zone) if item.ends else None
        item.meet_time = item.meet_time and item.meet_time + by


def _want_passport(
    installation: Installation, session: Session, trip: Trip, key: str, actor: str
) -> bool:
    """Put a new passport on file as wanted; False where one is under way."""
    member = session.scalar(
        select(Membership).where(Membership.trip_id == trip.id, Membership.key == key)
    )
    if member is None:
        raise CannotSuppose(f"“{key}” is no longer on this trip. Look again.")
    coming = select(Document.id).where(
        Document.trip_id == trip.id,
        Document.person == key,
        Document.kind == PASSPORT,
        Document.state.in_(COMING),
        Document.replaced_by == "",
    )
    if session.scalar(coming.limit(1)) is not None:
        return False
    owner = owner_of(session, member.id)
    enter(installation, session, owner, PASSPORT, {"state": "wanted"}, actor)
    return True


def _wanted_words(whose: str, *, new: bool) -> str:
    if new:
        return f"A new passport is wanted from {whose}."
    return f"A new passport of {whose} is under way already."
