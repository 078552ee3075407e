"""Faults of a folder as a page shows them: a table a file, in the file's own order. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from missions.intake.faults import Fault

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class FileFaults:
    """The faults of one file or sheet."""

    name: str
    line_word: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a folder was not taken. `untold` is how many more faults there are than are shown."""

    count: int
    files: tuple[FileFaults, ...]
    untold: int = 0


def refusal_of(faults: Iterable[Fault]) -> Refusal:
    """Return the faults by file, each file's rows from top to bottom."""
    found = list(faults)
    groups: dict[str, list[Fault]] = {}
    for fault in found[:MOST_SHOWN]:
        groups.setdefault(_name(fault), []).append(fault)
    files = tuple(
        FileFaults(name, _line_word(name), tuple(sorted(group, key=lambda f: f.place.row)))
        for name, group in groups.items()
    )
    return Refusal(len(found), files, max(0, len(found) - MOST_SHOWN))


def _name(fault: Fault) -> str:
    place = fault.place
    if not place.part or place.file.endswith(".toml"):
        return place.file or "Kept in the service"
    return f"{place.file}, sheet {place.part}"


def _line_word(name: str) -> str:
    return "Line" if name.endswith(".toml") else "Row"
