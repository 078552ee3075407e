"""What a judgement is: a requirement asked of a person, and the verdict on it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """How a requirement stands for a person, judged by the trip's dates."""

    MET = "met"
    AT_RISK = "at_risk"
    """Satisfies this trip, but within 30 days of the limit, or a known change threatens it."""
    DUE = "due"
    """Not there yet, still time."""
    MISSING = "missing"
    """Not there, past due."""
    INVALID = "invalid"
    """There, but cannot satisfy this trip."""
    WAIVED = "waived"


WORST_FIRST = (
    State.INVALID,
    State.MISSING,
    State.DUE,
    State.AT_RISK,
    State.WAIVED,
    State.MET,
)
"""The states in the order of what sinks a trip first."""

LETTERS = {
    State.MET: "m",
    State.AT_RISK: "r",
    State.DUE: "d",
    State.MISSING: "x",
    State.INVALID: "i",
    State.WAIVED: "w",
}
NOT_ASKED = "-"
"""A letter a state, and one for what is not asked of somebody: how a row of a board is kept."""

OPEN = frozenset({State.INVALID, State.MISSING, State.DUE, State.AT_RISK})
"""The states in which something is still to be done."""


class Severity(StrEnum):
    """Whether something stops a trip or only warns."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a trip asks of a person.

    Attributes:
        id: the requirement's row.
        title: of a form: what is to be read, signed or uploaded.
        due: the last day on which it may come; the trip's first day where the plan names none.
        settings: the numbers of `[requirement.with]`, as `months_beyond_return`, `minutes`.
    """

    kind: str
    due: date
    title: str = ""
    severity: Severity = Severity.ERROR
    settings: Mapping[str, float] = field(default_factory=dict)
    id: str = ""

    def setting(self, name: str) -> float | None:
        """Return a number of `[requirement.with]`; None: the trip leaves it to the rulebook."""
        return self.settings.get(name)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a requirement stands, why, by when, and what to do next.

    Attributes:
        reason: one or two sentences. It never holds a sealed value (a number, a name on a document,
            a country of issue, an issue date, an allergy): it is kept in the clear for leaders.
        due: by when, where something is still to be done; None where nothing is.
        next_step: an imperative sentence; "" where nothing is to be done.
        detail: what `reason` may not hold; shown to whoever may open the seals, never kept.
    """

    state: State
    reason: str
    due: date | None = None
    next_step: str = ""
    detail: str = ""

    @property
    def full_reason(self) -> str:
        """The reason with its sealed detail, for who may read both."""
        return f"{self.reason} {self.detail}".strip()


Identity = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A clash's kind, items and people, both sorted: what a leader's override is about."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A clash in the plan.

    Attributes:
        kind: one of `conflicts.KINDS`.
        items: keys of schedule, travel, stays or sites, in the order of time.
        people: keys of those whom it concerns, in the roster's order.
        reason: what clashes, in a sentence that names items by title or number; no sealed value.
        fix: what would resolve it, as an imperative sentence.
        day: when it happens, None for the whole trip.
        overridden: why a leader lets it be; "" while nobody does.
    """

    kind: str
    severity: Severity
    items: tuple[str, ...]
    people: tuple[str, ...]
    reason: str
    fix: str = ""
    day: date | None = None
    overridden: str = ""

    @property
    def identity(self) -> Identity:
        """What an override is about: it lapses when other items or people clash."""
        return self.kind, tuple(sorted(self.items)), tuple(sorted(self.people))


class Go(StrEnum):
    """The verdict on a whole trip."""

    GO = "go"
    NOT_YET = "not yet"
    NO_GO = "no-go"
