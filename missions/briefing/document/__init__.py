"""What a renderer gets: one released `Briefing`, plain and frozen.

Everything here has passed the one door (`briefing.release`), so a renderer prints what it finds
and asks nothing. A fact that the audience may not see is absent: an empty string, an empty tuple
or None. Wall times are naive `datetime`s at the place; instants are aware UTC `datetime`s;
durations are whole minutes.
"""

from __future__ import annotations

from missions.briefing.document.briefing import Briefing, Stamp, What
from missions.briefing.document.calendars import CalendarDocument, CalendarEntry
from missions.briefing.document.moments import Moment, Place
from missions.briefing.document.papers import (
    Card,
    CardLodging,
    Change,
    Count,
    ManifestRow,
    Owed,
    Paper,
)
from missions.briefing.document.persons import (
    Contact,
    Emergency,
    EmergencyNumbers,
    Page,
    Person,
    PersonNote,
    TrainingSession,
)
from missions.briefing.document.places import Partner, Room, Site, Stay
from missions.briefing.document.plan import Day, Item
from missions.briefing.document.readiness import LetBe, Waived
from missions.briefing.document.travel import Connection, Leg, RoutePoint

__all__ = [
    "Briefing",
    "CalendarDocument",
    "CalendarEntry",
    "Card",
    "CardLodging",
    "Change",
    "Connection",
    "Contact",
    "Count",
    "Day",
    "Emergency",
    "EmergencyNumbers",
    "Item",
    "Leg",
    "LetBe",
    "ManifestRow",
    "Moment",
    "Owed",
    "Page",
    "Paper",
    "Partner",
    "Person",
    "PersonNote",
    "Place",
    "Room",
    "RoutePoint",
    "Site",
    "Stamp",
    "Stay",
    "TrainingSession",
    "Waived",
    "What",
]
