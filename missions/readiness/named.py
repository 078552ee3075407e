"""Whether a name or a phone somebody wrote is that of a person on the roster. Pure."""

from __future__ import annotations

import re
import unicodedata

from missions.readiness.facts import Member

_JOINS = re.compile(r"[-‐‑'’ʼ`.]")
_WORDS = re.compile(r"[^\W\d_]+")
_FEWEST_DIGITS, _COMPARED = 7, 9


def words_of(name: str) -> tuple[str, ...]:
    """Return a name's words without marks, case, hyphens and apostrophes: "O’Brien" → obrien."""
    plain = unicodedata.normalize("NFKD", _JOINS.sub("", name).casefold())
    return tuple(_WORDS.findall("".join(c for c in plain if not unicodedata.combining(c))))


def spellings(name: str) -> frozenset[str]:
    """Return forms under which the same name meets itself: as written, and in any order.

    "Min-ho Baek", "BAEK, MINHO" and "Min Ho Baek" have one in common. A single Latin word gives
    none: a first name alone says too little.
    """
    words = words_of(name)
    if not words or (len(words) == 1 and words[0].isascii()):
        return frozenset()
    return frozenset({"".join(words), " ".join(sorted(words))})


def names_of(member: Member) -> frozenset[str]:
    """Return the spellings of all names under which a person may be written down.

    Those are the legal name in both orders, the first given or the preferred name with the
    surname, the preferred name, and the local name.
    """
    surname, given = surname_and_given(member)
    written = {member.legal_name, f"{surname} {given}", member.name, member.local_name}
    if surname:
        written |= {f"{first} {surname}" for first in (given.split(" ")[0], member.name) if first}
    return frozenset(form for name in written for form in spellings(name))


def surname_and_given(member: Member) -> tuple[str, str]:
    """Return surname and given names, taken from a legal name as "KIM, MIN JUN" if need be."""
    if member.surname or member.given_names or "," not in member.legal_name:
        return member.surname.strip(), member.given_names.strip()
    surname, _, given = member.legal_name.partition(",")
    return surname.strip(), given.strip()


def last_digits(phone: str) -> str:
    """Return the last nine digits, in which numbers with and without prefixes agree; "" if few."""
    digits = "".join(str(unicodedata.digit(c)) for c in phone if c.isdigit())
    return digits[-_COMPARED:] if len(digits) >= _FEWEST_DIGITS else ""
