"""The second factor by page: showing one, setting the first one up, the app, recovery codes."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import urlsplit

import segno
from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from missions.accounts import attempts, factors, recovery, sessions, totp
from missions.accounts.factors import LastFactor, Way
from missions.accounts.totp import Offer
from missions.policy.actions import Action
from missions.renderers.wording import count_of
from missions.vault.outer import OuterKeyUnusable
from missions.vault.sealing import CannotOpen
from missions.web import account, gate, passkeys
from missions.web.confirming import OWN, back, factor_page, held_factors, waiting
from missions.web.here import installation
from missions.web.visitor import visitor

room = Blueprint("factor", __name__)

TOO_OFTEN = (
    "This was tried ten times in a short while, so it rests for a quarter of an hour. What you"
    " typed before is kept in this page."
)
FAULTS: dict[str, str] = {
    Way.PASSKEY: passkeys.NOT_TAKEN,
    Way.APP: (
        "That code is not right, or was used already. Wait for the next one; if none fits, set"
        " the clock of your device to automatic."
    ),
    Way.CODE: "That is none of your unused recovery codes. Each works once.",
}
SHUT = (
    "The authenticator app can’t be used now: the service’s key is not where it should be. A"
    " passkey or a recovery code works without it; tell whoever runs this service."
)
WRONG_FIRST = (
    "That code does not belong to this secret. Wait for the next one, and look whether the clock"
    " of your device is set to automatic."
)
_OFFER = "offer"


@room.get("/factor")
@gate.declares(Action.FACTOR_PROVE)
def ask() -> ResponseReturnValue:
    """Ask for the second factor; who has none sets one up, having just signed in."""
    gate.ask()
    if visitor().strong:
        return redirect(waiting().next, 303)
    if not held_factors().second:
        gate.want_fresh()
    return factor_page(waiting())


@room.post("/factor")
@gate.declares(Action.FACTOR_PROVE)
def show() -> ResponseReturnValue:
    """Take the second factor, and go on with what waits."""
    gate.ask()
    way = request.form.get(f"{OWN}way", "")
    if not may_try():
        return factor_page(waiting(), TOO_OFTEN, way), 429
    fault = fault_of_second(way)
    return (factor_page(waiting(), fault, way), 422) if fault else back(waiting())


def may_try() -> bool:
    """Count one try of the visitor's account; whether it is within the limit."""
    return attempts.allowed(installation(), attempts.PROOF_BY_ACCOUNT, visitor().account)


def fault_of_second(way: str) -> str:
    """Check a second factor; return "" when it was right, which is written down, else words.

    Only a second factor that was right lets earlier tries be forgotten: a password must not buy
    more tries at guessing codes.
    """
    who = visitor()
    challenge = passkeys.taken_proof() if way == Way.PASSKEY else None
    try:
        with installation().store.write() as database:
            right = (
                passkeys.is_shown(database, challenge)
                if way == Way.PASSKEY
                else _typed_right(database, way)
            )
            if right:
                sessions.confirm(database, who.session, proved=True)
    except OuterKeyUnusable:
        return SHUT
    if not right:
        return FAULTS.get(way, "Choose one of the ways below.")
    attempts.forgive(installation(), attempts.PROOF_BY_ACCOUNT, who.account)
    return ""


def _typed_right(database: Session, way: str) -> bool:
    typed, who = request.form.get(f"{OWN}code", ""), visitor()
    if way == Way.APP:
        return totp.accept(installation(), database, who.account, typed)
    if way != Way.CODE:
        return False
    left = recovery.use_code(database, who.account, typed)
    if left is not None:
        flash(f"Recovery code used, {count_of(left, 'code')} left. Your account makes new ones.")
    return left is not None


@room.post("/account/app")
@gate.declares(Action.ACCOUNT_CHANGE)
def app_offer() -> ResponseReturnValue:
    """Show a new secret for an authenticator app; it counts after its first code."""
    account.ask_to_change()
    try:
        offer = totp.new_offer(installation(), visitor().account)
    except OuterKeyUnusable:
        return account.page(SHUT, "app"), 503
    session[_OFFER] = urlsafe_b64encode(offer.token).decode()
    return _offer_page(offer)


def _offer_page(offer: Offer, fault: str = "") -> str:
    host = urlsplit(installation().settings.public_url).hostname or "account"
    square = segno.make_qr(offer.uri(held_factors().email or host, host), error="m")
    drawn = Markup(square.svg_inline(scale=4, border=4, svgclass="square", lineclass=None))  # noqa: S704
    return render_template(
        "pages/account/app.html", offer=offer, square=drawn, fault=fault, waiting=waiting()
    )


@room.post("/account/app/code")
@gate.declares(Action.ACCOUNT_CHANGE)
def app_code() -> ResponseReturnValue:
    """Take the first code of an app, in place of the app there was."""
    account.ask_to_change()
    who, typed = visitor(), request.form.get("code", "")
    try:
        token = urlsafe_b64decode(session.get(_OFFER, ""))
        with account.changing() as (database, held):
            offer = totp.same_offer(installation(), database, who.account, token)
            right = totp.enrol(installation(), database, who.account, offer, typed)
            codes = _app_added(database, replaced=held.app_since is not None) if right else ()
    except OuterKeyUnusable:
        return account.page(SHUT, "app"), 503
    except CannotOpen:
        if held_factors().app_since is not None and _OFFER not in session:
            flash("Your authenticator app is ready. Recovery codes are shown only once.")
            return redirect(url_for("account.look"), 303)
        return account.page("That took too long. Set the app up once more.", "app"), 422
    if not right:
        return _offer_page(offer, WRONG_FIRST), 422
    session.pop(_OFFER)
    return account.enrolled(codes, "Your authenticator app is ready.")


def _app_added(database: Session, *, replaced: bool) -> tuple[str, ...]:
    who = visitor()
    if replaced:
        sessions.end_sessions(database, who.account, who.account, but=who.session)
    return factors.added(database, who.account, who.session, "app added")


@room.post("/account/app/remove")
@gate.declares(Action.ACCOUNT_CHANGE)
def app_remove() -> ResponseReturnValue:
    """Take the authenticator app away; other browsers are signed out."""
    account.ask_to_change()
    who = visitor()
    try:
        with account.changing() as (database, held):
            if held.app_since is not None:
                factors.require_spare(held, careful=who.careful)
                totp.drop(database, who.account)
                factors.removed(database, who.account, who.session, "app removed")
    except LastFactor:
        return account.page(passkeys.LAST, "app"), 409
    flash("The authenticator app is removed. Other browsers are signed out.")
    return redirect(url_for("account.look"), 303)


@room.post("/account/codes")
@gate.declares(Action.ACCOUNT_CHANGE)
def new_codes() -> ResponseReturnValue:
    """Make new recovery codes; the older ones end."""
    account.ask_to_change()
    who = visitor()
    with account.changing() as (database, held):
        codes = recovery.make_codes(database, who.account) if held.second else ()
        if codes:
            factors.announce(database, who.account, "codes made anew")
    return account.enrolled(codes, "Your older codes no longer work.")
