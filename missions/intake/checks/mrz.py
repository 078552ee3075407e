"""The machine-readable zone of a passport: two lines of 44 characters (ICAO 9303, part 4, TD3).

A visa of the same size (MRV-A, part 7) has the same fields but no check digit over the whole.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from missions.reference.countries import from_alpha_3

LENGTH = 44
_FIELDS = (
    ("number", slice(0, 9), 9),
    ("date of birth", slice(13, 19), 19),
    ("date of expiry", slice(21, 27), 27),
)
_WEIGHTS = (7, 3, 1)
_LINE = re.compile(r"[A-Z0-9<]{44}")
_SPELLED = {
    "Ä": "AE",
    "Ö": "OE",
    "Ü": "UE",
    "ß": "SS",
    "Ø": "OE",
    "Å": "AA",
    "Æ": "AE",
    "Œ": "OE",
    "Ñ": "N",
    "Đ": "D",
    "Ł": "L",
    "Þ": "TH",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong in a line (1 or 2), and what would be right."""

    line: int
    wanted: str
    likely: str = ""


@dataclass(frozen=True, slots=True)
class Passport:
    """What the two lines say; a date that they leave open is None."""

    number: str
    country: str
    surname: str
    given_names: str
    birth_date: date | None
    sex: str
    expires: date | None

    @property
    def name(self) -> str:
        """The name as a folder writes it."""
        return ", ".join(part for part in (self.surname, self.given_names) if part)


def check_digit(field: str) -> int:
    """Return the check digit of a field: weights 7, 3, 1, letters from 10, < is 0."""
    return sum(_value(char) * _WEIGHTS[place % 3] for place, char in enumerate(field)) % 10


def _value(char: str) -> int:
    if char == "<":
        return 0
    return int(char) if char.isdigit() else ord(char) - 55


def tidy(line: str) -> str:
    """Return a line as the machine reads it: capitals, without spaces."""
    return re.sub(r"\s", "", line).upper().replace("«", "<<")


def flaws(first: str, second: str) -> list[Flaw]:
    """Return what is wrong with two tidied lines."""
    found = [
        Flaw(number, f"{LENGTH} characters A-Z, 0-9 and <; here are {len(line)}")
        for number, line in ((1, first), (2, second))
        if not _LINE.fullmatch(line)
    ]
    if found:
        return found
    if first[0] not in "PV":
        found.append(Flaw(1, "a line that begins with P, as every passport's does"))
    wrong = [flaw for name, part, place in _FIELDS if (flaw := _digit(second, name, part, place))]
    if first[0] == "P":
        personal = _digit(second, "personal number", second[28:42], 42)
        whole = _digit(second, "whole line", second[0:10] + second[13:20] + second[21:43], 43)
        wrong.extend(flaw for flaw in (personal, None if wrong or personal else whole) if flaw)
    return found + wrong


def _digit(line: str, name: str, part: slice | str, place: int) -> Flaw | None:
    """Return the flaw of a field whose check digit, at `place`, is not the right one."""
    field = line[part] if isinstance(part, slice) else part
    right, stands = str(check_digit(field)), line[place]
    if stands == right or (stands == "<" and not field.strip("<")):
        return None
    likely = line[:place] + right + line[place + 1 :]
    return Flaw(2, f"the check digit {right} for the {name}; here is {stands}", likely)


def read(first: str, second: str, latest_birth: date) -> Passport:
    """Return what two tidied lines without flaws say.

    Args:
        first: the upper line.
        second: the lower line.
        latest_birth: nobody on the trip is born after it; it settles the century.
    """
    surname, _, given = first[5:].partition("<<")
    birth = _date(second[13:19])
    if birth is not None and birth > latest_birth:
        birth = birth.replace(year=birth.year - 100)
    return Passport(
        number=second[0:9].rstrip("<"),
        country=from_alpha_3(first[2:5].rstrip("<")),
        surname=_words(surname),
        given_names=_words(given),
        birth_date=birth,
        sex=second[20] if second[20] in "MF" else "X",
        expires=_date(second[21:27]),
    )


def _words(field: str) -> str:
    return " ".join(field.replace("<", " ").split())


def _date(text: str) -> date | None:
    try:
        return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


def same_name(written: str, passport: Passport) -> bool:
    """Whether a name as written can be that of the passport, in either order of its parts.

    The machine's line has no accents and cuts off what is too long; a name in another script
    cannot be compared and passes.
    """
    orders = (passport.surname + passport.given_names, passport.given_names + passport.surname)
    printed = {order.replace(" ", "") for order in orders}
    cut = len(passport.surname) + len(passport.given_names) >= LENGTH - 9
    for reading in _readings(written):
        if not reading.isascii():
            return True
        if reading in printed or (cut and any(reading.startswith(text) for text in printed)):
            return True
    return False


def _readings(name: str) -> set[str]:
    """Return a name's letters in capitals, accents dropped or spelled out."""
    upper = unicodedata.normalize("NFC", name.replace("ß", "SS").upper())
    spelled = "".join(_SPELLED.get(char, char) for char in upper)
    dropped = upper.replace("Đ", "D").replace("Ø", "O").replace("Ł", "L")
    return {_bare(spelled), _bare(dropped)}


def _bare(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text)
    return "".join(char for char in parted if char.isalpha())
