"""Every traveller has a bed in every night of the trip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from missions.readiness.conflicts.rooms import nights_of, one_each, sleepers
from missions.readiness.conflicts.timeline import Ground
from missions.readiness.conflicts.words import nights_words, people_words, verb
from missions.readiness.facts import End, Leg, Member, Stay
from missions.readiness.verdict import Conflict, Severity

_DAY = timedelta(days=1)
_BEGINS, _LASTS = time(22), timedelta(hours=7)
_ENOUGH = timedelta(hours=2)
"""Who is on the way for so much of the night needs no bed; who only arrives late does."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Nights in a row in which the same people have no bed, and the stays of those nights."""

    first: date
    last: date
    people: tuple[str, ...]
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """Nights of one person without need of a bed: those before and from a day on, and others."""

    before: date = date.min
    since: date = date.max
    on_the_way: frozenset[date] = frozenset()

    def __contains__(self, night: date) -> bool:
        return night < self.before or night >= self.since or night in self.on_the_way


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for the nights in which the same people have no bed.

    Nights are those from the trip's first day to the one before its last. Somebody needs a bed from
    the day of joining to the night before leaving, except while on the way for two hours or more
    between 22:00 and 05:00 by the wall clock, before the first leg departs, and after the last has
    come home. A stay without rooms has a bed for everybody whom it concerns.
    """
    return one_each(_conflict(ground, run) for run in _runs(_nights(ground)))


def _nights(ground: Ground) -> Iterator[_Run]:
    trip = ground.party.trip
    stays = _stays_by_night(ground)
    travellers = [
        (member, _elsewhere(ground.legs_of.get(member.key, ()), trip.home_country))
        for member in ground.party.members
        if member.travels
    ]
    for after in range((trip.ends - trip.starts).days):
        night = trip.starts + after * _DAY
        beds = {key for stay in stays.get(night, ()) for key in sleepers(stay)}
        people = tuple(
            member.key
            for member, elsewhere in travellers
            if member.key not in beds and _there(member, night) and night not in elsewhere
        )
        if people:
            yield _Run(night, night, people, stays.get(night, ()))


def _stays_by_night(ground: Ground) -> Mapping[date, tuple[Stay, ...]]:
    found: dict[date, list[Stay]] = defaultdict(list)
    for stay in ground.stays:
        for night in nights_of(stay):
            found[night].append(stay)
    return {night: tuple(stays) for night, stays in found.items()}


def _there(member: Member, night: date) -> bool:
    joined_by_then = member.joins is None or member.joins <= night
    return joined_by_then and (member.leaves is None or night < member.leaves)


def _elsewhere(legs: Sequence[Leg], home_country: str) -> _Elsewhere:
    if not legs:
        return _Elsewhere()
    last = max(legs, key=lambda leg: leg.arrives_utc)
    home = _comes_home(legs, last.destination, home_country)
    return _Elsewhere(
        before=legs[0].departs.date(),
        since=last.arrives.date() if home else date.max,
        on_the_way=_nights_on_the_way(legs),
    )


def _comes_home(legs: Iterable[Leg], end: End, home_country: str) -> bool:
    """Whether a journey's last end is home: where it began, or back in the home country."""
    ends = [end for leg in legs for end in (leg.origin, leg.destination)]
    if _place(end) == _place(ends[0]):
        return True
    abroad = any(other.country and other.country != home_country for other in ends)
    return bool(home_country) and abroad and end.country == home_country


def _place(end: End) -> str:
    return end.code or end.site or end.text.strip().casefold()


def _nights_on_the_way(legs: Iterable[Leg]) -> frozenset[date]:
    """Nights much of which is spent on legs, each read by the wall clocks of its own two ends.

    A flight to the east over the date line lands before it left, and costs no night.
    """
    spent: dict[date, timedelta] = defaultdict(timedelta)
    for leg in legs:
        for after in range(-1, (leg.arrives.date() - leg.departs.date()).days + 1):
            night = leg.departs.date() + after * _DAY
            begins = datetime.combine(night, _BEGINS)
            within = min(leg.arrives, begins + _LASTS) - max(leg.departs, begins)
            spent[night] += max(within, timedelta())
    return frozenset(night for night, length in spent.items() if length >= _ENOUGH)


def _runs(nights: Iterable[_Run]) -> Iterator[_Run]:
    """Join nights that follow one another and lack a bed for the same people."""
    run: _Run | None = None
    for night in nights:
        if run and night.people == run.people and night.first == run.last + _DAY:
            stays = tuple({stay.key: stay for stay in (*run.stays, *night.stays)}.values())
            run = replace(run, last=night.last, stays=stays)
            continue
        if run:
            yield run
        run = night
    if run:
        yield run


def _conflict(ground: Ground, run: _Run) -> Conflict:
    who = f"{people_words(ground, run.people)} {verb(run.people, 'has', 'have')}"
    sites = list(dict.fromkeys(ground.alias(stay.site) for stay in run.stays))
    fix = "Add a stay, or the legs on which they travel through the night."
    if sites:
        fix = f"Put them into a room at {' or '.join(sites)}, or add the stay where they sleep."
    return Conflict(
        kind="no_bed",
        severity=Severity.ERROR,
        items=tuple(stay.key for stay in run.stays),
        people=run.people,
        reason=f"{who} no bed {nights_words(run.first, run.last)}.",
        fix=fix,
        day=run.first,
    )
