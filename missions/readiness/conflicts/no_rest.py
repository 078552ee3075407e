"""Days in a row without a free half day, and nights that are too short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from missions.readiness.conflicts.timeline import Ground, Happening, minutes_between, people_by
from missions.readiness.conflicts.wording import hours_of, minutes_words
from missions.readiness.facts import Item, Leg, Lesson, Member
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import day_words

_REST = 3 * 60
"""Minutes of one item of kind rest that make a day a free half day."""

_LITTLE = 4 * 60
"""Minutes of work, at which a day is no longer a free half day."""

_NO_WORK = frozenset({"rest", "meal"})

Night = tuple[Happening, Happening]
Days = dict[date, list[Happening]]


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each run of working days too long, and for each night too short.

    A day is free where an item of kind rest lasts 3 hours or the whole day, or where work and
    travel that begin on it (all kinds but rest and meal) come to less than 4 hours. More than
    `rest.max_days_in_a_row` others in a row, within the trip and a person's own dates, are a clash.
    A night is the time between the last of a day and the first of a later one, rest left out; it is
    held against `rest.min_night_hours`, but not after a flight or a leg through the night.
    """
    yield from _runs(ground)
    yield from _nights(ground)


def _runs(ground: Ground) -> Iterator[Conflict]:
    most = _most(ground)
    found = (
        (run, member.key)
        for member in ground.party.members
        if member.travels
        for run in _working(ground, member)
        if len(run) > most
    )
    by_day = _by_day(ground.happenings)
    for run, people in people_by(found).items():
        # Told of the first day that is one too many: it could be the free one.
        concerned = set(people)
        items = (one.key for one in by_day[run[most]] if concerned & set(one.source.people))
        yield _too_many(ground, run, ground.in_order(people), tuple(items))


def _most(ground: Ground) -> int:
    return int(ground.party.rules.number("rest.max_days_in_a_row", 6))


def _by_day(happenings: Iterable[Happening]) -> Days:
    found: Days = defaultdict(list)
    for each in happenings:
        found[each.day].append(each)
    return found


def _working(ground: Ground, member: Member) -> Iterator[tuple[date, ...]]:
    """Runs of days without a free half day."""
    trip = ground.party.trip
    by_day = _by_day(ground.timelines.get(member.key, ()))
    resting = {
        item.day
        for item in ground.items_of.get(member.key, ())
        if item.kind == "rest" and item.starts is None
    }
    day, last = (
        max(trip.starts, member.joins or trip.starts),
        min(trip.ends, member.leaves or trip.ends),
    )
    run: list[date] = []
    while day <= last:
        if day in resting or _is_free(by_day.get(day, ())):
            yield tuple(run)
            run = []
        else:
            run.append(day)
        day += timedelta(days=1)
    yield tuple(run)


def _is_free(happenings: Sequence[Happening]) -> bool:
    rests = (each.minutes for each in happenings if _kind(each) == "rest")
    works = (each.minutes for each in happenings if _kind(each) not in _NO_WORK)
    return max(rests, default=0) >= _REST or sum(works) < _LITTLE


def _kind(each: Happening) -> str:
    return each.source.kind if isinstance(each.source, Item) else "work"


def _too_many(
    ground: Ground, run: Sequence[date], people: tuple[str, ...], items: tuple[str, ...]
) -> Conflict:
    most = _most(ground)
    return Conflict(
        kind="no_rest",
        severity=Severity.WARNING,
        items=items,
        people=people,
        reason=(
            f"{len(run)} days in a row without a free half day for {ground.names(people)}, from "
            f"{day_words(run[0])} to {day_words(run[-1])}; {most} are the most."
        ),
        fix=f"Leave half of {day_words(run[most])}, or of a day before it, free.",
        day=run[most],
    )


def _nights(ground: Ground) -> Iterator[Conflict]:
    least = ground.party.rules.number("rest.min_night_hours", 8)
    found = (
        (night, person)
        for person, theirs in ground.timelines.items()
        for night in _short(theirs, timedelta(hours=least))
    )
    for night, people in people_by(found).items():
        yield _too_short(ground, night, ground.in_order(people), least)


def _short(theirs: Sequence[Happening], least: timedelta) -> Iterator[Night]:
    last: Happening | None = None
    for each in theirs:
        if isinstance(each.source, Lesson) or _kind(each) == "rest":
            continue
        if last and _is_night(last, each) and each.starts - last.ends < least:
            yield last, each
        if last is None or each.ends >= last.ends:
            last = each


def _is_night(last: Happening, first: Happening) -> bool:
    """Whether the time between the two is a night, and not one of travel."""
    apart = first.day > last.day and first.starts >= last.ends
    return apart and not _travels_by_night(last)


def _travels_by_night(each: Happening) -> bool:
    leg = each.source
    if not isinstance(leg, Leg):
        return False
    return leg.mode == "flight" or leg.departs.date() != leg.arrives.date()


def _too_short(ground: Ground, night: Night, people: tuple[str, ...], least: float) -> Conflict:
    last, first = night
    minutes = minutes_between(last.ends, first.starts)
    return Conflict(
        kind="no_rest",
        severity=Severity.WARNING,
        items=(last.key, first.key),
        people=people,
        reason=(
            f"A night of {minutes_words(minutes)} for {ground.names(people)} between {last.named} "
            f"({hours_of(last.source)}, {day_words(last.day)}) and {first.named} "
            f"({hours_of(first.source)}, {day_words(first.day)}); {least:g} h are the least."
        ),
        fix=f"End {last.named} earlier, or begin {first.named} later.",
        day=first.day,
    )
