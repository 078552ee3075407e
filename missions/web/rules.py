"""The rules of travel, read by who leads a trip and by who looks after the service."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from missions import clock
from missions.board.rulebook_use import coming, uses
from missions.policy.actions import Action, Facts
from missions.reference.countries import country_name
from missions.reference.queries import own_values, rules_of, value_of
from missions.reference.rulebook import KEYS, shipped
from missions.web import gate, rules_words
from missions.web.here import installation
from missions.web.own import held_part
from missions.web.rules_dropped import dropped
from missions.web.rules_lines import Known, Looked, sections
from missions.web.visitor import Visitor, visitor

room = Blueprint("rules", __name__)


@room.get("/rules")
@gate.declares(Action.RULES_READ)
def look() -> ResponseReturnValue:
    """Show the rules by subject; near a border only the way to the itinerary."""
    gate.ask(Facts(leads_one=visitor().leads_one))
    held = held_part(installation(), visitor())
    if held is not None:
        return redirect(url_for("my_trip.today", membership_id=held.id), 303)
    looked = _looked()
    with installation().store.read() as database:
        known = known_to(database, visitor())
    administers = visitor().administers
    return render_template(
        "pages/rules/rules.html",
        sections=sections(known, looked),
        looked=looked,
        about=KEYS.get(looked.key),
        nationalities=_countries(known, "nationality", looked.nationality),
        destinations=_countries(known, "destination", looked.destination),
        dropped=dropped() if administers and request.args.get("dropped") else None,
        may_change=administers,
        telling=rules_words,
    )


def _looked() -> Looked:
    asked = {name: request.args.get(name, "").strip() for name in ("nationality", "destination")}
    return Looked(
        **{name: code.upper() for name, code in asked.items()},
        key=request.args.get("key", "").strip(),
        text=request.args.get("text", "").strip(),
    )


def known_to(database: Session, who: Visitor) -> Known:
    """Return the rules, with the coming trips that the visitor may count: leaders their own.

    How many trips ask for a country's rule tells that somebody goes there; which ones do is told to
    nobody.
    """
    book, today = rules_of(database).book, clock.now().date()
    led = {part.trip_id for part in who.parts if part.leads}
    trips = [one for one in coming(database, today) if who.administers or one.trip_id in led]
    own = {value_of(row) for row in own_values(database)}
    return Known(book, shipped(), own, uses(book, trips), today)


def _countries(known: Known, name: str, chosen: str) -> list[tuple[str, str]]:
    codes = {getattr(value, name) for value in known.book.values} | {chosen}
    return sorted(((code, country_name(code)) for code in codes - {""}), key=lambda one: one[1])
