"""Whether an alias hides anything: a title, a telling word or a published alias does not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from missions.checker.folding import GAP, fold_phrase
from missions.checker.lexicon import Lexicon
from missions.checker.lists import default_words

_TITLES = Path(__file__).with_name("words") / "titles.toml"


class Why(StrEnum):
    """What is wrong with an alias."""

    TITLE = "title"
    WORD = "word"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class AliasFault:
    """A reason against an alias, and what of it is meant."""

    why: Why
    found: str


@cache
def _titles() -> dict[str, tuple[str, ...]]:
    listed: dict[str, list[str]] = tomllib.loads(_TITLES.read_text("utf-8"))
    return {key: tuple(map(fold_phrase, titles)) for key, titles in listed.items()}


@cache
def _words() -> Lexicon:
    return Lexicon(default_words())


def _titles_in(alias: str) -> list[str]:
    """Return the titles of a folded alias: a Latin one opens it, others stand anywhere."""
    words = alias.removeprefix("the ")
    opening = [title for title in _titles()["latin"] if f"{words} ".startswith(f"{title} ")]
    joined = alias.replace(GAP, "")
    return opening + [title for title in _titles()["anywhere"] if title in joined]


def alias_faults(alias: str, published: Iterable[str] = ()) -> tuple[AliasFault, ...]:
    """Return every reason against an alias; none when it may be used.

    published: the aliases that the organisation has made public, and its other names.
    """
    folded = fold_phrase(alias)
    faults = [AliasFault(Why.TITLE, title) for title in _titles_in(folded)]
    faults += [AliasFault(Why.WORD, hit.found) for hit in _words().find(alias)]
    faults += [
        AliasFault(Why.PUBLISHED, other.strip())
        for other in published
        if fold_phrase(other) and f" {fold_phrase(other)} " in f" {folded} "
    ]
    return tuple(faults)
