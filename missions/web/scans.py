"""Scans of documents: added, looked at, dropped, by who they are of and who leads the trip."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.audit import log
from missions.documents import actions
from missions.documents.kinds import LARGEST, Unwanted
from missions.documents.model import Document, Scan
from missions.documents.pictures import cleaned
from missions.documents.queries import scan_of, whose_number
from missions.policy.actions import Action
from missions.trips.model import Membership
from missions.web import gate
from missions.web.documents_door import facts_of, granted
from missions.web.documents_page import documents_page
from missions.web.here import installation
from missions.web.leading import led
from missions.web.queries import Part, part_of
from missions.web.visitor import visitor

room = Blueprint("scans", __name__)

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
NOBODYS = "No document of this trip bears that number. It is looked for whole, in any spacing."
NO_FILE = "No file was chosen. A picture (JPEG, PNG) or a PDF of at most 10 MB is wanted."


@room.get("/my/<membership_id>/documents")
@gate.declares(Action.SCANS_READ)
def look(membership_id: str) -> ResponseReturnValue:
    """Show a member's documents and what is on file of each."""
    part = granted(membership_id)
    return documents_page(part)


@room.post("/my/<membership_id>/documents/<document_id>")
@gate.declares(Action.SCAN_CHANGE)
def add(membership_id: str, document_id: str) -> ResponseReturnValue:
    """Keep a picture or PDF of a document."""
    part = granted(membership_id)
    person_id = _person_of(part, document_id)
    upload = request.files.get("scan")
    if upload is None or not upload.filename:
        return documents_page(part, (document_id, NO_FILE)), 422
    content = upload.read(LARGEST + 1)
    upload.close()
    try:
        picture = cleaned(upload.filename, content)
    except Unwanted as error:
        return documents_page(part, (document_id, str(error))), 422
    with installation().store.write() as session:
        actions.keep_picture(
            installation(), session, document_id, person_id, picture, visitor().account
        )
    flash("It is kept, under seal. What a camera adds to a picture was taken out.")
    return _back(part)


@room.get("/scans/<scan_id>")
@gate.declares(Action.SCAN_READ)
def read(scan_id: str) -> ResponseReturnValue:
    """Hand a scan out, as a file that no browser runs."""
    _part, scan = _granted_scan(scan_id)
    with installation().store.write() as session:
        body = actions.read_scan(installation(), session, visitor().account, scan)
    response = Response(body, content_type=scan.media_type)
    name = f"scan.{ENDINGS[scan.media_type]}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@room.post("/scans/<scan_id>/drop")
@gate.declares(Action.SCAN_CHANGE)
def drop(scan_id: str) -> ResponseReturnValue:
    """Delete a scan."""
    part, scan = _granted_scan(scan_id)
    with installation().store.write() as session:
        actions.drop_scan(installation(), session, session.merge(scan), visitor().account)
    flash("The scan is deleted.")
    return _back(part)


@room.post("/trips/<code>/people/document")
@gate.declares(Action.DOCUMENT_FIND)
def find(code: str) -> ResponseReturnValue:
    """Say whose document bears a number, as somebody who found it asks."""
    part = led(code)
    number = request.form.get("number", "")
    with installation().store.write() as session:
        names = whose_number(installation(), session, part.trip_id, number)
        log.record(
            session,
            visitor().account,
            Action.DOCUMENT_FIND,
            part.trip_id,
            f"found={len(names)}",
            part.trip_id,
        )
    flash(f"It is {' and '.join(names)}’s." if names else NOBODYS)
    return redirect(url_for("access.people", code=part.code), 303)


def _granted_scan(scan_id: str) -> tuple[Part, Scan]:
    with installation().store.read() as session:
        scan = scan_of(session, scan_id)
        found = _whose(session, scan) if scan is not None else None
    part = gate.granted(found, facts_of(visitor(), found))
    assert scan is not None
    return granted(part.id), scan


def _whose(session: Session, scan: Scan) -> Part | None:
    """Return the part of the member whose document the scan is of."""
    membership_id = session.scalar(
        select(Membership.id)
        .join(
            Document,
            (Document.trip_id == Membership.trip_id) & (Document.person == Membership.key),
        )
        .where(Document.id == scan.document_id)
    )
    return part_of(session, membership_id) if membership_id else None


def _person_of(part: Part, document_id: str) -> str:
    """Return whose key seals the document's scans; a document of somebody else is not there."""
    with installation().store.read() as session:
        person_id = session.scalar(
            select(Membership.person_id)
            .join(
                Document,
                (Document.trip_id == Membership.trip_id) & (Document.person == Membership.key),
            )
            .where(Membership.id == part.id, Document.id == document_id)
        )
    return gate.there(person_id)


def _back(part: Part) -> ResponseReturnValue:
    return redirect(url_for("scans.look", membership_id=part.id), 303)
