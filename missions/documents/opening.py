"""Papers with their seals opened, for who may read or change them: one audit row a request."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from missions.disclosure import SealedFact, of_person, reveal
from missions.documents import history
from missions.documents.fields import OPEN, SEALED, Cells
from missions.documents.history import Happened
from missions.documents.model import Document, PaperEvent
from missions.installation import Installation

WHY = "papers"


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper with what is sealed in it; `stamp` tells whether it changed since."""

    document: Document
    cells: Cells = field(repr=False)
    stamp: str
    events: tuple[Happened, ...] = field(default=(), repr=False)


def open_papers(
    installation: Installation,
    session: Session,
    viewer: str,
    person_id: str,
    documents: Sequence[Document],
    events: Sequence[PaperEvent] = (),
) -> list[Opened]:
    """Open some papers of one person in one trip, with their history.

    Args:
        session: a writing one; the log says that they were read.
        viewer: an account's id, or `audit.log.OPERATOR`.

    Raises:
        OuterKeyUnusable, KeyShredded: see `missions.vault`.
    """
    facts: list[SealedFact] = [
        of_person(person_id, "document", row.id, column, getattr(row, column))
        for row in documents
        for column in SEALED
    ]
    facts += [of_person(person_id, "paper_event", row.id, "words", row.words) for row in events]
    trip_id = documents[0].trip_id if documents else ""
    texts = reveal(installation, session, viewer, person_id, facts, WHY, trip_id)
    split = len(documents) * len(SEALED)
    happened = history.opened(events, texts[split:])
    of = [event.document_id for event in events]
    found = []
    for place, row in enumerate(documents):
        sealed = texts[place * len(SEALED) : (place + 1) * len(SEALED)]
        own = tuple(one for one, id_ in zip(happened, of, strict=True) if id_ == row.id)
        cells = {**dict(zip(SEALED, sealed, strict=True)), **open_cells(row)}
        found.append(Opened(row, cells, stamp_of(row), own))
    return found


def open_cells(document: Document) -> dict[str, str]:
    """Return a paper's unsealed columns as text."""
    values = ((column, getattr(document, column)) for column in OPEN)
    return {column: str(value) if value else "" for column, value in values}


def stamp_of(document: Document) -> str:
    """Return what changes whenever the document does; it tells nothing of what it holds."""
    parts = [open_cells(document), document.replaced_by, document.chosen]
    sealed = [getattr(document, column) or b"" for column in SEALED]
    digest = hashlib.sha256(repr(parts).encode())
    for token in sealed:
        digest.update(hashlib.sha256(token).digest())
    return digest.hexdigest()[:24]
