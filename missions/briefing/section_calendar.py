"""Calendars as an audience may hold them: entries with their numbers, and what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from missions.briefing.document import CalendarDocument, CalendarEntry, Moment
from missions.briefing.dossier import (
    ActivityFacts,
    Happening,
    SegmentFacts,
    Tombstone,
    TrainingFacts,
)
from missions.briefing.reader import Reader
from missions.briefing.section_plan import TRAINING, TRAVEL, hosted, label
from missions.briefing.section_travel import shown
from missions.policy.views import Detail
from missions.privacy import Audience
from missions.schedule.rules import neutral_label

BEFORE_FLIGHT = 180
BEFORE_TRAVEL = 60
BEFORE_ITEM = 15
"""Minutes before the start at which a calendar rings, where its audience allows."""
_STATUS = {"confirmed": "CONFIRMED", "tentative": "TENTATIVE", "cancelled": "CANCELLED"}


@dataclass(frozen=True, slots=True)
class _Words:
    """What an entry says beside its times."""

    summary: str
    location: str = ""
    description: str = ""
    status: str = ""
    alarm: int | None = None
    latitude: float | None = None
    longitude: float | None = None


def calendar(reader: Reader) -> CalendarDocument:
    """Return a person's, a partner's or the whole team's calendar."""
    trip = reader.plan.trip
    whole = reader.view.detail is Detail.BARE and reader.asked.audience is Audience.FAMILY
    entries = (_whole_trip(reader),) if whole else tuple(_entries(reader))
    return CalendarDocument(
        name=trip.label,
        stamp=reader.desk.published_at,
        in_utc=reader.view.utc,
        entries=entries,
    )


def _whole_trip(reader: Reader) -> CalendarEntry:
    trip = reader.plan.trip
    return CalendarEntry(
        uid=trip.id,
        sequence=reader.desk.body.sequences.get(trip.id, 0),
        start=trip.starts,
        end=trip.ends + timedelta(days=1),
        summary=trip.label,
        transparent=True,
    )


def _entries(reader: Reader) -> Iterator[CalendarEntry]:
    numbers = reader.desk.body.sequences
    for thing in _happenings(reader):
        yield entry(reader, thing, numbers.get(thing.id, 0))
    for stone in reader.desk.body.tombstones:
        if _buried_here(reader, stone):
            plain = entry(reader, stone.happening, stone.sequence)
            yield replace(plain, status="CANCELLED", alarms=(), description="")


def _happenings(reader: Reader) -> Iterator[Happening]:
    rows: list[Happening] = [*reader.plan.activities]
    if reader.partner is None:
        rows += [*reader.plan.segments, *reader.plan.trainings]
    for thing in rows:
        if reader.partner is not None:
            if isinstance(thing, ActivityFacts) and hosted(reader, thing):
                yield thing
        elif reader.concerns(thing):
            yield thing


def _buried_here(reader: Reader, stone: Tombstone) -> bool:
    if reader.partner is not None:
        return reader.partner.key in stone.partners
    if reader.member is None:
        return stone.team_wide
    return reader.member.id in stone.people


def entry(reader: Reader, thing: Happening, sequence: int) -> CalendarEntry:
    """Return one happening as this audience's calendars hold it."""
    start, end = _span(reader, thing)
    words = _words(reader, thing)
    return CalendarEntry(
        uid=thing.id,
        sequence=sequence,
        start=start,
        end=end,
        summary=words.summary,
        location=words.location,
        description=words.description,
        status=words.status,
        alarms=(words.alarm,) if words.alarm and isinstance(start, Moment) else (),
        latitude=words.latitude,
        longitude=words.longitude,
    )


