"""Leaders' papers: a PDF under a passphrase that is shown once, to who just showed who they are.

Nothing is kept: the passphrase comes from an HMAC under the trip's key over the browser's session,
the paper and a nonce, which rides in the file's address. That address is signed for the session
and good for five minutes.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from missions import clock
from missions.audit import log
from missions.briefing.copies import issue
from missions.briefing.copy_codes import passphrase_from
from missions.briefing.desk import Desk, open_desk
from missions.briefing.papers import download_name
from missions.briefing.release import NotReleased, Viewer, opens_seals, release
from missions.policy.actions import Action, Facts
from missions.privacy import Audience
from missions.renderers.dispatch import media_type, render
from missions.renderers.pdf.lock import lock_pdf
from missions.web import gate
from missions.web.addresses import PaperAddress, unseal
from missions.web.here import installation
from missions.web.leading import hold_newest
from missions.web.own import viewer_of
from missions.web.queries import Part
from missions.web.shelf import LOCKED_FORMAT, TITLES
from missions.web.visitor import Visitor, visitor

room = Blueprint("locked", __name__)

HOLDS = timedelta(minutes=5)
_PURPOSE = "locked paper 1"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A leaders' paper that was asked for, by whom, and in which trip of theirs."""

    who: Visitor
    part: Part
    sealed: str
    address: PaperAddress

    @property
    def viewer(self) -> Viewer:
        """Who reads it: leaders' papers want a second factor, shown just now."""
        strong = self.who.strong and self.who.fresh
        return replace(viewer_of(self.who, self.part.trip_id), strong=strong)

    def desk(self, session: Session) -> Desk:
        """Return the edition's desk; raise `ClosedNow` while a border is near."""
        hold_newest(installation(), session, self.who, self.part.trip_id, Audience.LEADER)
        edition = self.address.edition
        return open_desk(installation(), session, self.part.trip_id, edition, self.who.account)

    def passphrase(self, desk: Desk, nonce: str) -> str:
        """Return the passphrase of this paper in this browser, for this nonce."""
        row = [_PURPOSE, self.who.session, nonce, self.sealed]
        return passphrase_from(bytes.fromhex(desk.mac(json.dumps(row).encode())))

    def signer(self) -> URLSafeSerializer:
        """Return what signs addresses of this paper's files for this browser."""
        salt = f"{_PURPOSE} {self.who.session} {self.sealed}"
        return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt)


@room.post("/papers/<sealed>/locked")
@gate.declares(Action.LEADER_PAPER_READ)
def lock(sealed: str) -> ResponseReturnValue:
    """Show the passphrase, this once, and lead to the file."""
    wanted = _wanted(sealed)
    nonce = secrets.token_urlsafe(16)
    with installation().store.read() as session:
        desk = wanted.desk(session)
        opens_seals(
            desk, wanted.viewer, wanted.address.asked
        )  # raises where there is no such paper
        passphrase = wanted.passphrase(desk, nonce)
    ticket = wanted.signer().dumps([nonce, (clock.now() + HOLDS).timestamp()])
    return render_template(
        "pages/trips/locked.html",
        part=wanted.part,
        title=TITLES[(wanted.address.asked.what, Audience.LEADER)][0],
        edition=wanted.address.edition,
        passphrase=passphrase,
        file=url_for("locked.file", sealed=sealed, ticket=ticket),
    )


@room.get("/papers/<sealed>/locked/<ticket>")
@gate.declares(Action.LEADER_PAPER_READ)
def file(sealed: str, ticket: str) -> ResponseReturnValue:
    """Render the paper, locked with the passphrase that was shown."""
    wanted = _wanted(sealed)
    nonce, until = _opened(wanted, ticket)
    if clock.now().timestamp() >= until:
        page = render_template("pages/trips/locked.html", part=wanted.part, passphrase="")
        return page, 410
    return _file(wanted, nonce)


def _wanted(sealed: str) -> Wanted:
    """Return what an address of a leaders' paper means, for who leads its trip."""
    who, address = visitor(), unseal(sealed)
    part = next(
        (part for part in who.parts if address and part.trip_id == address.trip_id and part.leads),
        None,
    )
    part = gate.granted(part, Facts(leads=part is not None))
    if address is None or (address.asked.audience, address.fmt) != (Audience.LEADER, LOCKED_FORMAT):
        raise NotReleased("There is no such paper.")
    return Wanted(who, part, sealed, address)


def _opened(wanted: Wanted, ticket: str) -> tuple[str, float]:
    """Return the nonce in a file's address and until when it is good."""
    try:
        nonce, until = wanted.signer().loads(ticket)
    except BadSignature as error:
        raise NotReleased("There is no such file, or not in this browser.") from error
    return str(nonce), float(until)


def _file(wanted: Wanted, nonce: str) -> Response:
    asked, account = wanted.address.asked, wanted.who.account
    with installation().store.write() as session:
        desk = wanted.desk(session)
        passphrase = wanted.passphrase(desk, nonce)
        briefing = release(desk, wanted.viewer, asked)
        code = briefing.stamp.copy if briefing.stamp else ""
        issue(session, desk, wanted.viewer, asked, code, account)
        detail = f"{asked.what} {asked.audience} {LOCKED_FORMAT}"
        action, trip_id = Action.LEADER_PAPER_READ, wanted.part.trip_id
        log.record(session, account, action, desk.edition_id, detail, trip_id)
    body = lock_pdf(render(briefing, LOCKED_FORMAT), passphrase)
    response = Response(body, content_type=media_type(LOCKED_FORMAT))
    name = download_name(briefing, LOCKED_FORMAT)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
