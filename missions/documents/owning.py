"""Whose papers are written: the trip locked, the member found, each write on record.

Every action locks the trip first, so that keys are not rotated meanwhile, raises its version, and
leaves an event with the paper and a row in the log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.audit import log
from missions.documents import history
from missions.documents.history import Told
from missions.documents.model import Document
from missions.documents.opening import stamp_of
from missions.installation import Installation
from missions.policy.actions import Action
from missions.trips.actions import count_write
from missions.trips.model import Membership, Trip


class Outdated(RuntimeError):
    """Somebody else changed the paper meanwhile; nothing was written."""


class NotThere(LookupError):
    """There is no such paper of this member, or not in this state."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose papers are written: a membership, locked with its trip."""

    trip: Trip
    member: Membership

    @property
    def person_id(self) -> str:
        """Whose key seals."""
        return self.member.person_id


def owner_of(session: Session, membership_id: str) -> Owner:
    """Return the member with the trip locked; raise `NotThere` for an unknown one."""
    trip_id = session.scalar(select(Membership.trip_id).where(Membership.id == membership_id))
    trip = session.scalar(select(Trip).where(Trip.id == trip_id).with_for_update())
    if trip is None:
        raise NotThere(membership_id)
    return Owner(trip, session.get_one(Membership, membership_id))


def paper_of(session: Session, owner: Owner, document_id: str, stamp: str = "") -> Document:
    """Return a paper of the member.

    Raises:
        NotThere: it is somebody else's, or gone.
        Outdated: it has another stamp by now.
    """
    document = session.get(Document, document_id)
    if document is None or document.trip_id != owner.trip.id or document.person != owner.member.key:
        raise NotThere(document_id)
    if stamp and stamp != stamp_of(document):
        raise Outdated
    return document


def papers_of(session: Session, owner: Owner) -> Sequence[Document]:
    """Return the member's papers in the folder's order."""
    wanted = select(Document).where(
        Document.trip_id == owner.trip.id, Document.person == owner.member.key
    )
    return session.scalars(wanted.order_by(Document.position, Document.key)).all()


def wrote(
    installation: Installation,
    session: Session,
    owner: Owner,
    document: Document,
    actor: str,
    what: str,
    words: Told = history.NOTHING,
) -> None:
    """Write down that a paper was written: its event, the trip's version, a row in the log."""
    history.write(installation, session, document, owner.person_id, actor, what, words)
    count_write(session, owner.trip)
    logged(session, owner, document, actor, what)


def logged(session: Session, owner: Owner, document: Document, actor: str, what: str) -> None:
    """Leave a row in the log, without a value."""
    detail = f"{what} document={document.id}"
    log.record(session, actor, Action.DOCUMENT_CHANGE, owner.person_id, detail, owner.trip.id)
