"""Telephone numbers in any spacing, with or without country code and leading zero."""

from __future__ import annotations

import re

from missions.checker.model import Kind, Term
from missions.checker.trie import Trie

SHORTEST = 6
"""Fewer digits are an emergency number or an extension, which are no secret."""

_CALLING_CODE = (
    "(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
    "|2[1-689][0-9]|3[578][0-9]|42[0-9]|50[0-9]|59[0-9]|6[7-9][0-9]|8[0578][0-9]|9[679][0-9])"
)
_BEFORE = re.compile(f"(?:00|011)?(?:{_CALLING_CODE})?0?")
_LONGEST_BEFORE = 7
_RUN = re.compile("[0-9][0-9 ]*")
_ABROAD = re.compile(f"(?:00|011){_CALLING_CODE}|{_CALLING_CODE}")
_EXTENSION = re.compile(r"(?i)(?:ext|x|#|내선|转|分機).*", re.DOTALL)


def _significant(phone: str) -> set[str]:
    """Return the digits that every way of writing a number has in common, as far as one can tell.

    A number without "+" may be national or international, so both readings are kept.
    """
    whole = _EXTENSION.sub("", phone)
    digits = "".join(c for c in whole if c.isdecimal() and c.isascii())
    found = set()
    abroad = _ABROAD.match(digits)
    plus = whole.lstrip(" (").startswith("+")
    if abroad and (plus or len(digits) >= 11):
        found.add(digits[abroad.end() :].lstrip("0"))
    if not plus:
        found.add(digits.lstrip("0"))
    return {number for number in found if len(number) >= SHORTEST}


def phone_terms(phone: str, source: str = "") -> tuple[Term, ...]:
    """Return what to look for of a field with one or more telephone numbers.

    Numbers of fewer than six digits are left out.
    """
    numbers = {number for one in re.split("[/;,]", phone) for number in _significant(one)}
    return tuple(
        Term(text=number, kind=Kind.NAME, source=source or phone, number=True)
        for number in sorted(numbers)
    )


def _begins(digits: str, group_starts: frozenset[int], at: int) -> int | None:
    """Return where the number whose significant digits are `at` begins, or None within another.

    The nearest beginning, because what stands before it may be the minutes of a time.
    """
    for back in range(min(at, _LONGEST_BEFORE) + 1):
        if at - back in group_starts and _BEFORE.fullmatch(digits, at - back, at):
            return at - back
    return None


def find_numbers(numbers: Trie[Term], text: str) -> list[tuple[int, int, Term]]:
    """Return start, end and term of the telephone numbers in a folded text."""
    found = []
    for run in _RUN.finditer(text):
        places = [at for at in range(run.start(), run.end()) if text[at] != " "]
        digits = "".join(text[at] for at in places)
        starts = frozenset(i for i, at in enumerate(places) if i == 0 or places[i - 1] != at - 1)
        for at in range(len(digits)):
            for end, term in numbers.walk(digits, at):
                begin = _begins(digits, starts, at)
                if begin is not None and (end == len(digits) or end in starts):
                    found.append((places[begin], places[end - 1] + 1, term))
    return found
