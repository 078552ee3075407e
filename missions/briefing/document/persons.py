"""People, whom to call for them and for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from missions.briefing.document.moments import Moment


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
class Page:
    """A free page; `text` is Markdown."""

    title: str
    text: str
