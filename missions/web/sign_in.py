"""Signing in: by a link, by a letter that was asked for, by a password; and signing out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from missions import clock
from missions.accounts import attempts, passwords, sessions, sign_in
from missions.accounts.queries import usable_sign_in_link
from missions.accounts.tokens import new_token
from missions.policy.actions import Action
from missions.web import gate
from missions.web.client import client, network
from missions.web.here import installation
from missions.web.visitor import TOKEN

room = Blueprint("sign_in", __name__)

BROWSER = "browser"
"""Where the cookie keeps the secret of the browser that asked for a letter."""


@room.get("/sign-in")
@gate.declares(Action.SIGN_IN)
def signed_out() -> ResponseReturnValue:
    """Ask for the mail address; say how else to sign in."""
    gate.ask()
    return _form()


@room.post("/sign-in")
@gate.declares(Action.SIGN_IN)
def ask() -> ResponseReturnValue:
    """Send a link to the address, or take its password; known or not, the answer is the same."""
    gate.ask()
    email = request.form.get("email", "").strip()
    if "@" not in email:
        wanted = f"“{email[:80]}” is no mail address; one like name@example.org is wanted."
        return _form(email, wanted), 422
    if not _within_limits(email):
        return render_template("pages/sign_in/too_often.html"), 429
    password = request.form.get("password", "")
    return _by_password(email, password) if password else _by_letter(email)


def _within_limits(email: str) -> bool:
    here = installation()
    by_network = attempts.allowed(here, attempts.SIGN_IN_BY_NETWORK, network())
    subject = sign_in.same_address(email)
    return attempts.allowed(here, attempts.SIGN_IN_BY_ADDRESS, subject) and by_network


def _by_letter(email: str) -> ResponseReturnValue:
    browser = session.get(BROWSER) or new_token()
    session[BROWSER] = browser
    sign_in.ask_for_link(installation(), email, browser)
    return render_template("pages/sign_in/asked.html", email=email)


def _by_password(email: str, password: str) -> ResponseReturnValue:
    with installation().store.read() as database:
        account = sign_in.account_with(database, email)
    fits = passwords.fits(account, password)
    if account is None or not fits:
        return _form(email, "Address and password do not fit together. Nothing was changed."), 422
    with installation().store.write() as database:
        opened = sessions.open_browser(database, account.id, client(), proved=False)
    begin_session(opened)
    return redirect(url_for("home.door"), 303)


def _form(email: str = "", wanted: str = "") -> str:
    settings = installation().settings
    return render_template(
        "pages/sign_in/sign_in.html",
        email=email,
        wanted=wanted,
        mail=bool(settings.mail_url),
        organisation=settings.oidc.name if settings.oidc else "",
    )


@room.get("/sign-in/<token>")
@gate.declares(Action.SIGN_IN)
def link(token: str) -> ResponseReturnValue:
    """Show the one button; looking spends nothing, so that a mail scanner can't."""
    gate.ask()
    with installation().store.read() as database:
        found = usable_sign_in_link(database, token, clock.now())
    if found is None:
        return _gone()
    if not sign_in.fits(found, session.get(BROWSER, "")):
        return render_template("pages/sign_in/other_browser.html"), 409
    return _button(token)


@room.post("/sign-in/<token>")
@gate.declares(Action.SIGN_IN)
def spend(token: str) -> ResponseReturnValue:
    """Spend the link and keep the session that it opens."""
    gate.ask()
    browser = session.get(BROWSER, "")
    opened = sign_in.spend_sign_in_link(installation(), token, browser, client())
    if opened is None:
        return _gone()
    begin_session(opened)
    return redirect(url_for("home.door"), 303)


@room.post("/sign-out")
@gate.declares(Action.SIGN_OUT)
def leave() -> ResponseReturnValue:
    """End the session here and in the database."""
    gate.ask()
    sessions.sign_out(installation(), session.get(TOKEN, ""))
    session.clear()
    flash("You are signed out on this device.")
    return redirect(url_for("sign_in.signed_out"), 303)


def begin_session(opened: str) -> None:
    """Keep the new session only: whatever the cookie held before ends."""
    if session.get(TOKEN):
        sessions.sign_out(installation(), session[TOKEN])
    session.clear()
    session[TOKEN] = opened
    session.permanent = True


def _button(token: str) -> ResponseReturnValue:
    page = render_template("pages/sign_in/link.html", token=token)
    return page, 200, {"Referrer-Policy": "strict-origin"}


def _gone() -> ResponseReturnValue:
    return render_template("pages/sign_in/gone.html"), 410
