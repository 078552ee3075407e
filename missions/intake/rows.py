"""The rows of trip.toml and people.csv."""

# ruff: noqa: RUF009 - a column is declared by a call, once, when the class is made

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from missions.intake import columns as col
from missions.intake.columns import Row, Seal
from missions.intake.dates import read_birth_date

OPEN_TO_TEAM = Seal.UNLESS_OPEN


@dataclass(slots=True)
class TripRow(Row):
    """The `[trip]` table."""

    IDENTITY: ClassVar[tuple[str, ...]] = ()

    code: str = col.code(needed=True, note="The trip's handle, as willow-26: a-z, 0-9 and hyphens.")
    name: str = col.text(note="The trip's name, for leaders.")
    label: str = col.text(note="A neutral name that anybody may read, as Summer team.")
    purpose: str = col.text(seal=Seal.ALWAYS, note="Why the trip is made. Encrypted.")
    posture: str = col.choice(
        "open", "guarded", "closed", blank="closed", note="How careful the trip is."
    )
    field_access: str = col.choice(
        "web", "none", note="Blank: none for a closed trip, web for the others."
    )
    starts: date | None = col.day(needed=True, note="The first day.")
    ends: date | None = col.day(needed=True, note="The last day.")
    home_zone: str = col.zone(note="The time zone at home, as America/Chicago.")
    paper: str = col.choice("letter", "a4", blank="a4", note="The paper for printing.")
    languages: str = col.listed(blank="en", note="Languages, as en; ko. The first is the main one.")


@dataclass(slots=True)
class SiteRow(Row):
    """A `[[site]]`: a place under an alias."""

    key: str = col.key()
    alias: str = col.text(note="The name used on papers, as Maple House.")
    mark: str = col.text(note="A neutral letter for border and calendar. Made where it is blank.")
    kind: str = col.choice(
        "lodging",
        "home",
        "work",
        "meeting",
        "medical",
        meant={"hotel": "lodging", "hostel": "lodging", "hospital": "medical", "clinic": "medical"},
    )
    name: str = col.text(seal=OPEN_TO_TEAM, note="The real name. Encrypted.")
    address: str = col.text()
    local_address: str = col.text(note="The address in local script, for the taxi driver.")
    phone: str = col.text(aliases=("tel", "telephone"))
    country: str = col.country(note="Two letters, as KR.")
    zone: str = col.zone(
        note="The time zone there, as Asia/Seoul.", aliases=("timezone", "time_zone")
    )
    latitude: float | None = col.number(-90, 90, aliases=("lat",))
    longitude: float | None = col.number(-180, 180, aliases=("lon", "long", "lng"))
    partner: str = col.reference("partner", note="The key of the local host.")
    carry: bool = col.yes_no(note="Yes: ordinary commercial lodging that may be named at a border.")
    visitors: str = col.choice("all", "women", "men", "cleared", note="Who may go there.")
    opens: str = col.clock(note="When the host can receive, wall time.")
    closes: str = col.clock()


@dataclass(slots=True)
class PartnerRow(Row):
    """A `[[partner]]`: a local host under an alias."""

    key: str = col.key()
    alias: str = col.text(note="The name used on papers, as Mrs. Lee.")
    mark: str = col.text(note="A neutral mark, as Host 2. Made where it is blank.")
    name: str = col.text(seal=OPEN_TO_TEAM, note="The real name. Encrypted.")
    phone: str = col.text(seal=OPEN_TO_TEAM, aliases=("tel", "telephone"), note="Encrypted.")
    languages: str = col.listed(note="Languages, as ko; en.")


@dataclass(slots=True)
class WordRow(Row):
    """A `[[word]]`: the trip's own addition to the word list."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("term",)
    ONCE: ClassVar[bool] = False

    term: str = col.text(needed=True, note="The word that should not leave.")
    plain: str = col.text(note="What to say instead.")


@dataclass(slots=True)
class RequirementRow(Row):
    """A `[[requirement]]` with its settings."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("kind", "title", "applies")
    ONCE: ClassVar[bool] = False

    kind: str = col.choice(
        "passport",
        "visa",
        "entry_permit",
        "insurance",
        "vaccination",
        "training",
        "waiver",
        "background_check",
        "child_protection",
        "guardian_consent",
        "age",
        "ticket_name",
        "emergency_contact",
        "medical_form",
        "funds",
        "form",
        needed=True,
    )
    title: str = col.text(note="For a form: what is to be read, signed or uploaded.")
    due: str = col.due(note="Days before the trip starts as -60d, or a date.")
    applies: str = col.people(
        blank="all", note="all, adults, minors, role:leader, or a list of people."
    )
    severity: str = col.choice("error", "warning", blank="error")
    months_beyond_return: float | None = col.number(0, 1200, name="with.months_beyond_return")
    blank_pages: float | None = col.number(0, 1000, name="with.blank_pages")
    years: float | None = col.number(0, 200, name="with.years")
    days_before: float | None = col.number(0, 10_000, name="with.days_before")
    minutes: float | None = col.number(0, 1_000_000, name="with.minutes")
    minimum: float | None = col.number(0, 1e12, name="with.minimum")
    amount: float | None = col.number(0, 1e12, name="with.amount")


