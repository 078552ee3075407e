"""Enough adults with minors: those on the team, and the children whom a team meets.

Sources: rules of youth mission agencies for groups (an adult to so many minors, the smallest group
with one adult), an insurer's for cars (two adults).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from missions.readiness.conflicts.rooms import answers_for, minors_of
from missions.readiness.conflicts.timeline import Ground
from missions.readiness.conflicts.words import people_words
from missions.readiness.facts import Item, Leg, Member, Stay
from missions.readiness.ratios import too_few_adults
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import counted, day_words

_TWO, _SMALLEST = 2, 3


@dataclass(frozen=True, slots=True)
class _Company:
    """Who is together: the minors with their ages, and the adults."""

    young: tuple[Member, ...]
    adults: tuple[Member, ...]
    ages: tuple[int, ...]

    @property
    def people(self) -> tuple[str, ...]:
        return (*self.minors, *(adult.key for adult in self.adults))

    @property
    def minors(self) -> tuple[str, ...]:
        return tuple(minor.key for minor in self.young)

    @property
    def lone_adult(self) -> Member | None:
        """The only adult with minors, unless parent or guardian of them all."""
        if not self.young or len(self.adults) != 1:
            return None
        adult = self.adults[0]
        return None if answers_for(adult, self.young) else adult


@dataclass(frozen=True, slots=True)
class _Fault:
    people: tuple[str, ...]
    reason: str
    fix: str
    severity: Severity = Severity.ERROR


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for a trip, an item or a car with too few adults for its minors.

    Errors: fewer than two adults at an item with children; minors without an adult; fewer adults
    than `minors.per_adult.*` wants, on the whole trip and wherever a group is out. Warnings: one
    adult out with fewer people than `minors.group_size_min`, or in a car with minors, who is not
    parent or guardian of them all. Where the team sleeps, a group isn't out.
    """
    ages = minors_of(ground)
    team = _company(ground, (m.key for m in ground.party.members if m.travels), ages)
    lacking = too_few_adults(team.ages, len(team.adults), ground.party.rules)
    if lacking:
        yield _whole_trip(team, lacking)
    yield from _at_items(ground, ages, team if lacking else None)
    for leg in ground.legs:
        if leg.mode == "car":
            yield from _in_car(ground, leg, _company(ground, (*leg.people, leg.driver), ages))


def _company(ground: Ground, people: Iterable[str], ages: Mapping[str, int]) -> _Company:
    members = [ground.members[key] for key in ground.in_order(people) if key in ground.members]
    young = tuple(member for member in members if member.key in ages)
    adults = tuple(member for member in members if member.key not in ages)
    return _Company(young, adults, tuple(ages[minor.key] for minor in young))


def _whole_trip(team: _Company, lacking: int) -> Conflict:
    adults, minors = counted(len(team.adults), "adult"), counted(len(team.young), "minor")
    return Conflict(
        kind="two_adults",
        severity=Severity.ERROR,
        items=(),
        people=team.minors,
        reason=f"The trip has {adults} for {minors}; {counted(lacking, 'adult')} more "
        f"{'is' if lacking == 1 else 'are'} wanted.",
        fix="Take more adults along, or fewer minors.",
    )


def _at_items(
    ground: Ground, ages: Mapping[str, int], short_team: _Company | None
) -> Iterator[Conflict]:
    """Clashes by item; where the whole team is short and all adults are there, that was said."""
    stays: dict[str, list[Stay]] = defaultdict(list)
    for stay in ground.stays:
        stays[stay.site].append(stay)
    for item in ground.items:
        company = _company(ground, item.people, ages)
        fault = _without_two(item, company) or _without_any(ground, company)
        if not fault and not _sleeps_there(ground, item, stays.get(item.site, ())):
            said = short_team is not None and set(short_team.adults) <= set(company.adults)
            fault = (None if said else _too_few(ground, company)) or _small(ground, company)
        if fault:
            yield Conflict(
                kind="two_adults",
                severity=fault.severity,
                items=(item.key,),
                people=ground.in_order(fault.people),
                reason=f"“{item.title}” on {day_words(item.day)}: {fault.reason}",
                fix=fault.fix,
                day=item.day,
            )


def _sleeps_there(ground: Ground, item: Item, stays: Iterable[Stay]) -> bool:
    """Whether it is at lodging, or at a site where the team sleeps the night before or after."""
    place = ground.places.get(item.site)
    lodging = place is not None and place.kind == "lodging"
    return lodging or any(stay.check_in <= item.day <= stay.check_out for stay in stays)


def _without_two(item: Item, company: _Company) -> _Fault | None:
    if not item.with_children or len(company.adults) >= _TWO:
        return None
    there = "no adult of the team is there"
    if company.adults:
        there = f"{company.adults[0].name} is the only adult of the team there"
    reason = f"it is with children, and {there}; two are wanted."
    return _Fault(company.people, reason, "Add an adult who is cleared to be with children.")


def _without_any(ground: Ground, company: _Company) -> _Fault | None:
    if not company.young or company.adults:
        return None
    reason = f"no adult is with {people_words(ground, company.minors)}."
    return _Fault(company.minors, reason, "Send adults with them.")


def _too_few(ground: Ground, company: _Company) -> _Fault | None:
    lacking = too_few_adults(company.ages, len(company.adults), ground.party.rules)
    if not lacking:
        return None
    adults, minors = counted(len(company.adults), "adult"), counted(len(company.young), "minor")
    reason = f"{adults} with {minors}; {lacking + len(company.adults)} are wanted."
    return _Fault(company.minors, reason, f"Add {counted(lacking, 'adult')}.")


def _small(ground: Ground, company: _Company) -> _Fault | None:
    smallest = ground.party.rules.number("minors.group_size_min", _SMALLEST)
    alone = company.lone_adult
    if alone is None or len(company.people) >= smallest:
        return None
    reason = (
        f"{alone.name} is out alone with {people_words(ground, company.minors)}; "
        f"at least {smallest:g} go together."
    )
    return _Fault(company.people, reason, "Add another person.", Severity.WARNING)


def _in_car(ground: Ground, leg: Leg, company: _Company) -> Iterator[Conflict]:
    alone = company.lone_adult
    if not company.young or (company.adults and alone is None):
        return
    whom = people_words(ground, company.minors)
    reason = f"{alone.name} is the only adult with {whom}" if alone else f"no adult is with {whom}"
    yield Conflict(
        kind="two_adults",
        severity=Severity.WARNING if alone else Severity.ERROR,
        items=(leg.key,),
        people=ground.in_order(company.people),
        reason=f"Car, {leg.called}, on {day_words(leg.departs.date())}: {reason}.",
        fix="Put another adult of the team into the car.",
        day=leg.departs.date(),
    )
