"""What differs, as the page tells it: numbers side by side, and changes gathered by kind. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from missions.readiness.differing import Change, ClashChange, Difference, VerdictChange
from missions.readiness.titles import title_of
from missions.readiness.verdict import WORST_FIRST, Severity, State
from missions.renderers.wording import state_word

SHOWN = (State.INVALID, State.MISSING, State.DUE, State.AT_RISK)
STOPPING = frozenset({State.INVALID, State.MISSING})
NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number now and then. `shape` is a state's, "" for none; `more`, `fewer` are told.

    `stops`: more of it is worse. More that is due may be better, where it was missing before.
    """

    words: str
    now: str
    then: str
    shape: str = ""
    more: bool = False
    fewer: bool = False
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Whom a change concerns, and the reason."""

    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of one requirement for several people, or one clash.

    `before`, `after` are states, or "" for a clash; `lines` are alike in `reason` where that is
    set, and each has its own otherwise.
    """

    title: str
    change: str
    lines: tuple[Line, ...]
    before: str = ""
    after: str = ""
    reason: str = ""
    warns: bool = False
    note: str = ""

    @property
    def who(self) -> tuple[str, ...]:
        """The names of all whom it concerns."""
        return tuple(line.who for line in self.lines)


def number_rows(difference: Difference) -> list[NumberRow]:
    """Return the numbers, the verdict on the trip first."""
    now, then = difference.before, difference.after
    rows = [
        NumberRow("The trip", now.go.value.capitalize(), then.go.value.capitalize()),
        NumberRow("Ready", f"{now.ready} of {now.people}", f"{then.ready} of {then.people}"),
    ]
    for state in SHOWN:
        counts = now.counts.get(state, 0), then.counts.get(state, 0)
        words, stops = state_word(state.value).capitalize(), state in STOPPING
        rows.append(_counted(words, *counts, shape=state.value, stops=stops))
    rows.append(_counted("Clashes", now.clashes, then.clashes, stops=True))
    return rows


def _counted(words: str, now: int, then: int, *, shape: str = "", stops: bool) -> NumberRow:
    return NumberRow(words, str(now), str(then), shape, then > now, then < now, stops)


def change_rows(changes: Iterable[Change], names: Mapping[str, str]) -> list[ChangeRow]:
    """Return the changes in their order, what happens to several people alike in one row.

    Args:
        names: key of a person → the name.
    """
    gathered: dict[object, list[VerdictChange]] = {}
    order: list[object] = []
    for change in changes:
        if isinstance(change, ClashChange):
            order.append(_clash(change, names))
            continue
        key = (change.requirement.id, change.before, change.after)
        if key not in gathered:
            order.append(key)
        gathered.setdefault(key, []).append(change)
    return [one if isinstance(one, ChangeRow) else _verdicts(gathered[one]) for one in order]


def _clash(change: ClashChange, names: Mapping[str, str]) -> ChangeRow:
    clash = change.clash
    note = f"It was let be, which holds no longer: {change.lapsed}" if change.lapsed else ""
    return ChangeRow(
        title=clash.reason,
        change="Clash gone" if change.gone else "New clash",
        lines=tuple(Line(names.get(key, key), "") for key in clash.people),
        reason="" if change.gone else clash.fix,
        warns=clash.severity is Severity.WARNING,
        note=note,
    )


def _verdicts(alike: list[VerdictChange]) -> ChangeRow:
    first = alike[0]
    reasons = {change.verdict.reason for change in alike}
    before, after = _state(first.before), _state(first.after)
    return ChangeRow(
        title=title_of(first.requirement.kind, first.requirement.title),
        change=f"{state_word(before)} to {state_word(after)}",
        lines=tuple(Line(one.name or one.person, one.verdict.reason) for one in alike),
        before=before,
        after=after,
        reason=reasons.pop() if len(reasons) == 1 else "",
        warns=first.requirement.severity is Severity.WARNING,
    )


def _state(state: State | None) -> str:
    return state.value if state in WORST_FIRST else NOT_ASKED
