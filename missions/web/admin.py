"""The installation itself: administrators, the organisation's list, trips and their end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.accounts import administrators
from missions.accounts.model import Account
from missions.discretion.actions import BadTerm, add_house_word, drop_house_word
from missions.discretion.queries import KINDS, house_words
from missions.policy.actions import NO_FACTS, Action
from missions.trips.model import Trip
from missions.web import gate
from missions.web.here import installation
from missions.web.visitor import visitor

room = Blueprint("admin", __name__, url_prefix="/admin")

MOST_TRIPS = 200


@dataclass(frozen=True, slots=True)
class TripLine:
    """What an administrator sees of a trip: what an outsider may."""

    code: str
    label: str
    starts: date
    ends: date


@room.get("")
@gate.declares(Action.ADMIN_READ)
def look() -> ResponseReturnValue:
    """Show who administers, what is never said, and which trips there are."""
    gate.ask()
    return _page()


@room.post("/administrators")
@gate.declares(Action.ADMIN_CHANGE)
def make_administrator() -> ResponseReturnValue:
    """Make somebody an administrator by their address."""
    gate.ask()
    email = request.form.get("email", "").strip()
    if "@" not in email:
        wanted = f"“{email[:80]}” is no mail address; one like name@example.org is wanted."
        return _page(email=email, wanted=wanted), 422
    with installation().store.write() as session:
        administrators.make_administrator(session, email, visitor().account)
    flash(f"{email} is an administrator from now on. They sign in with that address.")
    return _back()


@room.post("/administrators/<account_id>/drop")
@gate.declares(Action.ADMIN_CHANGE)
def drop_administrator(account_id: str) -> ResponseReturnValue:
    """Let somebody be an administrator no longer."""
    with installation().store.read() as session:
        known = session.get(Account, account_id)
    gate.granted(known, NO_FACTS)
    try:
        with installation().store.write() as session:
            administrators.drop_administrator(session, account_id, visitor().account)
    except administrators.LastAdministrator as error:
        return _page(wanted=str(error)), 422
    flash("They administer no longer and were signed out.")
    return _back()


@room.post("/words")
@gate.declares(Action.ADMIN_CHANGE)
def add_word() -> ResponseReturnValue:
    """Put a term on the organisation's list."""
    gate.ask()
    typed = {name: request.form.get(name, "") for name in ("kind", "term", "plain")}
    try:
        with installation().store.write() as session:
            add_house_word(session, **typed, actor=visitor().account)
    except BadTerm as error:
        return _page(term=typed, wrong=str(error)), 422
    flash(f"“{typed['term'].strip()}” is on the list. Trips are held against it from now on.")
    return _back()


@room.post("/words/<word_id>/drop")
@gate.declares(Action.ADMIN_CHANGE)
def drop_word(word_id: str) -> ResponseReturnValue:
    """Take a term off the list."""
    gate.ask()
    with installation().store.write() as session:
        drop_house_word(session, word_id, visitor().account)
    flash("The term is off the list.")
    return _back()


def _page(
    email: str = "", wanted: str = "", term: dict[str, str] | None = None, wrong: str = ""
) -> str:
    with installation().store.read() as session:
        return render_template(
            "pages/admin/admin.html",
            accounts=administrators.accounts(session),
            words=house_words(session),
            trips=_trips(session),
            kinds=KINDS,
            email=email,
            wanted=wanted,
            term=term or {"kind": "", "term": "", "plain": ""},
            wrong=wrong,
            me=visitor().account,
        )


def _trips(session: Session) -> list[TripLine]:
    rows = session.execute(
        select(Trip.code, Trip.label, Trip.starts, Trip.ends)
        .order_by(Trip.starts.desc(), Trip.code)
        .limit(MOST_TRIPS)
    )
    return [TripLine(*row) for row in rows]


def _back() -> ResponseReturnValue:
    return redirect(url_for("admin.look"), 303)
