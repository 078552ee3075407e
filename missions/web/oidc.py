"""Signing in with the organisation's OpenID Connect provider: sent there, and back again.

A form starts it, so that no link can. It answers with a page that goes on by itself: a browser
that holds a form to `form-action 'self'` would not follow a redirect to another host.
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from missions import clock
from missions.accounts import attempts, identities, sessions
from missions.accounts.identities import NotKnown, Said, Unverified
from missions.policy.actions import Action
from missions.settings import Oidc
from missions.web import gate
from missions.web.client import client, network
from missions.web.errors import Words
from missions.web.here import installation
from missions.web.provider import NotTaken, Provider, Unreachable, provider
from missions.web.sign_in import begin_session

room = Blueprint("oidc", __name__, url_prefix="/sign-in/organisation")

BEGUN = "organisation"
"""Where the signed cookie keeps what the answer must fit."""
_AGAIN = "Start again from the sign-in page, or choose another way there."
NOT_OPEN = Words(
    "This sign-in is no longer open",
    "It was used already, took more than ten minutes, or was started in another browser.",
    _AGAIN,
)
DENIED = Words(
    "You were not signed in",
    "The sign-in was stopped on the other side. Nothing was changed here.",
    _AGAIN,
)
DOWN = Words(
    "That sign-in can’t be reached right now",
    "The other side did not answer as it should. Nothing was changed here.",
    "Try again in a few minutes, or choose another way on the sign-in page.",
)
UNPROVED = Words(
    "You were not signed in",
    "The answer of the other side could not be proved to be right, so it was not taken.",
    f"{_AGAIN} If it fails again, tell whoever runs this service.",
)
UNVERIFIED = Words(
    "Your mail address is not confirmed there",
    "You can sign in this way once the other side has confirmed your mail address.",
    "Confirm it there, then start again; or choose another way on the sign-in page.",
)
FAILURES: dict[type[Exception], tuple[Words, int]] = {
    Unreachable: (DOWN, 502),
    NotTaken: (UNPROVED, 403),
    Unverified: (UNVERIFIED, 403),
}
_ELSEWHERE_DOWN = frozenset({"server_error", "temporarily_unavailable"})


def _needed() -> tuple[Oidc, Provider]:
    settings, found = installation().settings.oidc, provider()
    if settings is None or found is None:
        abort(404)
    return settings, found


def _address() -> str:
    return installation().settings.public_url + url_for("oidc.back")


@room.post("")
@gate.declares(Action.SIGN_IN)
def start() -> ResponseReturnValue:
    """Begin a sign-in and show the way to the provider."""
    gate.ask()
    settings, found = _needed()
    if not attempts.allowed(installation(), attempts.SIGN_IN_BY_NETWORK, network()):
        return render_template("pages/sign_in/too_often.html"), 429
    try:
        begun = found.begin(_address())
    except Unreachable:
        return _failed(DOWN, 502)
    session[BEGUN] = [begun.state, begun.nonce, begun.verifier, int(clock.now().timestamp())]
    page = render_template("pages/sign_in/oidc_start.html", url=begun.url, name=settings.name)
    return page, 200, {"Refresh": f"0; url={begun.url}"}


@room.get("/back")
@gate.declares(Action.SIGN_IN)
def back() -> ResponseReturnValue:
    """Take what the provider says of whoever comes back, and sign them in."""
    gate.ask()
    settings, found = _needed()
    nonce, verifier = _waited_for()
    if not nonce:
        return _failed(NOT_OPEN, 400)
    if "error" in request.args:
        return _turned_back(request.args["error"])
    try:
        said = found.finish(request.args.get("code", ""), nonce, verifier, _address())
        opened = _opened(said, trusted=settings.trusts_factors)
    except NotKnown:
        return render_template("pages/sign_in/oidc_unknown.html"), 403
    except tuple(FAILURES) as error:
        return _failed(*FAILURES[type(error)])
    begin_session(opened)
    return redirect(url_for("home.door"), 303)


def _waited_for() -> tuple[str, str]:
    """Spend what waits in the cookie; return its nonce and verifier, "" where it doesn't fit."""
    state, nonce, verifier, at = session.pop(BEGUN, ["", "", "", 0])
    given = request.args.get("state", "")
    if not state or not hmac.compare_digest(given.encode(), state.encode()):
        return "", ""
    if not identities.spend(installation(), state, datetime.fromtimestamp(at, UTC)):
        return "", ""
    return nonce, verifier


def _opened(said: Said, *, trusted: bool) -> str:
    with installation().store.write() as database:
        account = identities.account_for(database, said)
        return sessions.open_browser(database, account, client(), proved=trusted and said.strong)


def _turned_back(error: str) -> ResponseReturnValue:
    return _failed(DOWN, 502) if error in _ELSEWHERE_DOWN else _failed(DENIED, 403)


def _failed(words: Words, status: int) -> ResponseReturnValue:
    return render_template("pages/sign_in/oidc_failed.html", words=words), status
