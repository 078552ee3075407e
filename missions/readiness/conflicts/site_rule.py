"""A site that takes women, men or cleared people only is visited by no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from missions.readiness.conflicts.rooms import minors_of, nights_of, sleepers
from missions.readiness.conflicts.timeline import Ground
from missions.readiness.conflicts.wording import named
from missions.readiness.conflicts.words import people_words, verb
from missions.readiness.facts import Item, Leg, Member, Place, Stay
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import day_words, listed

_GENDERS = {"women": "F", "men": "M"}


@dataclass(frozen=True, slots=True)
class _Visit:
    """Something that brings people to a site, from a wall time on, on those days."""

    key: str
    place: Place
    people: tuple[Member, ...]
    at: datetime
    called: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class _Unfit:
    """Whom a site doesn't take, and of whom it isn't known."""

    site: str
    wrong: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for those at an item, a stay or the end of a leg whom its site doesn't take.

    What concerns the same people at one site is one clash. A gender of X or blank isn't known and
    warns. Where people are to be cleared, minors want somebody with them who is, on each day.
    """
    ages = minors_of(ground)
    found: dict[_Unfit, list[_Visit]] = defaultdict(list)
    for visit in sorted(_visits(ground), key=lambda each: (each.at, each.key)):
        unfit = _unfit(ground, visit, ages)
        if unfit:
            found[unfit].append(visit)
    for unfit, visits in found.items():
        yield _conflict(ground, unfit, visits)


def _visits(ground: Ground) -> Iterator[_Visit]:
    for item in ground.items:
        yield from _visit(ground, item, item.site, item.people)
    for leg in ground.legs:
        yield from _visit(ground, leg, leg.destination.site, (*leg.people, leg.driver))
    for stay in ground.stays:
        yield from _visit(ground, stay, stay.site, sleepers(stay))


def _visit(
    ground: Ground, what: Item | Leg | Stay, site: str, people: Sequence[str]
) -> Iterator[_Visit]:
    place = ground.places.get(site)
    if place is None or place.visitors not in (*_GENDERS, "cleared"):
        return
    members = tuple(ground.members[key] for key in ground.in_order(people) if key in ground.members)
    travellers = tuple(member for member in members if member.travels)
    at, days = _when(what)
    called = f"the stay from {day_words(at.date())}" if isinstance(what, Stay) else named(what)
    yield _Visit(what.key, place, travellers, at, called, days)


def _when(what: Item | Leg | Stay) -> tuple[datetime, tuple[date, ...]]:
    """The wall time on which it brings people there, and the days on which they are."""
    if isinstance(what, Stay):
        return datetime.combine(what.check_in, time.max), nights_of(what)
    if isinstance(what, Leg):
        return what.arrives, (what.arrives.date(),)
    return what.starts or datetime.combine(what.day, time.min), (what.day,)


def _unfit(ground: Ground, visit: _Visit, ages: Mapping[str, int]) -> _Unfit | None:
    site, wanted = visit.place.key, _GENDERS.get(visit.place.visitors)
    if wanted is None:
        wrong = _not_cleared(ground, visit, ages)
        return _Unfit(site, wrong) if wrong else None
    wrong = tuple(m.key for m in visit.people if m.gender in {"F", "M"} - {wanted})
    unknown = tuple(m.key for m in visit.people if m.gender not in {"F", "M"})
    return _Unfit(site, wrong, unknown) if wrong or unknown else None


def _not_cleared(ground: Ground, visit: _Visit, ages: Mapping[str, int]) -> tuple[str, ...]:
    """Adults who aren't cleared on one of the days, and minors without one who is on all."""
    adults = [member.key for member in visit.people if member.key not in ages]
    minors = [member.key for member in visit.people if member.key in ages]
    cleared = frozenset(adults).intersection(*(ground.cleared(day) for day in visit.days))
    alone = [] if cleared else minors
    return ground.in_order([*(key for key in adults if key not in cleared), *alone])


def _conflict(ground: Ground, unfit: _Unfit, visits: Sequence[_Visit]) -> Conflict:
    place = visits[0].place
    takes = "cleared people" if place.visitors == "cleared" else place.visitors
    what = listed([visit.called for visit in visits])
    return Conflict(
        kind="site_rule",
        severity=Severity.ERROR if unfit.wrong else Severity.WARNING,
        items=tuple(visit.key for visit in visits),
        people=ground.in_order((*unfit.wrong, *unfit.unknown)),
        reason=f"{place.alias} takes {takes} only: {_who(ground, unfit)}. It is about {what}.",
        fix=_fix(ground, unfit, place),
        day=visits[0].at.date(),
    )


def _who(ground: Ground, unfit: _Unfit) -> str:
    wrong, unknown = people_words(ground, unfit.wrong), people_words(ground, unfit.unknown)
    parts = [f"{wrong} {verb(unfit.wrong, 'is', 'are')} down to go"] if unfit.wrong else []
    parts += [f"of {unknown} the gender is not known"] if unfit.unknown else []
    return "; ".join(parts)


def _fix(ground: Ground, unfit: _Unfit, place: Place) -> str:
    if not unfit.wrong:
        return f"Enter the gender of {people_words(ground, unfit.unknown)}, or ask the host."
    if place.visitors == "cleared":
        return "Send adults who are cleared on those days, one of them with every minor."
    return f"Send {place.visitors} only, or ask the host."
