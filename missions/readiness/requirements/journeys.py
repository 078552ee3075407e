"""Which countries a person enters and leaves, in order, by the clocks there. Pure.

A move between two countries without a border control is no entry. Hong Kong, Macau and Taiwan have
codes and borders of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from missions.readiness.facts import Facts, Leg
from missions.readiness.requirements.papers import citizenship, nationality, used_passport

_SCHENGEN = "AT BE BG CH CZ DE DK EE ES FI FR GR HR HU IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
SCHENGEN = frozenset(_SCHENGEN.split())
"""No controls between them. Source: Regulation (EU) 2016/399 and the Council's accession decisions,
Bulgaria and Romania by land since 1 January 2025."""
_PART_OF = {"GU": "US", "MP": "US", "PR": "US", "VI": "US"}
"""Territories with an ISO code of their own that their state's visas and passports open."""
_CHANGE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Visit:
    """A time in a country, from the day of arrival to the day of departure, both on its clocks.

    Attributes:
        arrival, departure: the legs in and out; None where the plan has none.
        came_from, goes_to: countries; "" where the plan doesn't tell.
    """

    country: str
    enters: date
    leaves: date
    arrival: Leg | None = None
    departure: Leg | None = None
    came_from: str = ""
    goes_to: str = ""

    @property
    def days(self) -> int:
        """How many days, those of arrival and departure included."""
        return (self.leaves - self.enters).days + 1


def area(country: str) -> str:
    """Return what one border control stands before: "Schengen", a state, or the code itself."""
    return "Schengen" if country in SCHENGEN else _PART_OF.get(country, country)


def first_day(facts: Facts) -> date:
    """Return the person's first day: when they join, else the trip's."""
    return facts.person.joins or facts.trip.starts


def last_day(facts: Facts) -> date:
    """Return the person's last day: when they leave, else the trip's."""
    return facts.person.leaves or facts.trip.ends


def first_departure(facts: Facts) -> date:
    """Return the day of the first leg on the clocks there; without legs, the first day."""
    return min((leg.departs.date() for leg in facts.legs), default=first_day(facts))


def returns_on(facts: Facts) -> date:
    """Return the later of the trip's (or the person's) end and the last leg's arrival."""
    arrivals = [leg.arrives.date() for leg in facts.legs]
    return max([facts.trip.ends, last_day(facts), *arrivals])


def travel_days(facts: Facts) -> tuple[date, date]:
    """Return the first and last date on any clock that the person travels or is away by.

    Across the date line the last arrival may bear an earlier date than its departure, so both ends
    of every leg count.
    """
    days = [day for leg in facts.legs for day in (leg.departs.date(), leg.arrives.date())]
    return min([first_day(facts), *days]), max([last_day(facts), *days])


def visits(facts: Facts) -> tuple[Visit, ...]:
    """Return every entry in order of time, coming home included.

    Countries that only the stays, the schedule, or (before there are legs) the trip's sites tell of
    follow at the end.
    """
    by_legs = tuple(_by_legs(facts))
    known = {area(visit.country) for visit in by_legs} | {area(facts.trip.home_country)}
    more: dict[str, Visit] = {}
    for country, start, end in _by_sites(facts):
        if country and area(country) not in known:
            seen = more.get(area(country), Visit(country, start, end))
            enters, leaves = min(seen.enters, start), max(seen.leaves, end)
            more[area(country)] = replace(seen, enters=enters, leaves=leaves)
    return (*by_legs, *sorted(more.values(), key=lambda visit: visit.enters))


def entries(facts: Facts) -> tuple[tuple[Visit, ...], ...]:
    """Return the visits that pass a border control, grouped by what lies behind it, in order.

    A change of planes is none where the rulebook says that it asks for nothing.
    """
    found: dict[str, tuple[Visit, ...]] = {}
    for visit in visits(facts):
        if not stays_inside(facts, visit):
            found[area(visit.country)] = (*found.get(area(visit.country), ()), visit)
    return tuple(found.values())


