"""Briefings with hostile or very long texts in every place that a person can fill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from missions.briefing.document import Briefing

MARKUP = '<script>alert(1)</script> <img src="file:///etc/passwd"> & <b>Team <Alpha'
LONG = "Bartholomäus Nguyễn 김하늘 王小明 " * 10
_STRUCTURE = {
    *("uid", "zone", "abbreviation", "paper", "languages", "home_zone", "mode", "part", "kind"),
    *("status", "state", "changed", "audience", "key", "copy", "nationality", "gender", "mark"),
    *("opens", "closes", "country", "code", "blood_type"),
}


def _spoil(value: Any, turn: Callable[[str], str], name: str) -> Any:
    if name in _STRUCTURE or isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return turn(value) if value else value
    if isinstance(value, tuple):
        return tuple(_spoil(one, turn, name) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: _spoil(getattr(value, field.name), turn, field.name)
            for field in fields(value)
        }
        return replace(value, **changes)
    return value


def hostile(briefing: Briefing) -> Briefing:
    """Return the Briefing with markup after every text that a person typed."""
    return _spoil(briefing, lambda text: f"{text} {MARKUP}", "")  # type: ignore[no-any-return]


def lengthy(briefing: Briefing, length: int = 300) -> Briefing:
    """Return the Briefing with every text drawn out to `length` characters."""
    return _spoil(  # type: ignore[no-any-return]
        briefing, lambda text: f"{text} {LONG}"[:length].strip(), ""
    )
