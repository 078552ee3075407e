"""The board on paper: who is ready and what stops the team, as plain values.

Days are local to the trip's home. A state is a word of `STATE_WORDS` (`met`, `at_risk`, `due`,
`missing`, `invalid`, `waived`) or `not_asked`. Nothing here is under a seal: reasons never are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A person: a state for each column; `open` counts what is still to be done.

    `local_name` is in the person's own script, `note` a role or, for a minor, the age.
    """

    name: str
    states: tuple[str, ...]
    open: int = 0
    local_name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A requirement that stops somebody: which, why, what to do next, and by when."""

    person: str
    title: str
    state: str
    reason: str
    next_step: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class BoardClash:
    """A clash in the plan that nobody lets be; `stops` says whether it stops the trip."""

    reason: str
    fix: str = ""
    day: date | None = None
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Waived:
    """A requirement that was waived for a person (by preferred name), by whom and why."""

    person: str
    title: str
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LetBe:
    """A clash in the plan that was let be, by whom and why.

    `what` names it in a sentence, or by its kind where the plan no longer has it (`lapsed`);
    `items` are called as the team calls them, `people` by preferred name.
    """

    what: str
    items: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    by: str = ""
    reason: str = ""
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """A trip's board as it stood on a day.

    Attributes:
        label: the trip's label, at the head of every page.
        verdict: `go`, `not yet` or `no-go`.
        day: as of when it was judged.
        starts, ends: the trip's days.
        columns: the requirements' short titles, in order.
        groups: leaders, others, minors; an empty group is left out.
        stopping, chasing: how many people stop the trip, and how many more owe something.
        stops: what stops the trip, a person's together, the worst first.
        clashes: those in the plan that are open, what stops the trip first.
        notes: what concerns the whole trip, in sentences.
        edition: the newest edition's number, 0 where none was published.
        copy: the code of this copy, "" where it has none.
    """

    label: str
    verdict: str
    day: date
    starts: date
    ends: date
    columns: tuple[str, ...]
    groups: tuple[tuple[BoardLine, ...], ...]
    stopping: int = 0
    chasing: int = 0
    stops: tuple[Stop, ...] = ()
    clashes: tuple[BoardClash, ...] = ()
    notes: tuple[str, ...] = ()
    paper: str = "a4"
    languages: tuple[str, ...] = ("en",)
    edition: int = 0
    audience: str = "leader"
    copy: str = ""
