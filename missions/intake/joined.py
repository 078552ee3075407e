"""What is laid over a trip: judged before it is done."""

from __future__ import annotations

from sqlalchemy.orm import Session

from missions.briefing.queries import NoTrip
from missions.intake.check import examine
from missions.intake.faults import Findings
from missions.intake.folder import TripFolder
from missions.intake.held import find_trip
from missions.intake.overlay import lay_over
from missions.intake.read import Reading
from missions.trips.model import Trip


class TripMoved(Exception):
    """The trip was changed since the preview was shown; nothing was done."""


def trip_of(session: Session, code: str, version: int | None = None) -> Trip:
    """Return the trip of that code, its row locked.

    Raises:
        NoTrip: there is none.
        TripMoved: its version is another than the one that was shown.
    """
    trip = find_trip(session, code, for_writing=True)
    if trip is None:
        raise NoTrip(f"There is no trip “{code}”. See: missions trip list")
    if version is not None and trip.version != version:
        raise TripMoved
    return trip


def judge(held: TripFolder, reading: Reading, *, remove: bool = False) -> Findings:
    """Return what the import would find in a folder that is laid over the trip; nothing is done.

    Remarks on rows that the folder leaves alone are left out, faults of them are not: the import
    refuses them too.
    """
    overlay = lay_over(held, reading.folder, remove=remove)
    found = examine(overlay.folder, reading.cells)
    found.warnings = [each for each in dict.fromkeys(found.warnings) if each.place.file]
    found.notices = [each for each in dict.fromkeys(found.notices) if each.place.file]
    return found
