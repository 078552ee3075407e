"""Days, numbers and names in a sentence, the same for verdicts and clashes. Pure, no locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NAMED = 3
_MORE = {"person": "people"}


def day_words(day: date) -> str:
    """Return “12 March”."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def said(day: date) -> str:
    """Return a day with its year: “22 July 2026”."""
    return f"{day_words(day)} {day.year}"


def counted(number: int, thing: str) -> str:
    """Return a number of things: “1 day”, “48 days”, “2 people”."""
    return f"{number} {thing}" if number == 1 else f"{number} {_MORE.get(thing, f'{thing}s')}"


def joined(names: Sequence[str]) -> str:
    """Return “Paul, Ben and Ruth”."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def listed(names: Sequence[str], others: str = "more", most: int = _NAMED) -> str:
    """Return up to `most` names; of more the first, and how many others: “and 3 more”."""
    if len(names) <= most:
        return joined(names)
    return joined([*names[: most - 1], f"{len(names) - most + 1} {others}"])
