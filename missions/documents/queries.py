"""Reading documents and their scans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.documents.model import Document, PaperEvent, Scan
from missions.documents.numbers import number_index
from missions.documents.rules import FOR_THE_TRIP, HELD
from missions.installation import Installation
from missions.people.model import Person
from missions.trips.model import Membership, Trip


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


def documents_of(session: Session, trip_id: str, key: str) -> list[Document]:
    """Return the papers of a member, in the folder's order."""
    wanted = select(Document).where(Document.trip_id == trip_id, Document.person == key)
    return list(session.scalars(wanted.order_by(Document.position, Document.key)))


def events_of(session: Session, document_ids: Iterable[str]) -> list[PaperEvent]:
    """Return what happened to some documents, the newest first."""
    wanted = select(PaperEvent).where(PaperEvent.document_id.in_(list(document_ids)))
    return list(session.scalars(wanted.order_by(PaperEvent.at.desc(), PaperEvent.id)))


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper with whose it is, and in which trip."""

    document: Document
    membership_id: str
    person_id: str
    name: str
    code: str = ""
    label: str = ""


def waiting(session: Session, trip_id: str) -> list[Filed]:
    """Return the papers of a trip that wait for a leader's review, person by person."""
    rows = session.execute(
        select(Document, Membership, Person)
        .join(
            Membership,
            (Membership.trip_id == Document.trip_id) & (Membership.key == Document.person),
        )
        .join(Person, Person.id == Membership.person_id)
        .where(
            Document.trip_id == trip_id,
            Document.state == HELD,
            Document.replaced_by == "",
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.position, Membership.key, Document.position, Document.key)
    )
    return [
        Filed(row, member.id, person.id, person.preferred_name or member.key)
        for row, member, person in rows
    ]


def expiring(session: Session, trip_ids: Iterable[str], until: date) -> list[Filed]:
    """Return the papers of some trips that end on `until` or before, the earliest first.

    Trips that are over count too, until they are purged. What was replaced does not, nor an
    insurance that was made for the trip's days.
    """
    rows = session.execute(
        select(Document, Membership, Person, Trip)
        .join(
            Membership,
            (Membership.trip_id == Document.trip_id) & (Membership.key == Document.person),
        )
        .join(Person, Person.id == Membership.person_id)
        .join(Trip, Trip.id == Document.trip_id)
        .where(
            Document.trip_id.in_(list(trip_ids)),
            Document.expires.is_not(None),
            Document.expires <= until,
            Document.replaced_by == "",
            Membership.ended_at.is_(None),
            ~((Document.kind == FOR_THE_TRIP) & (Document.expires >= Trip.ends)),
        )
        .order_by(Document.expires, Trip.starts.desc(), Membership.position, Document.key)
    )
    return [
        Filed(row, member.id, person.id, person.preferred_name or member.key, trip.code, trip.label)
        for row, member, person, trip in rows
    ]


def names_by_account(session: Session, trip_id: str) -> dict[str, str]:
    """Return what the people of a trip are called, by account."""
    rows = session.execute(
        select(Person.account_id, Person.preferred_name, Membership.key)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.trip_id == trip_id, Person.account_id.is_not(None))
    )
    return {account: name or key for account, name, key in rows if account}
