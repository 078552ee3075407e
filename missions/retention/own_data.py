"""What is kept about one human being: counted in words, or opened and handed over whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from missions.audit import log
from missions.disclosure import SealedFact, reveal
from missions.documents.actions import ScanLost, read_scan
from missions.documents.model import Document, Scan
from missions.installation import Installation
from missions.policy.actions import Action
from missions.retention import own_rows, own_traces
from missions.retention.classes import WORDS, Kept
from missions.retention.own_rows import UNDER_SEAL, Row, Whose, scans, whose

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "application/pdf": "pdf"}
LOST = "The file is lost."


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of what is kept: its rows, and how long they are kept."""

    name: str
    title: str
    kept: Kept
    rows: list[Row]

    @property
    def how_long(self) -> str:
        """How long it is kept, in words."""
        return WORDS[self.kept].how_long


@dataclass(frozen=True, slots=True)
class OwnData:
    """Everything, opened; `files` are scans by name."""

    sections: tuple[Section, ...]
    files: dict[str, bytes]


def sections(session: Session, one: Whose) -> tuple[Section, ...]:
    """Return all that is kept, with its seals shut; nothing is opened to count it."""
    scanned = [_scan_row(place, *pair) for place, pair in enumerate(scans(session, one), start=1)]
    found: tuple[tuple[str, str, Kept, Iterable[Row]], ...] = (
        ("person", "Who you are", Kept.PERSON, own_rows.person_rows(one)),
        ("documents", "Your documents", Kept.PERSON, own_rows.document_rows(session, one)),
        ("history", "What happened to them", Kept.PERSON, own_rows.history_rows(session, one)),
        ("scans", "Scans of them", Kept.PERSON, scanned),
        ("parts", "Your trips", Kept.TRIP, own_rows.part_rows(one)),
        ("attendance", "Trainings", Kept.TRIP, own_rows.attendance_rows(session, one)),
        ("waived", "Requirements waived", Kept.TRIP, own_rows.exemption_rows(session, one)),
        ("verdicts", "How ready you are", Kept.TRIP, own_rows.verdict_rows(session, one)),
        ("tickets", "Tickets", Kept.TRIP, own_rows.ticket_rows(session, one)),
        ("lifts", "Leave given near a border", Kept.TRIP, own_rows.lift_rows(session, one)),
        ("editions", "Published editions", Kept.EDITION, own_rows.edition_rows(session, one)),
        ("papers", "Papers handed out", Kept.EDITION, own_rows.copy_rows(session, one)),
        ("account", "Your account", Kept.ACCOUNT, own_traces.account_rows(session, one)),
        ("factors", "How you sign in", Kept.ACCOUNT, own_traces.factor_rows(session, one)),
        ("sign-ins", "Sign-ins", Kept.SESSION, own_traces.sign_in_rows(session, one)),
        ("invitations", "Invitations", Kept.PERSON, own_traces.invitation_rows(session, one)),
        ("addresses", "Calendar addresses", Kept.LINK, own_traces.address_rows(session, one)),
        ("letters", "Letters to you", Kept.LETTER, own_traces.letter_rows(session, one)),
        ("log", "The log", Kept.AUDIT, own_traces.log_rows(session, one)),
    )
    return tuple(Section(name, title, kept, list(rows)) for name, title, kept, rows in found)


def _scan_row(place: int, scan: Scan, document: Document) -> Row:
    return {
        "file": _file_name(place, scan, document),
        "document": document.kind,
        "media_type": scan.media_type,
        "size": scan.size,
        "made_at": scan.made_at,
    }


def _file_name(place: int, scan: Scan, document: Document) -> str:
    word = "".join(mark if mark.isalnum() else "-" for mark in document.kind)
    return f"scans/{place:02}-{word}.{ENDINGS.get(scan.media_type, 'bin')}"


def everything(
    installation: Installation, session: Session, person_id: str, viewer: str
) -> OwnData:
    """Return all that is kept about the human being that a person is, seals opened.

    Args:
        session: a writing one; the log says that it was read.
        viewer: an account's id, or `audit.log.OPERATOR`.

    Raises:
        LookupError: there is no such person.
        OuterKeyUnusable, KeyShredded: see `missions.vault`.
    """
    one = whose(session, person_id)
    shut = sections(session, one)
    facts = [value for part in shut for row in part.rows for value in row.values()]
    sealed = [value for value in facts if isinstance(value, SealedFact)]
    texts = reveal(installation, session, viewer, person_id, sealed, "own data")
    opened = dict(zip((fact.address for fact in sealed), texts, strict=True))
    parts = tuple(
        Section(part.name, part.title, part.kept, [_opened(row, opened) for row in part.rows])
        for part in shut
    )
    files = {
        _file_name(place, scan, document): _content(installation, session, viewer, scan)
        for place, (scan, document) in enumerate(scans(session, one), start=1)
    }
    log.record(session, viewer, Action.DATA_READ, person_id, f"files={len(files)}")
    return OwnData(parts, files)


def _opened(row: Row, opened: dict[str, str]) -> Row:
    return {name: _value(name, value, opened) for name, value in row.items()}


def _value(name: str, value: Any, opened: dict[str, str]) -> Any:
    if not isinstance(value, SealedFact):
        return value
    text = opened[value.address]
    return json.loads(text) if name == UNDER_SEAL and text else text


def _content(installation: Installation, session: Session, viewer: str, scan: Scan) -> bytes:
    try:
        return read_scan(installation, session, viewer, scan)
    except ScanLost:
        return LOST.encode()
