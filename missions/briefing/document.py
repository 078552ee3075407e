"""What a renderer gets: one released `Briefing`, plain and frozen.

Everything here has passed the one door (`briefing.release`), so a renderer prints what it finds
and asks nothing. A fact that the audience may not see is absent: an empty string, an empty tuple
or None. Wall times are naive `datetime`s at the place; instants are aware UTC `datetime`s;
durations are whole minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Moment:
    """A happening's wall time in its own zone, with the instant and the time at home.

    `abbreviation` is the zone's own ("KST", or "" where it has only a number); `offset` is minutes
    east of UTC; `home` is the wall time at home and None where the audience is not told of home.
    """

    wall: datetime
    zone: str
    utc: datetime
    offset: int
    abbreviation: str = ""
    home: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An end of a segment: an airport (`code`, `city`, `name`), a site's alias, or free text.

    `name` is what to print first; `code` is the IATA code or "". All blank where the end is a
    site that this audience is not told of: then only the time is printed.
    """

    name: str = ""
    code: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Emergency:
    """Whom to call for a person."""

    name: str = ""
    relation: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One member. Beyond key, name, role, groups, skills, languages only own or leaders' facts."""

    key: str = ""
    name: str = ""
    role: str = ""
    groups: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    travels: bool = True
    minor: bool = False
    legal_name: str = ""
    local_name: str = ""
    birth_date: date | None = None
    gender: str = ""
    nationality: str = ""
    email: str = ""
    phone: str = ""
    diet: str = ""
    allergies: str = ""
    medication: str = ""
    blood_type: str = ""
    emergency: Emergency | None = None
    guardians: tuple[str, ...] = ()
    drives: bool = False
    joins: date | None = None
    leaves: date | None = None


@dataclass(frozen=True, slots=True)
class PersonNote:
    """A value that belongs to one passenger of a segment: a locator, a ticketed name."""

    person: str
    text: str


@dataclass(frozen=True, slots=True)
class Connection:
    """The change to the next segment at one place: minutes between arriving and departing."""

    minutes: int
    place: Place
    people: tuple[str, ...] = ()
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """One segment of travel: a flight, train, coach, ferry or car.

    `part` says where in the trip it stands: "out", "between" or "home". `people` are preferred
    names, `everyone` is true when all who travel are on it. `connection` is the change that
    follows this leg. `label` is the neutral label ("Travel").
    """

    uid: str
    start: Moment
    end: Moment
    minutes: int
    label: str = "Travel"
    mode: str = ""
    part: str = ""
    carrier: str = ""
    number: str = ""
    origin: Place = Place()
    destination: Place = Place()
    people: tuple[str, ...] = ()
    everyone: bool = False
    head_count: int = 0
    locators: tuple[PersonNote, ...] = ()
    ticketed: tuple[PersonNote, ...] = ()
    seats: int | None = None
    baggage: str = ""
    vehicle: str = ""
    driver: str = ""
    met_by: str = ""
    note: str = ""
    international: bool = False
    connection: Connection | None = None
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One activity of the plan.

    `label` is the neutral label with the site's mark ("Appointment B"); `title` is the real title
    or "" where the audience sees labels only. `start` is None for an item of the whole day.
    `end` is None where no end was given. `bring` are things with a box to tick. `changed` is "",
    "new", "moved" or "changed" against the edition before.
    """

    uid: str
    day: date
    label: str
    start: Moment | None = None
    end: Moment | None = None
    title: str = ""
    kind: str = ""
    status: str = ""
    site: str = ""
    site_name: str = ""
    address: str = ""
    lead: str = ""
    people: tuple[str, ...] = ()
    everyone: bool = False
    mine: bool = False
    head_count: int = 0
    partner: str = ""
    meet_at: str = ""
    meet_time: datetime | None = None
    vehicle: str = ""
    bring: tuple[str, ...] = ()
    with_children: bool = False
    backup: str = ""
    note: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day at the place where the team is, its legs and items in order of time.

    `place` is where the day begins ("Seoul", "" where not told), `home_offset` the minutes that
    home's clock differs from the place's (negative: home is behind; None: not told).
    """

    date: date
    zone: str = ""
    abbreviation: str = ""
    offset: int = 0
    place: str = ""
    home_offset: int | None = None
    entries: tuple[Leg | Item, ...] = ()
    tonight: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a stay; `people` are preferred names."""

    room: str = ""
    floor: str = ""
    capacity: int | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """Nights at one site. `unplaced` are those there who have no room (leaders and team)."""

    uid: str
    site: str
    check_in: date
    check_out: date
    nights: int
    site_name: str = ""
    address: str = ""
    local_address: str = ""
    phone: str = ""
    zone: str = ""
    country: str = ""
    kind: str = ""
    rooms: tuple[Room, ...] = ()
    unplaced: tuple[str, ...] = ()
    confirmation: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A place under its alias; the real side stands beside it only where it is allowed."""

    alias: str
    mark: str = ""
    kind: str = ""
    country: str = ""
    zone: str = ""
    opens: str = ""
    closes: str = ""
    partner: str = ""
    name: str = ""
    address: str = ""
    local_address: str = ""
    phone: str = ""
    latitude: float | None = None
    longitude: float | None = None
    carry: bool = False
    visitors: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """A local host under an alias."""

    alias: str
    mark: str = ""
    languages: tuple[str, ...] = ()
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class TrainingSession:
    """A training. `state` is the reader's own ("attended", "" not yet); leaders see all states."""

    uid: str
    start: Moment
    end: Moment
    label: str = "Training"
    title: str = ""
    place: str = ""
    topic: str = ""
    state: str = ""
    required: bool = False
    states: tuple[PersonNote, ...] = ()
    missing: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    everyone: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call."""

    role: str
    name: str = ""
    phone: str = ""
    country: str = ""
    nationality: str = ""
    hours: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    """A country's police, fire and ambulance numbers."""

    country: str
    country_name: str
    police: str
    fire: str
    ambulance: str


