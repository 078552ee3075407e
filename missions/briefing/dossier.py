"""The dossier: a trip as it is gathered and frozen.

Public and team facts are plain; what is more private is wrapped in `Sealed` and comes out only
where a document is released. `Plan` is an edition's open part, `Secrets` its sealed part.
People are named by membership id, sites and partners by key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from missions.privacy import Sealed


@dataclass(frozen=True, slots=True)
class TripFacts:
    """The trip itself."""

    id: str
    code: str
    label: str
    name: Sealed[str]
    posture: str
    field_access: str
    starts: date
    ends: date
    home_zone: str
    paper: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the roster."""

    id: str
    person_id: str
    key: str
    name: str
    role: str
    travels: bool
    groups: tuple[str, ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    minor: Sealed[bool]
    legal_name: Sealed[str]
    surname: Sealed[str]
    given_names: Sealed[str]
    local_name: Sealed[str]
    birth_date: Sealed[date | None]
    gender: Sealed[str]
    nationality: Sealed[str]
    email: Sealed[str]
    phone: Sealed[str]
    diet: Sealed[str]
    emergency_name: Sealed[str]
    emergency_relation: Sealed[str]
    emergency_phone: Sealed[str]
    guardians: Sealed[tuple[str, ...]]
    drives: Sealed[bool]
    joins: Sealed[date | None]
    leaves: Sealed[date | None]


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A place; its real name is among the secrets."""

    id: str
    key: str
    alias: str
    mark: str
    kind: str
    country: str
    zone: str
    opens: str
    closes: str
    partner: str
    address: Sealed[str]
    local_address: Sealed[str]
    phone: Sealed[str]
    latitude: Sealed[float | None]
    longitude: Sealed[float | None]
    carry: Sealed[bool]
    visitors: Sealed[str]


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """A host; the real name and phone are among the secrets."""

    id: str
    key: str
    alias: str
    mark: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class End:
    """An end of a segment. `site` is a site's key; otherwise an airport's `code` or free text."""

    text: str
    code: str = ""
    city: str = ""
    country: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """A leg of travel; `people` are those on it."""

    id: str
    key: str
    mode: str
    carrier: str
    number: str
    origin: End
    destination: End
    departs: datetime
    departs_zone: str
    departs_utc: datetime
    arrives: datetime
    arrives_zone: str
    arrives_utc: datetime
    people: tuple[str, ...]
    seats: int | None
    baggage: str
    vehicle: str
    driver: str
    met_by: str
    locator: Sealed[str]
    ticketed_as: Sealed[dict[str, str]]
    note: Sealed[str]


@dataclass(frozen=True, slots=True)
class CrossingFacts:
    """The hours around a border, set by hand or derived, as instants."""

    place: Sealed[str]
    zone: Sealed[str]
    closes: Sealed[datetime]
    opens: Sealed[datetime]
    people: Sealed[tuple[str, ...]]
    note: Sealed[str]


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A room of a stay and who sleeps there."""

    room: str
    floor: str
    people: tuple[str, ...]
    capacity: Sealed[int | None]


@dataclass(frozen=True, slots=True)
class StayFacts:
    """Nights at a site. `people` are all whom it concerns, in its rooms or not."""

    id: str
    key: str
    site: str
    check_in: date
    check_out: date
    rooms: tuple[RoomFacts, ...]
    people: tuple[str, ...]
    confirmation: Sealed[str]
    note: Sealed[str]


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """One thing on the plan. `people` are all whom it concerns, `lead` among them."""

    id: str
    key: str
    day: date
    zone: str
    starts: datetime | None
    starts_utc: datetime | None
    ends: datetime | None
    ends_utc: datetime | None
    site: str
    title: str
    plain_title: str
    kind: str
    lead: tuple[str, ...]
    people: tuple[str, ...]
    partner: str
    status: str
    meet_at: str
    meet_time: datetime | None
    vehicle: str
    bring: tuple[str, ...]
    with_children: Sealed[bool]
    backup: Sealed[str]
    note: Sealed[str]


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """A person's state for a training."""

    person: str
    state: str
    date: date | None
    note: str


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """A training; `people` are those it applies to."""

    id: str
    key: str
    title: str
    zone: str
    starts: datetime
    starts_utc: datetime
    ends: datetime
    ends_utc: datetime
    place: str
    topic: str
    people: tuple[str, ...]
    required: Sealed[bool]
    note: Sealed[str]
    attendance: Sealed[tuple[AttendanceFacts, ...]]


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """Somebody to call, as private as `sensitivity` says."""

    sensitivity: str
    role: Sealed[str]
    name: Sealed[str]
    phone: Sealed[str]
    country: Sealed[str]
    nationality: Sealed[str]
    hours: Sealed[str]
    note: Sealed[str]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A free page, as private as `sensitivity` says."""

    sensitivity: str
    title: Sealed[str]
    text: Sealed[str]


@dataclass(frozen=True, slots=True)
class RequirementFacts:
    """What the trip asks, and of whom."""

    kind: str
    title: str
    due: str
    severity: str
    people: tuple[str, ...]
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The part of a paper on file that leaders see; the rest is among the secrets."""

    id: str
    person: str
    kind: Sealed[str]
    state: Sealed[str]
    valid_from: Sealed[date | None]
    expires: Sealed[date | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything of a trip that is not encrypted at rest."""

    trip: TripFacts
    members: tuple[Member, ...]
    sites: tuple[SiteFacts, ...]
    partners: tuple[PartnerFacts, ...]
    segments: tuple[SegmentFacts, ...]
    crossings: tuple[CrossingFacts, ...]
    stays: tuple[StayFacts, ...]
    activities: tuple[ActivityFacts, ...]
    trainings: tuple[TrainingFacts, ...]
    contacts: tuple[ContactFacts, ...]
    pages: tuple[PageFacts, ...]
    requirements: Sealed[tuple[RequirementFacts, ...]]
    documents: tuple[DocumentFacts, ...]


@dataclass(frozen=True, slots=True)
class DocumentSecrets:
    """What identifies a paper."""

    number: str = ""
    country: str = ""
    name_on_document: str = ""
    issued: date | None = None
    entries: str = ""
    blank_pages: int | None = None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonSecrets:
    """What a person's key seals: medical facts, and papers by document id."""

    allergies: Sealed[str]
    medication: Sealed[str]
    blood_type: Sealed[str]
    documents: Sealed[dict[str, DocumentSecrets]]


@dataclass(frozen=True, slots=True)
class TripSecrets:
    """What the trip's key seals: its purpose, and the real side of aliases by key."""

    purpose: Sealed[str]
    site_names: Sealed[dict[str, str]]
    partner_names: Sealed[dict[str, str]]
    partner_phones: Sealed[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Secrets:
    """Everything of a trip that is encrypted at rest; persons by membership id."""

    trip: TripSecrets
    persons: dict[str, PersonSecrets] = field(default_factory=dict)


Happening = SegmentFacts | ActivityFacts | TrainingFacts
"""What stands in calendars and can change from edition to edition."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A happening that left some people's calendars; exactly one of the three is set."""

    sequence: int
    people: tuple[str, ...]
    team_wide: bool
    segment: SegmentFacts | None = None
    activity: ActivityFacts | None = None
    training: TrainingFacts | None = None

    @property
    def happening(self) -> Happening:
        """What it was."""
        found = self.segment or self.activity or self.training
        if found is None:
            raise ValueError("a tombstone without its happening")
        return found


@dataclass(frozen=True, slots=True)
class EditionBody:
    """The open part of an edition: the plan, each happening's SEQUENCE, and what is gone."""

    plan: Plan
    sequences: dict[str, int]
    tombstones: tuple[Tombstone, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A trip as gathered: the open part and the secrets."""

    plan: Plan
    secrets: Secrets
