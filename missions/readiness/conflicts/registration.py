"""Where the law wants a stay in a home reported, the report names the host."""

from __future__ import annotations

from collections.abc import Iterator

from missions.readiness.conflicts.rooms import sleepers
from missions.readiness.conflicts.timeline import Ground
from missions.readiness.facts import Member, Place, Stay
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import counted
from missions.reference.countries import country_name

_OPEN = "open"


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each stay in a home in a country with `registration.hours`.

    An error in an open trip. Elsewhere a warning: to report is what the law wants, and it names the
    host, so it is a question of safety first. Those whose nationality need not are left out.
    """
    for stay in ground.stays:
        place = ground.places.get(stay.site)
        if place and place.kind == "home" and stay.check_in < stay.check_out:
            yield from _of_stay(ground, stay, place)


def _of_stay(ground: Ground, stay: Stay, place: Place) -> Iterator[Conflict]:
    guests = [key for key in ground.in_order(sleepers(stay)) if key in ground.members]
    hours = {key: _hours(ground, ground.members[key], stay, place) for key in guests}
    people = tuple(key for key, within in hours.items() if within > 0)
    if not people:
        return
    shortest = min(hours[key] for key in people)
    in_open = ground.party.trip.posture == _OPEN
    yield Conflict(
        kind="registration",
        severity=Severity.ERROR if in_open else Severity.WARNING,
        items=(stay.key,),
        people=people,
        reason=f"{country_name(place.country)} wants a stay in a home reported to the police "
        f"within {counted(round(shortest), 'hour')} of arrival; that names the host of "
        f"{place.alias}.",
        fix="Have the host and guests report it in time, and note who does."
        if in_open
        else "Decide with the host before anything is filed.",
        day=stay.check_in,
    )


def _hours(ground: Ground, guest: Member, stay: Stay, place: Place) -> float:
    """Return within how many hours somebody reports a stay there, 0 for not at all."""
    return ground.party.rules.number(
        "registration.hours",
        0.0,
        nationality=guest.nationality,
        destination=place.country,
        on=stay.check_in,
    )
