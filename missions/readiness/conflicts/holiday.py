"""Hosts are not counted on where their country has a public holiday."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from missions.readiness.conflicts.timeline import Ground
from missions.readiness.conflicts.wording import named
from missions.readiness.facts import Item
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import day_words, listed

_WITH_HOSTS = frozenset({"meeting", "service", "training"})
_OWN = frozenset({"travel", "meal", "rest"})
"""What needs no host, even at a medical site."""


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each site and public holiday of its country on which a host is needed.

    That is for meetings, service and training at a site with a partner, or with one of their own,
    and at a medical site for all but travel, meals and rest.
    """
    found: dict[tuple[date, str], list[Item]] = defaultdict(list)
    for item in ground.items:
        if _holiday(ground, item) and _needs_host(ground, item):
            found[item.day, item.site].append(item)
    for items in found.values():
        yield _conflict(ground, items)


def _holiday(ground: Ground, item: Item) -> str:
    """The name of the holiday at the item's site on its day, "" for none."""
    place = ground.places.get(item.site)
    days = ground.party.holidays.get(place.country) if place else None
    return days.get(item.day, "") if days else ""


def _needs_host(ground: Ground, item: Item) -> bool:
    place = ground.places[item.site]
    if place.kind == "medical":
        return item.kind not in _OWN
    return item.kind in _WITH_HOSTS and bool(place.partner or item.partner)


def _conflict(ground: Ground, items: Sequence[Item]) -> Conflict:
    first = items[0]
    titles = listed([named(item) for item in items])
    name, day = _holiday(ground, first), day_words(first.day)
    return Conflict(
        kind="holiday",
        severity=Severity.WARNING,
        items=tuple(item.key for item in items),
        people=ground.in_order(person for item in items for person in item.people),
        reason=(
            f"{day} is {name} at {ground.alias(first.site)}; the hosts are needed for {titles}."
        ),
        fix="Ask the hosts whether they are there on that day, or choose another.",
        day=first.day,
    )
