"""Comparing two names as an airline's desk does: letter by letter."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import product

from missions.documents.names.forms import Name, forms, orders
from missions.documents.names.hangul import is_hangul, spelled_alike
from missions.documents.names.spelling import is_cyrillic, spelled, spellings

BOARDING_PASS = 20
"""Characters of SURNAME/GIVEN on a boarding pass (IATA Resolution 792); nothing cuts shorter."""

_ZONES = (39, 31, 30)
"""Characters of a name in a machine-readable zone: TD3 and MRV-A; TD2 and MRV-B; TD1.

ICAO 9303 parts 4 to 7, section 4.2: such a name is cut in any of its words.
"""


class Likeness(StrEnum):
    """How alike two names are."""

    SAME = "same"
    MIDDLE = "middle"
    """One side lacks middle names, or has initials for them."""
    CUT = "cut"
    """One side ends where a ticket or a machine-readable zone cuts."""
    SWAPPED = "swapped"
    """Both say which is the surname, and it is the other's given name: wrong on a ticket."""
    DIFFERENT = "different"
    UNKNOWN = "unknown"
    """A side is blank, or in a script that cannot be compared."""


_RANK = (Likeness.SAME, Likeness.MIDDLE, Likeness.CUT, Likeness.SWAPPED, Likeness.DIFFERENT)


def compare(written: str, passport: str) -> Likeness:
    """Return how alike a written name and the passport's are; the order of the two is all one.

    National letters may be spelled in each way that ICAO 9303 part 3, section 6, allows; a hyphen,
    a space and nothing between words are the same, an apostrophe is nothing; titles on a ticket
    do not count. Never raises.
    """
    best = Likeness.UNKNOWN
    for one, other in product(forms(written), forms(passport)):
        found = _likeness(one, other)
        if best is Likeness.UNKNOWN or (found in _RANK and _RANK.index(found) < _RANK.index(best)):
            best = found
    return best


def _likeness(one: Name, other: Name) -> Likeness:
    if not one.letters or not other.letters:
        return Likeness.UNKNOWN
    if one.letters == other.letters and (one.surname == other.surname or not _both(one, other)):
        return Likeness.SAME
    for hangul, against in ((one, other), (other, one)):
        if is_hangul(hangul.letters) and _latin(against.letters):
            return _korean(hangul, against)
    if all(is_hangul(name.letters) for name in (one, other)):
        return Likeness.DIFFERENT
    if all(_latin(_without_cyrillic(name.letters)) for name in (one, other)):
        return _best_spelling(one, other)
    return Likeness.UNKNOWN


def _both(one: Name, other: Name) -> bool:
    return one.parted and other.parted


def _latin(letters: str) -> bool:
    """Whether capitals are of the Latin script, national and Vietnamese letters included."""
    return all(ord(char) < 0x0250 or 0x1E00 <= ord(char) < 0x1F00 for char in letters)


def _without_cyrillic(letters: str) -> str:
    return "".join(char for char in letters if not is_cyrillic(char))


def _korean(hangul: Name, latin: Name) -> Likeness:
    verdicts = set()
    for spelling in spellings(set(latin.letters)):
        for order in orders(latin):
            surname, given = (_joined(words, spelling) for words in (order.surname, order.given))
            verdicts.add(spelled_alike(hangul.letters, surname, given))
    if True in verdicts:
        return Likeness.SAME
    return Likeness.DIFFERENT if False in verdicts else Likeness.UNKNOWN


def _joined(words: tuple[str, ...], spelling: dict[str, str]) -> str:
    return "".join(spelled(word, spelling) for word in words)


def _best_spelling(one: Name, other: Name) -> Likeness:
    """Return the best that any spelling gives; what both have is spelled alike in both."""
    among_themselves = all(any(map(is_cyrillic, name.letters)) for name in (one, other))
    ways = spellings(set(one.letters + other.letters), among_themselves)
    pairs = dict.fromkeys((_spelt(one, way), _spelt(other, way)) for way in ways)
    best = Likeness.DIFFERENT
    for first, second in pairs:
        best = min(best, _plain(first, second), key=_RANK.index)
        if best is Likeness.SAME:
            break
    return best


