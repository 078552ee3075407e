"""What becomes of a paper that is on file: replaced and put back, chosen, lost, taken out."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.documents import history
from missions.documents.actions import drop_scan
from missions.documents.model import PaperEvent, Scan
from missions.documents.owning import NotThere, Owner, logged, paper_of, papers_of, wrote
from missions.documents.rules import HELD, PASSPORT, RETURNED
from missions.installation import Installation
from missions.trips.actions import count_write


class WasReviewed(ValueError):
    """A leader has looked at the paper, so it stays on file."""


def hand_in_again(
    installation: Installation, session: Session, owner: Owner, document_id: str, actor: str
) -> None:
    """Let a returned paper wait for review again, as it is: a better scan may have been added."""
    document = paper_of(session, owner, document_id)
    if document.state != RETURNED:
        raise NotThere(document_id)
    document.state = HELD
    wrote(installation, session, owner, document, actor, history.HANDED_IN)


def report_lost(
    installation: Installation, session: Session, owner: Owner, document_id: str, actor: str
) -> None:
    """Say that a paper is lost; entering a new one in its place is the next step."""
    document = paper_of(session, owner, document_id)
    document.state = "lost"
    wrote(installation, session, owner, document, actor, history.LOST)


def undo_replacement(
    installation: Installation, session: Session, owner: Owner, document_id: str, actor: str
) -> None:
    """Put a replaced paper back in its place; the other one stays beside it.

    Raises:
        NotThere: nothing has its place.
    """
    document = paper_of(session, owner, document_id)
    if not document.replaced_by:
        raise NotThere(document_id)
    document.replaced_by = ""
    wrote(installation, session, owner, document, actor, history.TAKEN_BACK)


def choose(
    installation: Installation, session: Session, owner: Owner, document_id: str, actor: str
) -> None:
    """Use this passport on the trip, and none of the others.

    Raises:
        NotThere: it is no passport, or was replaced.
    """
    document = paper_of(session, owner, document_id)
    if document.kind != PASSPORT or document.replaced_by:
        raise NotThere(document_id)
    for other in papers_of(session, owner):
        other.chosen = other.id == document.id
    wrote(installation, session, owner, document, actor, history.CHOSEN)


def withdraw(
    installation: Installation, session: Session, owner: Owner, document_id: str, actor: str
) -> None:
    """Take out a paper that no leader has reviewed, with its scans; what it replaced is back.

    Raises:
        WasReviewed: it stays; it can be replaced.
    """
    document = paper_of(session, owner, document_id)
    reviewed = was_reviewed(session, [document.id])
    if document.id in reviewed or document.state not in (HELD, "applied", "wanted"):
        raise WasReviewed
    for other in papers_of(session, owner):
        if other.replaced_by == document.key:
            other.replaced_by = ""
            history.write(installation, session, other, owner.person_id, actor, history.TAKEN_BACK)
        if other.tied_to == document.key:
            other.tied_to = ""
    for scan in session.scalars(select(Scan).where(Scan.document_id == document.id)).all():
        drop_scan(installation, session, scan, actor)
    session.flush()
    session.delete(document)
    count_write(session, owner.trip)
    logged(session, owner, document, actor, "withdrawn")


def was_reviewed(session: Session, document_ids: Collection[str]) -> set[str]:
    """Return which of these papers a leader has accepted or returned once."""
    wanted = select(PaperEvent.document_id).where(
        PaperEvent.document_id.in_(document_ids), PaperEvent.what.in_(history.REVIEWS)
    )
    return set(session.scalars(wanted))
