"""How two judgements of one trip differ, what gets worse first. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from missions.readiness.assess import Judged
from missions.readiness.verdict import (
    OPEN,
    WORST_FIRST,
    Conflict,
    Go,
    Identity,
    Requirement,
    Severity,
    State,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Stood:
    """How a trip stands: what a judgement says of it. `people` counts those who travel."""

    go: Go
    judged: tuple[Judged, ...]
    conflicts: tuple[Conflict, ...]
    people: int = 0


@dataclass(frozen=True, slots=True)
class Numbers:
    """A judgement in numbers; `ready` people have nothing open of what may stop the trip."""

    go: Go
    people: int
    ready: int
    clashes: int
    counts: Mapping[State, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A verdict that changes; `before` or `after` is None where it is not asked.

    `verdict` is the new one, or the old one where it is asked no longer.
    """

    person: str
    name: str
    requirement: Requirement
    before: State | None
    after: State | None
    verdict: Verdict

    @property
    def worse(self) -> bool:
        """Whether it is nearer to sinking the trip than before."""
        return _rank(self.after) < _rank(self.before)


@dataclass(frozen=True, slots=True)
class ClashChange:
    """A clash that appears, or is gone.

    `lapsed`: why a leader had let it be, where that holds no longer since the clash is another.
    """

    clash: Conflict
    gone: bool = False
    lapsed: str = ""

    @property
    def worse(self) -> bool:
        """Whether it appears."""
        return not self.gone


Change = VerdictChange | ClashChange


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs; `changes` has what gets worse first, and errors before warnings."""

    before: Numbers
    after: Numbers
    changes: tuple[Change, ...]

    @property
    def worse(self) -> tuple[Change, ...]:
        """What gets worse."""
        return tuple(one for one in self.changes if one.worse)

    @property
    def better(self) -> tuple[Change, ...]:
        """What gets better."""
        return tuple(one for one in self.changes if not one.worse)


def difference(before: Stood, after: Stood, gone: Collection[str] = ()) -> Difference:
    """Return how `after` differs from `before`.

    Args:
        gone: keys of those who dropped out: their verdicts are no difference, and a clash that
            goes on without them is the same one.
    """
    left = frozenset(gone)
    changes: list[Change] = [
        *_verdicts(before.judged, after.judged, left),
        *_clashes(before.conflicts, after.conflicts, left),
    ]
    return Difference(numbers(before), numbers(after), tuple(sorted(changes, key=_order)))


def numbers(stood: Stood) -> Numbers:
    """Return a judgement in numbers."""
    stopped = {
        one.person_key
        for one in stood.judged
        if one.requirement.severity is Severity.ERROR
        and one.verdict.state in OPEN - {State.AT_RISK}
    }
    return Numbers(
        go=stood.go,
        people=stood.people,
        ready=stood.people - len(stopped),
        clashes=sum(not clash.overridden for clash in stood.conflicts),
        counts=Counter(one.verdict.state for one in stood.judged),
    )


def _rank(state: State | None) -> int:
    """Return how far a state is from sinking the trip; what isn't asked is as good as met."""
    return WORST_FIRST.index(State.MET if state is None else state)


def _verdicts(
    before: Iterable[Judged], after: Iterable[Judged], gone: frozenset[str]
) -> Iterator[VerdictChange]:
    was, now = _by_asked(before, gone), _by_asked(after, gone)
    for at in dict.fromkeys((*was, *now)):
        old, new = was.get(at), now.get(at)
        told = new or old
        if told is None:
            continue
        state, then = (one.verdict.state if one else None for one in (old, new))
        if _rank(state) != _rank(then):
            yield VerdictChange(
                told.person_key, told.name, told.requirement, state, then, told.verdict
            )


def _by_asked(judged: Iterable[Judged], gone: frozenset[str]) -> dict[tuple[str, str], Judged]:
    return {
        (one.person_key, one.requirement.id): one for one in judged if one.person_key not in gone
    }


def _clashes(
    before: Iterable[Conflict], after: Iterable[Conflict], gone: frozenset[str]
) -> Iterator[ClashChange]:
    was = {_identity(clash, gone): clash for clash in before}
    now = {_identity(clash, gone): clash for clash in after}
    # Who drops out takes some of a clash's items along; what goes on is known by its day then.
    goes_on = {
        _occasion(clash, gone): at
        for at, clash in was.items()
        if at not in now and not gone.isdisjoint(clash.people)
    }
    matched = set()
    for at, clash in now.items():
        old_at = at if at in was else goes_on.get(_occasion(clash, gone))
        old = was.get(old_at) if old_at else None
        matched.add(old_at)
        lapsed = old.overridden if old and not clash.overridden else ""
        heavier = old is not None and old.severity is not clash.severity
        if old is None or lapsed or (heavier and clash.severity is Severity.ERROR):
            yield ClashChange(clash, lapsed=lapsed)
    yield from (ClashChange(clash, gone=True) for at, clash in was.items() if at not in matched)


def _occasion(clash: Conflict, gone: frozenset[str]) -> tuple[str, tuple[str, ...], date | None]:
    kind, _items, people = _identity(clash, gone)
    return kind, people, clash.day


def _identity(clash: Conflict, gone: frozenset[str]) -> Identity:
    kind, items, people = clash.identity
    return kind, items, tuple(person for person in people if person not in gone)


def _order(change: Change) -> tuple[bool, bool, int, bool]:
    if isinstance(change, ClashChange):
        heavy = change.clash.severity is Severity.ERROR
        return not change.worse, not heavy, WORST_FIRST.index(State.MISSING), True
    heavy = change.requirement.severity is Severity.ERROR
    told = change.after if change.worse else change.before
    return not change.worse, not heavy, _rank(told), False
