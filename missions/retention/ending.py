"""The end of a purge or an erasure, after its rows are gone: keys, files of scans, what lingers.

Each step bears being done twice, and the list of what was purged (`journal`) remembers what broke
off; `settle` goes on with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from missions.accounts.model import Account
from missions.documents.actions import files_of
from missions.documents.model import Document, Scan
from missions.installation import Installation
from missions.people.model import Person
from missions.retention import journal
from missions.retention.journal import Ended
from missions.retention.model import Purge
from missions.store.sessions import Store
from missions.trips.model import Trip


def finish(installation: Installation, ended: Ended) -> None:
    """Shred the keys of what is deleted, drop its files, and write down that it is done."""
    installation.keyring.shred(ended.scopes)
    drop_files(installation, ended.ids("scan"))
    if fold(installation.store):
        journal.done(journal.file_of(installation.settings), ended.id)


def drop_files(installation: Installation, names: Sequence[str]) -> None:
    """Delete files of scans; those that are gone are passed over.

    Raises:
        FilesUnusable: the store does not answer; `settle` tries again.
    """
    if names:
        files = files_of(installation)
        for name in names:
            files.delete(name)


def scans_of(session: Session, persons: Iterable[str], trip_id: str = "") -> list[str]:
    """Return these persons’ files of scans, and a trip’s, as the list of what was purged has them.

    A scan of a person whom another trip holds goes with the trip that holds the paper.
    """
    found = session.scalars(
        select(Scan.object_name)
        .join(Document, Document.id == Scan.document_id)
        .where(or_(Scan.person_id.in_(list(persons)), Document.trip_id == trip_id))
        .order_by(Scan.object_name)
    )
    return [f"scan:{name}" for name in found.all()]


def fold(store: Store) -> bool:
    """Empty SQLite's write-ahead log, which still holds old pages; False while somebody reads.

    Deleted rows are overwritten in the database's file itself (`secure_delete`).
    """
    if store.engine.dialect.name != "sqlite":
        return True
    connection = store.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        answer = cursor.fetchone()
        cursor.close()
    finally:
        connection.close()
    return answer is not None and not answer[0]


def settle(installation: Installation) -> int:
    """Go on with what broke off: finish it where the rows are gone, else call it void.

    Returns how many there were.
    """
    path = journal.file_of(installation.settings)
    waiting = journal.unfinished(path)
    for ended in waiting:
        with installation.store.write() as session:
            stands = _stands(session, ended)
        if stands:
            journal.void(path, ended.id)
        else:
            finish(installation, ended)
    return len(waiting)


def _stands(session: Session, ended: Ended) -> bool:
    """Whether the rows are still there; waits for whoever is deleting them right now."""
    session.execute(select(Purge.id).where(Purge.id == ended.id).with_for_update())
    people = ended.ids("person")
    session.execute(select(Person.id).where(Person.id.in_(people)).with_for_update())
    accounts = ended.ids("account")
    session.execute(select(Account.id).where(Account.id.in_(accounts)).with_for_update())
    wanted = select(Trip.id).where(Trip.id.in_(ended.ids("trip")))
    if not ended.ids("trip"):
        wanted = select(Person.id).where(Person.id.in_(people))
    if not ended.ids("trip") and not people:
        wanted = select(Account.id).where(Account.id.in_(accounts))
    return session.execute(wanted).first() is not None
