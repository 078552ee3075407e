"""A member's papers, entered, shown, changed and replaced by them, a guardian or a leader."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from missions.documents import entering, replacing
from missions.documents.actions import keep_picture
from missions.documents.kinds import LARGEST, Unwanted
from missions.documents.model import Document
from missions.documents.owning import NotThere, Outdated, Owner, owner_of, papers_of
from missions.documents.pictures import Picture, cleaned
from missions.documents.replacing import WasReviewed
from missions.documents.rules import Fault
from missions.policy.actions import Action
from missions.web import gate
from missions.web.documents_door import FILE_GONE, granted
from missions.web.documents_form import Sheet, as_it_stands, filled, form, outdated
from missions.web.documents_page import tied_elsewhere
from missions.web.documents_read import Typed, read_typed, typed_values, values_of
from missions.web.documents_show import show_page
from missions.web.documents_whose import Whose, may_enter, whose
from missions.web.here import installation
from missions.web.queries import Part
from missions.web.visitor import visitor
from missions.web.words import paper_title

room = Blueprint("documents", __name__, url_prefix="/my/<membership_id>/documents")

READ = "read"
"""The button that fills in what the lines say, and keeps nothing yet."""
DONE = {
    "again": "It is handed in again. Your leader will look at it.",
    "choose": "This passport is the one for this trip.",
    "lost": "It is marked as lost. Report the loss, and enter the new one when it is here.",
    "undo": "The earlier one is back in its place; the newer one stands beside it.",
    "withdraw": "It is taken out, with its scans.",
}
STEPS = {
    "again": replacing.hand_in_again,
    "choose": replacing.choose,
    "lost": replacing.report_lost,
    "undo": replacing.undo_replacement,
    "withdraw": replacing.withdraw,
}


@room.get("/new")
@gate.declares(Action.DOCUMENT_CHANGE)
def new(membership_id: str) -> ResponseReturnValue:
    """Show the form for a new paper, or for one that takes another's place."""
    part = granted(membership_id)
    with installation().store.read() as session:
        known = whose(session, part)
        sheet = _new_sheet(session, part, known, request.args)
    return form(part, known, sheet, Typed(values_of(sheet.kind, {})))


@room.post("/new")
@gate.declares(Action.DOCUMENT_CHANGE)
def create(membership_id: str) -> ResponseReturnValue:
    """Put a paper on file, with its scan where one was chosen."""
    part = granted(membership_id, typed=True)
    with installation().store.read() as session:
        known = whose(session, part)
        sheet = _new_sheet(session, part, known, request.form)
    typed = read_typed(sheet.kind, typed_values(sheet.kind, request.form), known.context)
    if request.form.get("step") == READ:
        return filled(part, known, sheet, typed)
    picture, fault = _picture()
    if typed.wrong or fault:
        return form(part, known, sheet, typed, fault), 422
    replaces = sheet.replaces.id if sheet.replaces else ""
    with installation().store.write() as session:
        owner = owner_of(session, part.id)
        kept = entering.enter(
            *(installation(), session, owner, sheet.kind, typed.cells, visitor().account),
            remarks=(*typed.remarks, *typed.repairs),
            replaces=replaces,
        )
        _keep_scan(session, owner, kept.id, picture)
        tied = tied_elsewhere(papers_of(session, owner), _key(sheet.replaces))
    _say_kept(typed, [paper_title(row.kind) for row in tied])
    return _shown(part, kept.id)


@room.get("/<document_id>")
@gate.declares(Action.DOCUMENT_READ)
def show(membership_id: str, document_id: str) -> ResponseReturnValue:
    """Show a paper with what is sealed, its scans and its history."""
    return show_page(granted(membership_id), document_id)


@room.get("/<document_id>/change")
@gate.declares(Action.DOCUMENT_CHANGE)
def edit(membership_id: str, document_id: str) -> ResponseReturnValue:
    """Show the form with what stands there now."""
    part = granted(membership_id)
    known, now = as_it_stands(part, document_id)
    sheet = Sheet(now.document.kind, now.document, stamp=now.stamp)
    return form(part, known, sheet, Typed(values_of(sheet.kind, now.cells)))


