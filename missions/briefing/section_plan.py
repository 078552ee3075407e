"""The plan as a paper tells it: items and days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from missions.briefing.document import Day, Item, Leg, RoutePoint, Stay
from missions.briefing.dossier import ActivityFacts, SegmentFacts, TrainingFacts
from missions.briefing.reader import Reader
from missions.briefing.section_travel import leg, legs, route, tells_all
from missions.policy.views import Detail
from missions.privacy import Audience
from missions.schedule.rules import LABELS, neutral_label
from missions.zones import zone as zone_of

TRAINING = "Training"
TRAVEL = LABELS["travel"]


def chosen(reader: Reader) -> Iterator[ActivityFacts]:
    """Yield the activities that stand on this paper."""
    for row in reader.plan.activities:
        if reader.partner is not None and not hosted(reader, row):
            continue
        if reader.concerns(row):
            yield row


def hosted(reader: Reader, row: ActivityFacts) -> bool:
    """Whether an activity is the paper's partner's own."""
    if reader.partner is None:
        return False
    return reader.plan.host_of(row) == reader.partner.key


def label(reader: Reader, row: ActivityFacts) -> str:
    """Return the neutral label with the site's mark."""
    site = reader.sites.get(row.site)
    return neutral_label(row.kind, row.plain_title, site.mark if site else "")


def item(reader: Reader, row: ActivityFacts) -> Item:
    """Return one activity with what the view tells of it."""
    start = end = None
    if row.starts is not None and row.starts_utc is not None:
        start = reader.moment(row.starts, row.zone, row.starts_utc)
    if row.ends is not None and row.ends_utc is not None:
        end = reader.moment(row.ends, row.zone, row.ends_utc)
    if reader.view.detail is Detail.BARE:
        return Item(
            uid=row.id, day=row.day, label="", start=start, end=end, head_count=len(row.people)
        )
    plain = label(reader, row)
    if not reader.told:
        return Item(uid=row.id, day=row.day, label=plain, start=start, end=end)
    return _told(reader, row, Item(uid=row.id, day=row.day, label=plain, start=start, end=end))


def _told(reader: Reader, row: ActivityFacts, plain: Item) -> Item:
    site = reader.sites.get(row.site)
    return replace(
        plain,
        title=row.title or neutral_label(row.kind, row.plain_title, ""),
        kind=row.kind,
        status=row.status,
        site=reader.alias(row.site),
        site_name=reader.site_name(row.site),
        address=reader.real(site.address, "") if site else "",
        lead=", ".join(reader.names(row.lead)),
        people=reader.names(row.people),
        everyone=reader.everyone(row.people),
        mine=reader.member is not None and reader.member.id in row.lead,
        head_count=len(row.people),
        partner=_host(reader, row),
        meet_at=row.meet_at,
        meet_time=row.meet_time,
        vehicle=row.vehicle,
        bring=row.bring,
        with_children=reader.leader(row.with_children, False),
        backup=reader.leader(row.backup, ""),
        note=reader.leader(row.note, ""),
        changed=reader.changed.get(row.id, ""),
    )


def _host(reader: Reader, row: ActivityFacts) -> str:
    partner = reader.partners.get(row.partner)
    return partner.alias if partner is not None else ""


def _travel_label(reader: Reader, row: SegmentFacts) -> Item:
    return Item(
        uid=row.id,
        day=row.departs.date(),
        label=TRAVEL,
        start=reader.moment(row.departs, row.departs_zone, row.departs_utc),
        end=reader.moment(row.arrives, row.arrives_zone, row.arrives_utc),
    )


