"""What a roster would do to a trip's people, shown before anything is done. Pure.

A roster adds and changes; a blank cell leaves alone what the trip has, and nobody is taken out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import count

from missions.intake.checks.keys import slug
from missions.intake.confirmations.names import folded, letters
from missions.intake.faults import Cause, Fault, Findings, Remark, in_order
from missions.intake.roster.cells import Values, place_of, read_values
from missions.intake.roster.known import Known, Standing
from missions.intake.roster.sheet import Roster
from missions.intake.roster.wordings import TARGETS

NAMES = frozenset({"legal_name", "surname", "given_names"})


class What(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "the same"
    CHANGED = "changed"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that changes; `was` is None where what stands is sealed and not known here."""

    field: str
    was: str | None
    becomes: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the roster: whose it is, what becomes of it, and its cells by target.

    `key` is that of the person, or the one that a new person gets; `faults` are the row's own.
    """

    line: int
    what: What
    key: str
    name: str
    cells: Mapping[str, str]
    differences: tuple[Difference, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows. Where there is any fault, nothing may be applied."""

    file: str
    part: str
    rows: tuple[PlannedRow, ...]
    faults: tuple[Fault, ...] = ()
    notices: tuple[Remark, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether it can be applied and would do something."""
        does = any(row.what in {What.NEW, What.CHANGED} for row in self.rows)
        return does and not self.faults


def plan(
    roster: Roster, mapping: Mapping[int, str], people: Sequence[Standing], *, on: date
) -> Plan:
    """Return what a roster would do.

    Args:
        roster: what `read_roster` returned.
        mapping: column (from 0) → target, as `mapping_of` returns and a person may change it.
        people: who is on the trip already.
        on: today; a birth lies before it.

    Raises:
        ValueError: the mapping names a target that there is not, or one twice.
    """
    _check(mapping, len(roster.header))
    findings = Findings(notices=list(roster.notices))
    rows = read_values(roster, mapping, on, findings)
    _judge_names(roster, rows, findings)
    _find_twice(roster, rows, findings)
    planner = _Planner(roster, people, rows, findings)
    planned = [planner.planned(values) for values in rows]
    faults = in_order(findings.faults)
    by_line: dict[int, list[Fault]] = defaultdict(list)
    for fault in faults:
        by_line[fault.place.row].append(fault)
    told = tuple(replace(row, faults=tuple(by_line[row.line])) for row in planned)
    return Plan(roster.file, roster.part, told, faults, tuple(findings.notices))


def _check(mapping: Mapping[int, str], width: int) -> None:
    unknown = sorted(set(mapping.values()) - set(TARGETS))
    twice = sorted(target for target, times in Counter(mapping.values()).items() if times > 1)
    beyond = sorted(index for index in mapping if not 0 <= index < width)
    if unknown or twice or beyond:
        wrong = unknown or twice or beyond
        raise ValueError(f"a mapping with unknown, double or missing columns: {wrong}")


def _judge_names(roster: Roster, rows: Sequence[Values], findings: Findings) -> None:
    """Find rows that name nobody."""
    for values in rows:
        if values.faulty or values.cells.get("legal_name") or values.cells.get("key"):
            continue
        values.faulty = True
        wanted = "a name as in the passport, in one column or in two"
        findings.fault(Cause.BLANK, place_of(roster, values.line), "", wanted)


def _find_twice(roster: Roster, rows: Sequence[Values], findings: Findings) -> None:
    """Find rows that are the same person as an earlier one: by key, or by name and birth date."""
    seen: dict[tuple[str, ...], int] = {}
    for values in rows:
        for handle in _handles(values.cells):
            first = seen.setdefault(handle, values.line)
            if first != values.line:
                values.faulty = True
                wanted = f"each person once; row {first} is the same person"
                name = values.cells.get("legal_name") or values.cells.get("key", "")
                findings.fault(Cause.TWICE, place_of(roster, values.line), name, wanted)
                break


def _handles(cells: Mapping[str, str]) -> list[tuple[str, ...]]:
    handles: list[tuple[str, ...]] = []
    if cells.get("key"):
        handles.append(("key", cells["key"].casefold()))
    form = min(letters(cells.get("legal_name", "")), default="")
    if form:
        handles.append(("name", form, cells.get("birth_date", "")))
    return handles


class _Planner:
    """Lays each row beside the people of the trip."""

    def __init__(
        self,
        roster: Roster,
        people: Sequence[Standing],
        rows: Sequence[Values],
        findings: Findings,
    ) -> None:
        self._roster, self._findings = roster, findings
        self._known = Known(people)
        self._taken = set(self._known.keys) | {
            values.cells["key"].casefold() for values in rows if "key" in values.cells
        }
        mails = Counter(folded(values.cells.get("email", "")) for values in rows)
        self._shared = frozenset(mail for mail, times in mails.items() if times > 1)
        self._met: dict[str, int] = {}

    def planned(self, values: Values) -> PlannedRow:
        """Return what becomes of a row."""
        cells = values.cells
        name = cells.get("legal_name") or cells.get("key", "")
        answer = self._known.find(cells, self._shared)
        if answer.doubt:
            text = f"{answer.doubt}; taken as a new person."
            self._findings.notice(place_of(self._roster, values.line), text)
        if answer.person is not None and not values.faulty:
            self._meet(answer.person.key, values)
        if answer.person is None and not values.faulty and not cells.get("legal_name"):
            self._unknown_key(values)
        if values.faulty:
            return PlannedRow(values.line, What.FAULTY, "", name, dict(cells))
        if answer.person is None:
            return PlannedRow(values.line, What.NEW, self._new_key(cells), name, dict(cells))
        differences = tuple(_differences(answer.person, cells))
        what = What.CHANGED if differences else What.SAME
        return PlannedRow(values.line, what, answer.person.key, name, dict(cells), differences)

    def _meet(self, key: str, values: Values) -> None:
        """Find a second row about one person of the trip."""
        first = self._met.setdefault(key, values.line)
        if first != values.line:
            values.faulty = True
            wanted = f"each person once; row {first} is {key} already"
            name = values.cells.get("legal_name", "")
            self._findings.fault(Cause.TWICE, place_of(self._roster, values.line), name, wanted)

    def _unknown_key(self, values: Values) -> None:
        """Find a row that has a key of nobody and no name to make somebody of."""
        values.faulty = True
        wanted = "the key of somebody on the trip, or a name"
        place = place_of(self._roster, values.line)
        self._findings.fault(Cause.UNKNOWN_KEY, place, values.cells["key"], wanted)

    def _new_key(self, cells: Mapping[str, str]) -> str:
        """Return a new person's key: the roster's, or a free one that is no more private."""
        if "key" in cells:
            return cells["key"]
        stem = slug(cells.get("preferred_name", "")) or "person"
        tries = (f"{stem}-{number}" if number > 1 else stem for number in count(1))
        free = next(key for key in tries if key not in self._taken and key != "all")
        self._taken.add(free)
        return free


def _differences(person: Standing, cells: Mapping[str, str]) -> list[Difference]:
    """Return what a row tells otherwise; names that differ only in capitals and marks do not."""
    result = []
    for target, becomes in cells.items():
        was = person.cells.get(target)
        if target == "key" or was == becomes:
            continue
        if was is not None and target in NAMES and letters(was) & letters(becomes):
            continue
        if was is not None and target == "email" and folded(was) == folded(becomes):
            continue
        result.append(Difference(target, was, becomes))
    return result