def is_home(facts: Facts, country: str) -> bool:
    """Whether the country is that of the trip's home zone, or where the person sets out from.

    The latter goes for who flies back there from abroad, and where the plan has nothing to do: else
    a leg may only be missing.
    """
    if not country or area(country) == area(facts.trip.home_country):
        return country != ""
    if not facts.legs:
        return False
    first = min(facts.legs, key=lambda leg: leg.departs_utc)
    last = max(facts.legs, key=lambda leg: leg.departs_utc)
    ends = {area(first.origin.country), area(last.destination.country)}
    abroad = any(area(leg.destination.country) != area(country) for leg in facts.legs)
    busy = any(area(at) == area(country) for at, _, _ in _by_sites(facts))
    return ends == {area(country)} and abroad and not busy


def is_citizen(facts: Facts, country: str) -> bool:
    """Whether the person enters as a citizen, by the roster or the passport used."""
    passport = used_passport(facts)
    own = {facts.person.nationality, nationality(facts), citizenship(passport) if passport else ""}
    return any(_opens(each, country) for each in own if each)


def _opens(citizen_of: str, country: str) -> bool:
    return citizen_of in (country, _PART_OF.get(country))


def plan_is_blank(facts: Facts) -> bool:
    """Whether nothing tells which country is visited: no leg and no site has a country."""
    ends = [end.country for leg in facts.legs for end in (leg.origin, leg.destination)]
    return not any([*ends, *(place.country for place in facts.party.places)])


def stays_inside(facts: Facts, visit: Visit) -> bool:
    """Whether the visit is a change of planes that the rulebook says asks for nothing."""
    if not _changes_planes(facts, visit):
        return False
    who = nationality(facts)
    found = facts.rules.find(
        "transit.visa_needed", nationality=who, destination=visit.country, on=visit.enters
    )
    return found is not None and found.value is False


def _changes_planes(facts: Facts, visit: Visit) -> bool:
    came, goes = visit.arrival, visit.departure
    if came is None or goes is None or {came.mode, goes.mode} != {"flight"}:
        return False
    same = came.destination.code == goes.origin.code != ""
    sites = {place.key for place in facts.party.places if place.country == visit.country}
    away = [(stay.site, stay.check_in) for stay in facts.stays]
    away += [(item.site, item.day) for item in facts.items]
    goes_out = any(at in sites and visit.enters <= day <= visit.leaves for at, day in away)
    return same and not goes_out and goes.departs_utc - came.arrives_utc < _CHANGE


def _by_legs(facts: Facts) -> Iterator[Visit]:
    here, visit = "", None
    for leg in sorted(facts.legs, key=lambda leg: leg.departs_utc):
        start = leg.origin.country or here or facts.trip.home_country
        if here and area(start) != area(here):
            # The plan has no leg for this move: all that is known is the day on which it was over.
            day = leg.departs.date()
            if visit:
                yield replace(visit, leaves=max(day, visit.enters), goes_to=start)
            visit = Visit(start, day, day, came_from=here)
        here = start
        stop = leg.destination.country or start
        if area(stop) != area(start):
            if visit:
                day = max(leg.departs.date(), visit.enters)
                yield replace(visit, leaves=day, departure=leg, goes_to=stop)
            day = leg.arrives.date()
            visit = Visit(stop, day, day, arrival=leg, came_from=start)
        here = stop
    if visit:
        end = visit.enters if is_home(facts, visit.country) else last_day(facts)
        yield replace(visit, leaves=max(end, visit.enters))


def _by_sites(facts: Facts) -> Iterator[tuple[str, date, date]]:
    countries = {place.key: place.country for place in facts.party.places}
    for stay in facts.stays:
        yield countries.get(stay.site, ""), stay.check_in, stay.check_out
    for item in facts.items:
        yield countries.get(item.site, ""), item.day, item.day
    if not facts.legs and not facts.stays and not facts.items:
        for country in countries.values():
            yield country, first_day(facts), last_day(facts)
