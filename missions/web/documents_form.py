"""The form of a paper as it is answered: empty, filled from its lines, with faults, or too late."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from missions.documents.fields import ZONE, fields_of
from missions.documents.model import Document
from missions.documents.opening import Opened, open_papers
from missions.documents.rules import Fault
from missions.web import gate
from missions.web.documents_door import FILE_GONE
from missions.web.documents_read import Typed, read_typed, values_of, with_zone
from missions.web.documents_whose import Whose, whose
from missions.web.here import installation
from missions.web.queries import Part
from missions.web.visitor import visitor
from missions.web.words import paper_title


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form: of which kind, of which paper ("": a new one), which one it replaces."""

    kind: str
    document: Document | None = None
    replaces: Document | None = None
    stamp: str = ""

    @property
    def title(self) -> str:
        """What the paper is called."""
        return paper_title(self.kind)


def as_it_stands(part: Part, document_id: str) -> tuple[Whose, Opened]:
    """Return a paper opened, with whose it is."""
    with installation().store.write() as session:
        known = whose(session, part)
        document = gate.there(known.document(document_id))
        account = visitor().account
        found = open_papers(installation(), session, account, known.person_id, [document])
    return known, found[0]


def filled(part: Part, known: Whose, sheet: Sheet, typed: Typed) -> ResponseReturnValue:
    """Answer with the form filled in from the lines; blanks are not blamed before it is kept."""
    values = with_zone(typed)
    looked = read_typed(sheet.kind, values, known.context)
    told = tuple(fault for fault in looked.faults if fault.found)
    seen = Typed(values, looked.cells, told, looked.flaws, typed.repairs, looked.remarks)
    read = bool(typed.values.get(ZONE)) and not typed.flaws
    return form(part, known, sheet, seen, read=read)


def form(
    part: Part,
    known: Whose,
    sheet: Sheet,
    typed: Typed,
    more: tuple[Fault, ...] = (),
    *,
    read: bool = False,
    meanwhile: tuple[tuple[str, str], ...] = (),
) -> str:
    return render_template(
        "pages/documents/form.html",
        part=part,
        sheet=sheet,
        typed=typed,
        fields=fields_of(sheet.kind),
        options=known.context.options,
        scan_faults=more,
        again=bool(request.files.get("scan")) or request.form.get(FILE_GONE) == "yes",
        read=read,
        meanwhile=meanwhile,
        own=visitor().own(part.id) is not None,
    )


def outdated(part: Part, document_id: str, typed: Typed) -> ResponseReturnValue:
    """Answer a lost race: what was typed stays, what stands there now is shown beside it."""
    known, now = as_it_stands(part, document_id)
    sheet = Sheet(now.document.kind, now.document, stamp=now.stamp)
    theirs = values_of(sheet.kind, now.cells)
    meanwhile = tuple(
        (one.label, theirs[one.column])
        for one in fields_of(sheet.kind)
        if theirs[one.column] != typed.values.get(one.column, "")
    )
    return form(
        part, known, sheet, typed, meanwhile=meanwhile or (("All fields", "the same"),)
    ), 409
