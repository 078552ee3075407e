"""Check digits (ICAO 9303 part 3, section 4.9), and the characters that look like one another."""

from __future__ import annotations

import re

_WEIGHTS = (7, 3, 1)
_FIELD = re.compile(r"[A-Z0-9<]*")

AS_DIGIT = {
    **dict.fromkeys("OQ", "0"),
    **dict.fromkeys("IL", "1"),
    "Z": "2",
    "S": "5",
    "G": "6",
    "B": "8",
}
"""The digit that was meant by a letter where only digits can stand."""

AS_LETTERS = {"0": "O", "1": "IL", "2": "Z", "5": "S", "6": "G", "8": "B"}
"""The letters that may have been meant by a digit where only letters can stand."""

ALIKE = {**AS_DIGIT, **AS_LETTERS, "0": "OQ"}
"""What else may have been meant where letters and digits can stand."""


def check_digit(field: str) -> int:
    """Return a field's check digit: weights 7, 3, 1, letters from 10, < is 0.

    Source: ICAO 9303 part 3, section 4.9.

    Raises:
        ValueError: the field holds something else than A-Z, 0-9 and <.
    """
    if not _FIELD.fullmatch(field):
        raise ValueError("a check digit is of A-Z, 0-9 and < only")
    return sum(_value(char) * _WEIGHTS[place % 3] for place, char in enumerate(field)) % 10


def _value(char: str) -> int:
    if char == "<":
        return 0
    return int(char) if char.isdigit() else ord(char) - 55
