"""What happens: the facts of travel, crossings, activities and trainings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from missions.privacy import Sealed


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
