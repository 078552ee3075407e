"""A whole trip some days later or earlier: wall times stay, their instants are derived anew. Pure.

Moved are the trip's days, all travel, stays and items, when people join and leave, and the
trainings from the trip's first day on. Trainings before it stay on their days, and so does
everything that is dated by an authority: papers, and requirements that are due on a fixed day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from missions.readiness.dropping_out import NAMED
from missions.readiness.facts import Item, Leg, Lesson, Member, Party, Stay
from missions.readiness.words import counted, day_words, listed
from missions.reference.holiday_days import Holiday
from missions.schedule.rules import instant
from missions.zones import zone as zone_of

HolidaysOf = Callable[[str, date, date], Iterable[Holiday]]
"""A country's public holidays from one day to another, both included."""
TICKETED = frozenset({"flight", "train", "coach", "ferry"})


def moved(party: Party, days: int, holidays: HolidaysOf) -> tuple[Party, tuple[str, ...]]:
    """Return the party so many days later (earlier below zero), and what is to be seen to by hand.

    Raises:
        OverflowError: a day would lie outside the calendar.
    """
    if days == 0:
        return party, ()
    by, trip = timedelta(days=days), party.trip
    starts, ends = trip.starts + by, trip.ends + by
    later = replace(
        party,
        trip=replace(trip, starts=starts, ends=ends),
        members=tuple(_member(member, by) for member in party.members),
        legs=tuple(_leg(leg, by) for leg in party.legs),
        stays=tuple(_stay(stay, by) for stay in party.stays),
        items=tuple(_item(item, by) for item in party.items),
        lessons=tuple(_lesson(lesson, trip.starts, by) for lesson in party.lessons),
        holidays=_holidays(party.holidays, starts, ends, holidays),
    )
    return later, tuple(_notes(party, later))


def stays_put(starts: datetime, first_day: date) -> bool:
    """Whether a training is before the trip, so that it stays when the trip moves."""
    return starts.date() < first_day


def missing_hour(wall: datetime, zone: str) -> bool:
    """Whether the clocks of a zone skip a wall time, as they do when summer time begins."""
    there = instant(wall, zone).astimezone(zone_of(zone)).replace(tzinfo=None)
    return there != wall.replace(tzinfo=None)


def _member(member: Member, by: timedelta) -> Member:
    if member.joins is None and member.leaves is None:
        return member
    return replace(
        member,
        joins=member.joins and member.joins + by,
        leaves=member.leaves and member.leaves + by,
    )


def _leg(leg: Leg, by: timedelta) -> Leg:
    departs, arrives = leg.departs + by, leg.arrives + by
    return replace(
        leg,
        departs=departs,
        departs_utc=instant(departs, leg.departs_zone),
        arrives=arrives,
        arrives_utc=instant(arrives, leg.arrives_zone),
    )


def _stay(stay: Stay, by: timedelta) -> Stay:
    return replace(stay, check_in=stay.check_in + by, check_out=stay.check_out + by)


def _item(item: Item, by: timedelta) -> Item:
    starts, ends = item.starts and item.starts + by, item.ends and item.ends + by
    return replace(
        item,
        day=item.day + by,
        starts=starts,
        starts_utc=instant(starts, item.zone) if starts else None,
        ends=ends,
        ends_utc=instant(ends, item.zone) if ends else None,
    )


def _lesson(lesson: Lesson, first_day: date, by: timedelta) -> Lesson:
    if stays_put(lesson.starts, first_day):
        return lesson
    return replace(lesson, starts=lesson.starts + by, ends=lesson.ends + by)


def _holidays(
    countries: Mapping[str, object], starts: date, ends: date, holidays: HolidaysOf
) -> dict[str, dict[date, str]]:
    return {
        country: {one.day: one.name for one in holidays(country, starts, ends)}
        for country in countries
    }


def _notes(before: Party, after: Party) -> Iterator[str]:
    tickets = [leg.called for leg in after.legs if leg.mode == "flight" or _booked(leg)]
    if tickets:
        named = listed(tuple(dict.fromkeys(tickets)), most=NAMED)
        yield f"Tickets must be changed: {named}. Numbers and times may differ on other days."
    if after.stays:
        nights = counted(len(after.stays), "stay")
        yield f"{nights} must be booked for the new nights."
    put = sum(stays_put(one.starts, before.trip.starts) for one in before.lessons)
    if put:
        verb = "stays" if put == 1 else "stay"
        yield f"{counted(put, 'training')} before the trip {verb} on the same day."
    late = [one.title for one in after.lessons if _between(one, before, after)]
    if late:
        yield f"Before the trip until now, and no longer: {listed(late, most=NAMED)}."
    yield from _gaps(after)
    for leg in after.legs:
        if leg.arrives_utc < leg.departs_utc:
            yield f"{leg.called} would arrive before it departs, since the clocks change."


def _booked(leg: Leg) -> bool:
    return leg.mode in TICKETED and leg.locator != ""


def _between(lesson: Lesson, before: Party, after: Party) -> bool:
    """Whether a training that stays put is no longer before the trip, which came nearer."""
    put = stays_put(lesson.starts, before.trip.starts)
    return put and not stays_put(lesson.starts, after.trip.starts)


def _gaps(party: Party) -> Iterator[str]:
    walls: list[tuple[str, datetime, str]] = []
    for leg in party.legs:
        walls.append((f"{leg.called} departs", leg.departs, leg.departs_zone))
        walls.append((f"{leg.called} arrives", leg.arrives, leg.arrives_zone))
    for item in party.items:
        walls += [(f"“{item.title}” begins", item.starts, item.zone)] if item.starts else []
        walls += [(f"“{item.title}” ends", item.ends, item.zone)] if item.ends else []
    for what, wall, zone in walls:
        if missing_hour(wall, zone):
            day = day_words(wall.date())
            yield f"{what} at {wall:%H:%M} on {day}, an hour that the clocks skip in {zone}."
