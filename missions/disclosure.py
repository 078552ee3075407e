"""Where seals are opened, and nowhere else: each request leaves one audit row.

`reveal` is for forms, verdict facts and saving a folder; `open_for_release` is for documents, on
behalf of `briefing.release`. Neither returns anything without having written down who asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from missions.audit import log
from missions.installation import Installation
from missions.vault.keyring import address, person_scope, trip_scope

__all__ = ["SealedFact", "of_person", "of_trip", "open_file", "open_for_release", "reveal"]


@dataclass(frozen=True, slots=True)
class SealedFact:
    """A sealed column of one row: which key seals it, its address and its ciphertext."""

    scope: str
    address: str
    token: bytes | None


def of_trip(trip_id: str, table: str, row_id: str, column: str, token: bytes | None) -> SealedFact:
    """Name a fact that the trip's key seals."""
    return SealedFact(trip_scope(trip_id), address(table, row_id, column), token)


def of_person(
    person_id: str, table: str, row_id: str, column: str, token: bytes | None
) -> SealedFact:
    """Name a fact that a person's key seals."""
    return SealedFact(person_scope(person_id), address(table, row_id, column), token)


def _open(installation: Installation, facts: list[SealedFact]) -> list[str]:
    return installation.keyring.open_all((fact.scope, fact.address, fact.token) for fact in facts)


def reveal(
    installation: Installation,
    session: Session,
    viewer: str,
    subject: str,
    facts: Iterable[SealedFact],
    why: str,
    trip_id: str = "",
) -> list[str]:
    """Open sealed facts for `viewer`; "" for a blank one. One audit row for the request.

    Args:
        viewer: an account's id, or `audit.log.OPERATOR`.
        subject: the opaque id of the trip or person they belong to.
        facts: what to open; the answer stands in the same order.
        why: a word for the log: "save", "publish", "compare".
        trip_id: in which trip, so that its leaders can read it; "" for none.

    Raises:
        OuterKeyUnusable, KeyShredded, CannotOpen: see `missions.vault`.
    """
    wanted = list(facts)
    texts = _open(installation, wanted)
    opened = sum(fact.token is not None for fact in wanted)
    if opened:
        log.record(session, viewer, f"sealed:{why}", subject, f"facts={opened}", trip_id)
    return texts


def open_for_release(
    installation: Installation,
    session: Session,
    viewer: str,
    edition_id: str,
    facts: Iterable[SealedFact],
    trip_id: str = "",
) -> list[str]:
    """Open the sealed parts of an edition for a document; one audit row for the request."""
    return reveal(installation, session, viewer, edition_id, facts, "release", trip_id)


def open_file(
    installation: Installation,
    session: Session,
    viewer: str,
    scan_id: str,
    fact: SealedFact,
    trip_id: str = "",
) -> bytes:
    """Open a scan's sealed file for `viewer`; one audit row for each."""
    content = installation.keyring.open_content(fact.scope, fact.address, fact.token or b"")
    log.record(session, viewer, "sealed:scan", scan_id, f"bytes={len(content)}", trip_id)
    return content
