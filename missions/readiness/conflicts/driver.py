"""Who drives may, is old enough, is in the vehicle, and doesn't drive too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from missions.readiness.conflicts.timeline import Ground, minutes_between
from missions.readiness.conflicts.wording import minutes_words
from missions.readiness.facts import Leg, Member
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import day_words
from missions.reference.distance import great_circle_km
from missions.trips.rules import age_on

_OF_AGE = 18
_ON_ROADS = ("car", "coach")

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with who drives, and what would mend it."""

    severity: Severity
    reason: str
    fix: str


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each leg by car or coach, or day of them, whose driver doesn't fit.

    An error: a member who isn't down as a driver, or under 18. Warnings: younger than
    `driver.min_age`; not among the leg's people; more hours on a wall day than
    `driver.hours_a_day`; farther on a day than `driver.two_above_km_a_day` with nobody else on
    board who drives; a car without a driver. What is wrong with the same legs is one clash.
    """
    legs = {leg.key: leg for leg in ground.legs if leg.mode in _ON_ROADS}
    faults: dict[tuple[Keys, str], list[Fault]] = defaultdict(list)
    days: dict[tuple[str, date], list[Leg]] = defaultdict(list)
    for leg in legs.values():
        driver = ground.members.get(leg.driver)
        if driver:
            faults[(leg.key,), driver.key].extend(_of_leg(ground, leg, driver))
            days[driver.key, leg.departs.date()].append(leg)
        elif leg.mode == "car" and not leg.driver_text.strip():
            yield _driverless(ground, leg)
    for (person, day), driven in days.items():
        keys = tuple(leg.key for leg in driven)
        faults[keys, person].extend(_of_day(ground, driven, ground.members[person], day))
    for (keys, person), found in faults.items():
        if found:
            yield _conflict(legs[keys[0]], keys, person, found)


def _of_leg(ground: Ground, leg: Leg, driver: Member) -> Iterator[Fault]:
    day = leg.departs.date()
    other = f"Let somebody else drive {leg.called}"
    if not driver.drives:
        reason = f"{driver.name} is to drive {leg.called} and isn’t down as a driver."
        yield Fault(Severity.ERROR, reason, f"{other}, or note that {driver.name} drives.")
    if driver.birth_date is not None:
        yield from _too_young(ground, leg, driver, age_on(driver.birth_date, day))
    if driver.key not in leg.people:
        reason = f"{driver.name} is to drive {leg.called} and isn’t among its people."
        yield Fault(Severity.WARNING, reason, f"Add {driver.name} to its people.")


def _too_young(ground: Ground, leg: Leg, driver: Member, age: int) -> Iterator[Fault]:
    least = ground.party.rules.number(
        "driver.min_age", 25, destination=leg.origin.country, on=leg.departs.date()
    )
    if age < max(least, _OF_AGE):
        wanted = f"{max(least, _OF_AGE):g} or older" if age >= _OF_AGE else "of age"
        yield Fault(
            Severity.WARNING if age >= _OF_AGE else Severity.ERROR,
            f"{driver.name} is {age} on the day of {leg.called}; a driver is {wanted}.",
            f"Let somebody who is {wanted} drive {leg.called}.",
        )


def _of_day(ground: Ground, legs: Sequence[Leg], driver: Member, day: date) -> Iterator[Fault]:
    rules, on = ground.party.rules, day_words(day)
    minutes = sum(minutes_between(leg.departs_utc, leg.arrives_utc) for leg in legs)
    hours = rules.number("driver.hours_a_day", 8, on=day)
    if minutes > hours * 60:
        reason = f"{driver.name} drives {minutes_words(minutes)} on {on}; {hours:g} h are the most."
        yield Fault(Severity.WARNING, reason, "Let two people take turns, or stop for a night.")
    farthest = rules.number("driver.two_above_km_a_day", 483, on=day)
    kilometres = sum(_kilometres(ground, leg) for leg in legs)
    if kilometres > farthest and not _second(ground, legs, driver):
        reason = (
            f"{driver.name} drives about {kilometres:.0f} km on {on} with no other driver on "
            f"board; beyond {farthest:g} km there are two."
        )
        yield Fault(Severity.WARNING, reason, "Add a second driver to the vehicle’s people.")


def _kilometres(ground: Ground, leg: Leg) -> float:
    """The way by road, 0 where an end has no coordinates."""
    here, there = ground.point(leg.origin.site), ground.point(leg.destination.site)
    if here is None or there is None:
        return 0.0
    return great_circle_km(here, there) * ground.party.rules.number("transfer.detour", 1.4)


def _second(ground: Ground, legs: Sequence[Leg], driver: Member) -> bool:
    """Whether somebody else who drives is on every leg."""
    aboard = set(legs[0].people).intersection(*(leg.people for leg in legs[1:]))
    others = (ground.members.get(person) for person in aboard - {driver.key})
    return any(member is not None and member.drives for member in others)


def _conflict(first: Leg, keys: Keys, person: str, faults: Sequence[Fault]) -> Conflict:
    errors = any(fault.severity is Severity.ERROR for fault in faults)
    return Conflict(
        kind="driver",
        severity=Severity.ERROR if errors else Severity.WARNING,
        items=keys,
        people=(person,),
        reason=" ".join(fault.reason for fault in faults),
        fix=" ".join(fault.fix for fault in faults),
        day=first.departs.date(),
    )


def _driverless(ground: Ground, leg: Leg) -> Conflict:
    day = leg.departs.date()
    return Conflict(
        kind="driver",
        severity=Severity.WARNING,
        items=(leg.key,),
        people=ground.in_order(leg.people),
        reason=f"{leg.called} is by car on {day_words(day)}, and nobody is down to drive.",
        fix=f"Say who drives {leg.called}.",
        day=day,
    )
