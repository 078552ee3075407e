"""A way that leads from where people are to where the plan has them next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missions.readiness.conflicts.timeline import Ground, Happening, people_by
from missions.readiness.facts import Item, Leg
from missions.readiness.requirements.papers import named
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import day_words

Break = tuple[Happening, Happening]


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each two things in two countries between which no leg leads. An error.

    What has no site, or one without a country, is done wherever people are; so is what happens
    under way.
    """
    found = (
        (gap, person)
        for person, theirs in ground.timelines.items()
        for gap in _breaks(ground, theirs)
    )
    for (one, other), people in people_by(found).items():
        yield _conflict(ground, one, other, ground.in_order(people))


def _breaks(ground: Ground, theirs: Sequence[Happening]) -> Iterator[Break]:
    last: Happening | None = None
    for each in theirs:
        if not _begins_in(ground, each) or (last and each.starts < last.ends):
            continue
        if last and _ends_in(ground, last) != _begins_in(ground, each):
            yield last, each
        last = each


def _begins_in(ground: Ground, each: Happening) -> str:
    """The country in which it begins, "" for an unknown one."""
    source = each.source
    if isinstance(source, Leg):
        return source.origin.country and source.destination.country and source.origin.country
    place = ground.places.get(source.site) if isinstance(source, Item) else None
    return place.country if place else ""


def _ends_in(ground: Ground, each: Happening) -> str:
    source = each.source
    return source.destination.country if isinstance(source, Leg) else _begins_in(ground, each)


def _conflict(
    ground: Ground, one: Happening, other: Happening, people: tuple[str, ...]
) -> Conflict:
    here, there = named(_ends_in(ground, one)), named(_begins_in(ground, other))
    reason = (
        f"No leg leads {ground.names(people)} from {here}, where {one.named} is on "
        f"{day_words(one.day)}, to {there}, where {other.named} is on {day_words(other.day)}."
    )
    return Conflict(
        kind="transfer",
        severity=Severity.WARNING if one.tentative or other.tentative else Severity.ERROR,
        items=(one.key, other.key),
        people=people,
        reason=reason,
        fix=f"Add the leg from {here} to {there}, or take them off what comes after.",
        day=other.day,
    )
