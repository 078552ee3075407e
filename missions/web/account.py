"""One's own account: address, password, second factors, and where one is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts import factors, passwords, sessions
from missions.accounts.factors import Factors
from missions.accounts.model import Account, WebSession
from missions.accounts.passwords import PasswordRefused
from missions.accounts.rules import still_holds
from missions.policy.actions import Action, Lack
from missions.web import confirming, gate
from missions.web.confirming import OWN, Waiting, held_factors, waiting
from missions.web.here import installation
from missions.web.visitor import visitor
from missions.web.words import local

room = Blueprint("account", __name__, url_prefix="/account")

PASSWORD_CHANGED = "password-changed"  # noqa: S105 - the name of a letter


@dataclass(frozen=True, slots=True)
class Seat:
    """A browser that is signed in; `here` is the one that asks."""

    id: str
    client: str
    since: str
    seen: str
    here: bool


@room.get("")
@gate.declares(Action.ACCOUNT_READ)
def look() -> ResponseReturnValue:
    """Show what the account has."""
    gate.ask()
    return page()


def page(fault: str = "", where: str = "") -> str:
    """Return the page, with what was wrong beside the form `where` it was typed."""
    who = visitor()
    with installation().store.read() as database:
        rows = sessions.open_sessions(database, who.account)
    return render_template(
        "pages/account/account.html",
        factors=held_factors(),
        careful=who.careful,
        seats=[_seat(row) for row in rows if _holds(row)],
        moment=moment,
        city=_zone().rpartition("/")[2].replace("_", " "),
        shortest=passwords.SHORTEST,
        fault=fault,
        where=where,
    )


def _holds(row: WebSession) -> bool:
    return still_holds(row.created_at, row.last_seen_at, clock.now(), leads=visitor().careful)


def _seat(row: WebSession) -> Seat:
    here = row.id == visitor().session
    client = row.client or "A browser"
    return Seat(row.id, client, moment(row.created_at), moment(row.last_seen_at), here)


def _zone() -> str:
    return next((part.home_zone for part in visitor().parts if part.home_zone), "UTC")


def moment(at: datetime) -> str:
    """Return an instant as the visitor's clock at home shows it: `1 February 2027, 09:40`."""
    wall = local(at, _zone())
    return f"{wall.day} {wall:%B %Y, %H:%M}"


def ask_to_change() -> Factors:
    """Ask the gate; send who has a second factor and did not show it to where that is done.

    So a stolen letter or password changes nothing of an account that has a second factor.
    """
    gate.ask()
    held = held_factors()
    if held.second and not visitor().strong:
        abort(confirming.asked_for(Lack.STRONG))
    return held


@contextmanager
def changing() -> Iterator[tuple[Session, Factors]]:
    """Lock the visitor's account for one change, and look once more whether it may be made."""
    who = visitor()
    try:
        with installation().store.write() as database:
            yield database, factors.locked(database, who.account, strong=who.strong)
    except factors.NotProved:
        abort(409)


def enrolled(codes: tuple[str, ...], words: str) -> ResponseReturnValue:
    """Answer after a second factor was added: the recovery codes, or back to where one was."""
    what = waiting() if f"{OWN}next" in request.form else Waiting(url_for("account.look"))
    if codes:
        return render_template("pages/account/codes.html", codes=codes, waiting=what, added=words)
    flash(words)
    return confirming.back(what)


@room.post("/password")
@gate.declares(Action.ACCOUNT_CHANGE)
def set_password() -> ResponseReturnValue:
    """Set the password; other browsers are signed out."""
    ask_to_change()
    who, typed = visitor(), request.form.get("password", "")
    try:
        with changing() as (database, _held):
            account = database.get_one(Account, who.account)
            passwords.set_password(database, account, typed, who.account)
            _password_changed(database, "password set")
    except PasswordRefused as refused:
        return page(str(refused), "password"), 422
    return _done("Your password is set. Other browsers are signed out.")


@room.post("/password/remove")
@gate.declares(Action.ACCOUNT_CHANGE)
def drop_password() -> ResponseReturnValue:
    """Take the password away; other browsers are signed out."""
    ask_to_change()
    who = visitor()
    with changing() as (database, held):
        if held.password:
            account = database.get_one(Account, who.account)
            passwords.drop_password(database, account, who.account)
            _password_changed(database, "password removed")
    return _done("Your password is removed. Other browsers are signed out.")


def _password_changed(database: Session, what: str) -> None:
    who = visitor()
    sessions.end_sessions(database, who.account, who.account, but=who.session)
    factors.announce(database, who.account, what, PASSWORD_CHANGED)


@room.post("/browsers/<seat>/end")
@gate.declares(Action.ACCOUNT_CHANGE)
def end_one(seat: str) -> ResponseReturnValue:
    """Sign one browser out."""
    ask_to_change()
    who = visitor()
    with installation().store.write() as database:
        sessions.end_session(database, who.account, seat, who.account)
    return _done("That browser is signed out.")


@room.post("/browsers/end")
@gate.declares(Action.ACCOUNT_CHANGE)
def end_others() -> ResponseReturnValue:
    """Sign all browsers out but this one."""
    ask_to_change()
    who = visitor()
    with installation().store.write() as database:
        sessions.end_sessions(database, who.account, who.account, but=who.session)
    return _done("All other browsers are signed out.")


def _done(words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("account.look"), 303)
