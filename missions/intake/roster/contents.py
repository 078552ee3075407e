"""What a column's cells look like, whatever its heading says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from missions.intake.roster.days import readings

MOSTLY = 0.8
"""The share of a column's cells that must fit."""

OLDEST = 100
"""Nobody of a team is so many years old."""

_EMAIL = re.compile(r"[^@\s,;]{1,64}@[^@\s,;]{1,190}\.[^@\s.,;]{2,}")
_PHONE = re.compile(r"\+?[\d\s()./-]{7,24}")
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{7,8}|\d{9}")
GENDERS = {
    **dict.fromkeys(("f", "female", "woman", "girl", "w", "weiblich", "mujer", "femme"), "F"),
    **dict.fromkeys(("여", "여성", "여자", "女", "女性"), "F"),
    **dict.fromkeys(("m", "male", "man", "boy", "männlich", "hombre", "homme"), "M"),
    **dict.fromkeys(("남", "남성", "남자", "男", "男性"), "M"),
    **dict.fromkeys(("x", "d", "divers", "other", "non-binary", "nonbinary"), "X"),
}
"""Words for a gender, in small letters → as people.csv has it."""


def looks_like(cells: Sequence[str], on: date) -> str:
    """Return the target that most of a column's filled cells fit, "" if none."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return ""
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("email", is_email),
        ("birth_date", lambda cell: is_birth(cell, on)),
        ("passport_number", lambda cell: _PASSPORT.fullmatch(cell) is not None),
        ("phone", is_phone),
        ("gender", is_gender),
    )
    for target, fits in tests:
        if share(filled, fits) >= MOSTLY:
            return target
    return ""


def share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    """Return the share of cells that fit; 0 for no cells."""
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def is_email(cell: str) -> bool:
    """Whether a cell is an e-mail address."""
    return _EMAIL.fullmatch(cell[:260]) is not None


def is_phone(cell: str) -> bool:
    """Whether a cell looks like a telephone number, and is no date."""
    digits = sum(char.isdigit() for char in cell)
    return _PHONE.fullmatch(cell[:40]) is not None and 7 <= digits <= 15 and not readings(cell)


def is_gender(cell: str) -> bool:
    """Whether a cell is a word for a gender."""
    return cell.casefold() in GENDERS


def is_date(cell: str) -> bool:
    """Whether a cell is a date, though it may be two."""
    return bool(readings(cell))


def is_birth(cell: str, on: date) -> bool:
    """Whether a cell is a date on which somebody of a team may have been born."""
    return any(0 < on.year - day.year < OLDEST for day in readings(cell, on))