@dataclass(frozen=True, slots=True)
class Page:
    """A free page; `text` is Markdown."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A travel document or other paper on file; `person` is a preferred name."""

    person: str
    kind: str
    title: str = ""
    state: str = ""
    number: str = ""
    country: str = ""
    name_on_document: str = ""
    issued: date | None = None
    valid_from: date | None = None
    expires: date | None = None
    entries: str = ""
    blank_pages: int | None = None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """Something a traveller has still to do. `state` is "due", "missing" or "invalid"."""

    title: str
    state: str
    reason: str
    due: date | None = None
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A difference to the edition before.

    `kind` is "new", "gone", "moved", "changed"; `day` is where it stands now (or stood); `now`
    says what holds, `was` what held ("" for new). `uid` leads to the item in `days`.
    """

    kind: str
    now: str
    was: str = ""
    day: date | None = None
    uid: str = ""


@dataclass(frozen=True, slots=True)
class CardLodging:
    """Lodging for the driver: `phrase` is "please take me here" in the local language."""

    phrase: str
    check_in: date
    check_out: date
    local_address: str = ""
    name: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """The wallet card of one person."""

    owner: str
    blood_type: str = ""
    allergies: str = ""
    medication: str = ""
    diet: str = ""
    emergency: Emergency | None = None
    insurer: Contact | None = None
    policy: str = ""
    embassies: tuple[Contact, ...] = ()
    numbers: tuple[EmergencyNumbers, ...] = ()
    lodgings: tuple[CardLodging, ...] = ()


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A traveller on a segment; `connection` is minutes to the traveller's next segment."""

    person: str
    leg: Leg
    connection: int | None = None
    legal_name: str = ""
    birth_date: date | None = None
    document_number: str = ""
    locator: str = ""
    ticketed_as: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A life-safety fact as a number of people: `1 × no peanuts, severe`."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class RoutePoint:
    """A stop of the route strip: a city, its zone and the dates there (first and last day)."""

    name: str
    zone: str
    abbreviation: str
    offset: int
    arrives: datetime | None
    departs: datetime | None
    home: bool = False


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
class CalendarEntry:
    """One VEVENT. `start` and `end` are Moments, or dates for the whole day (`end` exclusive).

    `in_utc` asks for UTC times without any zone. `alarms` are minutes before the start.
    `status` is "CONFIRMED", "TENTATIVE", "CANCELLED" or "" (the property is left out).
    """

    uid: str
    sequence: int
    start: Moment | date
    end: Moment | date | None
    summary: str
    location: str = ""
    description: str = ""
    status: str = ""
    alarms: tuple[int, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    transparent: bool = False


@dataclass(frozen=True, slots=True)
class CalendarDocument:
    """A calendar: its name and entries. `stamp` is DTSTAMP and LAST-MODIFIED of every entry."""

    name: str
    stamp: datetime
    in_utc: bool = False
    entries: tuple[CalendarEntry, ...] = ()


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
