"""What reading found: faults that refuse a folder, warnings and notices that do not.

A fault is written for the person who keeps the spreadsheet: the file, the row as their program
numbers it, the column, the cell exactly as it stands, what is wanted there and, where there is
one, the likely correction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Cause(StrEnum):
    """Why a folder is refused; the value heads the group in a report. The order is the report's."""

    FILE = "A file that cannot be read"
    LIMIT = "More than the service takes"
    LAYOUT = "A row or heading that does not fit the table"
    BLANK = "A value that is missing"
    DATE = "A cell that is no date"
    TWO_DAYS = "A date that could be two days"
    TIME = "A cell that is no time"
    NUMBER = "A cell that is no number"
    YES_NO = "A cell that is neither yes nor no"
    VALUE = "A value out of its set"
    KEY = "A key that cannot be used"
    TWICE = "The same row twice"
    UNKNOWN_KEY = "An unknown key"
    UNKNOWN_ZONE = "An unknown time zone"
    UNKNOWN_AIRPORT = "An unknown airport"
    UNKNOWN_COUNTRY = "An unknown country"
    TRIP_ENDS = "The trip ends before it starts"
    ARRIVES = "An arrival before its departure"
    ENDS = "An end before its start"
    EXPIRES = "A document that expires before its issue"
    MRZ = "A machine-readable zone that cannot be right"


MOST_SEARCHES = 60
"""For so many faults a likely correction is looked for: a search among thousands takes long."""

_ORDER = {cause: number for number, cause in enumerate(Cause)}


class Wrong(ValueError):
    """A cell that cannot be read: why, what is wanted, and the likely correction.

    A correction that takes a search is given as a function, which may never be called.
    """

    def __init__(self, cause: Cause, wanted: str, suggestion: str | Callable[[], str] = "") -> None:
        super().__init__(wanted)
        self.cause = cause
        self.wanted = wanted
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands.

    `part` is the sheet of a workbook or the table of trip.toml, "" in a CSV file. `row` is the
    row of the spreadsheet (the heading is row 1) or the line of trip.toml; 0 for the whole file.
    A row that the service holds already, and the folder leaves alone, has no file; its table and
    key are `part`.
    """

    file: str = ""
    part: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        toml = self.file.endswith(".toml")
        words = [self.file or f"{self.part} (in the service already)"]
        if self.file and self.part:
            words.append(f"[{self.part}]" if toml else f"sheet {self.part}")
        if self.row:
            words.append(f"{'line' if toml else 'row'} {self.row}")
        return ", ".join([*words, self.column] if self.column else words)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that must be put right before the folder is taken."""

    cause: Cause
    place: Place
    cell: str
    wanted: str
    suggestion: str = ""

    def __str__(self) -> str:
        found = f": {self.cell}" if self.cell else ""
        likely = f" Did you mean {self.suggestion}?" if self.suggestion else ""
        return f"{self.place}{found}\n    Wanted: {self.wanted}.{likely}"

    def as_dict(self) -> dict[str, str | int]:
        """Return the fault as plain data, for JSON."""
        return {
            "cause": self.cause.name.lower(),
            "heading": self.cause.value,
            **asdict(self.place),
            "cell": self.cell,
            "wanted": self.wanted,
            "suggestion": self.suggestion,
        }


@dataclass(frozen=True, slots=True)
class Remark:
    """A notice or a warning: worth telling, no reason to refuse."""

    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"

    def as_dict(self) -> dict[str, str | int]:
        """Return the remark as plain data, for JSON."""
        return {**asdict(self.place), "text": self.text}


@dataclass(slots=True)
class Findings:
    """What has been found so far: `faults` refuse, `warnings` and `notices` tell."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)
    searches: int = 0
    _blamed: set[Place] = field(default_factory=set)

    def fault(
        self, cause: Cause, place: Place, cell: str, wanted: str, suggestion: str = ""
    ) -> None:
        """Add a fault."""
        self.faults.append(Fault(cause, place, cell, wanted, suggestion))
        self._blamed.add(place)

    def wrong(self, wrong: Wrong, place: Place, cell: str) -> None:
        """Add the fault of a cell that a parser refused."""
        found = wrong.suggestion
        likely = found if isinstance(found, str) else self.likely(found)
        self.fault(wrong.cause, place, cell, wrong.wanted, likely)

    def likely(self, search: Callable[[], str]) -> str:
        """Return what a search finds, for the first `MOST_SEARCHES` that are asked for."""
        if self.searches >= MOST_SEARCHES:
            return ""
        self.searches += 1
        return search()

    def warn(self, place: Place, text: str) -> None:
        """Add a warning: something is probably not as meant."""
        self.warnings.append(Remark(place, text))

    def notice(self, place: Place, text: str) -> None:
        """Add a notice: something was done that the leader may want to know."""
        self.notices.append(Remark(place, text))

    def blames(self, place: Place) -> bool:
        """Whether a fault stands there already, so that no cell is blamed twice."""
        return place in self._blamed

    def __add__(self, other: Findings) -> Findings:
        return Findings(
            self.faults + other.faults,
            self.warnings + other.warnings,
            self.notices + other.notices,
            self.searches + other.searches,
            self._blamed | other._blamed,
        )


class IntakeRefused(Exception):
    """The folder was not taken and nothing was changed; `faults` says why, all at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = in_order(faults)
        super().__init__(report(self.faults))


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults by cause, file and row, each once; files as they were first met."""
    once = list(dict.fromkeys(faults))
    met = list(dict.fromkeys((fault.place.file, fault.place.part) for fault in once))
    files = {file: number for number, file in enumerate(met)}

    def rank(fault: Fault) -> tuple[int, int, int]:
        place = fault.place
        return _ORDER[fault.cause], files[place.file, place.part], place.row

    return tuple(sorted(once, key=rank))


def by_cause(faults: Iterable[Fault]) -> dict[Cause, list[Fault]]:
    """Return the faults of each cause, in the report's order."""
    groups: dict[Cause, list[Fault]] = {}
    for fault in in_order(faults):
        groups.setdefault(fault.cause, []).append(fault)
    return groups


def report(faults: Iterable[Fault]) -> str:
    """Return all faults as text, a heading for each cause."""
    blocks = []
    for cause, group in by_cause(faults).items():
        heading = f"{cause.value} ({len(group)})" if len(group) > 1 else cause.value
        lines = [f"  {fault}" for fault in group]
        blocks.append("\n".join([heading, *lines]))
    return "\n\n".join(blocks)
