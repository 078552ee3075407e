"""How clashes about people, rooms and sites name people, things and nights in a sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from missions.readiness.conflicts.timeline import Ground
from missions.readiness.words import day_words, listed


def people_words(ground: Ground, people: Iterable[str]) -> str:
    """Return the people's names as `listed`, in the roster's order."""
    return listed([ground.name(key) for key in ground.in_order(people)])


def verb(people: Sequence[object], of_one: str, of_more: str) -> str:
    """Return the verb that goes with so many: “has” or “have”."""
    return of_one if len(people) == 1 else of_more


def days_words(first: date, last: date) -> str:
    """Return “on 12 March”, “from 12 to 14 March”, or both months where they differ."""
    if first == last:
        return f"on {day_words(first)}"
    return f"from {_span(first, last)}"


def nights_words(first: date, last: date) -> str:
    """Return “on the night of 12 March”, “on the nights of 12 to 14 March”."""
    if first == last:
        return f"on the night of {day_words(first)}"
    return f"on the nights of {_span(first, last)}"


def sentences(parts: Iterable[str]) -> str:
    """Return sentences one after another, each once."""
    return " ".join(dict.fromkeys(filter(None, parts)))


def _span(first: date, last: date) -> str:
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if same_month else day_words(first)} to {day_words(last)}"
