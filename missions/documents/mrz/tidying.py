"""Typed and pasted text as the lines of a zone: capitals, digits and <, nothing between them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_FILLERS = {
    **dict.fromkeys("‹〈⟨˂ᐸ❮⧼", "<"),
    **dict.fromkeys("«《≪⟪", "<<"),
}
_SPLIT = {88: 44, 72: 36, 90: 30}


def tidy(text: str | Iterable[str]) -> tuple[str, ...]:
    """Return the lines of a zone as somebody typed or pasted them.

    They are in capitals and without spaces; marks that a keyboard or a program puts for < are it;
    blank lines are gone. One line of 88, 72 or 90 characters, whose breaks were lost, is split.
    Sources: ICAO 9303 part 3, section 4.3 (the characters); parts 4 to 7 (the lines' lengths).
    """
    pieces = text.splitlines() if isinstance(text, str) else list(text)
    lines = tuple(filter(None, (cleaned(part) for piece in pieces for part in piece.splitlines())))
    width = _SPLIT.get(len(lines[0])) if len(lines) == 1 else None
    if width is None:
        return lines
    whole = lines[0]
    return tuple(whole[start : start + width] for start in range(0, len(whole), width))


def cleaned(line: str) -> str:
    """Return one line in capitals (ICAO 9303 part 3, section 4.3), without spaces.

    Full-width letters, as a Korean or Chinese keyboard gives them, are the ordinary ones.
    """
    text = unicodedata.normalize("NFKC", line).replace("&lt;", "<")
    kept = (char for char in text if unicodedata.category(char)[0] not in "ZC")
    return "".join(_FILLERS.get(char, char) for char in kept).upper()
