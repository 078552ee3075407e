"""One paper as a page: what is sealed in it, its scans, and what happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask import render_template
from sqlalchemy.orm import Session

from missions.audit.log import OPERATOR
from missions.documents.fields import COLUMNS, ZONE, Holds, fields_of
from missions.documents.history import RETURNED, Happened
from missions.documents.opening import Opened, open_papers
from missions.documents.queries import events_of, names_by_account
from missions.documents.rules import said
from missions.reference.countries import country_name
from missions.web import gate
from missions.web.documents_page import Sheet, passports_of, sheets_of, tied_elsewhere
from missions.web.documents_whose import Whose, whose
from missions.web.here import installation
from missions.web.queries import Part
from missions.web.visitor import visitor
from missions.web.words import paper_title

WHAT = {
    "entered": "entered it",
    "changed": "changed it",
    "handed in": "handed it in again",
    "accepted": "accepted it",
    "returned": "returned it",
    "replaced": "put a newer one in its place",
    "taken back": "took back that another has its place",
    "chosen": "chose it for this trip",
    "lost": "reported it lost",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with its value, as a reader wants it."""

    label: str
    value: str = field(repr=False)
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: when, what somebody did, and what it was about."""

    happened: Happened
    words: str
    changes: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper for a page."""

    opened: Opened = field(repr=False)
    sheet: Sheet
    facts: tuple[Fact, ...] = field(repr=False)
    events: tuple[Event, ...] = field(repr=False)

    @property
    def reason(self) -> str:
        """Why it was returned, "" where it is not."""
        if self.opened.document.state != "returned":
            return ""
        back = (one for one in self.opened.events if one.what == RETURNED)
        return next((one.told.reason for one in back), "")

    @property
    def remarks(self) -> tuple[str, ...]:
        """How it differs from the roster, and what was put right, when it was last typed."""
        typed = (one for one in self.opened.events if one.what in ("entered", "changed"))
        return next((one.told.remarks for one in typed), ())


def show_page(part: Part, document_id: str) -> str:
    """Return the page of one paper; somebody else's answers 404."""
    with installation().store.write() as session:
        known = whose(session, part)
        gate.there(known.document(document_id))
        shown = shown_of(session, part, known, document_id)
    document = shown.opened.document
    return render_template(
        "pages/documents/show.html",
        part=part,
        shown=shown,
        document=document,
        title=paper_title(document.kind),
        own=visitor().own(part.id) is not None,
        several=len(passports_of(known.documents)) > 1,
        replaced=next((one for one in known.documents if one.replaced_by == document.key), None),
        tied=tied_elsewhere(known.documents, document.key),
    )


def shown_of(session: Session, part: Part, known: Whose, document_id: str) -> Shown:
    """Open a paper for a page; one audit row."""
    sheets = sheets_of(session, known.documents, known.context.today)
    sheet = next(one for one in sheets if one.document.id == document_id)
    events = events_of(session, [document_id])
    account = visitor().account
    opened = open_papers(
        installation(), session, account, known.person_id, [sheet.document], events
    )[0]
    names = names_by_account(session, part.trip_id)
    options = {value: words for held in known.context.options.values() for value, words in held}
    return Shown(
        opened,
        sheet,
        tuple(facts_of(opened, options)),
        tuple(_event(one, opened, names) for one in opened.events),
    )


def facts_of(opened: Opened, options: Mapping[str, str]) -> Sequence[Fact]:
    """Return what stands in a paper, in the order of its form; blanks are left out."""
    found = []
    for one in fields_of(opened.document.kind):
        if one.column == ZONE:
            continue
        text = opened.cells.get(one.column, "")
        if text and one.column != "state":
            found.append(
                Fact(one.label, _words(one.holds, text, dict(one.choices) | dict(options)))
            )
    lines = "\n".join(filter(None, (opened.cells["mrz1"], opened.cells["mrz2"])))
    if lines:
        found.append(Fact("Lines at the bottom", lines, mono=True))
    return found + _others(opened)


def _others(opened: Opened) -> list[Fact]:
    """Return columns that a form of this kind has not, and a folder has filled."""
    known = {one.column for one in fields_of(opened.document.kind)} | {"mrz1", "mrz2", "state"}
    return [
        Fact(_label(column), _words(_HOLDS.get(column, Holds.TEXT), opened.cells[column], {}))
        for column in COLUMNS
        if column not in known and opened.cells.get(column)
    ]


_HOLDS = {
    "issued": Holds.DATE,
    "valid_from": Holds.DATE,
    "expires": Holds.DATE,
    "country": Holds.COUNTRY,
}
_LABELS = {"by": "By", "mrz1": "Upper line", "mrz2": "Lower line", "expires": "Valid to"}


def _label(column: str) -> str:
    return _LABELS.get(column) or column.replace("_", " ").capitalize()


def _words(holds: Holds, text: str, choices: Mapping[str, str]) -> str:
    if holds is Holds.DATE:
        return said(date.fromisoformat(text))
    if holds is Holds.COUNTRY:
        return country_name(text)
    return choices.get(text, text)


def _event(one: Happened, opened: Opened, names: Mapping[str, str]) -> Event:
    who = {**names, OPERATOR: "The operator"}.get(one.by, "Somebody outside this trip")
    labels = {each.column: each.label for each in fields_of(opened.document.kind)}
    changes = tuple(
        (labels.get(column) or _label(column), _cell(column, was), _cell(column, now))
        for column, (was, now) in one.told.changes.items()
    )
    return Event(one, f"{who} {WHAT.get(one.what, one.what)}", changes)


def _cell(column: str, text: str) -> str:
    return _words(_HOLDS.get(column, Holds.TEXT), text, {}) if text else ""
