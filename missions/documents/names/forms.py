"""How a name is written: SURNAME, GIVEN; SURNAME/GIVENMR on a ticket; or in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from missions.documents.names.spelling import capitals

TITLES = frozenset({"MR", "MRS", "MS", "MISS", "MSTR", "MST", "DR", "MX"})
"""What airlines print behind a name; ICAO 9303 part 3, section 4.6, keeps them off a passport."""

_GLUED = ("MSTR", "MISS", "MRS", "MR", "MS", "DR")
_NO_NAME = frozenset({"FNU", "LNU", "NFN", "NLN"})
"""“First name unknown” and the like, for somebody who has one name only."""

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´."))
_ASIDE = re.compile(r"[(（\[][^)）\]]*[)）\]]")
_PARTING = re.compile(r"[,/]|<<+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name's words in capitals; `parted` where the writing says which are the surname."""

    surname: tuple[str, ...]
    given: tuple[str, ...]
    parted: bool

    @property
    def words(self) -> tuple[str, ...]:
        """All words, surname first."""
        return self.surname + self.given

    @property
    def letters(self) -> str:
        """All letters."""
        return "".join(char for word in self.words for char in word if char.isalpha())


def named(text: str) -> Name:
    """Return a name as it is written, without titles, apostrophes, and what stands in brackets."""
    bare = _ASIDE.sub(" ", text)
    if not any(char.isalpha() for char in bare):
        bare = text
    upper = unicodedata.normalize("NFC", capitals(bare).translate(_APOSTROPHES))
    surname, given, parted = _parts(upper)
    surname, given = _untitled(surname, given)
    if any(word not in _NO_NAME for word in surname + given):
        surname = tuple(word for word in surname if word not in _NO_NAME)
        given = tuple(word for word in given if word not in _NO_NAME)
    return Name(surname, given, parted and bool(surname) and bool(given))


def _parts(upper: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    found = _PARTING.search(upper)
    if found is None:
        return (), _words(upper), False
    return _words(upper[: found.start()]), _words(upper[found.end() :]), True


def _words(text: str) -> tuple[str, ...]:
    """Return the words; those that a hyphen joins are one."""
    spaced = _PARTING.sub(" ", text).replace("<", " ")
    return tuple(word for word in spaced.split() if any(char.isalpha() for char in word))


def _untitled(
    surname: tuple[str, ...], given: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Leave out titles at the end of a name and at its front, where a name is left."""
    for _ in range(2):
        if len(given) > 1 and given[-1] in TITLES:
            given = given[:-1]
        if len(given) > 1 and given[0] in TITLES and not (surname and len(given) == 1):
            given = given[1:]
        if len(surname) > 1 and surname[0] in TITLES:
            surname = surname[1:]
    return surname, given


def forms(text: str) -> Iterator[Name]:
    """Yield a name as written and, from a ticket, without a title that is glued to it.

    `KIM/MINJUNMR` may be MINJUN with MR; `HASSAN/AMR` is AMR. What fits is taken.
    """
    whole = named(text)
    yield whole
    if not whole.parted or "/" not in text:
        return
    last = whole.given[-1]
    for title in _GLUED:
        if last.endswith(title) and len(last) > len(title) + 1:
            yield Name(whole.surname, (*whole.given[:-1], last[: -len(title)]), True)
            return


def orders(name: Name) -> Iterator[Name]:
    """Yield what may be surname and given names: all ways, where the writing does not say."""
    if name.parted:
        yield name
        return
    words = name.words
    for cut in range(1, len(words)):
        yield Name(words[:cut], words[cut:], True)
        yield Name(words[cut:], words[:cut], True)
