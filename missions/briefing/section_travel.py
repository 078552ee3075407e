"""Travel as a paper tells it: legs, connections, the route."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from missions.briefing.document import Connection, Leg, PersonNote, Place, RoutePoint
from missions.briefing.dossier import End, SegmentFacts
from missions.briefing.reader import Reader
from missions.policy.views import Detail
from missions.schedule.rules import international

TICKETED = frozenset({"train", "coach", "ferry"})
LONG_RIDE = 150
"""A ride of so many minutes leads to another city, a shorter one to the next house."""
_CHAIN = timedelta(hours=8)
_CHANGE = timedelta(hours=24)
_PAUSE = timedelta(hours=4)


def minutes_between(segment: SegmentFacts) -> int:
    """Return how long a segment takes, in whole minutes."""
    return round((segment.arrives_utc - segment.departs_utc).total_seconds() / 60)


def shown(reader: Reader, segment: SegmentFacts) -> bool:
    """Whether a paper tells of a segment as such, not just as a label with times."""
    if not reader.view.travel or not reader.concerns(segment):
        return False
    if reader.told:
        return True
    if reader.member is None:
        return False
    ticketed = bool(segment.locator) or _named(reader, segment)
    return (
        not reader.view.desk or segment.mode == "flight" or (segment.mode in TICKETED and ticketed)
    )


def _named(reader: Reader, segment: SegmentFacts) -> bool:
    return reader.member is not None and reader.member.id in segment.ticketed_as.unseal()


def place(reader: Reader, end: End) -> Place:
    """Return an end as it may be named; a site that is not told is blank."""
    if end.site:
        return Place(name=end.text, country=end.country) if reader.told else Place()
    return Place(name=end.text, code=end.code, city=end.city, country=end.country)


def legs(reader: Reader) -> tuple[Leg, ...]:
    """Return the segments of this paper in order of departure."""
    segments = [row for row in reader.plan.segments if shown(reader, row)]
    parts = parts_of(segments)
    return tuple(leg(reader, row, parts.get(row.id, ""), segments) for row in segments)


def leg(
    reader: Reader, row: SegmentFacts, part: str = "", among: list[SegmentFacts] | None = None
) -> Leg:
    """Return one segment with what the view tells of it."""
    plain = Leg(
        uid=row.id,
        start=reader.moment(row.departs, row.departs_zone, row.departs_utc),
        end=reader.moment(row.arrives, row.arrives_zone, row.arrives_utc),
        minutes=minutes_between(row),
        mode=row.mode,
        part=part,
        carrier=row.carrier,
        number=row.number,
        origin=place(reader, row.origin),
        destination=place(reader, row.destination),
        locators=_locators(reader, row),
        ticketed=_ticketed(reader, row),
        international=international(row.origin.country, row.destination.country),
    )
    return _told(reader, row, plain, among or []) if reader.told else plain


def _told(reader: Reader, row: SegmentFacts, plain: Leg, among: list[SegmentFacts]) -> Leg:
    return replace(
        plain,
        people=reader.names(row.people),
        everyone=reader.everyone(row.people),
        head_count=len(row.people),
        seats=row.seats,
        baggage=row.baggage,
        vehicle=row.vehicle,
        driver=reader.called(row.driver),
        met_by=reader.called(row.met_by),
        note=reader.leader(row.note, ""),
        connection=connection(reader, row, among),
        changed=reader.changed.get(row.id, ""),
    )


def _locators(reader: Reader, row: SegmentFacts) -> tuple[PersonNote, ...]:
    locator = row.locator.unseal()
    if not locator:
        return ()
    if reader.leads and reader.member is None:
        return tuple(PersonNote(name, locator) for name in reader.names(row.people))
    if reader.member is None or not (reader.view.own or reader.view.desk or reader.leads):
        return ()
    return (PersonNote(_self(reader), locator),) if reader.member.id in row.people else ()


def _self(reader: Reader) -> str:
    return reader.member.name if reader.member and reader.told else ""


def _ticketed(reader: Reader, row: SegmentFacts) -> tuple[PersonNote, ...]:
    names = row.ticketed_as.unseal()
    if reader.leads and reader.member is None:
        return tuple(
            PersonNote(reader.people[member].name, name)
            for member, name in names.items()
            if member in reader.people
        )
    member = reader.member
    if member is None or member.id not in names or not (reader.view.own or reader.leads):
        return ()
    return (PersonNote(_self(reader), names[member.id]),)


def connection(reader: Reader, row: SegmentFacts, among: list[SegmentFacts]) -> Connection | None:
    """Return the change that most of a leg's people make after it, None for none."""
    following: Counter[str] = Counter()
    for person in row.people:
        after = next_leg(person, row, among)
        if after is not None and reader.mine([person]):
            following[after.id] += 1
    if not following:
        return None
    chosen = following.most_common(1)[0][0]
    after = next(segment for segment in among if segment.id == chosen)
    people = tuple(person for person in row.people if person in after.people)
    return Connection(
        minutes=round((after.departs_utc - row.arrives_utc).total_seconds() / 60),
        place=place(reader, row.destination),
        people=reader.names(people),
        everyone=set(people) == set(row.people),
    )


