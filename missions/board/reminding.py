"""Reminders: a letter to whoever owes something, by the worker's round or a leader's press.

Whether somebody is written to is decided twice, the second time with the trip's row held, so that
two who do it at once post one letter. The letter itself says what is owed when it goes out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.board.judging import today
from missions.board.readers import LETTER, Reader, Told, readers_of, told
from missions.briefing.borders import Borders, borders_of
from missions.installation import Installation
from missions.outbox.actions import post
from missions.policy.actions import Action
from missions.policy.crossings import Held
from missions.privacy import Audience, Posture
from missions.readiness.model import KeptBoard
from missions.readiness.reminding import CAN_ANYWAY, Call, Span, Why, call, rings_at, week_of
from missions.trips.model import Trip

WORKER = "worker"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """A reader of a trip, whether they are to be reminded, and when they were last.

    `key` is that of the letter that would be posted, "" for none.
    """

    reader: Reader
    call: Call
    told: datetime | None = None
    key: str = ""

    @property
    def sends(self) -> bool:
        """Whether they get a letter without anybody's asking."""
        return self.reader.reachable and self.call.sends

    @property
    def anyway(self) -> bool:
        """Whether a leader may have one written all the same."""
        return self.reader.reachable and self.call.why in CAN_ANYWAY and bool(self.key)


def remind_due(installation: Installation) -> int:
    """Post the reminders that are due, for every trip whose board is of today; return how many.

    Where nobody is to be reminded it takes four queries, however many trips there are.
    """
    if not installation.settings.reminders:
        return 0
    with installation.store.read() as session:
        trips = _trips(session)
        waiting = [
            trip.id
            for trip, people in _plans(session, trips, clock.now())
            if any(one.sends for one in people)
        ]
    return sum(_remind_trip(installation, trip_id) for trip_id in waiting)


def plan_of(session: Session, trip: Trip) -> tuple[Planned, ...]:
    """Return for every reader of a trip whether they would be reminded now, by the kept board."""
    ((_trip, people),) = _plans(session, [trip], clock.now(), with_borders=True)
    return people


def remind(
    installation: Installation,
    trip_id: str,
    actor: str,
    whom: Collection[str] | None = None,
    anyway: Collection[str] = (),
) -> tuple[Reader, ...]:
    """Write to those who owe something, for a leader; return to whom letters go.

    Args:
        trip_id: the trip; its board should be current.
        actor: who asks.
        whom: of those who are to be reminded, the memberships of whom one is written to; None: all.
        anyway: memberships that are written to although they were within the week, or owe nothing
            that is due soon.
    """
    with installation.store.write() as session:
        trip = session.get(Trip, trip_id, with_for_update=True)
        people = plan_of(session, trip) if trip is not None and not over(trip) else ()
        wanted = [
            one
            for one in people
            if (one.sends and (whom is None or one.reader.membership_id in whom))
            or (one.anyway and one.reader.membership_id in anyway)
        ]
        _post(session, trip_id, wanted, actor)
    return tuple(one.reader for one in wanted)


def over(trip: Trip) -> bool:
    """Whether a trip's last day is past, at home."""
    return today(trip) > trip.ends


def _trips(session: Session) -> list[Trip]:
    """Return the trips that are not over and whose board is of today; one query."""
    rows = session.execute(
        select(Trip, KeptBoard.day)
        .join(KeptBoard, KeptBoard.trip_id == Trip.id)
        .where(Trip.ends >= clock.now().date() - DAY)
        .order_by(Trip.starts, Trip.code)
    )
    return [trip for trip, day in rows if day == today(trip) and not over(trip)]


def _plans(
    session: Session, trips: Sequence[Trip], now: datetime, *, with_borders: bool = False
) -> Iterable[tuple[Trip, tuple[Planned, ...]]]:
    """Yield each trip with who is to be reminded.

    Who is near a border is looked up, in a fixed number of queries a trip, only where somebody
    would be, or with `with_borders`.
    """
    if not trips:
        return
    readers, known = readers_of(session, trips), told(session, (trip.id for trip in trips), now)
    for trip in trips:
        people = _judged(trip, readers[trip.id], known, Borders(), now)
        careful = trip.posture != Posture.OPEN
        if careful and (with_borders or any(one.sends for one in people)):
            people = _judged(trip, readers[trip.id], known, borders_of(session, trip), now)
        yield trip, people


def _judged(
    trip: Trip, readers: Iterable[Reader], known: Told, borders: Borders, now: datetime
) -> tuple[Planned, ...]:
    span = Span(trip.starts, trip.ends)
    return tuple(_planned(reader, span, known, borders, now) for reader in readers)


def _planned(reader: Reader, span: Span, known: Told, borders: Borders, now: datetime) -> Planned:
    at = [known.at[one] for one in reader.memberships if one in known.at]
    last = max(at, default=None)
    due_at = rings_at(now, reader.zone, partial(_near, borders, reader))
    found = call(reader.owed, span, last, due_at, reader.zone)
    key = _key(reader, found)
    if key in known.keys or (last is not None and last > now):
        return Planned(reader, replace(found, why=Why.TOLD), last)
    return Planned(reader, found, last, key)


def _near(borders: Borders, reader: Reader, at: datetime) -> Held:
    """What holds for whichever of the reader's memberships is longest near a border."""
    found = [borders.near(one, at) for one in reader.memberships]
    return next((held for held in found if held.audience is not Audience.TEAM), found[0])


def _key(reader: Reader, found: Call) -> str:
    """Return the idempotency key of the letter that would be posted."""
    if found.due_at is None:
        return ""
    if found.why is Why.WEEKLY:
        return f"{LETTER}/{reader.membership_id}/{week_of(found.due_at, reader.zone)}"
    day = found.due_at.astimezone(reader.zone).date()
    return f"{LETTER}/{reader.membership_id}/{day}/{_REASONS.get(found.why, 'asked')}"


_REASONS = {Why.URGENT: "urgent"}


def _remind_trip(installation: Installation, trip_id: str) -> int:
    with installation.store.write() as session:
        trip = session.get(Trip, trip_id, with_for_update=True)
        if trip is None:
            return 0
        wanted = [one for one in plan_of(session, trip) if one.sends]
        _post(session, trip_id, wanted, WORKER)
    return len(wanted)


def _post(session: Session, trip_id: str, wanted: Sequence[Planned], actor: str) -> None:
    for one in wanted:
        facts = {"membership": one.reader.membership_id}
        post(session, LETTER, facts, one.key, trip_id, one.call.due_at)
    for one in wanted:
        log.record(
            session, actor, Action.REMINDER_SEND, one.reader.membership_id, one.call.why, trip_id
        )
