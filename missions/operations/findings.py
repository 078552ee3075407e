"""What the doctor finds: how it stands, what was found, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How something stands."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


SHAPES = {State.OK: "●", State.LOOK: "▲", State.WRONG: "■"}
"""A shape for each, so that nobody needs the colour."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's: the check's name, how it stands, what was found, what to do."""

    check: str
    state: State
    found: str
    advice: str = ""

    @property
    def line(self) -> str:
        """The finding as a person reads it."""
        advice = f" {self.advice}" if self.advice else ""
        return f"{SHAPES[self.state]} {self.state:<5}  {self.check:<15} {self.found}{advice}"


def ok(check: str, found: str) -> Finding:
    """Return that all is well."""
    return Finding(check, State.OK, found)


def look(check: str, found: str, advice: str) -> Finding:
    """Return something to look at when there is time."""
    return Finding(check, State.LOOK, found, advice)


def wrong(check: str, found: str, advice: str) -> Finding:
    """Return something that must be put right."""
    return Finding(check, State.WRONG, found, advice)
