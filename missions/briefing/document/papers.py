"""Papers on file, what is owed, cards, lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from missions.briefing.document.persons import Contact, Emergency, EmergencyNumbers
from missions.briefing.document.travel import Leg


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
