"""Taking an invitation up: looking spends nothing, pressing spends once."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from missions.accounts import invitations
from missions.policy.actions import Action
from missions.web import gate
from missions.web.client import client
from missions.web.here import installation
from missions.web.sign_in import begin_session

room = Blueprint("invitation", __name__, url_prefix="/invitation/<token>")


@room.get("")
@gate.declares(Action.INVITATION_ACCEPT)
def look(token: str) -> ResponseReturnValue:
    """Show the one button, so that a mail scanner spends nothing."""
    gate.ask()
    with installation().store.read() as database:
        found = invitations.usable(database, token)
    if found is None:
        return _gone()
    page = render_template("pages/sign_in/invitation.html", token=token, email=found.email)
    return page, 200, {"Referrer-Policy": "strict-origin"}


@room.post("")
@gate.declares(Action.INVITATION_ACCEPT)
def take_up(token: str) -> ResponseReturnValue:
    """Take it up and sign this browser in."""
    gate.ask()
    opened = invitations.accept(installation(), token, client())
    if opened is None:
        return _gone()
    begin_session(opened)
    return redirect(url_for("home.door"), 303)


def _gone() -> ResponseReturnValue:
    return render_template("pages/sign_in/invitation_gone.html"), 410
