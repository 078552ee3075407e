"""A limit on guessing tokens: how many unknown ones a network may ask for.

Only an answer that says "unknown" is counted, so a token that somebody really has is answered as
ever, from whatever network, and costs no query more. Who is over the limit is told to wait instead
of being told that there is nothing; the tokens themselves are too long to be guessed.

Also who is asking: behind proxies of one's own it is what the outermost of them says, and nothing
that the asker says.
"""

from __future__ import annotations

from flask import Flask, Response, render_template, request
from werkzeug.middleware.proxy_fix import ProxyFix

from missions.accounts import attempts
from missions.settings import Settings
from missions.web.client import network
from missions.web.here import installation
from missions.web.security import dress

UNKNOWN = {
    "confirm.link": 410,
    "confirm.press": 410,
    "feeds.feed": 404,
    "invitation.look": 410,
    "invitation.take_up": 410,
    "shared.calendar": 404,
    "shared.paper": 404,
    "shared.sheet": 404,
    "sign_in.link": 410,
    "sign_in.spend": 410,
}
"""By which status each address says that it doesn't know a token."""
WITHOUT_PAGES = ("feeds", "shared")


def install(app: Flask, settings: Settings) -> None:
    """Count unknown tokens; trust as many proxies as there are, and no other word on who asks."""
    app.after_request(_count)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]


def unknown() -> Response | None:
    """Count one unknown token of this request's network; the answer to give once they are many."""
    if attempts.allowed(installation(), attempts.LINK_BY_NETWORK, network()):
        return None
    return _plain()


def _count(response: Response) -> Response:
    endpoint = request.endpoint or ""
    if UNKNOWN.get(endpoint) != response.status_code:
        return response
    plain = unknown()
    if plain is None:
        return response
    return dress(plain if request.blueprint in WITHOUT_PAGES else _page())


def _plain() -> Response:
    text = "Too many tries. Wait a quarter of an hour.\n"
    answer = Response(text, 429, content_type="text/plain; charset=utf-8")
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _page() -> Response:
    return Response(render_template("pages/sign_in/too_often.html"), 429)