@dataclass(slots=True)
class ContactRow(Row):
    """A `[[contact]]` of the emergency page."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("role", "name")
    ONCE: ClassVar[bool] = False

    role: str = col.text(
        needed=True,
        note="home contact, insurer, embassy, hospital, police, first aid, rally point, …",
    )
    name: str = col.text()
    phone: str = col.text(aliases=("tel", "telephone"))
    country: str = col.country(note="Of the office, two letters.")
    nationality: str = col.country(note="Whose embassy it is, two letters.")
    hours: str = col.text()
    note: str = col.text(aliases=("notes",))
    sensitivity: str = col.choice("public", "team", "leader", blank="team", note="Who may see it.")


@dataclass(slots=True)
class PageRow(Row):
    """A `[[page]]`: a free page of the book."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("title",)
    ONCE: ClassVar[bool] = False

    title: str = col.text(needed=True)
    sensitivity: str = col.choice("public", "team", "leader", blank="team", note="Who may see it.")
    text: str = col.text(note="Markdown.")


@dataclass(slots=True)
class PersonRow(Row):
    """A row of people.csv."""

    key: str = col.key()
    legal_name: str = col.text(
        aliases=("full_name", "passport_name", "name_as_in_passport"),
        note="As in the passport, as KIM, MIN JUN; or in the two columns beside.",
    )
    surname: str = col.text(aliases=("last_name", "family_name"), note="May be blank.")
    given_names: str = col.text(aliases=("first_name", "given_name", "forenames"))
    preferred_name: str = col.text(aliases=("nickname", "goes_by", "called"))
    local_name: str = col.text(aliases=("native_name",), note="In the person's own script.")
    role: str = col.choice(
        "leader",
        "co-leader",
        "volunteer",
        "guardian",
        "duty officer",
        blank="volunteer",
        meant={"member": "volunteer", "parent": "guardian", "coleader": "co-leader"},
        note="A guardian and a duty officer do not travel.",
    )
    birth_date: date | None = col.day(
        read_birth_date, aliases=("dob", "date_of_birth", "birthdate", "birthday", "born")
    )
    gender: str = col.choice(
        "F",
        "M",
        "X",
        aliases=("sex",),
        meant={"female": "F", "woman": "F", "male": "M", "man": "M", "여": "F", "남": "M"},
    )
    nationality: str = col.country(aliases=("citizenship",), note="Two letters, as US.")
    email: str = col.text(aliases=("e_mail", "mail", "email_address"))
    phone: str = col.text(
        aliases=("cell", "cell_phone", "mobile", "tel", "telephone", "phone_number")
    )
    diet: str = col.text(aliases=("dietary_needs", "food"))
    allergies: str = col.text(seal=Seal.ALWAYS, aliases=("allergy",), note="Encrypted.")
    medication: str = col.text(
        seal=Seal.ALWAYS, aliases=("medications", "medicine"), note="Encrypted."
    )
    blood_type: str = col.text(
        seal=Seal.ALWAYS, aliases=("blood_group", "blood"), note="Encrypted."
    )
    emergency_name: str = col.text(aliases=("emergency_contact", "emergency_contact_name"))
    emergency_relation: str = col.text(
        aliases=("emergency_contact_relation", "emergency_relationship")
    )
    emergency_phone: str = col.text(aliases=("emergency_contact_phone",))
    guardians: str = col.people(aliases=("guardian",), note="Keys of the guardians of a minor.")
    groups: str = col.listed(aliases=("group", "team", "teams"))
    skills: str = col.listed(aliases=("skill",))
    languages: str = col.listed(aliases=("language",))
    drives: bool = col.yes_no(aliases=("driver", "drives_car"), note="Yes: may drive.")
    joins: date | None = col.day(note="The first day with the team; blank: from the start.")
    leaves: date | None = col.day(note="The last day with the team; blank: to the end.")
    zone: str = col.zone(
        aliases=("timezone", "time_zone"),
        note="The time zone in which the person lives. Blank: the trip's zone at home.",
    )
