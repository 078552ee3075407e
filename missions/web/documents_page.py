"""A member's documents: what the trip asks, how far each has come, and what to do next.

Nothing sealed is opened for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from flask import render_template
from sqlalchemy.orm import Session

from missions import clock
from missions.briefing.gather_people import roster_of
from missions.briefing.queries import TripRows, rows_of
from missions.documents.fields import CROSSING, FIELDS
from missions.documents.model import Document, Scan
from missions.documents.queries import documents_of, scans_of
from missions.documents.replacing import was_reviewed
from missions.documents.rules import (
    FOR_THE_TRIP,
    PASSPORT,
    OnFile,
    Standing,
    ends_soon,
    in_days,
    standing_of,
)
from missions.readiness.due import due_date
from missions.trips.model import Requirement, Trip
from missions.web.here import installation
from missions.web.queries import Part
from missions.web.visitor import visitor
from missions.web.words import local, paper_title

OPEN = frozenset({"due", "missing", "invalid"})
"""The shapes of what the member has still to do something about."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper: its scans, how it stands, which paper took its place, and what is to be known."""

    document: Document
    scans: tuple[Scan, ...]
    standing: Standing
    successor: Document | None = None
    reviewed: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of paper: by when it is wanted (None: it isn't), how it stands, what is on file."""

    kind: str
    title: str
    standing: Standing
    sheets: tuple[Sheet, ...]
    earlier: tuple[Sheet, ...]
    due: date | None = None
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Board:
    """All of a member's papers; `more` are the kinds of which one more may be added."""

    asked: tuple[Asked, ...]
    others: tuple[Asked, ...]
    ending: tuple[Sheet, ...]
    more: tuple[tuple[str, str], ...]
    today: date

    @property
    def open(self) -> list[Asked]:
        """What is asked and not here yet, or came back."""
        return [one for one in self.asked if one.standing.shape in OPEN]

    @property
    def done(self) -> list[Asked]:
        """What is asked and handed in."""
        return [one for one in self.asked if one.standing.shape not in OPEN]


def documents_page(part: Part, wrong: tuple[str, str] = ("", "")) -> str:
    """Return the page of a member's documents.

    Args:
        wrong: a document's id, and what was wrong with a scan that was handed in for it.
    """
    with installation().store.read() as session:
        board = board_of(session, part)
    own = visitor().own(part.id) is not None
    return render_template(
        "pages/documents/own.html",
        part=part,
        board=board,
        own=own,
        leads=visitor().leading(part.code) is not None,
        wrong=wrong,
        in_days=in_days,
    )


def board_of(session: Session, part: Part) -> Board:
    """Return a member's papers, sorted by what is asked."""
    rows = rows_of(session, session.get_one(Trip, part.trip_id))
    documents = documents_of(session, part.trip_id, part.key)
    today = local(clock.now(), part.home_zone).date()
    sheets = sheets_of(session, documents, today)
    asked = tuple(_asked(rows, part, sheets, today))
    kinds = {one.kind.casefold() for one in asked}
    others = dict.fromkeys(row.kind for row in documents if row.kind.casefold() not in kinds)
    ending = [one for one in sheets if not one.successor and _watched(one.document, part, today)]
    return Board(
        asked=asked,
        others=tuple(_of_kind(kind, paper_title(kind), sheets, today, None) for kind in others),
        ending=tuple(sorted(ending, key=lambda one: one.document.expires or today)),
        more=tuple((kind, paper_title(kind)) for kind in FIELDS),
        today=today,
    )


def _watched(document: Document, part: Part, today: date) -> bool:
    """Whether its end is told of; an insurance for the trip's days has done its work."""
    if document.kind == FOR_THE_TRIP and document.expires and document.expires >= part.ends:
        return False
    return document.state in ("held", "accepted") and ends_soon(document.expires, today)


def _asked(rows: TripRows, part: Part, sheets: Sequence[Sheet], today: date) -> Iterable[Asked]:
    """Yield the papers that the trip asks of a member, each kind once, by when they are due."""
    found: dict[str, Asked] = {}
    roster = roster_of(rows)
    for row in rows.requirements:
        kind = kind_of(row)
        if kind and part.id in roster.applies(row.applies):
            due = _due(row, rows.trip)
            known = found.get(kind.casefold())
            if known is None or (due and (known.due is None or due < known.due)):
                title = paper_title(row.kind) if row.kind in FIELDS else kind
                found[kind.casefold()] = _of_kind(kind, title, sheets, today, due, wanted=True)
    return sorted(found.values(), key=lambda one: one.due or date.max)


def kind_of(requirement: Requirement) -> str:
    """Return which kind of paper answers a requirement, "" for what is no paper."""
    if requirement.kind == "form":
        return requirement.title.strip()
    return requirement.kind if requirement.kind in FIELDS else ""


def _due(row: Requirement, trip: Trip) -> date | None:
    with suppress(ValueError):
        return due_date(row.due, trip.starts)
    return None


def _of_kind(
    kind: str,
    title: str,
    sheets: Sequence[Sheet],
    today: date,
    due: date | None,
    *,
    wanted: bool = False,
) -> Asked:
    own = [one for one in sheets if one.document.kind.casefold() == kind.casefold()]
    current = tuple(one for one in own if not one.document.replaced_by)
    standing = standing_of([_on_file(one.document) for one in current], due, today)
    earlier = tuple(one for one in own if one.document.replaced_by)
    return Asked(kind, title, standing, current, earlier, due, wanted)


def sheets_of(session: Session, documents: Sequence[Document], today: date) -> list[Sheet]:
    """Return papers with their scans, and what is to be known of each."""
    ids = [row.id for row in documents]
    kept = scans_of(session, ids)
    reviewed = was_reviewed(session, ids)
    by_key = {row.key: row for row in documents}
    return [
        Sheet(
            document=row,
            scans=tuple(scan for scan in kept if scan.document_id == row.id),
            standing=standing_of([OnFile(row.state, row.expires)], None, today),
            successor=by_key.get(row.replaced_by),
            reviewed=row.id in reviewed,
            notes=notes_of(row, by_key),
        )
        for row in documents
    ]


def notes_of(document: Document, by_key: dict[str, Document]) -> tuple[str, ...]:
    """Return what is to be done about a visa or permit in a passport that was replaced."""
    passport = by_key.get(document.tied_to)
    current = not document.replaced_by and document.kind in CROSSING
    if not current or passport is None or not passport.replaced_by:
        return ()
    return (
        "It stands in the earlier passport. Ask the consulate whether it holds with both passports"
        " carried, or must be moved to the new one; then say here in which it stands.",
    )


def tied_elsewhere(documents: Iterable[Document], key: str) -> list[Document]:
    """Return the visas and permits that stand in a passport and are not replaced."""
    return [
        row
        for row in documents
        if row.tied_to == key and row.kind in CROSSING and not row.replaced_by
    ]


def _on_file(row: Document) -> OnFile:
    return OnFile(row.state, row.expires, bool(row.replaced_by))


def passports_of(documents: Iterable[Document]) -> list[Document]:
    """Return the passports that were not replaced."""
    return [row for row in documents if row.kind == PASSPORT and not row.replaced_by]
