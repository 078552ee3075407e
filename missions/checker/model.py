"""What the checker looks for, and what it found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Whose word a term is: a real name, the organisation's own, or one of the word list."""

    NAME = "name"
    HOUSE = "house"
    WORD = "word"


class Left(StrEnum):
    """What may stand before a term in Hangul: Latin always begins a word, Han knows no words."""

    ANY = "any"
    WORD_START = "word start"


class Right(StrEnum):
    """What may stand after a term before it counts.

    WORD_END: nothing of the same word, Korean particles excepted. INFLECTED: the same, or an
    ordinary plural. ANY: whatever follows (a stem, or a word of a script without spaces).
    """

    WORD_END = "word end"
    INFLECTED = "inflected"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for.

    text: as it is written; case, width, accents, dashes and line breaks make no difference.
    plain: the neutral word to write instead, blank where there is none.
    source: what it was made from, for whoever reads a finding ("Maple House: phone").
    part: a telling part of a longer name.
    number: digits of a telephone number, found in any spacing, with or without country code.
    excepts: phrases around the term in which it means something else ("경기도" for "기도").
    """

    text: str
    kind: Kind
    plain: str = ""
    source: str = ""
    part: bool = False
    number: bool = False
    left: Left = Left.ANY
    right: Right = Right.WORD_END
    excepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that stands in a text, at `text[start:end]`, which is `found`.

    part: it is a part of a name. warns: a traveller, a carrier or a `carry` site shares it, so it
    warns whatever the paper.
    """

    start: int
    end: int
    found: str
    term: Term
    part: bool = False
    warns: bool = False
