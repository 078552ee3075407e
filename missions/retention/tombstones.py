"""After a backup is put back: what was purged since it was made goes again.

A backup rolls the database back, not the list of what was purged, which lies beside the keys.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Account
from missions.audit import log
from missions.installation import Installation
from missions.people.model import Person
from missions.retention import journal
from missions.retention.blanking import blank_persons, trips_of
from missions.retention.deleting import delete_persons, delete_trip
from missions.retention.ending import drop_files, fold
from missions.retention.erasing import records_of
from missions.retention.journal import Ended
from missions.retention.model import Purge
from missions.retention.rules import Hand, Role
from missions.retention.safeguarding import keep_records
from missions.trips.model import Trip

AGAIN = "trip:purge"
RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Applied:
    """How many purged trips and erased persons a backup had brought back."""

    trips: int
    persons: int


def apply(installation: Installation) -> Applied:
    """Delete what was purged or erased before a backup was put back; safe to repeat.

    Records for safeguarding are made anew, since the backup may be older than those.

    Raises:
        OuterKeyUnusable: such a record can't be sealed; call it again with the key.
    """
    path = journal.file_of(installation.settings)
    known = journal.entries(path)
    trips = persons = 0
    for ended in known:
        with installation.store.write() as session:
            one = _again(installation, session, ended)
        trips, persons = trips + one.trips, persons + one.persons
    installation.keyring.shred(scope for ended in known for scope in ended.scopes)
    drop_files(installation, [name for ended in known for name in ended.ids("scan")])
    if fold(installation.store):
        for ended in known:
            if not ended.done:
                journal.done(path, ended.id)
    return Applied(trips, persons)


def _again(installation: Installation, session: Session, ended: Ended) -> Applied:
    people = _standing(session, ended)
    accounts = session.scalars(select(Account.id).where(Account.id.in_(ended.ids("account")))).all()
    trips = session.scalars(select(Trip).where(Trip.id.in_(ended.ids("trip")))).all()
    if not (people or trips or accounts):
        return Applied(0, 0)
    for trip in trips:
        keep_records(installation, session, trip)
        session.flush()
        delete_trip(session, trip.id)
    if ended.ids("trip"):
        delete_persons(session, people)
    else:
        records_of(installation, session, trips_of(session, people), people)
        blank_persons(session, people)
    session.execute(delete(Account).where(Account.id.in_(accounts)))
    for trip_id in ended.ids("trip"):
        _note_done(session, ended.id, trip_id)
    subject = next(iter(ended.ids("trip")), ended.id)
    detail = f"again trips={len(trips)} persons={len(people)}"
    log.record(session, RESTORE, AGAIN, subject, detail)
    return Applied(len(trips), len(people))


def _standing(session: Session, ended: Ended) -> list[str]:
    return list(session.scalars(select(Person.id).where(Person.id.in_(ended.ids("person")))))


def _note_done(session: Session, purge_id: str, trip_id: str) -> None:
    """Write down in the database that was put back that the purge is done."""
    now = clock.now()
    row = session.get(Purge, purge_id)
    if row is None:
        hand = Hand(Role.ADMINISTRATOR, RESTORE).written()
        row = Purge(id=purge_id, trip_id=trip_id, announced_by=hand, announced_at=now, due_at=now)
        session.add(row)
    row.done_at = row.done_at or now
