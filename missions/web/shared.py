"""Shared addresses: what those who wait at home, or a host, may read without signing in.

`/shared/<token>` is the newest edition's sheet, and beside it the same as PDF and as a calendar.
Nothing here says that more exists: no cookie, no name of the service, no way to anything else, and
one bare page for everything that goes wrong.
"""

from __future__ import annotations

import logging
import traceback
from functools import cache
from importlib.metadata import version

from flask import Blueprint, Response, abort, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from missions import clock
from missions.accounts.fetches import FETCHES
from missions.assets import templates_dir
from missions.briefing.desk import NoEdition
from missions.briefing.document import What
from missions.briefing.papers import download_name
from missions.briefing.queries import editions
from missions.briefing.release import NotReleased
from missions.feeds import etag_of
from missions.policy.actions import Action, Facts
from missions.renderers.dispatch import media_type, render
from missions.renderers.html import html_fragment, stylesheet
from missions.vault.keyring import KeyShredded
from missions.web import feeds, gate
from missions.web.here import installation
from missions.web.shared_door import SHEETS, Shared, find, released

room = Blueprint("shared", __name__, url_prefix="/shared")
logger = logging.getLogger(__name__)

ANY_METHOD = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
OFF, NOTHING, LATER = "off", "nothing", "later"
_WORDS = {
    OFF: ("This address is switched off.", "Ask whoever gave it to you for a new one.", 410),
    NOTHING: ("There is nothing here.", "The address may be mistyped.", 404),
    LATER: ("This can’t be shown right now.", "Try again later.", 503),
}
_ABSENT = (KeyShredded, NoEdition, NotReleased)


@room.get("/<token>")
@gate.declares(Action.SHARED_READ)
def sheet(token: str) -> Response:
    """The sheet as a page."""
    link = _opened(token)
    if not link.works:
        return _plain(OFF)
    address = f"{installation().settings.links}/shared/{token}/calendar.ics"
    briefing = released(installation(), link, SHEETS[link.purpose][0], "html")
    return _page(
        "sheet",
        200,
        b=briefing,
        paper=html_fragment(briefing),
        token=token,
        https=address,
        webcal=f"webcal://{address.partition('://')[2]}",
    )


@room.get("/<token>/sheet.pdf")
@gate.declares(Action.SHARED_READ)
def paper(token: str) -> Response:
    """The same on paper."""
    link = _opened(token)
    if not link.works:
        abort(404)
    briefing = released(installation(), link, SHEETS[link.purpose][0], "pdf")
    answer = Response(render(briefing, "pdf"), content_type=media_type("pdf"))
    answer.headers.set("Content-Disposition", "attachment", filename=download_name(briefing, "pdf"))
    return _unreferred(answer)


@room.get("/<token>/calendar.ics")
@gate.declares(Action.SHARED_READ)
def calendar(token: str) -> Response:
    """The same as a calendar to follow; an unchanged one opens nothing."""
    link = _opened(token)
    if not link.works:
        return _unreferred(feeds.nothing(()))
    made = installation()
    with made.store.read() as session:
        newest = next(iter(editions(session, link.trip_id)), None)
    if newest is None:
        abort(404)
    parts = (_version(), made.settings.uid_domain, newest.id, link.purpose, link.owner)
    etag = etag_of("\0".join(parts).encode())
    body = None
    if not request.if_none_match.contains_weak(etag):
        briefing = released(made, link, What.CALENDAR, "ics", newest.number)
        body = render(briefing, "ics", made.settings.uid_domain)
    return _unreferred(feeds.calendar(etag, body, ()))


@room.get("/page.css")
@gate.declares(Action.ASSET_READ)
def style() -> Response:
    """The papers' own style, and the little that a page has beside it."""
    answer = Response(_style(), content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


@room.route("/<path:_rest>", methods=ANY_METHOD)
@gate.declares(Action.SHARED_READ)
def elsewhere(_rest: str) -> Response:
    """Answer everything else below this address with the bare page."""
    return gate.granted(None, Facts())


@room.errorhandler(CSRFError)
@room.errorhandler(Exception)
def failed(error: Exception) -> Response | HTTPException:
    """Answer what goes wrong with the bare page, and log where it broke, without the message."""
    if isinstance(error, HTTPException) and (error.code or 500) < 400:
        return error
    if isinstance(error, (HTTPException, *_ABSENT)):
        return _plain(NOTHING)
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s in %s\n%s", type(error).__name__, request.endpoint, where)
    return _plain(LATER)


def _opened(token: str) -> Shared:
    """Return what the address opens, and count that it was asked for."""
    now = clock.now()
    with installation().store.read() as session:
        link = find(session, token, now)
    link = gate.granted(link, Facts(holds_token=link is not None))
    FETCHES.note(link.id, now, feeds.client())
    return link


def _plain(which: str) -> Response:
    what, do, status = _WORDS[which]
    return _page("plain", status, what=what, do=do)


def _page(name: str, status: int, **values: object) -> Response:
    text = render_template(f"pages/shared/{name}.html", style=etag_of(_style().encode()), **values)
    return _unreferred(Response(text, status))


def _unreferred(answer: Response) -> Response:
    """Keep the address from whatever is opened from here."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@cache
def _style() -> str:
    own = templates_dir() / "pages" / "shared" / "page.css"
    return stylesheet() + own.read_text(encoding="utf-8")


@cache
def _version() -> str:
    return version("missions")