@room.post("/<document_id>/change")
@gate.declares(Action.DOCUMENT_CHANGE)
def change(membership_id: str, document_id: str) -> ResponseReturnValue:
    """Keep what was changed; what stood there stays in the history."""
    part = granted(membership_id, typed=True)
    with installation().store.read() as session:
        known = whose(session, part)
    document = gate.there(known.document(document_id))
    sheet = Sheet(document.kind, document, stamp=request.form.get("stamp", ""))
    typed = read_typed(sheet.kind, typed_values(sheet.kind, request.form), known.context)
    if request.form.get("step") == READ:
        return filled(part, known, sheet, typed)
    picture, fault = _picture()
    if typed.wrong or fault:
        return form(part, known, sheet, typed, fault), 422
    stamp = sheet.stamp or "none"
    try:
        with installation().store.write() as session:
            owner = owner_of(session, part.id)
            changed = entering.change(
                *(installation(), session, owner, document_id, stamp),
                *(typed.cells, visitor().account, (*typed.remarks, *typed.repairs)),
            )
            _keep_scan(session, owner, document_id, picture)
    except Outdated:
        return outdated(part, document_id, typed)
    if changed or picture:
        _say_kept(typed, [])
    else:
        flash("Nothing was changed.")
    return _shown(part, document_id)


@room.post("/<document_id>/<step>")
@gate.declares(Action.DOCUMENT_CHANGE)
def go(membership_id: str, document_id: str, step: str) -> ResponseReturnValue:
    """Hand in again, choose for this trip, report lost, undo a replacement, or take out."""
    part = granted(membership_id)
    act = gate.there(STEPS.get(step))
    try:
        with installation().store.write() as session:
            owner = owner_of(session, part.id)
            act(installation(), session, owner, document_id, visitor().account)
    except NotThere:
        raise NotFound from None
    except WasReviewed:
        flash("A leader has looked at it, so it stays on file. A newer one can replace it.", "warn")
        return _shown(part, document_id)
    flash(DONE[step])
    if step == "withdraw":
        return redirect(url_for("scans.look", membership_id=part.id), 303)
    return _shown(part, document_id)


def _new_sheet(session: Session, part: Part, known: Whose, asked: Mapping[str, str]) -> Sheet:
    replaces = asked.get("replaces", "")
    if replaces:
        former = gate.there(known.document(replaces))
        if former.replaced_by:
            raise NotFound
        return Sheet(former.kind, replaces=former)
    kind = asked.get("kind", "")
    if not may_enter(session, part, kind):
        raise NotFound
    return Sheet(kind)


def _picture() -> tuple[Picture | None, tuple[Fault, ...]]:
    """Return the scan that came with the form, made harmless, or what is wrong with it."""
    upload = request.files.get("scan")
    if upload is None or not upload.filename:
        return None, ()
    content = upload.read(LARGEST + 1)
    upload.close()
    try:
        return cleaned(upload.filename, content), ()
    except Unwanted as error:
        return None, (Fault("scan", "", str(error)),)


def _keep_scan(session: Session, owner: Owner, document_id: str, picture: Picture | None) -> None:
    if picture is not None:
        keep_picture(
            *(installation(), session, document_id, owner.person_id),
            *(picture, visitor().account),
        )


def _say_kept(typed: Typed, tied: list[str]) -> None:
    flash("It is kept, under seal. Your leader will look at it.")
    for text in typed.repairs:
        flash(f"Put right: {text}")
    for text in typed.remarks:
        flash(f"{text} Tell your leader.", "warn")
    if tied:
        what = " and ".join(tied)
        flash(f"{what}: issued in the earlier passport. See what to do below each.", "warn")
    if request.form.get(FILE_GONE) == "yes":
        flash("The scan could not wait while you showed who you are. Choose it once more.", "warn")


def _key(document: Document | None) -> str:
    return document.key if document else "-"


def _shown(part: Part, document_id: str) -> ResponseReturnValue:
    path = url_for("documents.show", membership_id=part.id, document_id=document_id)
    return redirect(path, 303)
