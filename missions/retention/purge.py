"""Carrying a purge out: records for safeguarding first, then the rows, then keys and files."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.installation import Installation
from missions.retention import journal
from missions.retention.announcing import over
from missions.retention.deleting import delete_persons, delete_trip, persons_of
from missions.retention.ending import finish, scans_of, settle
from missions.retention.journal import Ended
from missions.retention.model import Purge
from missions.retention.queries import is_open
from missions.retention.rules import hand_of
from missions.retention.safeguarding import keep_records
from missions.trips.model import Trip
from missions.vault.scopes import person_scope, trip_scope

WORKER = "worker"
DONE = "trip:purge"


def carry_out_due(installation: Installation) -> int:
    """Carry out every confirmed purge that is due, and go on with what broke off; return how many.

    Raises:
        OuterKeyUnusable: records for safeguarding can't be sealed, so nothing was deleted.
    """
    settle(installation)
    with installation.store.read() as session:
        due = session.scalars(
            select(Purge.id)
            .where(is_open(), Purge.confirmed_at.is_not(None), Purge.due_at <= clock.now())
            .order_by(Purge.due_at, Purge.id)
        ).all()
    return sum(carry_out(installation, purge_id, WORKER) for purge_id in due)


def carry_out(
    installation: Installation, purge_id: str, actor: str, *, at_once: bool = False
) -> bool:
    """Carry a confirmed purge out; False where it is not due, not open or not confirmed.

    A trip that is ahead again, or still, stays, unless it was announced all the same.

    Args:
        actor: who or what does it, for the log.
        at_once: before it is due.
    """
    with installation.store.write() as session:
        row = _ready(session, purge_id, at_once=at_once)
        if row is None:
            return False
        ended = _delete(installation, session, row, actor)
    finish(installation, ended)
    return True


def _ready(session: Session, purge_id: str, *, at_once: bool) -> Purge | None:
    wanted = select(Purge).where(Purge.id == purge_id, is_open(), Purge.confirmed_at.is_not(None))
    row = session.scalar(wanted.with_for_update())
    if row is None or (row.due_at > clock.now() and not at_once):
        return None
    trip = session.get(Trip, row.trip_id)
    ahead = trip is not None and not over(trip)
    return None if ahead and not hand_of(row.announced_by).ahead else row


def _delete(installation: Installation, session: Session, row: Purge, actor: str) -> Ended:
    """Delete the trip's rows in the action's transaction; the list of ids is written before."""
    trip_id = row.trip_id
    trip = session.scalar(select(Trip).where(Trip.id == trip_id).with_for_update())
    persons = persons_of(session, trip_id)
    records = keep_records(installation, session, trip) if trip is not None else []
    files = scans_of(session, persons, trip_id)
    ended = Ended(row.id, (trip_scope(trip_id), *map(person_scope, persons), *files))
    session.flush()
    journal.begin(journal.file_of(installation.settings), ended)
    delete_trip(session, trip_id)
    delete_persons(session, persons)
    row.done_at = clock.now()
    detail = f"purge={row.id} persons={len(persons)} records={len(records)}"
    log.record(session, actor, DONE, trip_id, detail, trip_id)
    return ended
