"""The whole paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from missions.briefing.document.calendars import CalendarDocument
from missions.briefing.document.papers import Card, Change, Count, ManifestRow, Owed, Paper
from missions.briefing.document.persons import (
    Contact,
    EmergencyNumbers,
    Page,
    Person,
    TrainingSession,
)
from missions.briefing.document.places import Partner, Site, Stay
from missions.briefing.document.plan import Day
from missions.briefing.document.readiness import LetBe, Waived
from missions.briefing.document.travel import Leg, RoutePoint
from missions.privacy import Audience


class What(StrEnum):
    """The kinds of paper."""

    BOOK = "book"
    PACKET = "packet"
    CARD = "card"
    MANIFEST = "manifest"
    ROOMING = "rooming"
    HOST_SHEET = "host-sheet"
    FAMILY_SHEET = "family-sheet"
    CALENDAR = "calendar"
    BOARD = "board"
    """Who is ready, on paper; it is of no edition, and never released as a `Briefing`."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the foot of a `team` or `leader` paper says; no other paper has one."""

    edition: int
    audience: str
    published: datetime
    home_zone: str
    copy: str = ""
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything one paper may say to one audience, and nothing else.

    `title` heads the paper (the trip's label; its name for leaders; "Itinerary" where nothing
    else may stand there). `neutral` asks for the plain layout without accent or wash.
    `reader` is whose paper it is, None for papers that everyone shares.
    """

    what: What
    audience: Audience
    title: str
    starts: date
    ends: date
    paper: str = "a4"
    languages: tuple[str, ...] = ("en",)
    neutral: bool = False
    stamp: Stamp | None = None
    home_zone: str = ""
    purpose: str = ""
    code: str = ""
    reader: Person | None = None
    host: Partner | None = None
    people: tuple[Person, ...] = ()
    head_count: int = 0
    route: tuple[RoutePoint, ...] = ()
    days: tuple[Day, ...] = ()
    legs: tuple[Leg, ...] = ()
    stays: tuple[Stay, ...] = ()
    sites: tuple[Site, ...] = ()
    partners: tuple[Partner, ...] = ()
    trainings: tuple[TrainingSession, ...] = ()
    contacts: tuple[Contact, ...] = ()
    numbers: tuple[EmergencyNumbers, ...] = ()
    pages: tuple[Page, ...] = ()
    papers: tuple[Paper, ...] = ()
    owed: tuple[Owed, ...] = ()
    asked: int = 0
    changes: tuple[Change, ...] = ()
    cards: tuple[Card, ...] = ()
    manifest: tuple[ManifestRow, ...] = ()
    counts: tuple[Count, ...] = ()
    calendar: CalendarDocument | None = None
    waived: tuple[Waived, ...] = ()
    let_be: tuple[LetBe, ...] = ()
