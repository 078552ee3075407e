"""What is told of one key of the rulebook, and short ways of saying it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["int", "float", "bool", "text", "list"]
Per = Literal["nationality", "destination", "place"]

ANY: tuple[Per, ...] = ()
TO: tuple[Per, ...] = ("destination",)
WHO: tuple[Per, ...] = ("nationality",)
PAIR: tuple[Per, ...] = ("nationality", "destination")
AT: tuple[Per, ...] = ("destination", "place")


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """What a key means, for an administrator's form and for checks.

    `per` names what its values may differ by. `choices` and `pattern` (each entry of a list) bound
    texts, `least` and `most` bound numbers; `example` shows a text or a list.
    """

    key: str
    form: Form
    meaning: str
    unit: str = ""
    per: tuple[Per, ...] = ()
    choices: tuple[str, ...] = ()
    pattern: str = ""
    example: str = ""
    least: float = 0
    most: float = 10_000


def whole(key: str, unit: str, per: tuple[Per, ...], meaning: str, most: float = 1000) -> KeyHelp:
    """A whole number of a unit."""
    return KeyHelp(key, "int", meaning, unit, per, most=most)


def measure(key: str, unit: str, meaning: str, least: float = 0, most: float = 1000) -> KeyHelp:
    """A number that may have a part."""
    return KeyHelp(key, "float", meaning, unit, least=least, most=most)


def flag(key: str, per: tuple[Per, ...], meaning: str) -> KeyHelp:
    """Yes or no."""
    return KeyHelp(key, "bool", meaning, "", per)


def named(key: str, per: tuple[Per, ...], meaning: str, example: str) -> KeyHelp:
    """A text, with an example."""
    return KeyHelp(key, "text", meaning, "", per, example=example)


def choice(key: str, per: tuple[Per, ...], meaning: str, *choices: str) -> KeyHelp:
    """One of these words."""
    return KeyHelp(key, "text", meaning, "", per, choices=choices)


def codes(key: str, letters: int, per: tuple[Per, ...], meaning: str, example: str) -> KeyHelp:
    """A list of codes of so many capital letters."""
    pattern = f"[A-Z]{{{letters}}}"
    return KeyHelp(key, "list", meaning, "", per, pattern=pattern, example=example)


def words(key: str, per: tuple[Per, ...], meaning: str, example: str) -> KeyHelp:
    """A list of words or phrases."""
    return KeyHelp(key, "list", meaning, "", per, example=example)