def _span(reader: Reader, thing: Happening) -> tuple[Moment | date, Moment | date | None]:
    if isinstance(thing, SegmentFacts):
        return (
            reader.moment(thing.departs, thing.departs_zone, thing.departs_utc),
            reader.moment(thing.arrives, thing.arrives_zone, thing.arrives_utc),
        )
    if thing.starts is None or thing.starts_utc is None:
        return thing.day, thing.day + timedelta(days=1)
    start = reader.moment(thing.starts, thing.zone, thing.starts_utc)
    if thing.ends is None or thing.ends_utc is None:
        return start, None
    return start, reader.moment(thing.ends, thing.zone, thing.ends_utc)


def _words(reader: Reader, thing: Happening) -> _Words:
    if isinstance(thing, SegmentFacts):
        return _travel(reader, thing)
    if isinstance(thing, TrainingFacts):
        return _training(reader, thing)
    return _activity(reader, thing)


def _lines(reader: Reader, lines: Iterable[tuple[str, str]]) -> str:
    if not reader.view.notes:
        return ""
    return "\n".join(f"{name}: {text}" for name, text in lines if text)


def _travel(reader: Reader, row: SegmentFacts) -> _Words:
    if not shown(reader, row):
        return _Words(summary=TRAVEL)
    ends = [
        (end.code or end.text) if reader.told or not end.site else ""
        for end in (row.origin, row.destination)
    ]
    name = row.number or row.carrier or row.mode.capitalize()
    summary = f"{name} {ends[0]} to {ends[1]}" if all(ends) else name
    locator = row.locator.unseal() if reader.member and reader.view.travel else ""
    if not reader.told:
        desk = reader.view.desk and locator
        return _Words(summary=summary, description=f"Booking: {locator}" if desk else "")
    place = row.origin.text if not row.origin.city else f"{row.origin.text}, {row.origin.city}"
    details = [
        ("Carrier", row.carrier),
        ("Booking", locator if reader.view.own else ""),
        ("Baggage", row.baggage),
        ("Vehicle", row.vehicle),
        ("Driver", reader.called(row.driver)),
        ("Met by", reader.called(row.met_by)),
    ]
    alarm = BEFORE_FLIGHT if row.mode == "flight" else BEFORE_TRAVEL
    return _Words(
        summary=summary,
        location=place,
        description=_lines(reader, details),
        alarm=alarm if reader.view.alarms else None,
    )


def _training(reader: Reader, row: TrainingFacts) -> _Words:
    if not reader.told:
        return _Words(summary=TRAINING)
    return _Words(
        summary=row.title or TRAINING,
        location=row.place,
        description=_lines(reader, [("Topic", row.topic)]),
        alarm=BEFORE_TRAVEL if reader.view.alarms else None,
    )


def _activity(reader: Reader, row: ActivityFacts) -> _Words:
    gone = "CANCELLED" if row.status == "cancelled" else ""
    if reader.view.detail is Detail.BARE:
        return _Words(summary=reader.plan.trip.label, status=gone)
    if not reader.told:
        return _Words(summary=label(reader, row), status=gone)
    site = reader.sites.get(row.site)
    partner = reader.partners.get(row.partner)
    meet = f"{row.meet_time:%H:%M} " if row.meet_time else ""
    details = [
        ("With", partner.alias if partner else ""),
        ("Led by", ", ".join(reader.names(row.lead))),
        ("Meet", f"{meet}{row.meet_at}".strip()),
        ("Vehicle", row.vehicle),
        ("Bring", ", ".join(row.bring)),
    ]
    return _Words(
        summary=row.title or neutral_label(row.kind, row.plain_title, ""),
        location=_place(reader, row.site),
        description=_lines(reader, details),
        status=_STATUS.get(row.status, ""),
        alarm=BEFORE_ITEM if reader.view.alarms and not gone else None,
        latitude=reader.real(site.latitude, None) if site else None,
        longitude=reader.real(site.longitude, None) if site else None,
    )


def _place(reader: Reader, key: str) -> str:
    site = reader.sites.get(key)
    if site is None:
        return ""
    name = reader.site_name(key)
    parts = [f"{site.alias} ({name})" if name and name != site.alias else site.alias]
    parts.append(reader.real(site.address, ""))
    return ", ".join(part for part in parts if part)
