"""A leader's review: a paper is accepted, or returned to whom it is of with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from missions.audit import log
from missions.documents import history
from missions.documents.history import Told
from missions.documents.model import PaperEvent
from missions.documents.owning import NotThere, Owner, paper_of
from missions.documents.rules import ACCEPTED, HELD, RETURNED
from missions.installation import Installation
from missions.outbox.actions import post
from missions.policy.actions import Action
from missions.trips.actions import count_write

LETTER = "document-returned"
REASON_LENGTH = 500


class NoReason(ValueError):
    """A paper is returned without a reason, or with one that is too long."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is told that a paper was returned, and not before when."""

    account: str
    due_at: datetime | None = None


def accept(
    installation: Installation,
    session: Session,
    owner: Owner,
    document_id: str,
    stamp: str,
    actor: str,
) -> None:
    """Accept a paper as it was looked at.

    Args:
        stamp: that of the paper as it was shown, "" for whatever stands there.

    Raises:
        Outdated: it has changed since.
        NotThere: it does not wait for a review.
    """
    document = paper_of(session, owner, document_id, stamp)
    if document.state not in (HELD, RETURNED) or document.replaced_by:
        raise NotThere(document_id)
    document.state = ACCEPTED
    history.write(installation, session, document, owner.person_id, actor, history.ACCEPTED)
    _wrote(session, owner, document_id, actor, history.ACCEPTED)


def give_back(
    installation: Installation,
    session: Session,
    owner: Owner,
    document_id: str,
    stamp: str,
    reason: str,
    actor: str,
    readers: Sequence[Reader] = (),
) -> None:
    """Return a paper with a reason, which is sealed; those who can do something get a letter.

    Raises:
        NoReason: the reason is blank or longer than `REASON_LENGTH`.
        Outdated, NotThere: as `accept`; one that was accepted can be returned too.
    """
    reason = reason.strip()
    if not reason:
        raise NoReason("Say why it is returned; whom it belongs to will read it.")
    if len(reason) > REASON_LENGTH:
        raise NoReason(
            f"The reason has {len(reason)} characters; at most {REASON_LENGTH} are wanted."
        )
    document = paper_of(session, owner, document_id, stamp)
    if document.state not in (HELD, ACCEPTED) or document.replaced_by:
        raise NotThere(document_id)
    document.state = RETURNED
    told = Told(reason=reason)
    event = history.write(
        installation, session, document, owner.person_id, actor, history.RETURNED, told
    )
    _tell(session, owner, event, readers)
    _wrote(session, owner, document_id, actor, history.RETURNED)


def _tell(session: Session, owner: Owner, event: PaperEvent, readers: Sequence[Reader]) -> None:
    for reader in readers:
        facts = {"membership": owner.member.id, "account": reader.account}
        key = f"{LETTER}/{event.id}/{reader.account}"
        post(session, LETTER, facts, key, trip_id=owner.trip.id, due_at=reader.due_at)


def _wrote(session: Session, owner: Owner, document_id: str, actor: str, what: str) -> None:
    count_write(session, owner.trip)
    detail = f"{what} document={document_id}"
    log.record(session, actor, Action.DOCUMENT_REVIEW, owner.person_id, detail, owner.trip.id)
