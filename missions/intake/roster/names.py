"""Names in one cell to surname and given names, as passports have them."""

from __future__ import annotations

from dataclasses import dataclass

_PARTICLES = frozenset(
    {
        "van",
        "von",
        "der",
        "den",
        "de",
        "da",
        "di",
        "do",
        "dos",
        "la",
        "le",
        "del",
        "bin",
        "al",
        "ter",
    }
)
"""Words in small letters that belong to the surname after them."""


_COMMON = (
    "kim lee yi park pak choi choe jung jeong kang cho yoon yun jang chang lim im han oh "
    "seo shin kwon hwang ahn song jeon hong wang li zhang liu chen yang zhao huang zhou "
    "wu xu sun zhu ma hu guo lin he gao luo zheng liang xie tang deng feng cai nguyen "
    "tran pham hoang phan vu dang bui do"
)
_SURNAME_FIRST = frozenset(_COMMON.split())
"""Common surnames of peoples who write them first, in small letters."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name's parts; `guessed` says that the cell left open which part is the surname."""

    surname: str
    given_names: str
    guessed: bool = False

    @property
    def legal(self) -> str:
        """Return the name as people.csv has it: `KIM, MIN JUN`."""
        return ", ".join(part for part in (self.surname, self.given_names) if part)


def split_name(text: str) -> Name:
    """Split `Kim, Min Jun`, `KIM Min Jun` or `Min Jun Kim`; a name of one word stays whole.

    Without a comma, a part in capitals beside others that are not is the surname; else the last
    word is, with particles before it; where all is in capitals, as in passports, a common Korean,
    Chinese or Vietnamese surname that stands first. Names of Korean and Chinese characters stay
    whole.
    """
    whole = " ".join(text.split())
    for mark in (",", "/", "，"):
        surname, found, given = whole.partition(mark)
        if found and surname.strip() and given.strip():
            return Name(surname.strip(), given.strip())
    words = whole.split()
    if len(words) < 2 or not any(char.isascii() and char.isalpha() for char in whole):
        return Name("", whole)
    capital = [word for word in words if word.isupper() and len(word) > 1]
    if capital and len(capital) < len(words) and words[: len(capital)] == capital:
        return Name(" ".join(capital), " ".join(words[len(capital) :]))
    if capital and len(capital) < len(words) and words[-len(capital) :] == capital:
        return Name(" ".join(capital), " ".join(words[: -len(capital)]))
    if whole.isupper() and _first_only(words[0], words[-1]):
        return Name(words[0], " ".join(words[1:]), guessed=True)
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    return Name(" ".join(words[at:]), " ".join(words[:at]), guessed=True)


def _first_only(first: str, last: str) -> bool:
    """Whether the first word alone is a surname that stands first in lists and passports."""
    return first.lower() in _SURNAME_FIRST and last.lower() not in _SURNAME_FIRST
