"""Signing in by a link that works once, and signing out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from missions import clock
from missions.accounts import actions
from missions.accounts.queries import usable_sign_in_link
from missions.policy.actions import Action
from missions.web import gate
from missions.web.here import installation
from missions.web.visitor import TOKEN

room = Blueprint("sign_in", __name__)


@room.get("/sign-in")
@gate.declares(Action.SIGN_IN)
def signed_out() -> ResponseReturnValue:
    """Say how to sign in."""
    gate.ask()
    return render_template("pages/sign_in/signed_out.html")


@room.get("/sign-in/<token>")
@gate.declares(Action.SIGN_IN)
def link(token: str) -> ResponseReturnValue:
    """Show the one button; looking spends nothing, so that a mail scanner can't."""
    gate.ask()
    with installation().store.read() as database:
        usable = usable_sign_in_link(database, token, clock.now()) is not None
    return _button(token) if usable else _gone()


@room.post("/sign-in/<token>")
@gate.declares(Action.SIGN_IN)
def spend(token: str) -> ResponseReturnValue:
    """Spend the link and keep the session that it opens."""
    gate.ask()
    opened = actions.spend_sign_in_link(installation(), token)
    if opened is None:
        return _gone()
    _begin_session(opened)
    return redirect(url_for("home.door"), 303)


@room.post("/sign-out")
@gate.declares(Action.SIGN_OUT)
def leave() -> ResponseReturnValue:
    """End the session here and in the database."""
    gate.ask()
    actions.sign_out(installation(), session.get(TOKEN, ""))
    session.clear()
    return redirect(url_for("sign_in.signed_out"), 303)


def _begin_session(opened: str) -> None:
    """Keep the new session only: whatever the cookie held before ends."""
    if session.get(TOKEN):
        actions.sign_out(installation(), session[TOKEN])
    session.clear()
    session[TOKEN] = opened
    session.permanent = True


def _button(token: str) -> ResponseReturnValue:
    page = render_template("pages/sign_in/link.html", token=token)
    return page, 200, {"Referrer-Policy": "strict-origin"}


def _gone() -> ResponseReturnValue:
    return render_template("pages/sign_in/gone.html"), 410
