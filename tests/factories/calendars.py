"""Calendar entries from a few words, for tests and measurements."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from missions.briefing.document import CalendarDocument, CalendarEntry, Moment

STAMP = datetime(2026, 1, 31, 17, 5, 9, tzinfo=UTC)


def moment(wall: str, zone: str, fold: int = 0) -> Moment:
    """The moment of a wall time, `2026-03-08 02:30`; `fold` 1 is its second occurrence."""
    naive = datetime.fromisoformat(wall)
    local = naive.replace(tzinfo=ZoneInfo(zone), fold=fold)
    return _moment(naive, zone, local.astimezone(UTC), local)


def instant(utc: datetime, zone: str) -> Moment:
    """The moment of an instant, as a clock in the zone shows it."""
    local = utc.astimezone(ZoneInfo(zone))
    return _moment(local.replace(tzinfo=None, fold=0), zone, utc, local)


def _moment(wall: datetime, zone: str, utc: datetime, local: datetime) -> Moment:
    offset = local.utcoffset() or timedelta(0)
    return Moment(wall, zone, utc, int(offset.total_seconds() // 60), local.tzname() or "")


def entry(
    uid: str,
    start: Moment | date,
    end: Moment | date | None,
    summary: str = "Appointment B",
    *,
    sequence: int = 0,
    location: str = "",
    description: str = "",
    status: str = "CONFIRMED",
    alarms: tuple[int, ...] = (),
    position: tuple[float, float] | None = None,
    transparent: bool = False,
) -> CalendarEntry:
    """One entry."""
    latitude, longitude = position or (None, None)
    return CalendarEntry(
        uid, sequence, start, end, summary, location, description, status, alarms,
        latitude, longitude, transparent,
    )  # fmt: skip


def calendar(
    *entries: CalendarEntry, name: str = "Itinerary", in_utc: bool = False
) -> CalendarDocument:
    """A calendar of these entries."""
    return CalendarDocument(name, STAMP, in_utc, entries)
