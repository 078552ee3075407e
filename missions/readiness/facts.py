"""What the verdicts are judged from: plain values, people and items by the folder's keys. Pure.

Whoever gathers them has opened the seals; `opened` is false where that could not be done, and then
what is sealed is blank and is not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from missions.reference.rulebook import Rulebook

GOOD = frozenset({"held", "accepted"})
"""The states of a paper that is there."""


@dataclass(frozen=True, slots=True)
class TripFrame:
    """The trip's dates, first and last day included; `home_country` is that of its home zone."""

    code: str
    starts: date
    ends: date
    home_zone: str
    home_country: str = ""
    posture: str = "open"


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the roster. `guardians` are keys; `allergies` and `medication` are sealed."""

    key: str
    name: str
    role: str = "volunteer"
    travels: bool = True
    legal_name: str = ""
    surname: str = ""
    given_names: str = ""
    local_name: str = ""
    birth_date: date | None = None
    gender: str = ""
    nationality: str = ""
    email: str = ""
    phone: str = ""
    diet: str = ""
    allergies: str = ""
    medication: str = ""
    emergency_name: str = ""
    emergency_relation: str = ""
    emergency_phone: str = ""
    guardians: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    drives: bool = False
    joins: date | None = None
    leaves: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a person.

    Attributes:
        kind: of requirements that are papers, or a form's title.
        state: wanted, applied, held, accepted, returned, lost.
        country: who issued a passport; which country a visa or permit is for. Alpha-2, sealed.
        name: the name on it, sealed.
        entries: of a visa, as written: "single", "double", "multiple", "2"; sealed.
        by: key of the guardian who consented; sealed.
        birth_date, sex, nationality: from its machine-readable zone, where it has one; sealed.
        chosen: this passport is used on the trip, where the person has two.
        tied_to: key of the passport that a visa or permit stands in.
        replaced_by: key of the document that took its place; such a paper is history.
    """

    key: str
    kind: str
    state: str = "held"
    number: str = ""
    country: str = ""
    name: str = ""
    issued: date | None = None
    valid_from: date | None = None
    expires: date | None = None
    entries: str = ""
    blank_pages: int | None = None
    by: str = ""
    note: str = ""
    birth_date: date | None = None
    sex: str = ""
    nationality: str = ""
    chosen: bool = False
    tied_to: str = ""
    replaced_by: str = ""

    @property
    def there(self) -> bool:
        """Whether it is at hand: held or accepted, and not replaced by another."""
        return self.state in GOOD and not self.replaced_by

    @property
    def begins(self) -> date | None:
        """From when it counts: `valid_from`, else the day of issue."""
        return self.valid_from or self.issued


@dataclass(frozen=True, slots=True)
class End:
    """An end of a leg: an airport's `code`, a site's key, or neither; `text` names it."""

    text: str
    country: str = ""
    code: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg of travel, with both ends in wall time and UTC.

    Attributes:
        people: keys of those on it.
        driver: the driver's key, where a member drives; `driver_text` as the folder has it.
        ticketed_as: key → the name on the ticket, where it differs from the legal name.
        seats: how many the vehicle takes, driver included.
    """

    key: str
    mode: str
    origin: End
    destination: End
    departs: datetime
    departs_zone: str
    departs_utc: datetime
    arrives: datetime
    arrives_zone: str
    arrives_utc: datetime
    people: tuple[str, ...]
    carrier: str = ""
    number: str = ""
    locator: str = ""
    ticketed_as: Mapping[str, str] = field(default_factory=dict)
    seats: int | None = None
    vehicle: str = ""
    driver: str = ""
    driver_text: str = ""
    met_by: str = ""
    note: str = ""

    @property
    def called(self) -> str:
        """How people name it: its number, or its two ends."""
        ends = f"{self.origin.code or self.origin.text} to " + (
            self.destination.code or self.destination.text
        )
        return self.number or ends


@dataclass(frozen=True, slots=True)
class Place:
    """A site. Clock times `opens`, `closes` are wall time as "08:30", "" for unknown."""

    key: str
    alias: str
    kind: str = ""
    country: str = ""
    zone: str = ""
    latitude: float | None = None
    longitude: float | None = None
    visitors: str = "all"
    opens: str = ""
    closes: str = ""
    partner: str = ""
    carry: bool = False


@dataclass(frozen=True, slots=True)
class Bedroom:
    """A room and who sleeps in it."""

    room: str
    people: tuple[str, ...]
    floor: str = ""
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """Nights at a site: those from `check_in` to the one before `check_out`.

    `people` are all whom it concerns, in rooms or not.
    """

    key: str
    site: str
    check_in: date
    check_out: date
    rooms: tuple[Bedroom, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the schedule; wall times at the site, None for the whole day.

    `people` are all whom it concerns, `lead` among them. `status`: confirmed, tentative, cancelled.
    """

    key: str
    day: date
    zone: str
    title: str
    people: tuple[str, ...]
    starts: datetime | None = None
    starts_utc: datetime | None = None
    ends: datetime | None = None
    ends_utc: datetime | None = None
    site: str = ""
    kind: str = "other"
    lead: tuple[str, ...] = ()
    partner: str = ""
    with_children: bool = False
    status: str = "confirmed"
    vehicle: str = ""
    backup: str = ""
    bring: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A training; `states` is key → how somebody stands, `made_up` key → when it was made up."""

    key: str
    title: str
    zone: str
    starts: datetime
    ends: datetime
    people: tuple[str, ...]
    required: bool = False
    topic: str = ""
    states: Mapping[str, str] = field(default_factory=dict)
    made_up: Mapping[str, date] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        """How long it lasts, in minutes of wall time."""
        return int((self.ends - self.starts).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A requirement waived for a person: by whom, and why."""

    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Party:
    """A whole trip: the plan and everybody in it.

    Attributes:
        papers: key of a person → the documents, in the file's order.
        holidays: country → day → name of the public holiday.
    """

    trip: TripFrame
    members: tuple[Member, ...]
    rules: Rulebook
    places: tuple[Place, ...] = ()
    legs: tuple[Leg, ...] = ()
    stays: tuple[Stay, ...] = ()
    items: tuple[Item, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    papers: Mapping[str, tuple[Paper, ...]] = field(default_factory=dict)
    holidays: Mapping[str, Mapping[date, str]] = field(default_factory=dict)
    opened: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """One person's side of a party, as `assess` wants it: everything of theirs, by time.

    `items` are those on the schedule that concern the person and are not cancelled.
    """

    party: Party
    person: Member
    papers: tuple[Paper, ...] = ()
    legs: tuple[Leg, ...] = ()
    stays: tuple[Stay, ...] = ()
    items: tuple[Item, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    exemption: Exemption | None = None

    @property
    def trip(self) -> TripFrame:
        """The trip's dates."""
        return self.party.trip

    @property
    def rules(self) -> Rulebook:
        """The rules of travel."""
        return self.party.rules

    @property
    def opened(self) -> bool:
        """Whether sealed facts could be read."""
        return self.party.opened

    def of_kind(self, kind: str) -> tuple[Paper, ...]:
        """Return the person's papers of a kind, those that were replaced left out."""
        return tuple(p for p in self.papers if p.kind == kind and not p.replaced_by)
