"""Every text of a released paper, with where it came from. Pure.

It walks the whole `Briefing`, so that a section that is added later is read without being named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from missions.briefing.document import Briefing

SILENT = frozenset(
    {
        *("audience", "changed", "currency", "fmt", "kind", "languages", "mode", "paper", "stamp"),
        *("state", "status", "uid", "what", "zone", "home_zone", "abbreviation"),
    }
)
"""Fields that hold words of a fixed set or codes, which are never printed as they stand."""

_KNOWN: dict[type, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it stands on a paper: `owner` is the id of the row it came from, "" for none."""

    owner: str
    field: str
    text: str


def texts(briefing: Briefing) -> Iterator[Text]:
    """Yield every text of a paper."""
    yield from _walk(briefing, "", "")


def _fields(kind: type) -> tuple[str, ...]:
    """Return the fields of a dataclass that are read; none for any other type."""
    if kind not in _KNOWN:
        named = fields(kind) if is_dataclass(kind) else ()
        _KNOWN[kind] = tuple(one.name for one in named if one.name not in SILENT)
    return _KNOWN[kind]


def _walk(value: Any, owner: str, field: str) -> Iterator[Text]:
    if isinstance(value, str):
        if value:
            yield Text(owner, field, value)
    elif names := _fields(type(value)):
        owner = getattr(value, "uid", "") or owner
        for name in names:
            yield from _walk(getattr(value, name), owner, name)
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from _walk(one, owner, field)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _walk(one, owner, field)
