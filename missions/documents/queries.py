"""Reading documents and their scans."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.documents.model import Document, Scan
from missions.documents.numbers import number_index
from missions.installation import Installation
from missions.people.model import Person
from missions.trips.model import Membership


def documents_numbered(installation: Installation, session: Session, number: str) -> list[Document]:
    """Return the documents of every trip that bear this number; none for a part of one.

    Raises:
        OuterKeyUnusable: the outer key is missing; numbers are not to be found without it.
    """
    index = number_index(installation.keyring, number)
    if not index:
        return []
    found = select(Document).where(Document.number_index == index)
    return list(session.scalars(found.order_by(Document.trip_id, Document.key)))


def whose_number(
    installation: Installation, session: Session, trip_id: str, number: str
) -> list[str]:
    """Return what the people of a trip are called whose documents bear this number.

    Raises:
        OuterKeyUnusable: the outer key is missing.
    """
    keys = {
        row.person
        for row in documents_numbered(installation, session, number)
        if row.trip_id == trip_id
    }
    rows = session.execute(
        select(Person.preferred_name, Membership.key)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.trip_id == trip_id, Membership.key.in_(keys))
        .order_by(Membership.position)
    )
    return [name or key for name, key in rows]


def scan_of(session: Session, scan_id: str) -> Scan | None:
    """Return a scan's row."""
    return session.get(Scan, scan_id)


def scans_of(session: Session, document_ids: Iterable[str]) -> list[Scan]:
    """Return the scans of some documents, oldest first."""
    wanted = select(Scan).where(Scan.document_id.in_(list(document_ids)))
    return list(session.scalars(wanted.order_by(Scan.made_at, Scan.id)))
