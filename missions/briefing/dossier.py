"""The dossier: a trip as it is gathered and frozen.

Public and team facts are plain; what is more private is wrapped in `Sealed` and comes out only
where a document is released. `Plan` is an edition's open part, `Secrets` its sealed part.
People are named by membership id, sites and partners by key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from missions.briefing.facts import (
    ContactFacts,
    DocumentFacts,
    ExemptionFacts,
    Member,
    OverrideFacts,
    PageFacts,
    PartnerFacts,
    RequirementFacts,
    RoomFacts,
    SiteFacts,
    StayFacts,
    TripFacts,
)
from missions.briefing.happenings import (
    ActivityFacts,
    AttendanceFacts,
    CrossingFacts,
    End,
    SegmentFacts,
    TrainingFacts,
)
from missions.privacy import Sealed

__all__ = [
    "ActivityFacts",
    "AttendanceFacts",
    "ContactFacts",
    "CrossingFacts",
    "DocumentFacts",
    "DocumentSecrets",
    "Dossier",
    "EditionBody",
    "End",
    "ExemptionFacts",
    "Happening",
    "Member",
    "OverrideFacts",
    "PageFacts",
    "PartnerFacts",
    "PersonSecrets",
    "Plan",
    "RequirementFacts",
    "RoomFacts",
    "Secrets",
    "SegmentFacts",
    "SiteFacts",
    "StayFacts",
    "Tombstone",
    "TrainingFacts",
    "TripFacts",
    "TripSecrets",
]


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
    exemptions: tuple[ExemptionFacts, ...] = ()
    overrides: tuple[OverrideFacts, ...] = ()

    def host_of(self, thing: object) -> str:
        """Return the key of the partner whose own an activity is, "" for nobody's.

        It is the one whom the activity names, or else its site's.
        """
        if not isinstance(thing, ActivityFacts):
            return ""
        at = next((site.partner for site in self.sites if site.key == thing.site), "")
        return thing.partner or at


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
    """A happening that left the calendars of some people and partners (by key).

    Exactly one of the three happenings is set.
    """

    sequence: int
    people: tuple[str, ...]
    team_wide: bool
    partners: tuple[str, ...] = ()
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
