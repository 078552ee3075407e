"""Field work is done by daylight. Reported as a rule of the site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from missions.readiness.conflicts.timeline import Ground
from missions.readiness.conflicts.wording import clock, named
from missions.readiness.facts import Item
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import day_words
from missions.reference.sun import Sun, sun_of
from missions.zones import zone as zone_of


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a warning for each service at a place of work that begins or ends in the dark.

    Dark is before sunrise, and later than `site.daylight_margin_minutes` after sunset, on the day
    on which it begins. Places without coordinates are left out.
    """
    for item in ground.items:
        place = ground.places.get(item.site)
        point = ground.point(item.site)
        if item.kind != "service" or place is None or place.kind != "work" or point is None:
            continue
        if item.starts_utc is None:
            continue
        zone = place.zone or item.zone
        starts = _wall(item.starts_utc, zone)
        ends = _wall(item.ends_utc or item.starts_utc, zone)
        sun = sun_of(*point, starts.date(), zone)
        dark = _dark(sun, starts, ends, _margin(ground, item))
        if dark:
            yield _conflict(ground, item, dark)


def _margin(ground: Ground, item: Item) -> timedelta:
    minutes = ground.party.rules.number("site.daylight_margin_minutes", 30, on=item.day)
    return timedelta(minutes=minutes)


def _wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(zone_of(zone)).replace(tzinfo=None)


def _dark(sun: Sun, starts: datetime, ends: datetime, margin: timedelta) -> str:
    """What is said of the sun, "" where it is light enough."""
    said = []
    if sun.always == "down":
        said.append("the sun does not rise on that day")
    if sun.rises and starts < sun.rises:
        said.append(f"it begins at {clock(starts)}, sunrise at {clock(sun.rises)}")
    if sun.sets and ends > sun.sets + margin:
        said.append(f"it ends at {clock(ends)}, sunset at {clock(sun.sets)}")
    return " and ".join(said)


def _conflict(ground: Ground, item: Item, dark: str) -> Conflict:
    people = ground.in_order(item.people)
    return Conflict(
        kind="site_rule",
        severity=Severity.WARNING,
        items=(item.key, item.site),
        people=people,
        reason=(
            f"{named(item)} at {ground.alias(item.site)} is in the dark for "
            f"{ground.names(people)} on {day_words(item.day)}: {dark}."
        ),
        fix=f"Move {named(item)} into the daylight.",
        day=item.day,
    )
