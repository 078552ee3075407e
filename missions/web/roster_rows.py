"""A roster's columns and rows as the pages show them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from missions.intake.faults import Fault
from missions.intake.roster.guess import Confidence, Guess
from missions.intake.roster.laying import Sight, is_sealed
from missions.intake.roster.plan import PlannedRow, What
from missions.intake.roster.sheet import Roster
from missions.web.roster_words import title, told

SAMPLES = 3
MOST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column: its heading as it stands, some cells, what it is taken for and why."""

    index: int
    heading: str
    samples: tuple[str, ...]
    target: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """A field's words: what was there ("" nothing, None not told) and what is to be."""

    title: str
    was: str | None
    becomes: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the preview."""

    line: int
    what: What
    word: str
    name: str
    key: str
    fields: tuple[Told, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows with something to see, their counts, and the faults that belong to no row."""

    counts: tuple[tuple[int, str], ...]
    rows: tuple[RowLine, ...]
    same: tuple[str, ...]
    untold: int


def columns_of(
    roster: Roster, guesses: Sequence[Guess], mapping: Mapping[int, str] | None = None
) -> tuple[ColumnLine, ...]:
    """Return the columns, with what somebody chose in place of the guess, where they did."""
    return tuple(_column(roster, each, mapping) for each in guesses)


def _column(roster: Roster, each: Guess, mapping: Mapping[int, str] | None) -> ColumnLine:
    cells = (row.cells[each.column] for row in roster.rows)
    samples = tuple(dict.fromkeys(cell for cell in cells if cell))[:SAMPLES]
    target = each.target if mapping is None else mapping.get(each.column, "")
    if target != each.target:
        return ColumnLine(each.column, each.heading, samples, target, "Chosen", "You chose it.")
    word = {Confidence.SURE: "Sure", Confidence.LIKELY: "Likely"}.get(each.confidence, "Left out")
    return ColumnLine(
        each.column, each.heading, samples, target, word, told(each.reason, each.target)
    )


def preview_of(sight: Sight) -> Preview:
    """Return what a roster would do, as the page shows it."""
    rows = sight.plan.rows
    by_line: dict[int, list[Fault]] = {}
    for fault in sight.faults:
        if fault.place.file == sight.plan.file:
            by_line.setdefault(fault.place.row, []).append(fault)
    lines = [_line(row, by_line.get(row.line, [])) for row in rows]
    shown = [line for line in lines if line.what is not What.SAME or line.faults]
    words = {What.NEW: "new", What.CHANGED: "changed", What.SAME: "the same"}
    counts = [(sum(line.what is what for line in lines), word) for what, word in words.items()]
    faulty = sum(line.what is What.FAULTY for line in lines)
    same = tuple(line.name for line in lines if line.what is What.SAME and not line.faults)
    if faulty:
        counts.append((faulty, "to be mended"))
    return Preview(
        tuple(counts),
        tuple(shown[:MOST_SHOWN]),
        same,
        max(0, len(shown) - MOST_SHOWN),
    )


def _line(row: PlannedRow, faults: Sequence[Fault]) -> RowLine:
    what = What.FAULTY if faults else row.what
    word = {What.NEW: "New", What.CHANGED: "Changes", What.SAME: "The same"}.get(what, "To mend")
    told_of: tuple[Told, ...]
    if row.what is What.CHANGED:
        told_of = tuple(
            Told(title(each.field), each.was, each.becomes, is_sealed(each.field))
            for each in row.differences
        )
    else:
        told_of = tuple(
            Told(title(target), "", cell, is_sealed(target))
            for target, cell in row.cells.items()
            if row.what is What.NEW and target not in {"key", "legal_name"}
        )
    return RowLine(row.line, what, word, row.name, row.key, told_of, tuple(faults))
