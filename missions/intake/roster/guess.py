"""Which column of people.csv each column of a roster is, by its heading and by what it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from missions.intake.roster.contents import (
    MOSTLY,
    is_birth,
    is_date,
    is_email,
    is_gender,
    is_phone,
    looks_like,
    share,
)
from missions.intake.roster.wordings import NOTHING, heading_target


class Confidence(StrEnum):
    """How well a column is known."""

    SURE = "sure"
    LIKELY = "likely"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is: its place, heading and target ("" where it is left out), and why."""

    column: int
    heading: str
    target: str
    confidence: Confidence
    reason: str


_RANK = {Confidence.SURE: 0, Confidence.LIKELY: 1, Confidence.NONE: 2}


def guess(
    header: Sequence[str], samples: Sequence[Sequence[str]], *, on: date
) -> tuple[Guess, ...]:
    """Return a guess for each column; a target is given once, to the column that is best known.

    Args:
        header: the headings, as they stand.
        samples: some rows' cells.
        on: today, which tells whether a date can be somebody's birth.
    """
    columns = [
        _guess(index, heading, [row[index] for row in samples if index < len(row)], on)
        for index, heading in enumerate(header)
    ]
    return tuple(_each_once(_own_script(columns, samples)))


def _own_script(columns: Sequence[Guess], samples: Sequence[Sequence[str]]) -> list[Guess]:
    """Take a second column of names for the one in the person's own script, where its cells are."""
    named = [each for each in columns if each.target in {"legal_name", "surname"}]
    result = list(columns)
    for each in named if len(named) > 1 else ():
        cells = [row[each.column] for row in samples if each.column < len(row)]
        own = share([cell for cell in cells if cell], _is_own_script) >= MOSTLY
        if own and each.target == "legal_name":
            reason = "The heading means a name, and the cells are in the person's own script."
            result[each.column] = replace(
                each, target="local_name", confidence=Confidence.LIKELY, reason=reason
            )
    return result


def _is_own_script(cell: str) -> bool:
    return not any(char.isascii() and char.isalpha() for char in cell)


def mapping_of(guesses: Sequence[Guess]) -> dict[int, str]:
    """Return column → target, of those that have one: what `plan` takes."""
    return {each.column: each.target for each in guesses if each.target}


def _guess(index: int, heading: str, cells: Sequence[str], on: date) -> Guess:
    filled = [cell for cell in cells if cell.strip()]
    target, exact = heading_target(heading)
    if target == NOTHING:
        return _none(index, heading, "The heading names nothing that is kept here.")
    if not target:
        return _by_content(index, heading, filled, on)
    doubt = _doubt(target, filled, on)
    if doubt:
        reason = f"The heading says {target}, but {doubt}."
        return Guess(index, heading, target, Confidence.LIKELY, reason)
    if exact:
        return Guess(index, heading, target, Confidence.SURE, f"The heading means {target}.")
    reason = f"The heading speaks of {target.replace('_', ' ')}."
    return Guess(index, heading, target, Confidence.LIKELY, reason)


def _by_content(index: int, heading: str, filled: Sequence[str], on: date) -> Guess:
    if not filled:
        return _none(index, heading, "The heading is not known, and the column is empty.")
    target = looks_like(filled, on)
    if not target:
        return _none(index, heading, "Neither the heading nor the cells are known.")
    told = {
        "email": "e-mail addresses",
        "birth_date": "dates on which people of a team may have been born",
        "passport_number": "numbers as passports have",
        "phone": "telephone numbers",
        "gender": "words for a gender",
    }[target]
    return Guess(index, heading, target, Confidence.LIKELY, f"The cells are {told}.")


def _none(index: int, heading: str, reason: str) -> Guess:
    return Guess(index, heading, "", Confidence.NONE, reason)


def _doubt(target: str, filled: Sequence[str], on: date) -> str:
    """Return why the cells do not fit the heading, "" where they do or nothing is known."""
    tests: dict[str, tuple[Callable[[str], bool], str]] = {
        "birth_date": (lambda cell: is_birth(cell, on), "most cells are no dates of birth"),
        "email": (is_email, "most cells are no e-mail addresses"),
        "phone": (is_phone, "most cells are no telephone numbers"),
        "emergency_phone": (is_phone, "most cells are no telephone numbers"),
        "gender": (is_gender, "most cells name no gender"),
        "passport_expires": (is_date, "most cells are no dates"),
        "passport_issued": (is_date, "most cells are no dates"),
    }
    fits, words = tests.get(target, (None, ""))
    return words if fits and filled and share(filled, fits) < MOSTLY else ""


def _each_once(columns: Sequence[Guess]) -> list[Guess]:
    """Leave each target to one column: the best known, the first of those."""
    holders: dict[str, Guess] = {}
    for each in sorted(columns, key=lambda one: (_RANK[one.confidence], one.column)):
        if each.target:
            holders.setdefault(each.target, each)
    result = []
    for each in columns:
        holder = holders.get(each.target, each)
        if holder is not each:
            reason = f"{each.target} is taken from column {holder.column + 1}, “{holder.heading}”."
            result.append(replace(each, target="", confidence=Confidence.NONE, reason=reason))
        else:
            result.append(each)
    return result
