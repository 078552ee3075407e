"""Arrival, departure and what happens at a site lie inside its host's hours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from missions.readiness.conflicts.timeline import Ground
from missions.readiness.conflicts.wording import clock, hours_of, named
from missions.readiness.facts import Item, Leg, Place
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import day_words
from missions.zones import zone as zone_of

_DAY = 24 * 60
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Visit:
    """A time at a site in wall time there, told by `what`; a leg's arrival has no length."""

    source: Item | Leg
    place: Place
    starts: datetime
    ends: datetime
    people: tuple[str, ...]
    what: str


class Lodging:
    """Who sleeps where, night by night."""

    def __init__(self, ground: Ground) -> None:
        self._nights: dict[tuple[str, str], list[tuple[date, date]]] = defaultdict(list)
        for stay in ground.stays:
            for person in stay.people:
                self._nights[person, stay.site].append((stay.check_in, stay.check_out))

    def on(self, person: str, site: str, day: date) -> bool:
        """Whether the person sleeps at the site in the night that begins on the day."""
        return any(first <= day < last for first, last in self._nights.get((person, site), ()))

    def before(self, person: str, site: str, day: date) -> bool:
        """Whether the person slept at the site in the night before the day."""
        return self.on(person, site, day - timedelta(days=1))


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for each visit outside a site's `opens` to `closes` (wall time there).

    A window that closes before it opens goes past midnight. Its first and last minute count. Who
    sleeps at the site is held to it only when moving in or out, by the leg there or away, or by
    what comes first there. An error; a tentative item warns.
    """
    lodging = Lodging(ground)
    windows = {place.key: place for place in ground.party.places if place.opens or place.closes}
    for leg in ground.legs:
        for visit in _ends_of(leg, windows, lodging):
            yield from _judge(ground, visit)
    moved_in: set[tuple[str, str, date]] = set()
    for item in ground.items:
        if item.site in windows and item.starts_utc is not None:
            for visit in _at(item, windows[item.site], lodging, moved_in):
                yield from _judge(ground, visit)


def _ends_of(leg: Leg, windows: dict[str, Place], lodging: Lodging) -> Iterator[Visit]:
    place = windows.get(leg.origin.site)
    if place:
        leaves = _wall(leg.departs_utc, place, leg.departs_zone)
        going = (one for one in leg.people if not lodging.on(one, place.key, leaves.date()))
        what = f"leaves {place.alias} at {clock(leaves)}"
        yield Visit(leg, place, leaves, leaves, tuple(going), what)
    place = windows.get(leg.destination.site)
    if place:
        comes = _wall(leg.arrives_utc, place, leg.arrives_zone)
        coming = (one for one in leg.people if not lodging.before(one, place.key, comes.date()))
        what = f"comes to {place.alias} at {clock(comes)}"
        yield Visit(leg, place, comes, comes, tuple(coming), what)


def _at(
    item: Item, place: Place, lodging: Lodging, moved_in: set[tuple[str, str, date]]
) -> Iterator[Visit]:
    """The visit of the guests, and that of those who move in with it."""
    if item.starts_utc is None:
        return
    starts = _wall(item.starts_utc, place, item.zone)
    ends = _wall(item.ends_utc or item.starts_utc, place, item.zone)
    here = place.key, starts.date()
    strangers = [one for one in item.people if not lodging.before(one, *here)]
    guests = tuple(one for one in strangers if not lodging.on(one, *here))
    new = tuple(one for one in strangers if lodging.on(one, *here) and (one, *here) not in moved_in)
    moved_in.update((one, *here) for one in new)
    yield Visit(item, place, starts, ends, guests, f"at {place.alias} is {_hours(item)}")
    yield Visit(item, place, starts, starts, new, f"at {place.alias} begins at {clock(starts)}")


def _hours(item: Item) -> str:
    return f"from {hours_of(item)}" if item.ends else f"at {hours_of(item)}"


def _wall(moment: datetime, place: Place, zone: str) -> datetime:
    """Wall time at the site; `zone` where the site says none."""
    return moment.astimezone(zone_of(place.zone or zone)).replace(tzinfo=None)


def _minute(text: str) -> int | None:
    """Minutes from midnight, None for a blank or something else than a clock time."""
    match = _CLOCK.fullmatch(text.strip())
    return int(match[1]) * 60 + int(match[2]) if match else None


def _outside(visit: Visit) -> bool:
    opens, closes = _minute(visit.place.opens), _minute(visit.place.closes)
    begins = visit.starts.hour * 60 + visit.starts.minute
    lasts = int((visit.ends - visit.starts).total_seconds() // 60)
    if opens is None:
        return closes is not None and begins + lasts > closes
    if closes is None:
        return begins < opens
    window = (closes - opens) % _DAY
    # Opening and closing at one time of day is never closed.
    return bool(window) and (begins - opens) % _DAY + lasts > window


def _judge(ground: Ground, visit: Visit) -> Iterator[Conflict]:
    if not visit.people or not _outside(visit):
        return
    people, day = ground.in_order(visit.people), visit.starts.date()
    tentative = isinstance(visit.source, Item) and visit.source.status == "tentative"
    yield Conflict(
        kind="host_window",
        severity=Severity.WARNING if tentative else Severity.ERROR,
        items=(visit.source.key,),
        people=people,
        reason=(
            f"{named(visit.source)} {visit.what} on {day_words(day)}, for {ground.names(people)}; "
            f"the hosts receive {_window(visit.place)}."
        ),
        fix=f"Move it into these hours, or ask whether {visit.place.alias} can receive then.",
        day=day,
    )


def _window(place: Place) -> str:
    if place.opens and place.closes:
        return f"from {place.opens} to {place.closes}"
    return f"from {place.opens} on" if place.opens else f"until {place.closes}"
