"""Nobody is in two places: things of one person that overlap in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missions.readiness.conflicts.timeline import Ground, Happening, people_by
from missions.readiness.conflicts.wording import hours_of
from missions.readiness.facts import Item, Leg
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import day_words

Pair = tuple[Happening, Happening]

_AT_ONCE = 8
"""Against so many that go on longest each thing is held, however many there are at a time."""

_ON_BOARD = frozenset({"meal", "rest", "other"})


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each two things that share people and time; touching is fine.

    Tentative ones warn. Cancelled items and those of a whole day are left out; an item without an
    end is a moment, and clashes only inside another. An item of kind travel within a leg is the
    same journey, and a meal or rest on board of a flight, without a site, is no clash.
    """
    found = (
        (pair, person)
        for person, theirs in ground.timelines.items()
        for pair in _overlapping(theirs)
    )
    for pair, people in people_by(found).items():
        yield _conflict(ground, pair, ground.in_order(people))


def _overlapping(theirs: Sequence[Happening]) -> Iterator[Pair]:
    """Pairs of what still goes on and what begins meanwhile.

    By the order of `theirs` a moment stands before what begins with it: then the two only touch.
    """
    going_on: list[Happening] = []
    for each in theirs:
        going_on = [other for other in going_on if other.ends > each.starts]
        for other in going_on:
            if not _one_journey(other, each):
                yield other, each
        going_on.append(each)
        if len(going_on) > _AT_ONCE:
            going_on.remove(min(going_on, key=lambda one: one.ends))


def _one_journey(one: Happening, other: Happening) -> bool:
    return _on_the_way(one, other) or _on_the_way(other, one)


def _on_the_way(leg: Happening, item: Happening) -> bool:
    """Whether an item is part of a leg, or happens on board."""
    if not (isinstance(leg.source, Leg) and isinstance(item.source, Item)):
        return False
    inside = leg.starts <= item.starts and item.ends <= leg.ends
    on_board = item.source.kind in _ON_BOARD and not item.source.site
    return item.source.kind == "travel" or (leg.source.mode == "flight" and inside and on_board)


def _conflict(ground: Ground, pair: Pair, people: tuple[str, ...]) -> Conflict:
    one, other = pair
    who = ground.names(people)
    told = [f"{each.named} ({hours_of(each.source)}{_where(each, pair)})" for each in pair]
    reason = f"Two things at once for {who} on {day_words(other.day)}: {told[0]} and {told[1]}."
    return Conflict(
        kind="overlap",
        severity=Severity.WARNING if one.tentative or other.tentative else Severity.ERROR,
        items=(one.key, other.key),
        people=people,
        reason=reason + _wider(pair),
        fix=f"Move {one.named} or {other.named}, or take {who} out of one of the two.",
        day=other.day,
    )


def _where(each: Happening, pair: Pair) -> str:
    """The zone, where the two go by different clocks."""
    zones = {_zone(one) for one in pair}
    return f", {_zone(each)}" if len(zones) > 1 else ""


def _zone(each: Happening) -> str:
    return each.source.departs_zone if isinstance(each.source, Leg) else each.source.zone


def _wider(pair: Pair) -> str:
    """Say where one is for a part of those whom the other is for: the group splits meanwhile."""
    for whole, part in (pair, pair[::-1]):
        if set(whole.source.people) > set(part.source.people):
            return f" All of {part.named} are on {whole.named} too, which is for more people."
    return ""
