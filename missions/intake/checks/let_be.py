"""Clashes that are let be: their items and people must exist, and stand in one order."""

from __future__ import annotations

from functools import partial

from missions.intake.cells import closest, items_of, joined
from missions.intake.checks.people import Names, Unknown
from missions.intake.faults import Cause, Findings
from missions.intake.folder import TripFolder
from missions.intake.plan_rows import OverrideRow

WHAT = ("schedule", "travel", "stays", "site", "training")
"""The tables whose rows can clash."""


def check_overrides(folder: TripFolder, names: Names, findings: Findings) -> None:
    """Sort items and people, names of people turned into keys, and find those that nobody knows.

    A row that the trip has already may name what is gone since: it lets nothing be, and is told.
    """
    known = _keys(folder)
    complete = not any(getattr(folder, name).broken for name in WHAT)
    for row in folder.overrides.rows:
        people = [(word, names.find(word)) for word in items_of(row.people)]
        strangers = [found for _, found in people if isinstance(found, Unknown)]
        keys = {word if isinstance(found, Unknown) else found for word, found in people}
        _settle(row, "people", keys)
        _settle(row, "items", set(items_of(row.items)))
        for stranger in strangers:
            wanted = f"keys of people. “{stranger.word}” is none of them"
            _tell(folder, row, "people", wanted, stranger.likely, findings)
        for key in items_of(row.items) if complete else ():
            if key not in known:
                likely = findings.likely(partial(closest, key, known))
                wanted = f"keys of the plan. “{key}” is none of them"
                _tell(folder, row, "items", wanted, likely, findings)


def without_lapsed(folder: TripFolder) -> list[OverrideRow]:
    """Return the overrides whose items and people are all still there."""
    known, people = _keys(folder), {row.key for row in folder.people.rows}
    return [
        row
        for row in folder.overrides.rows
        if known.issuperset(items_of(row.items)) and people.issuperset(items_of(row.people))
    ]


def _keys(folder: TripFolder) -> set[str]:
    return {row.key for name in WHAT for row in getattr(folder, name).rows}


def _settle(row: OverrideRow, attribute: str, keys: set[str]) -> None:
    text = joined(sorted(keys))
    if text != getattr(row, attribute):
        setattr(row, attribute, text)


def _tell(
    folder: TripFolder,
    row: OverrideRow,
    attribute: str,
    wanted: str,
    likely: str,
    findings: Findings,
) -> None:
    place = folder.overrides.place(row, attribute)
    if row.id:
        findings.warn(place, "It lets nothing be: what it names is no longer in the plan.")
        return
    cell = folder.overrides.cell(row, attribute)
    findings.fault(Cause.UNKNOWN_KEY, place, cell, wanted, likely)
