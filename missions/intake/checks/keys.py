"""Handles and marks that a leader left blank, made so that the same folder makes the same ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from itertools import count
from string import ascii_uppercase
from typing import Any

from missions.intake.folder import Table, TripFolder

_LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "ı": "i"})


def slug(text: str) -> str:
    """Return words as a handle: `Nguyễn Minh` → `nguyen-minh`; other scripts stay as they are."""
    parted = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(char for char in parted if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", bare))[:40].strip("-")


def _on(day: date | datetime | None) -> str:
    return f"{day:%m%d}" if day else ""


_BASES: dict[str, Callable[[Any], tuple[str, ...]]] = {
    "site": lambda row: (row.alias or row.kind or "site",),
    "partner": lambda row: (row.alias or "partner",),
    "people": lambda row: (row.preferred_name or "person",),
    "travel": lambda row: (row.number or row.mode or "travel", _on(row.departs)),
    "crossings": lambda row: (row.place or "crossing", _on(row.closes)),
    "stays": lambda row: (row.site or "stay", _on(row.check_in)),
    "schedule": lambda row: (_on(row.day), row.title or row.kind),
    "training": lambda row: (row.title or "training",),
    "documents": lambda row: (row.person, row.kind or "document"),
}
"""What a handle is made of: nothing that is more private than a handle."""


def make_keys(folder: TripFolder) -> None:
    """Give each row without a handle one that is free in its table."""
    for table in folder.tables():
        base = _BASES.get(table.name)
        if base is not None:
            _make_keys(table, base)


def _make_keys(table: Table[Any], base: Callable[[Any], tuple[str, ...]]) -> None:
    blank = [row for row in table.rows if not row.key]
    if not blank:
        return
    taken = {row.key for row in table.rows}
    for row in blank:
        stem = "-".join(filter(None, map(slug, base(row)))) or table.name
        key = _free(stem, taken)
        taken.add(key)
        row.make("key", key)


def _free(stem: str, taken: Collection[str]) -> str:
    stem = f"{stem}-1" if stem == "all" else stem
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in count(2) if f"{stem}-{n}" not in taken)


def make_marks(folder: TripFolder) -> None:
    """Give each site and partner without a neutral mark a free one: `B`, `Host 2`."""
    _make_marks(folder.site, _letters())
    _make_marks(folder.partner, (f"Host {n}" for n in count(1)))


def _letters() -> Iterator[str]:
    yield from ascii_uppercase
    for n in count(1):
        yield from (f"{letter}{n}" for letter in ascii_uppercase)


def _make_marks(table: Table[Any], marks: Iterator[str]) -> None:
    taken = {row.mark for row in table.rows}
    for row in table.rows:
        if not row.mark:
            row.make("mark", next(mark for mark in marks if mark not in taken))
