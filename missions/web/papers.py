"""The download centre, and every download."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from missions.audit import log
from missions.briefing.copies import COPIED, issue
from missions.briefing.desk import open_desk
from missions.briefing.document import Briefing
from missions.briefing.papers import download_name
from missions.briefing.release import Asked, opens_seals, release
from missions.installation import Installation
from missions.policy.actions import Action, Facts
from missions.privacy import Audience
from missions.renderers.dispatch import media_type, render
from missions.web import gate
from missions.web.addresses import PaperAddress, unseal
from missions.web.here import installation
from missions.web.leading import hold_newest
from missions.web.own import viewer_of
from missions.web.queries import Part
from missions.web.stock import stock_of
from missions.web.visitor import Visitor, visitor

room = Blueprint("papers", __name__)

NAME_LENGTH = 100


@room.get("/trips/<code>/papers")
@gate.declares(Action.PAPERS_READ)
def centre(code: str) -> ResponseReturnValue:
    """Every paper a page may hand out, by audience and person."""
    part = visitor().leading(code)
    part = gate.granted(part, Facts(leads=part is not None))
    number = request.args.get("edition", type=int)
    name = request.args.get("name", "")[:NAME_LENGTH]
    stock = stock_of(installation(), visitor(), part, number, name)
    return render_template("pages/trips/papers.html", part=part, stock=stock)


@room.get("/papers/<sealed>")
@gate.declares(Action.PAPER_READ)
def download(sealed: str) -> ResponseReturnValue:
    """Render one paper of one edition; the address tells nothing of it."""
    address = unseal(sealed)
    address = gate.granted(address, _facts(visitor(), address))
    briefing = _released(installation(), visitor(), address)
    return _file(briefing, address.fmt)


def _facts(who: Visitor, address: PaperAddress | None) -> Facts:
    """Return how the visitor stands to the paper: one's own, a ward's, or as its trip's leader.

    Of the papers that are nobody's own, only the team's belong to its members.
    """
    if address is None:
        return Facts()
    parts = [part for part in who.parts if part.trip_id == address.trip_id]
    wards = [part for part in who.wards if part.trip_id == address.trip_id]
    return Facts(
        leads=any(part.leads for part in parts),
        belongs=_is_of(parts, address.asked),
        guards=_is_of(wards, address.asked),
    )


def _is_of(parts: list[Part], asked: Asked) -> bool:
    if asked.person is None:
        return bool(parts) and asked.audience is Audience.TEAM
    return any(part.key == asked.person for part in parts)


def _released(installation: Installation, who: Visitor, address: PaperAddress) -> Briefing:
    """Ask the one door, and write down what left; what it refuses isn't there, or rests.

    Who wants what opens somebody's seals shows first who they are.
    """
    viewer = viewer_of(who, address.trip_id)
    asked = address.asked
    with installation.store.write() as session:
        hold_newest(installation, session, who, address.trip_id, asked.audience)
        desk = open_desk(
            installation, session, address.trip_id, address.edition, viewer=who.account
        )
        if opens_seals(desk, viewer, asked):
            gate.want_fresh()
        briefing = release(desk, viewer, asked)
        if briefing.stamp is not None and address.fmt in COPIED:
            issue(session, desk, viewer, asked, briefing.stamp.copy, who.account)
        detail = f"{asked.what} {asked.audience} {address.fmt}"
        trip_id = address.trip_id
        log.record(session, who.account, Action.PAPER_READ, desk.edition_id, detail, trip_id)
        return briefing


def _file(briefing: Briefing, fmt: str) -> Response:
    body = render(briefing, fmt, installation().settings.uid_domain)
    response = Response(body, mimetype=None, content_type=media_type(fmt))
    response.headers.set("Content-Disposition", "attachment", filename=download_name(briefing, fmt))
    return response
