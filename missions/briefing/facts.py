"""Who and where: the facts of a trip's people, places and lists, as they are gathered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    """The part of a paper on file that leaders see; the rest is among the secrets.

    `chosen`, `tied_to` and `replaced_by` say how papers belong together; see the document's model.
    """

    id: str
    person: str
    kind: Sealed[str]
    state: Sealed[str]
    valid_from: Sealed[date | None]
    expires: Sealed[date | None]
    key: str = ""
    chosen: bool = False
    tied_to: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class ExemptionFacts:
    """A requirement that a leader waived for a member (by membership id)."""

    person: str
    kind: Sealed[str]
    title: Sealed[str]
    by: Sealed[str]
    reason: Sealed[str]


@dataclass(frozen=True, slots=True)
class OverrideFacts:
    """A clash that a leader lets be: its kind, the keys of its items, the members it is about."""

    people: tuple[str, ...]
    kind: Sealed[str]
    items: Sealed[tuple[str, ...]]
    by: Sealed[str]
    reason: Sealed[str]
