"""Step-up: showing once more who one is; who found a device open must not get further."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from missions.accounts import attempts, confirm_links, passwords, sessions
from missions.accounts.factors import SECOND, Way
from missions.accounts.model import Account
from missions.policy.actions import Action
from missions.web import gate
from missions.web.confirming import (
    OWN,
    Waiting,
    back,
    confirm_page,
    confirming_ways,
    held_factors,
    waiting,
)
from missions.web.factor import TOO_OFTEN, fault_of_second, may_try
from missions.web.here import installation
from missions.web.visitor import visitor

room = Blueprint("confirm", __name__, url_prefix="/confirm")

OPENED = "opened"
"""The word of the form that waits for a letter's link to be opened."""
NOT_OPENED = "The link in the letter was not opened in this browser yet."


@room.get("")
@gate.declares(Action.CONFIRM)
def ask() -> ResponseReturnValue:
    """Ask once more who it is."""
    gate.ask()
    if visitor().fresh:
        return redirect(waiting().next, 303)
    return confirm_page(waiting())


@room.post("")
@gate.declares(Action.CONFIRM)
def show() -> ResponseReturnValue:
    """Take what was shown, and go on with what waits."""
    gate.ask()
    what, way = waiting(), request.form.get(f"{OWN}way", "")
    if way == OPENED:
        return back(what) if visitor().fresh else _asked(what, NOT_OPENED, way, sent=True)
    held = held_factors()
    if way not in confirming_ways(held):
        return _asked(what, "Choose one of the ways below.", "")
    if way == Way.LETTER:
        return _letter(what, held.email)
    if not may_try():
        return confirm_page(what, TOO_OFTEN, way), 429
    fault = fault_of_second(way) if way in SECOND else _fault_of_password()
    return _asked(what, fault, way) if fault else back(what)


def _asked(what: Waiting, fault: str, way: str, *, sent: bool = False) -> ResponseReturnValue:
    return confirm_page(what, fault, way, sent=sent), 422


def _fault_of_password() -> str:
    who = visitor()
    with installation().store.read() as database:
        account = database.get(Account, who.account)
    if not passwords.fits(account, request.form.get(f"{OWN}password", "")):
        return "That is not your password. Nothing was changed."
    with installation().store.write() as database:
        sessions.confirm(database, who.session, proved=False)
    return ""


def _letter(what: Waiting, email: str) -> ResponseReturnValue:
    if not attempts.allowed(installation(), attempts.SIGN_IN_BY_ADDRESS, email):
        return confirm_page(what, TOO_OFTEN, Way.LETTER), 429
    confirm_links.send(installation(), visitor().account, visitor().session)
    return confirm_page(what, sent=True)


@room.get("/<token>")
@gate.declares(Action.CONFIRM)
def link(token: str) -> ResponseReturnValue:
    """Show the one button; looking spends nothing, so that a mail scanner can't."""
    gate.ask()
    with installation().store.read() as database:
        found = confirm_links.usable(database, token, visitor().session)
    if found is None:
        return _gone()
    page = render_template("pages/sign_in/confirm_link.html", token=token, done=False)
    return page, 200, {"Referrer-Policy": "strict-origin"}


@room.post("/<token>")
@gate.declares(Action.CONFIRM)
def press(token: str) -> ResponseReturnValue:
    """Spend the link: this session is confirmed, and goes on where it waits."""
    gate.ask()
    if not confirm_links.spend(installation(), token, visitor().session):
        return _gone()
    return render_template("pages/sign_in/confirm_link.html", token="", done=True)


def _gone() -> ResponseReturnValue:
    return render_template("pages/sign_in/confirm_link.html", token="", done=False), 410
