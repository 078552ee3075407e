"""The board as a PDF for leaders: under a passphrase that is shown once, as all their papers.

The passphrase comes from an HMAC under the trip's key over the browser's session and a nonce, which
rides in the file's address, signed for that session and good for five minutes.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.board.as_of import paper_of_kept
from missions.board.keeping import board_of
from missions.briefing.copies import issue
from missions.briefing.copy_codes import code_of, passphrase_from
from missions.briefing.desk import Desk, NoEdition, open_desk
from missions.briefing.document import What
from missions.briefing.document.readiness import BoardPaper
from missions.briefing.papers import file_name
from missions.briefing.release import Asked, NotReleased, Viewer
from missions.policy.actions import Action, Facts
from missions.privacy import Audience
from missions.renderers.dispatch import media_type
from missions.renderers.pdf.board import render_board
from missions.renderers.pdf.lock import lock_pdf
from missions.trips.model import Trip
from missions.vault.scopes import trip_scope
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import hold_newest
from missions.web.own import viewer_of
from missions.web.queries import Part
from missions.web.shelf import LOCKED_FORMAT, TITLES
from missions.web.visitor import Visitor, visitor

room = Blueprint("board_paper", __name__, url_prefix="/trips/<code>/ready.pdf")

ASKED = Asked(What.BOARD, Audience.LEADER)
HOLDS = timedelta(minutes=5)
NO_EDITION = "none yet"
_PURPOSE = "locked board 1"


@room.route("", methods=["GET", "POST"])
@gate.declares(Action.BOARD_TAKE)
def lock(code: str) -> ResponseReturnValue:
    """Show the passphrase, this once, and lead to the file."""
    who, part = visitor(), _led(code)
    nonce = secrets.token_urlsafe(16)
    with installation().store.read() as session:
        desk = _desk(session, who, part)
    ticket = _signer(who, part).dumps([nonce, (clock.now() + HOLDS).timestamp()])
    return render_template(
        "pages/trips/locked.html",
        part=part,
        title=TITLES[(ASKED.what, ASKED.audience)][0],
        edition=desk.number if desk else NO_EDITION,
        passphrase=_passphrase(who, part, nonce),
        file=url_for("board_paper.file", code=code, ticket=ticket),
    )


@room.get("/<ticket>")
@gate.declares(Action.BOARD_TAKE)
def file(code: str, ticket: str) -> ResponseReturnValue:
    """Render the board as it stands now, locked with the passphrase that was shown."""
    who, part = visitor(), _led(code)
    nonce, until = _opened(who, part, ticket)
    if clock.now().timestamp() >= until:
        page = render_template("pages/trips/locked.html", part=part, passphrase="")
        return page, 410
    paper = _taken(who, part)
    body = lock_pdf(render_board(paper), _passphrase(who, part, nonce))
    response = Response(body, content_type=media_type(LOCKED_FORMAT))
    name = file_name(ASKED, paper.edition, LOCKED_FORMAT)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _led(code: str) -> Part:
    """Return the part by which the visitor leads the trip."""
    part = visitor().leading(code)
    return gate.granted(part, Facts(leads=part is not None))


def _desk(session: Session, who: Visitor, part: Part) -> Desk | None:
    """Return the newest edition's desk, None where there is none.

    Raises:
        ClosedNow: a border is near.
    """
    hold_newest(installation(), session, who, part.trip_id, Audience.LEADER)
    try:
        return open_desk(installation(), session, part.trip_id, viewer=who.account)
    except NoEdition:
        return None


def _viewer(who: Visitor, part: Part) -> Viewer:
    return replace(viewer_of(who, part.trip_id), strong=who.strong and who.fresh)


def _taken(who: Visitor, part: Part) -> BoardPaper:
    """Return the paper; in one transaction the copy and the log know of it."""
    with installation().store.read() as session:
        _desk(session, who, part)
    board = board_of(installation(), part.trip_id, who.account)
    with installation().store.write() as session:
        desk, viewer = _desk(session, who, part), _viewer(who, part)
        code = code_of(desk, viewer, ASKED) if desk else ""
        trip = session.get_one(Trip, part.trip_id)
        paper = paper_of_kept(session, trip, board, desk.number if desk else 0, code)
        if desk:
            issue(session, desk, viewer, ASKED, code, who.account)
        subject = desk.edition_id if desk else trip.id
        detail = f"{ASKED.what} {ASKED.audience} {LOCKED_FORMAT}"
        log.record(session, who.account, Action.BOARD_TAKE, subject, detail, trip.id)
        return paper


def _passphrase(who: Visitor, part: Part, nonce: str) -> str:
    """Return the passphrase of this trip's board in this browser, for this nonce."""
    row = [_PURPOSE, who.session, nonce, part.trip_id]
    keyring = installation().keyring
    return passphrase_from(
        bytes.fromhex(keyring.mac(trip_scope(part.trip_id), json.dumps(row).encode()))
    )


def _signer(who: Visitor, part: Part) -> URLSafeSerializer:
    """Return what signs addresses of the file for this browser."""
    salt = f"{_PURPOSE} {who.session} {part.trip_id}"
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt)


def _opened(who: Visitor, part: Part, ticket: str) -> tuple[str, float]:
    """Return the nonce in a file's address and until when it is good."""
    try:
        nonce, until = _signer(who, part).loads(ticket)
    except BadSignature as error:
        raise NotReleased("There is no such file, or not in this browser.") from error
    return str(nonce), float(until)
