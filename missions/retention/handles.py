"""Naming somebody anew in the lists of a trip's draft, so that a forgotten name stands nowhere.

Lists name people by key or by a unique preferred name; each is replaced in its place, since a list
that is shorter would mean somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from missions.briefing.model import PaperCopy
from missions.schedule.model import Activity, Crossing, Room, Segment
from missions.training.model import Training
from missions.trips.model import Membership, Requirement
from missions.trips.rules import Roster

LISTS: dict[type, tuple[str, ...]] = {
    Activity: ("lead", "people"),
    Crossing: ("people",),
    Membership: ("guardians",),
    Requirement: ("applies",),
    Room: ("people",),
    Segment: ("people", "driver", "met_by"),
    Training: ("applies",),
}
"""Each model's columns that name people."""

_PART = re.compile(r"[^;,]+")
_TERM = re.compile(r"(\s*-?\s*)(.*?)(\s*)", re.DOTALL)


def neutral_key(taken: Iterable[str]) -> str:
    """Return a key that tells nothing and is not taken: `someone-1`, `someone-2` …"""
    known = {key.casefold() for key in taken}
    number = 1
    while f"someone-{number}" in known:
        number += 1
    return f"someone-{number}"


def renamed(text: str, roster: Roster, member_id: str, key: str) -> str:
    """Return a list in which one member is named by `key`."""

    def term(found: re.Match[str]) -> str:
        split = _TERM.fullmatch(found[0])
        assert split is not None
        return f"{split[1]}{key}{split[3]}" if _is(roster, split[2], member_id) else found[0]

    return _PART.sub(term, text)


def without_ticket(text: str, roster: Roster, member_id: str) -> str:
    """Return `ticketed_as` (`key=NAME; …`) without a member's name."""
    parts = [part for part in text.split(";") if part.strip()]
    kept = [part for part in parts if not _is(roster, part.partition("=")[0], member_id)]
    return text if len(kept) == len(parts) else ";".join(kept).strip()


def _is(roster: Roster, handle: str, member_id: str) -> bool:
    found = roster.find(handle)
    return found is not None and found.id == member_id


def rename_in(rows: Iterable[object], roster: Roster, member_id: str, key: str) -> None:
    """Name a member anew in all lists of these rows."""

    def rename(text: str) -> str:
        return renamed(text, roster, member_id, key)

    for row in rows:
        for column in LISTS.get(type(row), ()):
            _set(row, column, rename)
        if isinstance(row, Segment):
            _set(row, "ticketed_as", lambda text: without_ticket(text, roster, member_id))


def _set(row: object, column: str, change: Callable[[str], str]) -> None:
    before = getattr(row, column)
    after = change(before)
    if after != before:
        setattr(row, column, after)


def rename_copies(copies: Iterable[PaperCopy], was: str, key: str) -> None:
    """Name whose a handed-out paper is anew."""
    for copy in copies:
        if copy.person == was:
            copy.person = key