def _training_label(reader: Reader, row: TrainingFacts) -> Item:
    return Item(
        uid=row.id,
        day=row.starts.date(),
        label=TRAINING,
        start=reader.moment(row.starts, row.zone, row.starts_utc),
        end=reader.moment(row.ends, row.zone, row.ends_utc),
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a day before it is put in order; `weight` is how many people it concerns."""

    day: date
    zone: str
    timed: bool
    at: datetime
    weight: int
    shown: Leg | Item


def _entries(reader: Reader) -> Iterator[Entry]:
    trip = reader.plan.trip
    for row in chosen(reader):
        if not reader.told and row.status == "cancelled":
            continue
        made = item(reader, row)
        instant = made.start.utc if made.start else reader.noon(row.day, row.zone).utc
        yield Entry(row.day, row.zone, made.start is not None, instant, len(row.people), made)
    if reader.partner is not None:
        return
    full = {made.uid: made for made in legs(reader)} if tells_all(reader) else {}
    for segment in reader.plan.segments:
        if reader.concerns(segment):
            shown = full.get(segment.id) or _travel_label(reader, segment)
            day, zone, at = segment.departs.date(), segment.departs_zone, segment.departs_utc
            yield Entry(day, zone, True, at, len(segment.people), shown)
    if reader.told:
        return
    for training in reader.plan.trainings:
        if reader.concerns(training) and trip.starts <= training.starts.date() <= trip.ends:
            made = _training_label(reader, training)
            weight = len(training.people)
            yield Entry(made.day, training.zone, True, training.starts_utc, weight, made)


def met_legs(reader: Reader) -> tuple[Leg, ...]:
    """Return the legs that the paper's partner meets."""
    if reader.partner is None or not reader.told:
        return ()
    handles = {reader.partner.key.casefold(), reader.partner.alias.casefold()}
    found = [row for row in reader.plan.segments if row.met_by.strip().casefold() in handles]
    return tuple(leg(reader, row) for row in found)


def days(reader: Reader, stays: tuple[Stay, ...] = ()) -> tuple[Day, ...]:
    """Return the days, each with its entries in order of time.

    The team's papers have every day of the trip, an empty one too; others only those that hold
    something.
    """
    if reader.view.detail is Detail.BARE and reader.asked.audience is not Audience.HOST:
        return ()
    by_day: dict[date, list[Entry]] = {}
    for entry in _entries(reader):
        by_day.setdefault(entry.day, []).append(entry)
    points = route(reader)
    made: list[Day] = []
    for day in sorted({*by_day, *_whole_trip(reader)}):
        if day in by_day:
            made.append(_day(reader, day, by_day[day], points, stays))
        else:
            made.append(_empty(reader, day, points, stays))
    return tuple(made)


def _whole_trip(reader: Reader) -> list[date]:
    """Return the days of the trip on which the paper's reader is there, for the team's papers."""
    if not reader.told or reader.partner is not None:
        return []
    trip = reader.plan.trip
    first, last = trip.starts, trip.ends
    if reader.member is not None:
        first = max(first, reader.member.joins.unseal() or first)
        last = min(last, reader.member.leaves.unseal() or last)
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]


def _empty(
    reader: Reader, day: date, points: tuple[RoutePoint, ...], stays: tuple[Stay, ...]
) -> Day:
    """Return a day on which nothing is planned, where the last leg ended; before any, at home."""
    here = [row for row in reader.plan.segments if reader.concerns(row)]
    landed = [row for row in here if row.arrives.date() <= day]
    zone = landed[-1].arrives_zone if landed else reader.plan.trip.home_zone
    return _dated(reader, day, zone, _city(points, reader.noon(day, zone).utc, zone), stays)


def _day(
    reader: Reader,
    day: date,
    entries: list[Entry],
    points: tuple[RoutePoint, ...],
    stays: tuple[Stay, ...],
) -> Day:
    entries.sort(key=lambda entry: (entry.timed, entry.at, entry.shown.uid))
    first = _opening(entries)
    made = _dated(reader, day, first.zone, _city(points, first.at, first.zone), stays)
    return replace(made, entries=tuple(entry.shown for entry in entries))


def _dated(reader: Reader, day: date, zone: str, place: str, stays: tuple[Stay, ...]) -> Day:
    clock = reader.noon(day, zone)
    away = round((clock.home - clock.wall).total_seconds() / 60) if clock.home else None
    return Day(
        date=day,
        zone=zone,
        abbreviation=clock.abbreviation,
        offset=clock.offset,
        place=place,
        home_offset=away,
        tonight=_tonight(reader, day, stays),
    )


def _opening(entries: list[Entry]) -> Entry:
    """Return the entry that says where a day begins: the first that concerns many."""
    many = max(entry.weight for entry in entries) / 2
    return next(entry for entry in entries if entry.weight >= many)


def _city(points: tuple[RoutePoint, ...], at: datetime, zone: str) -> str:
    """Return the city of the route where the team is as the day begins."""
    wall = at.astimezone(zone_of(zone)).replace(tzinfo=None)
    place = points[0].name if points and points[0].zone == zone else ""
    for point in points[1:]:
        if point.arrives is not None and point.arrives <= wall and point.zone == zone:
            place = point.name
    return place


def _tonight(reader: Reader, day: date, stays: tuple[Stay, ...]) -> str:
    beds = [stay for stay in stays if stay.check_in <= day < stay.check_out]
    if reader.member is None:
        return ", ".join(dict.fromkeys(stay.site for stay in beds))
    for stay in beds:
        for room in stay.rooms:
            if reader.member.name in room.people:
                others = [name for name in room.people if name != reader.member.name]
                mates = f" with {', '.join(others)}" if others else ""
                return f"{stay.site}, room {room.room}{mates}" if room.room else stay.site
    return beds[0].site if beds else ""
