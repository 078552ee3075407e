"""Papers that end soon, of everybody on the trips that a leader leads; past trips too."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from missions import clock
from missions.documents.queries import expiring
from missions.documents.rules import WATCHED, in_days
from missions.policy.actions import Action, Facts
from missions.web import gate
from missions.web.here import installation
from missions.web.leading import hold_newest
from missions.web.visitor import visitor

room = Blueprint("documents_expiring", __name__)

CHOICES = (30, 90, 180, 365)
MOST_DAYS = 3_650


@room.get("/documents/expiring")
@gate.declares(Action.DOCUMENTS_READ)
def look() -> ResponseReturnValue:
    """List the papers that end within so many days (`?days=`), those that have ended included.

    Raises:
        ClosedNow: a border is near on one of the trips.
    """
    led = [part for part in visitor().parts if part.leads]
    gate.ask(Facts(leads=bool(led)))
    days = days_of(request.args.get("days", ""))
    today = clock.now().date()
    with installation().store.read() as session:
        for part in led:
            hold_newest(installation(), session, visitor(), part.trip_id)
        trips = [part.trip_id for part in led]
        rows = expiring(session, trips, today + timedelta(days=days))
    return render_template(
        "pages/documents/expiring.html",
        rows=rows,
        days=days,
        choices=sorted({*CHOICES, days}),
        today=today,
        in_days=in_days,
    )


def days_of(text: str) -> int:
    """Return within how many days is asked; what is no number of days is the usual 180."""
    usual = WATCHED.days
    return min(int(text), MOST_DAYS) if text.isascii() and text.isdigit() and text else usual
