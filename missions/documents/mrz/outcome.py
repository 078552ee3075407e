"""What reading a machine-readable zone yields: the zone, or what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from missions.documents.mrz.layouts import Format


@dataclass(frozen=True, slots=True)
class Zone:
    """What a zone says (ICAO 9303 part 3, section 4).

    Attributes:
        format: which of the five shapes it has.
        document_code: one or two letters, as P, PP, I, V.
        issuer: the issuing state's alpha-2 code, "" where the code is no country's.
        issuer_code: the code as printed, without fillers.
        surname: the primary identifier, words parted by a space.
        given_names: the secondary identifier.
        names_cut: the field is full, so that the name must be taken as cut (part 4, section 4.2.3).
        number: the document's number, without fillers; whole, where it has more than nine
            characters.
        nationality: alpha-2, "" where the code is no country's.
        nationality_code: as printed, without fillers.
        birth_date: None where a part of it is unknown.
        birth_text: YYMMDD as printed; << stands for an unknown part.
        sex: F, M, or X for an unspecified one.
        expires: the last day, None where the zone has none.
        optional: the optional data or personal number, without the fillers behind it.
    """

    format: Format
    document_code: str
    issuer: str
    issuer_code: str
    surname: str
    given_names: str
    names_cut: bool
    number: str
    nationality: str
    nationality_code: str
    birth_date: date | None
    birth_text: str
    sex: str
    expires: date | None
    optional: str

    @property
    def name(self) -> str:
        """The name as a folder writes it: SURNAME, GIVEN."""
        return ", ".join(part for part in (self.surname, self.given_names) if part)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong in a line of a zone (ICAO 9303 part 3, section 4), and what is wanted there.

    `line` and `columns` (the first and the last) count from 1; `likely` is the whole corrected
    line, "" where there is no single likely one.
    """

    line: int
    wanted: str
    likely: str = ""
    columns: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Repair:
    """A usual typing mistake that was put right (ICAO 9303 part 3, sections 4.3 and 4.9).

    `line` and `column` count from 1; `was` is "" where something was missing, `now` is "" where
    there was too much.
    """

    line: int
    column: int
    was: str
    now: str
    why: str

    def __str__(self) -> str:
        if not self.was:
            return f"{self.now} added at column {self.column} ({self.why})"
        if not self.now:
            return f"{self.was} left out at column {self.column} ({self.why})"
        return f"{self.now} for {self.was} in column {self.column} ({self.why})"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read (ICAO 9303 part 3, section 4): a zone, or the flaws that hinder it.

    `lines` are the lines tidied, with the repairs in them.
    """

    lines: tuple[str, ...]
    zone: Zone | None = None
    flaws: tuple[Flaw, ...] = ()
    repairs: tuple[Repair, ...] = ()
