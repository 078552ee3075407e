"""A leader's review of papers: what waits, one after the other, accepted or returned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from missions.documents import reviewing
from missions.documents.model import Document
from missions.documents.owning import NotThere, Outdated, owner_of
from missions.documents.queries import Filed, scans_of, waiting
from missions.documents.reviewing import NoReason
from missions.policy.actions import Action
from missions.trips.model import Membership
from missions.web import gate
from missions.web.documents_show import shown_of
from missions.web.documents_telling import readers_of
from missions.web.documents_whose import whose
from missions.web.here import installation
from missions.web.leading import led
from missions.web.queries import Part, part_of
from missions.web.visitor import visitor
from missions.web.words import paper_title

room = Blueprint("documents_review", __name__, url_prefix="/trips/<code>/documents")

MEANWHILE = (
    "It was changed while you looked at it, so nothing was done. Here is how it stands now; your"
    " reason is still below."
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper stands in the queue; `number` is 0 for one that does not wait."""

    number: int
    count: int
    before: str = ""
    after: str = ""


@room.get("")
@gate.declares(Action.DOCUMENTS_READ)
def queue(code: str) -> ResponseReturnValue:
    """List what waits for review, person by person; nothing sealed is opened."""
    part = led(code)
    with installation().store.read() as session:
        rows = waiting(session, part.trip_id)
        scans = scans_of(session, [row.document.id for row in rows])
    counts = {row.document.id: 0 for row in rows}
    for scan in scans:
        counts[scan.document_id] += 1
    groups = [
        (name, list(each))
        for (_, name), each in groupby(rows, lambda row: (row.person_id, row.name))
    ]
    return render_template(
        "pages/documents/queue.html", part=part, groups=groups, count=len(rows), scans=counts
    )


@room.get("/<document_id>")
@gate.declares(Action.DOCUMENT_REVIEW)
def look(code: str, document_id: str) -> ResponseReturnValue:
    """Show a paper with its scans, to be accepted or returned."""
    return _page(led(code), document_id)


@room.post("/<document_id>/accept")
@gate.declares(Action.DOCUMENT_REVIEW)
def accept(code: str, document_id: str) -> ResponseReturnValue:
    """Accept a paper as it was looked at."""
    part = led(code)
    account, after = visitor().account, _after(part, document_id)
    try:
        with installation().store.write() as session:
            owner = owner_of(session, _member(session, part, document_id).id)
            stamp = request.form.get("stamp") or "none"
            reviewing.accept(installation(), session, owner, document_id, stamp, account)
    except Outdated:
        return _page(part, document_id, fault=MEANWHILE), 409
    except NotThere:
        raise NotFound from None
    flash("Accepted.")
    return _on(part, after)


@room.post("/<document_id>/return")
@gate.declares(Action.DOCUMENT_REVIEW)
def give_back(code: str, document_id: str) -> ResponseReturnValue:
    """Return a paper with a reason."""
    part = led(code)
    account, after = visitor().account, _after(part, document_id)
    reason = request.form.get("reason", "")
    try:
        with installation().store.write() as session:
            owner = owner_of(session, _member(session, part, document_id).id)
            stamp = request.form.get("stamp") or "none"
            readers = readers_of(installation(), session, owner, account)
            reviewing.give_back(
                installation(), session, owner, document_id, stamp, reason, account, readers
            )
    except NoReason as error:
        return _page(part, document_id, fault=str(error), reason=reason), 422
    except Outdated:
        return _page(part, document_id, fault=MEANWHILE, reason=reason), 409
    except NotThere:
        raise NotFound from None
    flash("Returned. The reason stands on their page; a letter says that there is news.")
    return _on(part, after)


def _page(part: Part, document_id: str, fault: str = "", reason: str = "") -> str:
    with installation().store.write() as session:
        member = _member(session, part, document_id)
        whom = gate.there(part_of(session, member.id))
        known = whose(session, whom)
        place = _place(waiting(session, part.trip_id), document_id)
        shown = shown_of(session, whom, known, document_id)
    document = shown.opened.document
    return render_template(
        "pages/documents/review.html",
        part=part,
        whom=whom,
        shown=shown,
        document=document,
        title=paper_title(document.kind),
        place=place,
        fault=fault,
        reason=reason,
    )


def _member(session: Session, part: Part, document_id: str) -> Membership:
    """Return whose paper it is; one of another trip answers 404."""
    document = session.get(Document, document_id)
    if document is None or document.trip_id != part.trip_id:
        raise NotFound
    found = (
        session.query(Membership).filter_by(trip_id=part.trip_id, key=document.person).one_or_none()
    )
    return gate.there(found)


def _place(rows: Sequence[Filed], document_id: str) -> Place:
    ids = [row.document.id for row in rows]
    if document_id not in ids:
        return Place(0, len(ids), after=ids[0] if ids else "")
    at = ids.index(document_id)
    return Place(
        at + 1,
        len(ids),
        ids[at - 1] if at else "",
        ids[at + 1] if at + 1 < len(ids) else "",
    )


def _after(part: Part, document_id: str) -> str:
    """Return the paper to look at once this one is done: the next, else the first that waits."""
    with installation().store.read() as session:
        rows = waiting(session, part.trip_id)
    place = _place(rows, document_id)
    others = [row.document.id for row in rows if row.document.id != document_id]
    return place.after or (others[0] if others else "")


def _on(part: Part, document_id: str) -> ResponseReturnValue:
    if not document_id:
        return redirect(url_for("documents_review.queue", code=part.code), 303)
    path = url_for("documents_review.look", code=part.code, document_id=document_id)
    return redirect(path, 303)
