"""Names as tickets, passports and people write them, brought into forms that can be compared."""

from __future__ import annotations

import re
import unicodedata

_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "mstr",
        "master",
        "dr",
        "prof",
        "chd",
        "inf",
        "herr",
        "frau",
        "mister",
    }
)
_GLUED = re.compile(r"(?<=.{3})(?:mr|mrs|ms|miss|mstr)$")
_PLAIN = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "ı": "i", "œ": "oe"})


def folded(text: str) -> str:
    """Return a text in small letters without marks: `Nguyễn` is `nguyen`."""
    parted = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    bare = "".join(char for char in parted if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


def words(text: str) -> list[str]:
    """Return a name's words, folded, titles dropped; a hyphen joins, an apostrophe goes."""
    bare = re.sub(r"['’`\-]", "", folded(text))
    found = [word for word in re.split(r"[\W_]+", bare) if word]
    return [word for word in found if word not in _TITLES] or found


def halves(text: str) -> tuple[list[str], list[str]] | None:
    """Return surname and given names of `KIM/MIN JUN` or `KIM, MIN JUN`; None for other forms."""
    for mark in "/,":
        surname, found, given = text.partition(mark)
        if found and surname.strip() and given.strip():
            return words(surname), words(given)
    return None


def letters(text: str) -> frozenset[str]:
    """Return every run of letters that the name may be, whichever part stands first.

    A title glued to the given name, as reservation systems do (`KIM/MINJUNMR`), is one reading.
    """
    parted = halves(text)
    if parted is None:
        found = words(text)
        return frozenset("".join(found[at:] + found[:at]) for at in range(min(len(found), 6)))
    surname, given = "".join(parted[0]), "".join(parted[1])
    forms = {given, _GLUED.sub("", given)}
    return frozenset(whole for each in forms for whole in (surname + each, each + surname))


def first_and_last(text: str) -> frozenset[str]:
    """Return the letters of the surname with the first given name alone, as tickets shorten."""
    parted = halves(text)
    if parted is not None:
        surname, given = "".join(parted[0]), _GLUED.sub("", parted[1][0]) if parted[1] else ""
    else:
        found = words(text)
        if len(found) < 2:
            return frozenset()
        surname, given = found[-1], found[0]
    return frozenset({surname + given, given + surname}) if given else frozenset()


def first_surname(text: str) -> frozenset[str]:
    """Return the letters of the first of two surnames with the first given name alone.

    Who bears two (`MUÑOZ ORTEGA, LUCÍA`) is often ticketed under the first.
    """
    parted = halves(text)
    if parted is None or len(parted[0]) < 2 or not parted[1]:
        return frozenset()
    surname, given = parted[0][0], parted[1][0]
    return frozenset({surname + given, given + surname}) if len(surname) > 2 else frozenset()
