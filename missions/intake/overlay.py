"""A folder laid over the trip that the service holds already.

What the folder has wins, cell by cell; what it has not is left alone. A row is found by its
handle, or by what stands in for one. Rows that the folder no longer has are kept and listed, or
taken out when that is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from missions.intake.checks.people import Names
from missions.intake.checks.references import check_references
from missions.intake.columns import Row
from missions.intake.faults import Findings
from missions.intake.folder import Table, TripFolder

OWN = frozenset({"key", "mark"})
"""The columns that the service fills where they are blank: a blank cell keeps what was made."""


@dataclass(slots=True)
class Overlay:
    """The folder that results, and by table the held rows that the new one has not.

    `replaced` are rows that must go in any case: a document whose handle is now another person's.
    """

    folder: TripFolder
    missing: dict[str, list[Row]] = field(default_factory=dict)
    replaced: dict[str, list[Row]] = field(default_factory=dict)


def lay_over(held: TripFolder, new: TripFolder, *, remove: bool) -> Overlay:
    """Return `new` laid over `held`; neither is changed but for names of people becoming keys."""
    result = Overlay(TripFolder())
    _lay_table(held.people, new.people, result, remove)
    known = replace(new, people=result.folder.people)
    unheard = Findings()
    check_references(known, Names(known.people, unheard), unheard)
    for table in new.tables():
        if table.name != "people":
            _lay_table(getattr(held, table.name), table, result, remove)
    return result


def _lay_table(held: Table[Any], new: Table[Any], result: Overlay, remove: bool) -> None:
    target = getattr(result.folder, new.name)
    if not new.present or new.broken:
        target.rows = [replace(row) for row in held.rows]
        target.broken = new.broken
        return
    target.file, target.part = new.file, new.part
    target.header, target.cell_lines = new.header, new.cell_lines
    finder = _Finder(held, new)
    target.rows = [_laid(finder, row, result) for row in new.rows]
    left = finder.left()
    result.missing[new.name] = left
    if not remove:
        target.rows.extend(replace(row) for row in left)


class _Finder:
    """Finds the held row that a new one is about; each is found once."""

    def __init__(self, held: Table[Any], new: Table[Any]) -> None:
        self.name = new.name
        self._held: dict[str, Row] = {row.id: row for row in held.rows}
        self._by: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        self._papers = new.name == "documents"
        for row in held.rows:
            for handle in self._handles(row):
                self._by[handle].append(row)

    def find(self, row: Row) -> Row | None:
        """Return the held row, and take it."""
        for found in self._by[self._handle(row)]:
            if found.id in self._held:
                return self._held.pop(found.id)
        return None

    def _handle(self, row: Row) -> tuple[Any, ...]:
        """Return by what a new row looks for its own."""
        handles = self._handles(row)
        if not self._papers or "key" not in row.made:
            return handles[0]
        return handles[1] if "number" in row.given else handles[2]

    def _handles(self, row: Any) -> list[tuple[Any, ...]]:
        """Return by what a row may be found; a document without a key by what it is."""
        handle = tuple(getattr(row, attribute) for attribute in row.IDENTITY)
        if not self._papers:
            return [handle]
        what = ("paper", row.person, row.kind)
        return [handle, (*what, row.number), (*what, None)]

    def left(self) -> list[Row]:
        """Return the held rows that nothing was about, in their order."""
        return list(self._held.values())


def _laid(finder: _Finder, row: Any, result: Overlay) -> Row:
    found = finder.find(row)
    if found is not None and _of_another(finder.name, found, row):
        result.replaced.setdefault(finder.name, []).append(found)
        found = None
    if found is None:
        blank: Row = replace(row, **dict.fromkeys(OWN & row.made, ""))
        return blank
    taken = row.given - (OWN & row.made)
    cells = {attribute: getattr(row, attribute) for attribute in taken}
    return replace(found, line=row.line, raw=row.raw, given=row.given, made=row.made - OWN, **cells)


def _of_another(name: str, found: Any, row: Any) -> bool:
    """Whether a document's handle now stands for another person's paper."""
    return name == "documents" and "person" in row.given and found.person != row.person
