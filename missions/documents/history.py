"""What happened to a document: written down under the seal of whom it is of, and read again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from missions import clock
from missions.documents.model import Document, PaperEvent
from missions.installation import Installation
from missions.store.base import new_id
from missions.vault.scopes import address, person_scope

ENTERED, CHANGED, HANDED_IN = "entered", "changed", "handed in"
ACCEPTED, RETURNED = "accepted", "returned"
REPLACED, TAKEN_BACK = "replaced", "taken back"
CHOSEN, LOST = "chosen", "lost"
REVIEWS = frozenset({ACCEPTED, RETURNED})
"""What a leader does with a paper; one that was never reviewed may be withdrawn."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an event says beside who and when; all of it is sealed.

    Attributes:
        changes: column → what stood there before, and what stands there now.
        remarks: how the paper differs from the roster, and what was put right in its lines.
        reason: why it was returned.
    """

    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)
    remarks: tuple[str, ...] = field(default=(), repr=False)
    reason: str = field(default="", repr=False)

    def text(self) -> str:
        """Return it as it is sealed, "" where it says nothing."""
        if not (self.changes or self.remarks or self.reason):
            return ""
        told = {"changes": self.changes, "remarks": self.remarks, "reason": self.reason}
        return json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)


NOTHING = Told()


def told(text: str) -> Told:
    """Return what was sealed."""
    if not text:
        return NOTHING
    found = json.loads(text)
    changes = {column: (was, now) for column, (was, now) in found.get("changes", {}).items()}
    return Told(changes, tuple(found.get("remarks", ())), found.get("reason", ""))


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, opened. `by` is an account's id or the operator."""

    id: str
    at: datetime
    by: str
    what: str
    told: Told


def write(
    installation: Installation,
    session: Session,
    document: Document,
    person_id: str,
    actor: str,
    what: str,
    words: Told = NOTHING,
) -> PaperEvent:
    """Write down what happened, in the action's transaction.

    Raises:
        OuterKeyUnusable: it says something and can't be sealed.
    """
    event = PaperEvent(
        id=new_id(),
        document_id=document.id,
        person_id=person_id,
        at=clock.now(),
        by=actor,
        what=what,
    )
    where = address("paper_event", event.id, "words")
    event.words = installation.keyring.seal(person_scope(person_id), where, words.text())
    session.add(event)
    return event


def opened(events: Sequence[PaperEvent], texts: Sequence[str]) -> list[Happened]:
    """Return events with their words, which `disclosure` opened."""
    return [
        Happened(event.id, event.at, event.by, event.what, told(text))
        for event, text in zip(events, texts, strict=True)
    ]
