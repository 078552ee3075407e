"""A desk of the small trip, without a database, for what asks of nothing but the plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from missions.briefing.desk import Desk
from missions.briefing.dossier import Plan
from missions.privacy import Posture
from tests.briefing.small_trip import small_trip


@dataclass
class SmallDesk:
    """What a desk shows of its edition."""

    edits: dict[str, Any]

    @cached_property
    def plan(self) -> Plan:
        """The plan that would be published."""
        return small_trip(**self.edits).plan()

    @property
    def posture(self) -> Posture:
        """How careful the trip is."""
        return Posture(self.plan.trip.posture)


def small_desk(posture: str = "guarded", access: str = "", **edits: Any) -> Desk:
    """Return the desk of the small trip with these edits."""
    trip = {"posture": posture, "field_access": access}
    return cast(Desk, SmallDesk({"trip": trip, **edits}))
