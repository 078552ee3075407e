"""A vehicle takes no more than it has seats."""

from __future__ import annotations

from collections.abc import Iterator

from missions.readiness.conflicts.timeline import Ground
from missions.readiness.facts import Leg
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import day_words


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each leg with fewer seats than people, the driver included.

    A driver who isn't among the people takes a seat too, of the team or not.
    """
    for leg in ground.legs:
        people = ground.in_order((*leg.people, leg.driver) if leg.driver else leg.people)
        hired = bool(leg.driver_text.strip()) and not leg.driver
        if leg.seats is not None and leg.seats < len(people) + hired:
            yield _conflict(leg, people, leg.seats, len(people) + hired)


def _conflict(leg: Leg, people: tuple[str, ...], seats: int, riding: int) -> Conflict:
    driven = "driver included" if leg.driver or leg.driver_text.strip() else "no driver counted"
    vehicle = f"{leg.vehicle}: " if leg.vehicle else ""
    return Conflict(
        kind="seats",
        severity=Severity.ERROR,
        items=(leg.key,),
        people=people,
        reason=(
            f"{vehicle}{riding} people for {seats} seats, {driven}, on {leg.called} on "
            f"{day_words(leg.departs.date())}."
        ),
        fix=f"Take {riding - seats} out of {leg.called}, or find a larger vehicle.",
        day=leg.departs.date(),
    )
