"""In which zone an item without a site takes place: where its people are at that time.

Each person is where their last leg before the item took them, before their first leg where that
leg begins. The zone of most of the item's people holds. Who has no leg is where the stay of that
day is, else at home.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from missions.intake.cells import items_of
from missions.intake.checks.places import end_zone
from missions.intake.folder import TripFolder
from missions.intake.plan_rows import ItemRow
from missions.schedule.rules import instant
from missions.trips.rules import OnRoster, Roster, is_minor

NOON = time(12)


@dataclass(frozen=True, slots=True)
class _Leg:
    people: frozenset[str]
    from_zone: str
    to_zone: str
    departs: datetime
    arrives: datetime


class Whereabouts:
    """Answers for one folder; who is on which leg is worked out when first asked."""

    def __init__(self, folder: TripFolder) -> None:
        self._folder = folder
        self._sites = {row.key: row for row in folder.site.rows}
        self._home = folder.settings.home_zone or "UTC"
        self._answers: dict[tuple[str, str, date, time], str] = {}
        self._chosen: dict[tuple[str, date], frozenset[str]] = {}

    def zone_of(self, item: ItemRow) -> str:
        """Return the zone that an item's wall times are in."""
        site = self._sites.get(item.site)
        if site is not None and site.zone:
            return site.zone
        if item.day is None:
            return self._home
        at = item.starts.time() if item.starts else NOON
        asked = (item.people, item.lead, item.day, at)
        if asked not in self._answers:
            self._answers[asked] = self._zone_at(*asked)
        return self._answers[asked]

    def _zone_at(self, people: str, lead: str, day: date, at: time) -> str:
        concerned = self._choose(people, day)
        if lead:
            concerned |= self._choose(lead, day)
        wall = datetime.combine(day, at)
        zones: Counter[str] = Counter()
        waiting = set(concerned)
        for leg in reversed(self._legs):
            if waiting and leg.arrives <= instant(wall, leg.to_zone):
                zones[leg.to_zone] += len(waiting & leg.people)
                waiting -= leg.people
        for leg in self._legs:
            if waiting and leg.departs > instant(wall, leg.from_zone):
                zones[leg.from_zone] += len(waiting & leg.people)
                waiting -= leg.people
        zones = +zones
        return zones.most_common(1)[0][0] if zones else self._zone_of_day(day)

    def _zone_of_day(self, day: date) -> str:
        for stay in self._folder.stays.rows:
            site = self._sites.get(stay.site)
            covers = stay.check_in and stay.check_out and stay.check_in <= day <= stay.check_out
            if covers and site is not None and site.zone:
                return site.zone
        return self._home

    def _choose(self, people: str, day: date) -> frozenset[str]:
        asked = (people, day)
        if asked not in self._chosen:
            self._chosen[asked] = frozenset(self._roster.choose(people, day))
        return self._chosen[asked]

    @cached_property
    def _roster(self) -> Roster:
        first_day = self._folder.settings.starts or date.min
        return Roster(
            OnRoster(
                id=row.key,
                key=row.key,
                name=row.preferred_name or row.key,
                role=row.role,
                groups=tuple(items_of(row.groups)),
                joins=row.joins,
                leaves=row.leaves,
                minor=is_minor(row.birth_date, first_day),
            )
            for row in self._folder.people.rows
        )

    @cached_property
    def _legs(self) -> list[_Leg]:
        legs = []
        for row in self._folder.travel.rows:
            from_zone = end_zone(row.mode, row.origin, row.from_zone, self._sites)
            to_zone = end_zone(row.mode, row.destination, row.to_zone, self._sites)
            if row.departs and row.arrives and from_zone and to_zone:
                people = self._choose(row.people, row.departs.date())
                departs, arrives = instant(row.departs, from_zone), instant(row.arrives, to_zone)
                legs.append(_Leg(people, from_zone, to_zone, departs, arrives))
        return sorted(legs, key=lambda leg: leg.arrives)
