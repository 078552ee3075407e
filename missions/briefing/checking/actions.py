"""Saying a thing neutrally: one press instead of finding the cell in the folder."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.audit import log
from missions.briefing.checking.findings import Finding
from missions.schedule.model import Activity
from missions.trips.actions import count_write
from missions.trips.model import Trip

NEUTRAL_TRIP = "Trip"


def neutral(finding: Finding) -> str:
    """Return what would stand there instead, "" where a person has to find the words."""
    place = finding.spot
    if place.row.startswith("schedule/"):
        if place.field == "plain_title":
            return finding.plain.capitalize() or "Appointment"
        return _replaced(finding) if place.field == "title" and finding.plain else ""
    if place.place == "trip/label":
        return _replaced(finding) if finding.plain else NEUTRAL_TRIP
    return ""


def _replaced(finding: Finding) -> str:
    text = finding.text[: finding.start] + finding.plain + finding.text[finding.end :]
    return text[:1].upper() + text[1:]


def say_neutrally(session: Session, trip: Trip, finding: Finding, actor: str) -> bool:
    """Write the neutral words into the draft; return whether there were any to write."""
    words = neutral(finding)
    if not words:
        return False
    if finding.spot.place == "trip/label":
        trip.label = words
    else:
        key = finding.spot.row.partition("/")[2]
        item = session.scalars(
            select(Activity).where(Activity.trip_id == trip.id, Activity.key == key)
        ).one()
        setattr(item, finding.spot.field, words)
    count_write(session, trip)
    log.record(session, actor, "trip:change", trip.id, finding.spot.field, trip.id)
    return True
