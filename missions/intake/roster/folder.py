"""A roster's plan as the reading of a partial trip folder: the import does all the writing.

It says of each person only what the roster says: a CSV file's blank cell clears what the trip
has, so the cells that a roster leaves blank are not given at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from missions.intake.check import examine
from missions.intake.columns import columns_of
from missions.intake.read import Reading
from missions.intake.roster.plan import NAMES, Plan, PlannedRow, What
from missions.intake.roster.wordings import PASSPORT
from missions.intake.rows import PersonRow
from missions.intake.sources.sheets import MAX_ROWS, Sheet, read_sheet


def as_reading(plan: Plan, code: str, keys: Sequence[str] = ()) -> Reading:
    """Return what `import_trip` takes to carry out a plan in the trip of that code.

    Args:
        plan: what the roster would do.
        code: the trip's.
        keys: the people of the trip in their order, which then stays as it is.

    Raises:
        ValueError: the plan has faults; it is all or nothing.
    """
    if plan.faults:
        raise ValueError("a plan with faults is not carried out")
    reading = Reading()
    trip = Sheet("trip.toml", "trip", ["code"], [1], [[code]])
    read_sheet(trip, reading.folder.trip, reading.cells)
    doing = [row for row in plan.rows if row.what in {What.NEW, What.CHANGED}]
    if doing:
        read_sheet(_people(plan, doing, keys), reading.folder.people, reading.cells)
    papers = [row for row in doing if _tells_passport(row)]
    if papers:
        read_sheet(_documents(plan, papers), reading.folder.documents, reading.cells)
    reading.whole = examine(reading.folder, reading.cells)
    return reading


def _people(plan: Plan, rows: Sequence[PlannedRow], keys: Sequence[str]) -> Sheet:
    """Return the people's sheet: who is there already in their order, of whom some change."""
    header = [column.name for column in columns_of(PersonRow)]
    told = {row.key: row for row in rows}
    order = dict.fromkeys((*keys, *told) if len(keys) + len(told) <= MAX_ROWS else told)
    sheet = Sheet(plan.file, plan.part, header)
    for key in order:
        row = told.get(key)
        sheet.lines.append(row.line if row else 0)
        sheet.rows.append([_cell(row, name) if row else _only(key, name) for name in header])
    return sheet


def _only(key: str, name: str) -> str | None:
    """Return the cell of a row that says nothing but who it is."""
    return key if name == "key" else None


def _cell(row: PlannedRow, name: str) -> str | None:
    """Return a person's cell, None where the roster has none, or repeats what is there."""
    if name == "key":
        return row.key
    if row.what is What.NEW:
        return row.cells.get(name)
    changed = {each.field for each in row.differences}
    if changed & NAMES:
        changed |= NAMES
    return row.cells.get(name) if name in changed else None


def _tells_passport(row: PlannedRow) -> bool:
    changed = {each.field for each in row.differences}
    told = set(PASSPORT) & set(row.cells)
    return bool(told and (row.what is What.NEW or told & changed))


def _documents(plan: Plan, rows: Sequence[PlannedRow]) -> Sheet:
    names = {attribute: target for target, attribute in PASSPORT.items()}
    header = ["person", "kind", *names]
    cells = [[_paper(row, names, name) for name in header] for row in rows]
    return Sheet(plan.file, plan.part, header, [row.line for row in rows], list(cells))


def _paper(row: PlannedRow, names: Mapping[str, str], name: str) -> str | None:
    """Return a passport's cell, None where the roster has none."""
    fixed = {"person": row.key, "kind": "passport"}
    return fixed.get(name) or row.cells.get(names.get(name, ""))
