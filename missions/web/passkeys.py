"""Passkeys by page: the ceremonies' two halves, signing in with one, and one's list of them.

The browser asks for a challenge first and then sends its answer in an ordinary form. The challenge
waits in the signed cookie, bound to what it is for.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from missions.accounts import attempts, factors, passkeys, sessions
from missions.accounts.factors import LastFactor
from missions.accounts.model import Passkey
from missions.accounts.passkeys import Challenge, Party, Refused
from missions.policy.actions import Action
from missions.web import account, gate
from missions.web.client import client, network
from missions.web.confirming import held_factors
from missions.web.here import installation
from missions.web.sign_in import begin_session
from missions.web.visitor import visitor

room = Blueprint("passkeys", __name__)

_CHALLENGE = "challenge"
NOT_TAKEN = (
    "That passkey was not taken. Nothing was changed. Try once more; if it fails again, choose"
    " another way."
)


def _party() -> Party | None:
    return passkeys.party_of(installation().settings.public_url)


@room.app_template_global()
def passkeys_elsewhere() -> str:
    """Return why passkeys can't be used on this page, "" where they can."""
    party = _party()
    if party is None:
        return (
            "Passkeys need a service with a name, and this one has only a number. Whoever runs it"
            " can give it one."
        )
    if urlsplit(f"//{request.host}").hostname != party.id:
        return f"Passkeys belong to another address of this service: open it as {party.origin}"
    return ""


def _needed() -> Party:
    party = _party()
    if party is None:
        abort(404)
    return party


def _give(purpose: str) -> Challenge:
    """Make a challenge and keep it in the cookie."""
    challenge = passkeys.new_challenge()
    value = urlsafe_b64encode(challenge.value).decode()
    session[_CHALLENGE] = [purpose, value, int(challenge.at.timestamp())]
    return challenge


def _taken(purpose: str) -> Challenge:
    """Take the challenge from the cookie and spend it; raise `Refused`."""
    kept, value, at = session.pop(_CHALLENGE, ["", "", 0])
    found = Challenge(urlsafe_b64decode(value), datetime.fromtimestamp(at, UTC))
    return passkeys.spend(installation(), found if kept == purpose else None)


def _json(text: str) -> Response:
    return Response(text, content_type="application/json")


@room.post("/passkeys/any")
@gate.declares(Action.SIGN_IN)
def any_wanted() -> ResponseReturnValue:
    """Hand out what the browser needs to sign in with whichever passkey it has."""
    gate.ask()
    return _json(passkeys.wanted_proof(_needed(), _give("any")))


@room.post("/passkeys/sign-in")
@gate.declares(Action.SIGN_IN)
def sign_in() -> ResponseReturnValue:
    """Sign in with a passkey alone: it has verified its user, so it is two factors in one."""
    gate.ask()
    if not attempts.allowed(installation(), attempts.SIGN_IN_BY_NETWORK, network()):
        return _not_in("This was tried many times in a short while. Wait a quarter of an hour.")
    try:
        challenge, party = _taken("any"), _needed()
        with installation().store.write() as database:
            passkey = passkeys.prove(database, party, challenge, _answer())
            opened = sessions.open_browser(database, passkey.account_id, client(), proved=True)
    except Refused:
        return _not_in("That passkey is not known here. Sign in by mail instead.")
    begin_session(opened)
    return redirect(url_for("home.door"), 303)


def _answer() -> str:
    return request.form.get("proof-credential") or request.form.get("credential", "")


def _not_in(words: str) -> ResponseReturnValue:
    flash(words, "alarm")
    return redirect(url_for("sign_in.signed_out"), 303)


@room.post("/passkeys/own")
@gate.declares(Action.CONFIRM)
def own_wanted() -> ResponseReturnValue:
    """Hand out what the browser needs to show one of the account's passkeys."""
    gate.ask()
    challenge = _give(f"own/{visitor().session}")
    return _json(passkeys.wanted_proof(_needed(), challenge, held_factors().passkeys))


def taken_proof() -> Challenge | None:
    """Spend the challenge of a proof; None when it can't be used."""
    try:
        return _taken(f"own/{visitor().session}")
    except Refused:
        return None


def is_shown(database: Session, challenge: Challenge | None) -> bool:
    """Whether one of the account's own passkeys answered the challenge."""
    if challenge is None:
        return False
    try:
        passkeys.prove(database, _needed(), challenge, _answer(), visitor().account)
    except Refused:
        return False
    return True


@room.post("/account/passkeys/new")
@gate.declares(Action.ACCOUNT_CHANGE)
def new_wanted() -> ResponseReturnValue:
    """Hand out what the browser needs to make a passkey."""
    held, who = account.ask_to_change(), visitor()
    challenge = _give(f"new/{who.session}")
    return _json(passkeys.wanted_new(_needed(), challenge, who.account, held.email, held.passkeys))


@room.post("/account/passkeys")
@gate.declares(Action.ACCOUNT_CHANGE)
def add() -> ResponseReturnValue:
    """Keep a new passkey; this browser has shown it."""
    account.ask_to_change()
    who, name = visitor(), request.form.get("name") or client()
    try:
        challenge, party = _taken(f"new/{who.session}"), _needed()
        with account.changing() as (database, _held):
            passkeys.register(database, party, challenge, who.account, _answer(), name)
            codes = factors.added(database, who.account, who.session, "passkey added")
    except Refused:
        return account.page(NOT_TAKEN, "passkeys"), 422
    return account.enrolled(codes, "Your passkey is ready.")


@room.post("/account/passkeys/<passkey>/name")
@gate.declares(Action.ACCOUNT_CHANGE)
def rename(passkey: str) -> ResponseReturnValue:
    """Give a passkey another name."""
    account.ask_to_change()
    name = request.form.get("name", "").strip()[: passkeys.NAME_LENGTH]
    with account.changing() as (database, _held):
        found = _own(database, passkey)
        found.name = name or found.name
    return _listed("The name is changed.")


@room.post("/account/passkeys/<passkey>/remove")
@gate.declares(Action.ACCOUNT_CHANGE)
def remove(passkey: str) -> ResponseReturnValue:
    """Remove a passkey; other browsers are signed out."""
    account.ask_to_change()
    who = visitor()
    try:
        with account.changing() as (database, held):
            found = _own(database, passkey)
            factors.require_spare(held, careful=who.careful)
            database.delete(found)
            factors.removed(database, who.account, who.session, "passkey removed")
    except LastFactor:
        return account.page(LAST, "passkeys"), 409
    return _listed("The passkey is removed. Other browsers are signed out.")


LAST = (
    "This is your only second factor, and who leads a trip needs one. Add another first, then"
    " remove this one."
)


def _own(database: Session, passkey: str) -> Passkey:
    found = database.get(Passkey, passkey)
    if found is None or found.account_id != visitor().account:
        abort(404)
    return found


def _listed(words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("account.look"), 303)
