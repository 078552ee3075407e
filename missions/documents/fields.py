"""Which fields a paper of each kind has, as somebody enters it by hand. Pure.

The machine-readable zone comes first where there is one: it fills most of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

SEALED = (
    *("number", "country", "name_on_document", "issued", "entries", "blank_pages", "by"),
    *("mrz1", "mrz2", "note"),
)
"""The columns of a document that its person's key seals; dates in them are ISO 8601."""
OPEN = ("state", "valid_from", "expires", "tied_to")
"""The columns that are entered too and stand unsealed."""
COLUMNS = (*SEALED, *OPEN)
ZONE = "mrz"
"""The field for both lines of a machine-readable zone."""

Cells = Mapping[str, str]
"""Columns of a paper as text: "" for a blank, dates ISO 8601."""


class Holds(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LINES = "lines"
    COUNTRY = "country"
    DATE = "date"
    COUNT = "count"
    CHOICE = "choice"
    PASSPORT = "passport"
    GUARDIAN = "guardian"
    NOTE = "note"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    Attributes:
        column: the document's column, or `ZONE`.
        label: what it is called.
        hint: what is wanted, in a few words.
        needed: may not be blank once the paper is at hand.
        holds: what it takes.
        longest: so many characters at most.
        choices: value → words, where it is a choice.
    """

    column: str
    label: str
    hint: str = ""
    needed: bool = False
    holds: Holds = Holds.TEXT
    longest: int = 120
    choices: tuple[tuple[str, str], ...] = ()


STATE = Field(
    "state",
    "How far is it?",
    holds=Holds.CHOICE,
    choices=(("held", "I have it"), ("applied", "Applied for, not here yet")),
)
_MRZ = Field(
    ZONE,
    "The two lines at the bottom of the photo page",
    "Type or paste both lines of letters and <. They fill in what you leave blank below.",
    holds=Holds.ZONE,
    longest=400,
)
_COUNTRY = Field("country", "Country", "Its name, or its two letters as KR.", True, Holds.COUNTRY)
_NAME = Field("name_on_document", "Name, as it is printed", "Surname first, as KIM, MIN JUN.")
_DAY = "As 2031-09-02 or 2 Sep 2031."
_ISSUED = Field("issued", "Issued on", _DAY, False, Holds.DATE, 40)
_FROM = Field("valid_from", "Valid from", "Where that is not the day of issue.", False, Holds.DATE)
_EXPIRES = Field("expires", "Valid to", _DAY, False, Holds.DATE, 40)
_NUMBER = Field("number", "Number", longest=24)
_NOTE = Field("note", "Note", "For you and your leaders.", holds=Holds.NOTE, longest=500)
_ENTRIES = Field(
    "entries",
    "Entries",
    holds=Holds.CHOICE,
    choices=(("", "Not said"), ("single", "One"), ("double", "Two"), ("multiple", "Many")),
)
_TIED = Field("tied_to", "Stands in which passport", holds=Holds.PASSPORT)
_CROSSING = (
    STATE,
    _COUNTRY,
    replace(_NUMBER, needed=True),
    _ENTRIES,
    _ISSUED,
    _FROM,
    replace(_EXPIRES, needed=True),
    _TIED,
    _NAME,
    _NOTE,
)


def _signed(label: str = "Signed on") -> tuple[Field, ...]:
    return (replace(_ISSUED, label=label, needed=True), _NOTE)


FIELDS: Mapping[str, tuple[Field, ...]] = {
    "passport": (
        STATE,
        _MRZ,
        replace(_NUMBER, needed=True),
        replace(_COUNTRY, label="Issued by"),
        replace(_NAME, needed=True),
        _ISSUED,
        replace(_EXPIRES, needed=True),
        Field("blank_pages", "Blank pages left", "A whole number.", False, Holds.COUNT, 4),
        _NOTE,
    ),
    "visa": _CROSSING,
    "entry_permit": _CROSSING,
    "insurance": (
        replace(_NUMBER, label="Policy number", needed=True, longest=60),
        replace(_FROM, hint=_DAY, needed=True),
        replace(_EXPIRES, needed=True),
        replace(_NOTE, label="Insurer", hint="Its name, and the number to call in an emergency."),
    ),
    "vaccination": (
        replace(_NOTE, label="Against what", hint="As yellow fever.", needed=True, longest=120),
        replace(_ISSUED, label="Given on", needed=True),
        replace(_NUMBER, label="Number of the certificate", longest=60),
        replace(_EXPIRES, hint="Blank where it lasts for life."),
    ),
    "guardian_consent": (
        Field("by", "Which guardian consents", needed=True, holds=Holds.GUARDIAN),
        replace(_ISSUED, label="Signed on", needed=True),
        _EXPIRES,
        _NOTE,
    ),
    "background_check": (
        STATE,
        replace(_ISSUED, needed=True),
        replace(_NUMBER, label="Number of the certificate", longest=60),
        _EXPIRES,
        replace(_NOTE, label="Issued by", hint="Which office made it."),
    ),
    "child_protection": (
        replace(_ISSUED, label="Finished on", needed=True),
        _EXPIRES,
        replace(_NOTE, label="Which course", hint="Its name, and who gave it."),
    ),
    "waiver": _signed(),
    "medical_form": _signed("Filled in on"),
    "funds": (
        replace(_NUMBER, label="Amount paid", hint="As $1,725.", needed=True, longest=40),
        replace(_ISSUED, label="Paid on"),
        _NOTE,
    ),
}
FORM = _signed()
"""The fields of a form, whose kind is its title."""
CROSSING = frozenset({"visa", "entry_permit"})
"""The kinds that stand in a passport."""


def fields_of(kind: str) -> tuple[Field, ...]:
    """Return the fields of a kind; a title that is no kind is a form's."""
    return FIELDS.get(kind, FORM)
