"""The two sets of phrases: what must be caught, and what must pass; and how the list does."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from missions.checker import Lexicon, default_words

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Phrase:
    """A phrase as a team writes it; `term` must be found in it, or nothing where it is blank."""

    text: str
    language: str
    term: str = ""


@cache
def words() -> Lexicon:
    """The word list that comes with the service."""
    return Lexicon(default_words())


@cache
def phrases(name: str) -> tuple[Phrase, ...]:
    """Read one of the sets."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Phrase(row["phrase"], row["language"], row.get("term", ""))
            for row in csv.DictReader(lines)
        )


def missed() -> list[Phrase]:
    """Return what must be caught and is not."""
    return [
        phrase
        for phrase in phrases("caught")
        if phrase.term not in {hit.term.text for hit in words().find(phrase.text)}
    ]


def false_alarms() -> list[Phrase]:
    """Return what must pass and does not."""
    return [phrase for phrase in phrases("let_pass") if words().find(phrase.text)]


def figures() -> dict[str, tuple[int, int, int, int]]:
    """Return for each language: to be caught, missed, to pass, false alarms."""
    counts = [
        Counter(phrase.language for phrase in found)
        for found in (phrases("caught"), missed(), phrases("let_pass"), false_alarms())
    ]
    languages = sorted({language for count in counts for language in count})
    return {
        language: (
            counts[0][language],
            counts[1][language],
            counts[2][language],
            counts[3][language],
        )
        for language in languages
    }