def next_leg(person: str, row: SegmentFacts, among: list[SegmentFacts]) -> SegmentFacts | None:
    """Return the leg that a person boards where this one ends, within a day."""
    for other in among:
        if (
            person in other.people
            and other.id != row.id
            and timedelta() <= other.departs_utc - row.arrives_utc <= _CHANGE
        ):
            return other if _changes(row, other) else None
    return None


def _changes(row: SegmentFacts, other: SegmentFacts) -> bool:
    """Whether two legs meet at one place and must be caught.

    A long pause at a site is a stay, and a car waits for its people: neither is a change.
    """
    if "car" in (row.mode, other.mode):
        return False
    stays = bool(row.destination.site) and other.departs_utc - row.arrives_utc > _PAUSE
    return _same(row.destination, other.origin) and not stays


def _same(one: End, other: End) -> bool:
    return (one.code or one.site or one.text) == (other.code or other.site or other.text)


def parts_of(segments: list[SegmentFacts]) -> dict[str, str]:
    """Return for each segment whether it stands in the way out, the way home or between.

    The way out is the chain of legs that begins with the first and has no pause of 8 hours; the
    way home the chain that ends with the last.
    """
    if not segments:
        return {}
    parts = dict.fromkeys((row.id for row in segments), "between")
    until = segments[0].arrives_utc
    for row in segments:
        if row.departs_utc - until > _CHAIN:
            break
        parts[row.id], until = "out", max(until, row.arrives_utc)
    since = max(row.arrives_utc for row in segments)
    for row in sorted(segments, key=lambda row: row.arrives_utc, reverse=True):
        if since - row.arrives_utc > _CHAIN or parts[row.id] == "out":
            break
        parts[row.id], since = "home", min(since, row.departs_utc)
    return parts


def route(reader: Reader) -> tuple[RoutePoint, ...]:
    """Return the cities that most of the paper's people pass, in order, with their clocks."""
    if not reader.told or not reader.view.travel:
        return ()
    main = _main_legs(reader)
    points: list[RoutePoint] = []
    for row in main:
        _stop(reader, points, row, leaving=True)
        _stop(reader, points, row, leaving=False)
    return tuple(points)


def _main_legs(reader: Reader) -> list[SegmentFacts]:
    """Return the legs between cities that most of the paper's people take; failing those, all."""
    most = 1 if reader.member is not None else (len(reader.travellers) + 1) // 2
    taken = [
        row
        for row in reader.plan.segments
        if reader.concerns(row) and (reader.member is not None or len(row.people) >= most)
    ]
    far = [row for row in taken if _far(row)] or taken
    return [row for before, row in zip([None, *far], far, strict=False) if not _beside(before, row)]


def _beside(before: SegmentFacts | None, row: SegmentFacts) -> bool:
    """Whether a leg runs beside the one before: two vans, or one flight in two bookings."""
    return (
        before is not None
        and _same(before.origin, row.origin)
        and _same(before.destination, row.destination)
        and row.departs_utc < before.arrives_utc
    )


def _far(row: SegmentFacts) -> bool:
    """Whether a leg leads to another city: by air, over a border, to another clock, or for long."""
    return (
        row.mode in ("flight", "train", "ferry")
        or international(row.origin.country, row.destination.country)
        or row.departs_zone != row.arrives_zone
        or minutes_between(row) >= LONG_RIDE
    )


def _stop(reader: Reader, points: list[RoutePoint], row: SegmentFacts, *, leaving: bool) -> None:
    end = row.origin if leaving else row.destination
    zone = row.departs_zone if leaving else row.arrives_zone
    wall = row.departs if leaving else row.arrives
    utc = row.departs_utc if leaving else row.arrives_utc
    name = end.city or end.text
    clock = reader.moment(wall, zone, utc)
    arrives = None if leaving else wall
    if points and points[-1].name == name:
        arrives = points.pop().arrives
    points.append(
        RoutePoint(
            name=name,
            zone=zone,
            abbreviation=clock.abbreviation,
            offset=clock.offset,
            arrives=arrives,
            departs=wall if leaving else None,
            home=zone == reader.plan.trip.home_zone,
        )
    )


def tells_all(reader: Reader) -> bool:
    """Whether legs stand in the days as legs; otherwise as a label with times."""
    return reader.view.detail >= Detail.TEAM