def _spelt(name: Name, spelling: dict[str, str]) -> Name:
    surname, given = (
        tuple(filter(None, (spelled(word, spelling) for word in words)))
        for words in (name.surname, name.given)
    )
    return Name(surname, given, name.parted)


def _plain(one: Name, other: Name) -> Likeness:
    """Compare two names of plain letters."""
    if not _both(one, other) and _same_unparted(one, other):
        return Likeness.SAME
    best = Likeness.DIFFERENT
    for first, second in product(_orders(one), _orders(other)):
        best = min(best, _parted(first, second), key=_RANK.index)
    if best is Likeness.DIFFERENT and _both(one, other) and _turned(one, other):
        return Likeness.SWAPPED
    return best


_MANY = 8
"""A name of more words is not turned about where its writing does not say what is the surname."""


def _orders(name: Name) -> Iterator[Name]:
    if name.parted or len(name.words) <= _MANY:
        yield from orders(name)


def _same_unparted(one: Name, other: Name) -> bool:
    """Whether letters agree in either order, or a lone name is written twice."""
    for name, against in ((one, other), (other, one)):
        surname, given = "".join(name.surname), "".join(name.given)
        letters = "".join(against.words)
        if letters in {surname + given, given + surname}:
            return True
        if surname and surname == given and len(against.words) == 1 and letters == surname:
            return True
        if not name.parted and any(letters == "".join(each.words) for each in _orders(name)):
            return True
    return False


def _turned(one: Name, other: Name) -> bool:
    surnames = "".join(one.surname), "".join(other.surname)
    givens = "".join(one.given), "".join(other.given)
    return surnames == (givens[1], givens[0])


def _parted(one: Name, other: Name) -> Likeness:
    """Compare two names whose surnames are known."""
    if "".join(one.surname) == "".join(other.surname):
        given, others = "".join(one.given), "".join(other.given)
        if given == others:
            return Likeness.SAME
        if reduces(given, other.given) or reduces(others, one.given):
            return Likeness.MIDDLE
    if _cut(one, other) or _cut(other, one):
        return Likeness.CUT
    return Likeness.DIFFERENT


def reduces(letters: str, words: tuple[str, ...]) -> bool:
    """Whether letters are given names without some middle ones, or with initials for them.

    The first name must be there in full.
    """
    if not words or not letters.startswith(words[0]):
        return False
    reached = {len(words[0])}
    for word in words[1:]:
        reached |= {at + len(part) for at in reached for part in _kept(letters, at, word)}
    return len(letters) in reached


def _kept(letters: str, at: int, word: str) -> tuple[str, ...]:
    return tuple(part for part in {word, word[:1]} if letters.startswith(part, at))


def _cut(short: Name, whole: Name) -> bool:
    """Whether `short` is what is left of `whole` where a ticket or a zone has no more room."""
    letters, full = "".join(short.words), "".join(whole.words)
    surname = "".join(whole.surname)
    between = len(short.given) - 1 + len(short.surname) - 1
    if len(letters) >= len(full):
        return False
    ticket = len(letters) + between + 1
    at_end = full.startswith(letters) and "".join(short.surname) == surname[: len(letters)]
    # A space at the end of what was kept is gone.
    if at_end and ticket >= BOARDING_PASS - 1:
        return True
    return ticket + 1 in _ZONES and _words_cut(short, whole)


def _words_cut(short: Name, whole: Name) -> bool:
    """Whether each word begins the one in its place, as in a zone that is full."""
    return all(
        len(some) <= len(every)
        and all(word.startswith(part) for part, word in zip(some, every, strict=False))
        for some, every in ((short.surname, whole.surname), (short.given, whole.given))
    )
