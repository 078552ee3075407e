"""Text as the checker compares it, and the way back to where it stood.

Folded text is NFKC, casefolded, without Latin accents and without what has no width; everything
that is neither letter nor digit is a gap, and a run of gaps is one space. Between two Han
characters a gap with a line break in it is nothing, because such text breaks anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

GAP = " "

# Cyrillic and Greek letters that look like Latin ones, after casefolding.
_LOOKALIKES = str.maketrans("асеіјорѕухһԁԛԝαικνορτυχ", "aceijopsyxhdqwaiknoptux")
_MARKS = range(0x0300, 0x0370)
_NO_WIDTH = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; its character i stands at `starts[i]:ends[i]` of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=8192)
def is_hangul(character: str) -> bool:
    """Return whether this is a Hangul syllable."""
    return "가" <= character <= "힣"


@lru_cache(maxsize=16384)
def is_han(character: str) -> bool:
    """Return whether this is a Han character."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\U00020000" <= character <= "\U000323af"
        or character == "々"
    )


def is_spaced(character: str) -> bool:
    """Return whether this is a letter or digit of a script that puts spaces between words."""
    return character.isalnum() and not is_hangul(character) and not is_han(character)


@lru_cache(maxsize=16384)
def _is_invisible(character: str) -> bool:
    variant = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return character in _NO_WIDTH or variant or unicodedata.category(character) == "Cf"


@lru_cache(maxsize=16384)
def _continues(character: str) -> bool:
    """Return whether a character composes with the one before: a mark, a medial or final jamo."""
    first = unicodedata.normalize("NFKD", character)[0]
    jamo = "\u1160" <= first <= "\u11ff" or "\ud7b0" <= first <= "\ud7ff"
    return jamo or unicodedata.combining(first) != 0


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


@lru_cache(maxsize=16384)
def _fold_cluster(cluster: str) -> str:
    """Fold one character with its marks; what is neither letter nor digit becomes gaps."""
    wide = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    bare = "".join(c for c in unicodedata.normalize("NFD", wide) if ord(c) not in _MARKS)
    whole = unicodedata.normalize("NFC", bare).casefold().translate(_LOOKALIKES)
    return "".join(_digit(c) if c.isalnum() else GAP for c in whole)


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each visible character with its marks, and where it starts and ends."""
    cluster, start, end = "", 0, 0
    for index, character in enumerate(text):
        if _is_invisible(character):
            continue
        if cluster and _continues(character):
            cluster, end = cluster + character, index + 1
            # A run of marks without end would be copied again and again.
            if len(cluster) < 32:
                continue
            yield cluster, start, end
            cluster = ""
            continue
        if cluster:
            yield cluster, start, end
        cluster, start, end = character, index, index + 1
    if cluster:
        yield cluster, start, end


class _Folding:
    """A folded text in the making."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.breaks = False

    def add(self, letter: str, start: int, end: int) -> None:
        """Add a letter, or a gap that no gap precedes."""
        if letter == GAP and self.letters and self.letters[-1] == GAP:
            self.ends[-1] = end
            return
        if self.breaks and is_han(letter) and self.letters[-1] == GAP and self._after_han():
            for column in (self.letters, self.starts, self.ends):
                column.pop()
        if letter != GAP:
            self.breaks = False
        self.letters.append(letter)
        self.starts.append(start)
        self.ends.append(end)

    def _after_han(self) -> bool:
        return len(self.letters) > 1 and is_han(self.letters[-2])


def fold(text: str) -> Folded:
    """Fold a text and keep where each character of it stood."""
    folding = _Folding()
    for cluster, start, end in _clusters(text):
        for letter in _fold_cluster(cluster):
            folding.add(letter, start, end)
        if cluster in "\r\n\u2028\u2029":
            folding.breaks = True
    return Folded("".join(folding.letters), tuple(folding.starts), tuple(folding.ends))


def fold_phrase(phrase: str) -> str:
    """Fold a phrase to look for; blank when it has no letter and no digit."""
    return fold(phrase).text.strip()
