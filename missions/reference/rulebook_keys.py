"""Which keys the rulebook knows, and how a value is written in a form and read from it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from missions.reference.rulebook_key import Form, KeyHelp
from missions.reference.rulebook_keys_entry import ENTRY_KEYS
from missions.reference.rulebook_keys_team import TEAM_KEYS
from missions.reference.rulebook_value import Fact

__all__ = ["KEYS", "Form", "KeyHelp", "check_value", "parse_value", "write_value"]

KEYS: dict[str, KeyHelp] = {each.key: each for each in ENTRY_KEYS + TEAM_KEYS}

_YES = ("yes", "true", "on")
_NO = ("no", "false", "off")
_LONGEST = 200
_TYPES: dict[Form, type] = {"int": int, "float": float, "bool": bool, "text": str, "list": tuple}


def parse_value(key: str, text: str) -> Fact:
    """Read a value as a person wrote it; raise `ValueError` that says what is wanted."""
    about = _about(key)
    value = _READERS[about.form](text.strip(), about)
    check_value(key, value)
    return value


def write_value(value: Fact) -> str:
    """Write a value as `parse_value` reads it."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def check_value(key: str, value: Fact) -> None:
    """Raise `ValueError` that says what is wanted, unless the value fits the key."""
    about = _about(key)
    if type(value) is not _TYPES[about.form]:
        raise _unfit(about, write_value(value))
    parts = value if isinstance(value, tuple) else (value,)
    if not parts or not all(_fits(part, about) for part in parts):
        raise _unfit(about, write_value(value))


def _about(key: str) -> KeyHelp:
    if key not in KEYS:
        raise ValueError(f"“{key}” is not a rule that we know.")
    return KEYS[key]


def _fits(part: str | float, about: KeyHelp) -> bool:
    if isinstance(part, str):
        named = not about.choices or part in about.choices
        like = not about.pattern or re.fullmatch(about.pattern, part) is not None
        return named and like and 0 < len(part) <= _LONGEST
    return math.isfinite(part) and about.least <= part <= about.most


def _read_number(text: str, about: KeyHelp) -> Fact:
    if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,6})?", text):
        raise _unfit(about, text)
    if about.form == "float":
        return float(text)
    if "." in text:
        raise _unfit(about, text)
    return int(text)


def _read_flag(text: str, about: KeyHelp) -> Fact:
    if text.casefold() not in _YES + _NO:
        raise _unfit(about, text)
    return text.casefold() in _YES


def _read_text(text: str, about: KeyHelp) -> Fact:
    one_line = " ".join(text.split())
    return one_line.casefold() if about.choices else one_line


def _read_list(text: str, about: KeyHelp) -> Fact:
    """Codes may stand apart by spaces too; words that belong together only by commas or lines."""
    codes = bool(about.pattern)
    parts = re.split(r"[,;\s]+" if codes else r"[,;\n]+", text.upper() if codes else text)
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


_READERS: dict[Form, Callable[[str, KeyHelp], Fact]] = {
    "int": _read_number,
    "float": _read_number,
    "bool": _read_flag,
    "text": _read_text,
    "list": _read_list,
}


def _unfit(about: KeyHelp, text: str) -> ValueError:
    return ValueError(f"“{text[:_LONGEST]}” does not fit {about.key}: wanted is {_wanted(about)}.")


def _wanted(about: KeyHelp) -> str:
    if about.choices:
        return "one of " + ", ".join(about.choices)
    if about.form == "bool":
        return "yes or no"
    if about.form == "list":
        return f"a list such as {about.example}"
    if about.form == "text":
        return f"a text such as {about.example}"
    number = "a whole number" if about.form == "int" else "a number"
    unit = f" of {about.unit}" if about.unit else ""
    return f"{number}{unit} from {about.least:g} to {about.most:g}"
