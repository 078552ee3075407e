"""A roster's cells as people.csv and documents.csv have them; what cannot be is a fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from missions.intake.columns import Column, Kind, column_named
from missions.intake.faults import Cause, Findings, Place, Wrong
from missions.intake.plan_rows import DocumentRow
from missions.intake.roster.contents import GENDERS
from missions.intake.roster.days import Order, is_ambiguous, read_day, settled
from missions.intake.roster.lands import country_meant
from missions.intake.roster.names import split_name
from missions.intake.roster.sheet import Roster, RosterRow
from missions.intake.roster.wordings import MIDDLE, PASSPORT
from missions.intake.rows import PersonRow
from missions.reference.countries import country_name

_NONE_SAID = frozenset({"n/a", "na", "none", "-", "--", "nil", "no", "없음", "无", "keine"})
_MAY_BE_NOTHING = frozenset({"medication", "diet", "preferred_name", "local_name", "blood_type"})
"""Columns in which “none” is the same as a blank cell. Not allergies: there it is an answer."""

_LIVED = frozenset({"birth_date", "passport_issued"})
"""Dates that lie before today."""

_ROLES = {"participant": "volunteer", "member": "volunteer", "team leader": "leader"} | {
    "team member": "volunteer",
    "co leader": "co-leader",
    "parent": "guardian",
}


@dataclass(slots=True)
class Values:
    """A row's values by target, as cells of people.csv; blank ones are left out."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    faulty: bool = False


def column_of(target: str) -> Column:
    """Return the declared column that a target is."""
    if target == MIDDLE:
        return column_named(PersonRow, "given_names")
    if target in PASSPORT:
        return column_named(DocumentRow, PASSPORT[target])
    return column_named(PersonRow, target)


def read_values(
    roster: Roster, mapping: Mapping[int, str], on: date, findings: Findings
) -> list[Values]:
    """Return each row's values; faults and notices go into `findings`."""
    result = [Values(row.line) for row in roster.rows]
    for index, target in sorted(mapping.items()):
        reader = _Column(roster, index, target, on, findings)
        for row, values in zip(roster.rows, result, strict=True):
            reader.read(row, values)
    for values in result:
        _complete_name(roster, values, findings)
    return result


class _Column:
    """Reads one column's cells."""

    def __init__(
        self, roster: Roster, index: int, target: str, on: date, findings: Findings
    ) -> None:
        self._roster, self._index, self._target = roster, index, target
        self._findings, self._on = findings, on
        self._column = column_of(target)
        self._order = self._settle() if self._column.kind is Kind.DATE else None

    def _settle(self) -> Order | None:
        """Return the order of the column's dates, with a notice where it decided something."""
        cells = [row.cells[self._index] for row in self._roster.rows]
        order = settled(cells)
        open_ones = sum(map(is_ambiguous, cells))
        if order and open_ones:
            text = f"Other rows show that its dates are {order}; {open_ones} could be two days."
            self._findings.notice(place_of(self._roster, 0, self._index), text)
        return order

    def read(self, row: RosterRow, values: Values) -> None:
        """Read a row's cell into its values."""
        cell = row.cells[self._index]
        nothing = self._target in _MAY_BE_NOTHING and cell.casefold() in _NONE_SAID
        if not cell or nothing:
            return
        try:
            values.cells[self._target] = self._written(cell, row)
        except Wrong as wrong:
            values.faulty = True
            self._findings.wrong(wrong, place_of(self._roster, row.line, self._index), cell)

    def _written(self, cell: str, row: RosterRow) -> str:
        if self._column.kind is Kind.DATE:
            latest = self._on if self._target in _LIVED else None
            return self._past(read_day(cell, self._order, latest)).isoformat()
        special: dict[Kind, Callable[[str, RosterRow], str]] = {
            Kind.COUNTRY: self._country,
            Kind.CHOICE: self._choice,
        }
        if self._column.kind in special:
            return special[self._column.kind](cell, row)
        read = self._column.read
        return self._column.cell(read(cell)) if read else cell

    def _past(self, day: date) -> date:
        if self._target in _LIVED and day > self._on:
            raise Wrong(Cause.DATE, f"a day that is past; {day.isoformat()} is still to come")
        return day

    def _country(self, cell: str, row: RosterRow) -> str:
        """Read a country's code or name; a name is told as it was understood."""
        assert self._column.read is not None
        try:
            return str(self._column.read(cell))
        except Wrong:
            code = country_meant(cell)
            if not code:
                raise
        letters = cell.isascii() and len(cell) <= 3
        if cell.casefold() != country_name(code).casefold() and not letters:
            text = f"“{cell[:80]}” is read as {code}, {country_name(code)}."
            self._findings.notice(place_of(self._roster, row.line, self._index), text)
        return code

    def _choice(self, cell: str, _row: RosterRow) -> str:
        assert self._column.read is not None
        said = {"gender": GENDERS, "role": _ROLES}.get(self._target, {})
        return str(self._column.read(said.get(cell.casefold(), cell)))


def place_of(roster: Roster, line: int, index: int = -1) -> Place:
    """Return where a cell stands, by its heading."""
    if index < 0:
        return Place(roster.file, roster.part, line)
    return Place(roster.file, roster.part, line, roster.header[index] or f"column {index + 1}")


def _complete_name(roster: Roster, values: Values, findings: Findings) -> None:
    """Bring the name into its parts; a row without any name is a fault."""
    cells = values.cells
    middle = cells.pop(MIDDLE, "")
    if middle:
        cells["given_names"] = f"{cells.get('given_names', '')} {middle}".strip()
    if cells.get("surname") or cells.get("given_names"):
        parts: Sequence[str] = [cells.get("surname", ""), cells.get("given_names", "")]
        cells["legal_name"] = ", ".join(filter(None, parts))
        return
    whole = cells.get("legal_name", "")
    if not whole:
        return
    name = split_name(whole)
    cells["surname"], cells["given_names"], cells["legal_name"] = (
        name.surname,
        name.given_names,
        name.legal,
    )
    if not name.surname:
        del cells["surname"]
    if name.guessed:
        text = f"“{whole[:80]}” is read as surname {name.surname}, given names {name.given_names}."
        findings.notice(place_of(roster, values.line), text)
