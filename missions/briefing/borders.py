"""When which member of a trip is near a border, by the draft and by the newest edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from missions.briefing.codec import unpack_body
from missions.briefing.dossier import Plan
from missions.briefing.gather import gather_plan
from missions.briefing.queries import edition_row
from missions.policy.crossings import Held, Window, held
from missions.privacy import Audience, FieldAccess, Posture
from missions.trips.model import Trip


@dataclass(frozen=True, slots=True)
class Borders:
    """The crossings of a trip's members. An open trip knows none."""

    posture: Posture = Posture.OPEN
    access: FieldAccess = FieldAccess.WEB
    windows: dict[str, tuple[Window, ...]] = field(default_factory=dict)

    def near(self, membership_id: str, at: datetime) -> Held:
        """Return what holds for a member at an instant; `team` where no border is near."""
        windows = self.windows.get(membership_id, ())
        if self.posture is Posture.OPEN or not windows:
            return Held(Audience.TEAM)
        return held(self.posture, self.access, windows, at)


def borders_of(session: Session, trip: Trip) -> Borders:
    """Return who is near a border when; a fixed number of queries, none for an open trip.

    What the draft and what the newest edition says both count, whichever is more careful.
    """
    if trip.posture == Posture.OPEN:
        return Borders()
    plans = [gather_plan(session, trip)]
    row = edition_row(session, trip.id)
    if row is not None:
        plans.append(unpack_body(row.open_part).plan)
    windows: dict[str, tuple[Window, ...]] = {}
    for member, window in (found for plan in plans for found in _windows(plan)):
        windows[member] = (*windows.get(member, ()), window)
    none = any(plan.trip.field_access == FieldAccess.NONE for plan in plans)
    return Borders(Posture(trip.posture), FieldAccess.NONE if none else FieldAccess.WEB, windows)


def _windows(plan: Plan) -> Iterator[tuple[str, Window]]:
    for row in plan.crossings:
        window = (row.closes.unseal(), row.opens.unseal())
        for member in row.people.unseal():
            yield member, window
