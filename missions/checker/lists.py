"""The lists that are not a trip's own names: the word list, a trip's words, the organisation's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from missions.checker.folding import fold_phrase, is_han, is_hangul
from missions.checker.model import Kind, Left, Right, Term
from missions.checker.names import name_terms

_WORDS = Path(__file__).with_name("words")
_FILES = ("english", "european", "romanised", "hangul", "han")

# How each list of a group is matched: "words" anywhere in a run of Hangul or Han and with plurals
# in Latin, "stems" whatever follows, "starts" at the beginning of a word, "bare" as a word alone.
_EDGES = {
    "words": (Left.ANY, Right.ANY, Right.INFLECTED),
    "stems": (Left.ANY, Right.ANY, Right.ANY),
    "starts": (Left.WORD_START, Right.ANY, Right.ANY),
    "bare": (Left.WORD_START, Right.WORD_END, Right.WORD_END),
}


def _edges(text: str, listed: str) -> tuple[Left, Right]:
    left, joined, spaced = _EDGES[listed]
    last = fold_phrase(text)[-1]
    return left, joined if is_hangul(last) or is_han(last) else spaced


def _group(group: dict[str, Any], excepts: dict[str, list[str]]) -> Iterator[Term]:
    for listed in _EDGES:
        for text in group.get(listed, ()):
            left, right = _edges(text, listed)
            yield Term(
                text=text,
                kind=Kind.WORD,
                plain=group.get("plain", ""),
                source="word list",
                left=left,
                right=right,
                excepts=tuple(excepts.get(text, ())),
            )


@cache
def default_words() -> tuple[Term, ...]:
    """Return the word list that comes with the service, in Latin script, Hangul and Han."""
    found: list[Term] = []
    for name in _FILES:
        listed = tomllib.loads((_WORDS / f"{name}.toml").read_text("utf-8"))
        for group in listed["group"]:
            found += _group(group, listed.get("excepts", {}))
    return tuple(found)


def trip_words(rows: Iterable[tuple[str, str]]) -> tuple[Term, ...]:
    """Return a trip's own words from its rows of term and neutral word; blank terms are left out.

    A term that ends in "*" is a stem.
    """
    found = []
    for text, plain in rows:
        bare = text.strip().removesuffix("*")
        if fold_phrase(bare):
            _left, right = _edges(bare, "stems" if text.strip().endswith("*") else "words")
            found.append(Term(bare, Kind.WORD, plain.strip(), source="trip", right=right))
    return tuple(found)


def house_terms(
    name: str = "",
    domain: str = "",
    staff: Iterable[str] = (),
    programmes: Iterable[str] = (),
    aliases: Iterable[str] = (),
) -> tuple[Term, ...]:
    """Return the organisation's own list: what it is called, its domain, staff and programmes.

    aliases: those it has published, which stand for nothing any more. Staff are looked for by their
    whole names in either order, the rest as it is written.
    """
    phrases = (name, domain, *programmes, *aliases)
    found = [
        Term(phrase.strip(), Kind.HOUSE, source="organisation", right=_house_right(phrase))
        for phrase in phrases
        if fold_phrase(phrase)
    ]
    for person in staff:
        found += name_terms(person, "organisation", kind=Kind.HOUSE, parts=False)
    return tuple(dict.fromkeys(found))


def _house_right(phrase: str) -> Right:
    """A long Hangul name counts whatever is attached to it; a short one might be another word."""
    folded = fold_phrase(phrase)
    return Right.ANY if is_hangul(folded[-1]) and len(folded) > 3 else Right.WORD_END
