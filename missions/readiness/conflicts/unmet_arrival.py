"""Somebody meets who arrives by plane."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from missions.readiness.conflicts.timeline import Ground, people_by
from missions.readiness.conflicts.wording import clock
from missions.readiness.facts import Item, Leg
from missions.readiness.ratios import under_age
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import day_words

_ONWARD = timedelta(hours=6)
"""A flight or train that leaves within this goes on with the same journey."""

_SOON = timedelta(hours=3)
"""Who is fetched or met is so within this after arrival."""

_MEETS = frozenset({"travel", "meeting"})


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each flight that ends a journey with nobody to meet its people.

    Met is who has a name in `met_by`, goes on by coach, car or ferry within 3 hours, or has an
    item of kind travel or meeting within 3 hours. An error, a warning in the home country. On the
    last way home adults look after themselves; minors without a guardian on board don't.
    """
    legs = {leg.key: leg for leg in ground.legs}
    for (key, _), people in people_by(_unmet(ground)).items():
        yield _conflict(ground, legs[key], ground.in_order(people))


def _unmet(ground: Ground) -> Iterator[tuple[tuple[str, bool], str]]:
    """Flight and whether it is the last way home, with each person who is on their own there."""
    for person, theirs in ground.legs_of.items():
        for leg, onward in zip(theirs, [*theirs[1:], None], strict=True):
            if not _ends_journey(leg, onward) or leg.met_by.strip() or _met(ground, person, leg):
                continue
            last = onward is None and _home(ground, leg)
            if not last or _alone(ground, person, leg):
                yield (leg.key, last), person


def _ends_journey(leg: Leg, onward: Leg | None) -> bool:
    if leg.mode != "flight":
        return False
    if onward is None:
        return True
    limit = _ONWARD if onward.mode in ("flight", "train") else _SOON
    return onward.departs_utc - leg.arrives_utc > limit


def _met(ground: Ground, person: str, leg: Leg) -> bool:
    soon = ground.starting(person, leg.arrives_utc, leg.arrives_utc + _SOON)
    return any(isinstance(each.source, Item) and each.source.kind in _MEETS for each in soon)


def _home(ground: Ground, leg: Leg) -> bool:
    """Whether it leads home; an end whose country isn't known is not held against anybody."""
    return leg.destination.country in ("", ground.party.trip.home_country)


def _alone(ground: Ground, person: str, leg: Leg) -> bool:
    """Whether a minor has none of the guardians on board."""
    member = ground.members.get(person)
    if member is None or not under_age(member, ground.party):
        return False
    return not set(member.guardians) & set(leg.people)


def _conflict(ground: Ground, leg: Leg, people: tuple[str, ...]) -> Conflict:
    day, at = leg.arrives.date(), leg.destination.code or leg.destination.text
    who = ground.names(people)
    return Conflict(
        kind="unmet_arrival",
        severity=Severity.WARNING if _home(ground, leg) else Severity.ERROR,
        items=(leg.key,),
        people=people,
        reason=(
            f"{leg.called} arrives at {at} at {clock(leg.arrives)} on {day_words(day)}, and nobody "
            f"is down to meet {who}."
        ),
        fix=f"Say who meets {leg.called}, or plan the way on from {at} for {who}.",
        day=day,
    )
