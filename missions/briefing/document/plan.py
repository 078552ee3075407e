"""Items and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from missions.briefing.document.moments import Moment
from missions.briefing.document.travel import Leg


@dataclass(frozen=True, slots=True)
class Item:
    """One activity of the plan.

    `label` is the neutral label with the site's mark ("Appointment B"); `title` is the real title
    or "" where the audience sees labels only. `start` is None for an item of the whole day.
    `end` is None where no end was given. `bring` are things with a box to tick. `changed` is "",
    "new", "moved" or "changed" against the edition before.
    """

    uid: str
    day: date
    label: str
    start: Moment | None = None
    end: Moment | None = None
    title: str = ""
    kind: str = ""
    status: str = ""
    site: str = ""
    site_name: str = ""
    address: str = ""
    lead: str = ""
    people: tuple[str, ...] = ()
    everyone: bool = False
    mine: bool = False
    head_count: int = 0
    partner: str = ""
    meet_at: str = ""
    meet_time: datetime | None = None
    vehicle: str = ""
    bring: tuple[str, ...] = ()
    with_children: bool = False
    backup: str = ""
    note: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day at the place where the team is, its legs and items in order of time.

    `place` is where the day begins ("Seoul", "" where not told), `home_offset` the minutes that
    home's clock differs from the place's (negative: home is behind; None: not told).
    """

    date: date
    zone: str = ""
    abbreviation: str = ""
    offset: int = 0
    place: str = ""
    home_offset: int | None = None
    entries: tuple[Leg | Item, ...] = ()
    tonight: str = ""
