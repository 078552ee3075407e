"""The list of what was purged: a file of ids beside the keys, which no database backup rolls back.

Each purge or erasure is a line `begin ID NAME…` before its rows go, and `done ID` when its keys
and files are gone too; `void ID` when nothing came of it. The names are the scopes of keys
(`trip:…`, `person:…`, `account:…`) and files of scans (`scan:…`). A step that broke off between is
found by its missing `done`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from missions.settings import Settings
from missions.store.lines import append


class Word(StrEnum):
    """What a line says."""

    BEGIN = "begin"
    DONE = "done"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Ended:
    """A purge or an erasure: its id, and the names of the keys and files that end with it."""

    id: str
    names: tuple[str, ...]
    done: bool = False

    @property
    def scopes(self) -> list[str]:
        """The scopes of the keys."""
        return [name for name in self.names if not name.startswith("scan:")]

    def ids(self, kind: str) -> list[str]:
        """Return the ids of one kind: `trip`, `person`, `account`, `scan`."""
        mark = f"{kind}:"
        return [name.removeprefix(mark) for name in self.names if name.startswith(mark)]


def file_of(settings: Settings) -> Path:
    """Return where the list is kept: beside the keys."""
    return settings.home / "purged.txt"


def begin(path: Path, ended: Ended) -> None:
    """Write down what is about to end; on the disk when this returns."""
    append(path, " ".join([Word.BEGIN, ended.id, *ended.names]))


def done(path: Path, ended_id: str) -> None:
    """Write down that rows and keys are gone."""
    append(path, f"{Word.DONE} {ended_id}")


def void(path: Path, ended_id: str) -> None:
    """Write down that what was begun did not happen."""
    append(path, f"{Word.VOID} {ended_id}")


def entries(path: Path) -> list[Ended]:
    """Return what was purged, and what was begun, in the order of the file; nothing void."""
    found: dict[str, Ended] = {}
    try:
        text = path.read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return []
    for line in text.rpartition("\n")[0].splitlines():
        word, _, rest = line.partition(" ")
        ended_id, *names = rest.split() or [""]
        if word == Word.BEGIN:
            found[ended_id] = Ended(ended_id, tuple(names))
        elif word == Word.DONE and ended_id in found:
            found[ended_id] = Ended(ended_id, found[ended_id].names, done=True)
        elif word == Word.VOID:
            found.pop(ended_id, None)
    return list(found.values())


def unfinished(path: Path) -> list[Ended]:
    """Return what was begun and is neither done nor void."""
    return [entry for entry in entries(path) if not entry.done]
