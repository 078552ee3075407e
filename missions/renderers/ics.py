"""Calendars: a `CalendarDocument` as the bytes of an iCalendar file.

What costs time is done once per edition and audience: `pieces` writes each entry's VEVENT and
each zone's VTIMEZONE. A person's feed is then a `join` of the pieces that concern them. `render`
does both, for a calendar that nobody will ask for again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, vDDDTypes, vDuration

from missions.briefing.document import CalendarDocument, CalendarEntry, Moment
from missions.renderers.ics_event import begins, vevent
from missions.renderers.ics_text import one_line
from missions.renderers.zones import vtimezone

_FOOT = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class CalendarSettings:
    """What stands in a calendar beside its contents, and names nobody.

    `domain` follows the @ of every UID and must never change: clients would see new items.
    `refresh` is how often clients are asked to look again.
    """

    prodid: str = "-//Itinerary//EN"
    domain: str = "id.invalid"
    refresh: timedelta = timedelta(hours=1)


NEUTRAL = CalendarSettings()


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry, written. `rank` is its place in its edition, `mark` what the bytes depend on."""

    mark: tuple[object, ...]
    rank: int
    zones: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Pieces:
    """An edition's entries and zones, written for one audience.

    An entry may be worded differently for different people, so a UID has one piece or more.
    """

    stamp: datetime
    in_utc: bool
    events: Mapping[str, tuple[Piece, ...]]
    zones: Mapping[str, bytes]


def pieces(
    entries: Iterable[CalendarEntry],
    stamp: datetime,
    in_utc: bool,
    settings: CalendarSettings = NEUTRAL,
) -> Pieces:
    """Write all entries that any calendar of this edition and audience will ask for."""
    stamped = vDDDTypes(stamp.astimezone(UTC))
    written = [
        (entry, vevent(entry, stamped, in_utc, settings.domain))
        for entry in {(entry.uid, _mark(entry)): entry for entry in entries}.values()
    ]
    written.sort(key=lambda pair: (begins(pair[0].start), pair[0].uid, pair[1].body))
    events: dict[str, tuple[Piece, ...]] = {}
    for rank, (entry, event) in enumerate(written):
        piece = Piece(_mark(entry), rank, event.zones, event.body)
        events[entry.uid] = (*events.get(entry.uid, ()), piece)
    used = {key for _, event in written for key in event.zones}
    return Pieces(stamp, in_utc, events, _zones(used, [entry for entry, _ in written]))


def _zones(keys: set[str], entries: list[CalendarEntry]) -> dict[str, bytes]:
    """The zones, in order, written from before the first item to after the last."""
    ends = [end for entry in entries for end in (entry.start, entry.end)]
    instants = [end.utc for end in ends if isinstance(end, Moment)]
    return {key: vtimezone(key, min(instants), max(instants)) for key in sorted(keys)}


def join(pieces: Pieces, document: CalendarDocument, settings: CalendarSettings = NEUTRAL) -> bytes:
    """The calendar of these entries, from pieces written before.

    ValueError where the pieces are of another edition or audience, or an entry comes twice;
    LookupError where an entry was not among those written.
    """
    if (pieces.stamp, pieces.in_utc) != (document.stamp, document.in_utc):
        raise ValueError("these pieces were written for another edition or audience")
    chosen = {entry.uid: _piece(pieces, entry) for entry in document.entries}
    if len(chosen) != len(document.entries):
        raise ValueError("a calendar holds the same UID twice")
    ordered = sorted(chosen.values(), key=_rank)
    used = {key for piece in ordered for key in piece.zones}
    head = _head(document.name, settings.prodid, settings.refresh)
    zones = [pieces.zones[key] for key in sorted(used)]
    return b"".join([head, *zones, *[piece.body for piece in ordered], _FOOT])


def render(document: CalendarDocument, settings: CalendarSettings = NEUTRAL) -> bytes:
    """The document as a calendar file."""
    written = pieces(document.entries, document.stamp, document.in_utc, settings)
    return join(written, document, settings)


def _rank(piece: Piece) -> int:
    return piece.rank


def _piece(pieces: Pieces, entry: CalendarEntry) -> Piece:
    """The piece of exactly this entry: the same UID may say more to somebody else."""
    mark = _mark(entry)
    for piece in pieces.events.get(entry.uid, ()):
        if piece.mark == mark:
            return piece
    raise LookupError(f"calendar entry {entry.uid} was not written with this edition")


def _mark(entry: CalendarEntry) -> tuple[object, ...]:
    """All of an entry that is written, flat: nested dataclasses are slow to compare."""
    start, end = entry.start, entry.end
    text = (
        entry.sequence, entry.summary, entry.location, entry.description, entry.status,
        entry.alarms, entry.latitude, entry.longitude, entry.transparent,
    )  # fmt: skip
    if isinstance(start, Moment) and isinstance(end, Moment):
        return (*text, start.wall, start.zone, start.utc, end.wall, end.zone, end.utc)
    return (*text, start, end)


@lru_cache(maxsize=256)
def _head(name: str, prodid: str, refresh: timedelta) -> bytes:
    """All that stands before the zones. No METHOD: a feed is no invitation."""
    calendar = Calendar()
    calendar.add("prodid", prodid)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", one_line(name))
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("refresh-interval", vDuration(refresh), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(refresh))
    written: bytes = calendar.to_ical()
    return written.removesuffix(_FOOT)
