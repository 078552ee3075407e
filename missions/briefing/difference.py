"""One difference between two plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from missions.privacy import Sensitivity

_SHOWN = {"added": "new", "removed": "gone", "moved": "moved", "retimed": "moved"}


class DiffKind(StrEnum):
    """How an item differs: here, gone, another day, another time, another place, else."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RETIMED = "retimed"
    REPLACED = "replaced"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """What holds `now` and what held before (`was`, "" where there is nothing to say).

    `uid` is the row's id and `key` its handle in the folder, both "" where a row has none.
    """

    kinds: tuple[DiffKind, ...]
    now: str
    was: str = ""
    day: date | None = None
    uid: str = ""
    key: str = ""
    sensitivity: Sensitivity = Sensitivity.TEAM

    @property
    def kind(self) -> str:
        """Return the word that papers print: new, gone, moved or changed."""
        return _SHOWN.get(self.kinds[0], "changed")
