"""Entering and changing papers: nothing is overwritten, each write is one action."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from missions.documents import history
from missions.documents.fields import COLUMNS, SEALED, Cells
from missions.documents.history import Told
from missions.documents.model import Document
from missions.documents.numbers import number_index
from missions.documents.opening import Opened, open_papers
from missions.documents.owning import NotThere, Owner, logged, paper_of, wrote
from missions.documents.rules import HELD
from missions.installation import Installation
from missions.store.base import new_id
from missions.vault.scopes import address, person_scope

_DATES = frozenset({"valid_from", "expires"})
_KEY_LENGTH = 80


def enter(
    installation: Installation,
    session: Session,
    owner: Owner,
    kind: str,
    cells: Cells,
    actor: str,
    remarks: Sequence[str] = (),
    replaces: str = "",
) -> Document:
    """Put a paper on file; where it replaces another, that one stays as history.

    Args:
        replaces: the id of the paper whose place it takes, "" for none.

    Raises:
        NotThere: there is no such paper, or another one has its place already.
        OuterKeyUnusable: nothing was kept.
    """
    former = paper_of(session, owner, replaces) if replaces else None
    if former is not None and (former.replaced_by or former.kind != kind):
        raise NotThere(replaces)
    document = Document(
        id=new_id(),
        trip_id=owner.trip.id,
        position=_last_place(session, owner.trip.id) + 1,
        key=_new_key(session, owner, kind),
        person=owner.member.key,
        kind=kind,
    )
    _put(installation, document, owner.person_id, cells, COLUMNS)
    session.add(document)
    session.flush()
    words = Told(remarks=tuple(remarks))
    wrote(installation, session, owner, document, actor, history.ENTERED, words)
    if former is not None:
        former.replaced_by, document.chosen, former.chosen = document.key, former.chosen, False
        history.write(installation, session, former, owner.person_id, actor, history.REPLACED)
        logged(session, owner, former, actor, history.REPLACED)
    return document


def change(
    installation: Installation,
    session: Session,
    owner: Owner,
    document_id: str,
    stamp: str,
    cells: Cells,
    actor: str,
    remarks: Sequence[str] = (),
) -> bool:
    """Change columns of a paper and keep what stood there; it waits for review again.

    Args:
        cells: the columns that the form has; the others stay.

    Returns:
        Whether anything was changed.

    Raises:
        NotThere, Outdated, OuterKeyUnusable: nothing was written.
    """
    document = paper_of(session, owner, document_id, stamp)
    now = _opened(installation, session, owner, document, actor)
    wanted = {"state": HELD, **cells}
    changes = {
        column: (now.cells[column], wanted[column])
        for column in wanted
        if column != "state" and wanted[column] != now.cells[column]
    }
    moved = wanted["state"] != now.cells["state"] and now.cells["state"] != "accepted"
    if not changes and not moved:
        return False
    _put(installation, document, owner.person_id, wanted, [*changes, "state"])
    words = Told(changes, tuple(remarks))
    wrote(installation, session, owner, document, actor, history.CHANGED, words)
    return True


def _opened(
    installation: Installation, session: Session, owner: Owner, document: Document, actor: str
) -> Opened:
    return open_papers(installation, session, actor, owner.person_id, [document])[0]


def _put(
    installation: Installation,
    document: Document,
    person_id: str,
    cells: Cells,
    columns: Collection[str],
) -> None:
    """Write columns of `cells`, sealed where they are; the number's index follows it."""
    for column in columns:
        text = cells.get(column, "")
        if column in _DATES:
            setattr(document, column, date.fromisoformat(text) if text else None)
        elif column in SEALED:
            where = address("document", document.id, column)
            token = installation.keyring.seal(person_scope(person_id), where, text)
            setattr(document, column, token)
        else:
            setattr(document, column, text or (HELD if column == "state" else ""))
        if column == "number":
            document.number_index = number_index(installation.keyring, text)


def _last_place(session: Session, trip_id: str) -> int:
    last = select(func.max(Document.position)).where(Document.trip_id == trip_id)
    return session.scalar(last) or 0


def _new_key(session: Session, owner: Owner, kind: str) -> str:
    """Return a handle that no paper of the trip has: `mei-passport`, `mei-passport-2`."""
    taken = set(session.scalars(select(Document.key).where(Document.trip_id == owner.trip.id)))
    plain = unicodedata.normalize("NFKC", kind).casefold()
    slug = re.sub(r"[^\w]+", "-", plain.replace("_", "-")).strip("-") or "paper"
    base = f"{owner.member.key}-{slug}"[: _KEY_LENGTH - 5].strip("-")
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key
