"""Time enough to get from one site to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missions.readiness.conflicts.timeline import Ground, Happening, minutes_between, people_by
from missions.readiness.conflicts.wording import minutes_words
from missions.readiness.facts import Leg, Lesson
from missions.readiness.verdict import Conflict, Severity
from missions.reference.distance import transfer_minutes

Move = tuple[Happening, Happening]

_FARTHEST = 12 * 60
"""Minutes. Farther than this by road people fly, and no more time is asked for."""


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each two things whose gap is too short for the way between their sites.

    A leg stands in between: the way goes to where it begins, and on from where it ends. Without
    coordinates nothing is claimed, nor where the two overlap. Something without a site is done
    wherever people are. A warning; an error where more than half of the way's time is lacking.
    """
    found = (
        (move, person) for person, theirs in ground.timelines.items() for move in _moves(theirs)
    )
    for move, people in people_by(found).items():
        yield from _conflicts(ground, move, people)


def _moves(theirs: Sequence[Happening]) -> Iterator[Move]:
    """Pairs that follow one another at two sites, told apart from those that overlap."""
    last: Happening | None = None
    for each in theirs:
        if not _moves_people(each):
            continue
        if last is None or each.starts >= last.ends:
            if last and last.ends_at and each.begins_at and last.ends_at != each.begins_at:
                yield last, each
            last = each
        elif each.ends > last.ends:
            last = each


def _moves_people(each: Happening) -> bool:
    """Whether it says where people are, or takes them away from where they were."""
    if isinstance(each.source, Lesson):
        return False
    return isinstance(each.source, Leg) or bool(each.begins_at) or each.source.kind == "travel"


def _conflicts(ground: Ground, move: Move, people: Sequence[str]) -> Iterator[Conflict]:
    one, other = move
    here, there = ground.point(one.ends_at), ground.point(other.begins_at)
    gap = minutes_between(one.ends, other.starts)
    if here is None or there is None or gap >= _FARTHEST:
        return
    needed = min(transfer_minutes(here, there, ground.party.rules), _FARTHEST)
    if gap < needed:
        yield _conflict(ground, move, ground.in_order(people), (gap, needed))


def _conflict(
    ground: Ground, move: Move, people: tuple[str, ...], minutes: tuple[int, int]
) -> Conflict:
    one, other = move
    gap, needed = minutes
    tentative = one.tentative or other.tentative
    hopeless = 2 * (needed - gap) > needed and not tentative
    way = f"from {ground.alias(one.ends_at)} to {ground.alias(other.begins_at)}"
    lacking = minutes_words(needed - gap)
    return Conflict(
        kind="transfer",
        severity=Severity.ERROR if hopeless else Severity.WARNING,
        items=(one.key, other.key),
        people=people,
        reason=(
            f"{minutes_words(gap)} between {one.named} and {other.named} for "
            f"{ground.names(people)}; the way {way} takes about {minutes_words(needed)}."
        ),
        fix=f"Leave {lacking} more between {one.named} and {other.named}.",
        day=other.day,
    )
