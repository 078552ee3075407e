"""All that a trip looks for, ready to read texts with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from missions.checker.contexts import counted_end, folded_excepts
from missions.checker.folding import GAP, Folded, fold, fold_phrase, is_spaced
from missions.checker.model import Hit, Kind, Term
from missions.checker.names import telling_parts
from missions.checker.phones import find_numbers
from missions.checker.trie import Trie

_MOST_WORDS = 6
_RANK = {Kind.NAME: 0, Kind.HOUSE: 1, Kind.WORD: 2}


@dataclass(frozen=True, slots=True)
class _Needle:
    """A phrase of a term in one spelling, with its term; a phrase that never counts has none."""

    phrase: str
    term: Term | None
    excepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Find:
    start: int
    end: int
    term: Term

    @property
    def order(self) -> tuple[int, bool, int, int, int]:
        """The longest first, whole names before parts and words, whole words before stems."""
        rank = _RANK[self.term.kind]
        return (self.start - self.end, self.term.part, rank, -len(self.term.text), self.start)


def spellings(phrase: str) -> tuple[str, ...]:
    """Return a folded phrase with and without each of its gaps; a long one as it is and joined."""
    words = phrase.split(GAP)
    if len(words) > _MOST_WORDS:
        return (phrase, "".join(words))
    written = [words[0]]
    for word in words[1:]:
        written = [f"{before}{gap}{word}" for before in written for gap in (GAP, "")]
    return tuple(written)


class Lexicon:
    """Terms compiled for reading.

    shared: names of travellers, carriers and `carry` sites; a part of a real name, or a real name
    of one word, that one of them has too only warns. never: phrases in which nothing counts, such
    as the aliases and what a `carry` site may show.
    """

    __slots__ = ("_numbers", "_phrases", "_shared")

    def __init__(
        self, terms: Iterable[Term], shared: Iterable[str] = (), never: Iterable[str] = ()
    ) -> None:
        self._phrases: Trie[_Needle] = Trie()
        self._numbers: Trie[Term] = Trie()
        self._shared = frozenset(part for name in shared for part in telling_parts(name))
        for phrase in {fold_phrase(allowed) for allowed in never}:
            self._phrases.add(phrase, _Needle(phrase, None))
        for term in dict.fromkeys(terms):
            self._add(term)

    def _add(self, term: Term) -> None:
        phrase = fold_phrase(term.text)
        if term.number:
            self._numbers.add(phrase, term)
        elif phrase:
            excepts = folded_excepts(term)
            for spelling in spellings(phrase):
                self._phrases.add(spelling, _Needle(spelling, term, excepts))

    def find(self, text: str) -> tuple[Hit, ...]:
        """Return what stands in a text, in its order; where finds overlap, the longest."""
        folded = fold(text)
        finds = self._outside(folded.text, list(self._finds(folded.text)))
        return tuple(self._hit(text, folded, find) for find in _longest(folded.text, finds))

    def _finds(self, text: str) -> Iterator[_Find]:
        for start, needle in self._needles(text):
            if needle.term is None:
                continue
            end = counted_end(needle.term, needle.phrase, needle.excepts, text, start)
            if end is not None:
                yield _Find(start, end, needle.term)
        for start, end, term in find_numbers(self._numbers, text):
            yield _Find(start, end, term)

    def _needles(self, text: str) -> Iterator[tuple[int, _Needle]]:
        spaced = False
        for start, character in enumerate(text):
            # Within a Latin word nothing begins.
            inside, spaced = spaced, is_spaced(character)
            if character != GAP and not (inside and spaced):
                for _end, needle in self._phrases.walk(text, start):
                    yield start, needle

    def _outside(self, text: str, finds: list[_Find]) -> list[_Find]:
        """Leave out what stands wholly within a phrase that never counts."""
        reach = [0] * (len(text) + 1)
        for start, needle in self._needles(text) if finds else ():
            if needle.term is None and _is_whole(text, start, start + len(needle.phrase)):
                reach[start] = max(reach[start], start + len(needle.phrase))
        for start in range(1, len(reach)):
            reach[start] = max(reach[start], reach[start - 1])
        return [find for find in finds if reach[find.start] < find.end]

    def _hit(self, text: str, folded: Folded, find: _Find) -> Hit:
        start, end = folded.starts[find.start], folded.ends[find.end - 1]
        phrase = fold_phrase(find.term.text)
        whole = find.term.kind is not Kind.NAME or (GAP in phrase and not find.term.part)
        return Hit(
            start=start,
            end=end,
            found=text[start:end],
            term=find.term,
            part=find.term.part,
            warns=not whole and phrase in self._shared,
        )


def _is_whole(text: str, start: int, end: int) -> bool:
    return end == len(text) or not (is_spaced(text[end - 1]) and is_spaced(text[end]))


def _longest(text: str, finds: list[_Find]) -> list[_Find]:
    """Return the finds that overlap no longer one, by position."""
    taken = bytearray(len(text))
    kept = []
    for find in sorted(finds, key=lambda find: find.order):
        if not any(taken[find.start : find.end]):
            taken[find.start : find.end] = b"\1" * (find.end - find.start)
            kept.append(find)
    return sorted(kept, key=lambda find: find.start)
