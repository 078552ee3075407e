"""What is found in a confirmation: plain values, shown to a person before any is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

MIB = 1024 * 1024
MAX_SIZE = 5 * MIB
"""The most bytes of a confirmation."""

WANTED = "a confirmation as .eml, .html, .ics, .json, text, .pdf or .pkpass"


class Source(StrEnum):
    """In which machine-readable form a segment stood; the best source comes first."""

    JSON_LD = "json-ld"
    KITINERARY = "kitinerary"
    ICS = "ics"
    BCBP = "bcbp"


class Unreadable(ValueError):
    """What was handed over cannot be read at all; the message says what was found and wanted."""

    def __init__(self, name: str, found: str, wanted: str = WANTED) -> None:
        super().__init__(f"“{name[:80]}” is {found}. Wanted: {wanted}.")
        self.name = name
        self.found = found
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class FoundSegment:
    """A segment as a carrier tells it.

    `number` is as a ticket prints it, the carrier's code included (`KE38`). `origin` and
    `destination` are IATA codes for flights, words otherwise. `departs` and `arrives` are wall
    times at their own ends; None where they are not told. `day` is the wall day of departure,
    which a boarding pass tells without a time. Zones are IANA keys, "" where unknown.
    `passengers` are names as ticketed; `notices` what the reader should know, in sentences.
    """

    mode: str
    carrier: str = ""
    number: str = ""
    origin: str = ""
    destination: str = ""
    departs: datetime | None = None
    arrives: datetime | None = None
    day: date | None = None
    from_zone: str = ""
    to_zone: str = ""
    locator: str = ""
    passengers: tuple[str, ...] = ()
    seat: str = ""
    source: str = Source.JSON_LD
    cancelled: bool = False
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """All that a confirmation holds; `not_understood` says in words what was passed over."""

    segments: tuple[FoundSegment, ...] = ()
    not_understood: tuple[str, ...] = ()


def quoted(text: str) -> str:
    """Return a text in quotation marks for a message, on one line, no longer than is useful."""
    return f"“{' '.join(text.split())[:120]}”"
