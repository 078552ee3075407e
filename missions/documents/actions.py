"""Keeping, reading and dropping scans.

A crash leaves a file without a row, never a row without a file: the file is written and on the disk
before its row is committed, and deleted after its row is. `sweep` deletes what was left over.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.disclosure import SealedFact, open_file, reveal
from missions.documents.files import FilesUnusable, ScanFiles
from missions.documents.model import Document, Scan
from missions.documents.numbers import number_index
from missions.documents.pictures import Picture, cleaned
from missions.installation import Installation
from missions.policy.actions import Action
from missions.store.base import new_id
from missions.trips.model import Membership, Trip
from missions.vault.scopes import address, file_address, person_scope

ORPHANED_AFTER = timedelta(hours=1)
"""A file without a row may be an upload's that is not committed yet; after so long it is not."""


class ScanLost(LookupError):
    """The scan's row is there and its file is not."""


class NotTheirs(LookupError):
    """The document is not of that person."""


def files_of(installation: Installation) -> ScanFiles:
    """Return the installation's store of scans."""
    return ScanFiles(installation.settings.scan_store)


def keep_scan(
    installation: Installation,
    session: Session,
    document_id: str,
    person_id: str,
    upload: bytes,
    actor: str,
    name: str = "The file",
) -> Scan:
    """Keep an upload, made harmless and sealed with the person's key; `session` may write.

    A page makes it harmless before it opens the transaction (`pictures.cleaned`), which takes a
    second for a large picture, and calls `keep_picture` in it.

    Args:
        name: what the person calls the file, for sentences about what is wrong with it.

    Raises:
        Unwanted: it is no picture or PDF that can be kept.
        NotTheirs, OuterKeyUnusable, FilesUnusable: as `keep_picture`.
    """
    picture = cleaned(name, upload)
    return keep_picture(installation, session, document_id, person_id, picture, actor)


def keep_picture(
    installation: Installation,
    session: Session,
    document_id: str,
    person_id: str,
    picture: Picture,
    actor: str,
) -> Scan:
    """Keep what `pictures.cleaned` made of an upload; `session` may write.

    Raises:
        NotTheirs: there is no such document of that person.
        OuterKeyUnusable, FilesUnusable: nothing was kept.
    """
    trip_id = _locked_trip(session, document_id, person_id)
    scan = Scan(
        id=new_id(),
        document_id=document_id,
        person_id=person_id,
        object_name=secrets.token_hex(24),
        media_type=picture.media_type,
        size=len(picture.content),
        made_at=clock.now(),
        made_by=actor,
    )
    scope = person_scope(person_id)
    sealed = installation.keyring.seal_content(scope, file_address(scan.id), picture.content)
    files_of(installation).put(scan.object_name, sealed)
    session.add(scan)
    log.record(session, actor, Action.SCAN_CHANGE, scan.id, f"kept document={document_id}", trip_id)
    return scan


def _locked_trip(session: Session, document_id: str, person_id: str) -> str:
    """Lock the document's trip: keys are not rotated while something is being sealed."""
    whose = (
        select(Document.trip_id)
        .join(
            Membership,
            (Membership.trip_id == Document.trip_id) & (Membership.key == Document.person),
        )
        .where(Document.id == document_id, Membership.person_id == person_id)
    )
    trip_id = session.scalar(whose)
    if trip_id is None:
        raise NotTheirs("There is no such document of this person.")
    session.execute(select(Trip.id).where(Trip.id == trip_id).with_for_update())
    return trip_id


def read_scan(installation: Installation, session: Session, viewer: str, scan: Scan) -> bytes:
    """Return a scan's picture or PDF for `viewer`, with an audit row.

    Raises:
        ScanLost: its file is gone.
        OuterKeyUnusable, KeyShredded: it can't be opened.
        FilesUnusable: the store does not answer.
    """
    try:
        sealed = files_of(installation).get(scan.object_name)
    except FileNotFoundError as error:
        raise ScanLost("The file of this scan is not in the store of scans.") from error
    fact = SealedFact(person_scope(scan.person_id), file_address(scan.id), sealed)
    trip_id = session.scalar(select(Document.trip_id).where(Document.id == scan.document_id))
    return open_file(installation, session, viewer, scan.id, fact, trip_id or "")


def drop_scan(installation: Installation, session: Session, scan: Scan, actor: str) -> None:
    """Delete a scan's row, and its file once that is committed; else `sweep` finds it."""
    files, name = files_of(installation), scan.object_name

    def delete_file(_session: Session) -> None:
        with suppress(FilesUnusable):
            files.delete(name)

    session.delete(scan)
    log.record(session, actor, Action.SCAN_CHANGE, scan.id, "dropped")
    event.listen(session, "after_commit", delete_file, once=True)


def sweep(installation: Installation) -> int:
    """Delete files that no row names and that are older than an hour; return how many."""
    files, before = files_of(installation), clock.now() - ORPHANED_AFTER
    old = [kept.name for kept in files.names() if kept.changed < before]
    with installation.store.read() as session:
        known = set(session.scalars(select(Scan.object_name)))
    orphans = [name for name in old if name not in known]
    for name in orphans:
        files.delete(name)
    return len(orphans)


def index_numbers(installation: Installation, session: Session, actor: str) -> int:
    """Index the numbers that were sealed before there was an index; return how many."""
    wanted = (
        select(Document, Membership.person_id)
        .join(
            Membership,
            (Membership.trip_id == Document.trip_id) & (Membership.key == Document.person),
        )
        .where(Document.number.is_not(None), Document.number_index == "")
    )
    rows = session.execute(wanted).all()
    facts = [
        SealedFact(person_scope(person), address("document", row.id, "number"), row.number)
        for row, person in rows
    ]
    numbers = reveal(installation, session, actor, "", facts, "index")
    for (row, _), number in zip(rows, numbers, strict=True):
        row.number_index = number_index(installation.keyring, number)
    return len(rows)
