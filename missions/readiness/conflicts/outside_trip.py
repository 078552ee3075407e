"""What is planned outside the trip's days, or outside those of somebody on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from missions.readiness.conflicts.timeline import Ground
from missions.readiness.conflicts.wording import named
from missions.readiness.facts import Member
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import day_words, joined, listed

_NAMED = 3


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """An item, a leg or a stay with its first and last wall day."""

    key: str
    named: str
    people: tuple[str, ...]
    first: date
    last: date
    nights: bool = False


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for all that lies outside the trip, and for those who aren't there for it.

    Days are wall days where each thing begins and ends; an item counts by the day on which it
    begins, a stay by its days of check-in and check-out. Somebody is not there before `joins` and
    after `leaves`; a stay concerns whoever is there for one of its nights. What the same people
    miss is one clash. Warnings.
    """
    trip = ground.party.trip
    spans = sorted(_spans(ground), key=lambda span: (span.first, span.last, span.key))
    within = []
    for span in spans:
        if span.first < trip.starts or span.last > trip.ends:
            yield _outside(ground, span)
        else:
            within.append(span)
    yield from _away(ground, within)


def _spans(ground: Ground) -> Iterator[Span]:
    for item in ground.items:
        yield Span(item.key, named(item), item.people, item.day, item.day)
    for leg in ground.legs:
        yield Span(leg.key, leg.called, leg.people, leg.departs.date(), leg.arrives.date())
    for stay in ground.stays:
        what = f"the stay at {ground.alias(stay.site)}"
        yield Span(stay.key, what, stay.people, stay.check_in, stay.check_out, nights=True)


def _outside(ground: Ground, span: Span) -> Conflict:
    trip = ground.party.trip
    when = f"on {day_words(span.first)}"
    if span.last != span.first:
        when = f"from {day_words(span.first)} to {day_words(span.last)}"
    limits = [
        *([f"begins on {day_words(trip.starts)}"] if span.first < trip.starts else []),
        *([f"ends on {day_words(trip.ends)}"] if span.last > trip.ends else []),
    ]
    called = span.named[:1].upper() + span.named[1:]
    return Conflict(
        kind="outside_trip",
        severity=Severity.WARNING,
        items=(span.key,),
        people=ground.in_order(span.people),
        reason=f"{called} is {when}; the trip {joined(limits)}.",
        fix=f"Move {span.named} into the trip’s days, or change the days of the trip.",
        day=span.first,
    )


def _away(ground: Ground, spans: list[Span]) -> Iterator[Conflict]:
    dated = {key: each for key, each in ground.members.items() if each.joins or each.leaves}
    missed: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    for span in spans:
        away = [one for one in span.people if one in dated and _misses(dated[one], span)]
        if away:
            missed[ground.in_order(away)].append(span)
    for people, theirs in missed.items():
        yield _not_there(ground, people, theirs)


def _misses(member: Member, span: Span) -> bool:
    joins, leaves = member.joins or date.min, member.leaves or date.max
    if span.nights:
        return span.last <= joins or span.first > leaves
    return span.first < joins or span.last > leaves


def _not_there(ground: Ground, people: tuple[str, ...], spans: list[Span]) -> Conflict:
    who = ground.names(people)
    told = [_dates(ground.members[one]) for one in people]
    away = joined(told) if len(told) <= _NAMED else f"{who}, who join later or leave before"
    return Conflict(
        kind="outside_trip",
        severity=Severity.WARNING,
        items=tuple(span.key for span in spans),
        people=people,
        reason=f"Not there for {listed([span.named for span in spans])}: {away}.",
        fix=f"Take {who} out, or change the days on which they join and leave.",
        day=spans[0].first,
    )


def _dates(member: Member) -> str:
    """Return “Lucía (joins on 12 March, leaves on 14 March)”."""
    days = [
        *([f"joins on {day_words(member.joins)}"] if member.joins else []),
        *([f"leaves on {day_words(member.leaves)}"] if member.leaves else []),
    ]
    return f"{member.name} ({', '.join(days)})"
