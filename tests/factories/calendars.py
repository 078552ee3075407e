"""Calendar entries from a few words, for tests and measurements."""

import hashlib
from collections.abc import Iterator
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


NOTE = "Meet at the gate ten minutes before.\nBring: name tag, water, notebook; a light jacket."
DAY = (
    ("07:30", "Breakfast at the house", "Maple House", "", ()),
    ("09:30", "English class with the 청년부, older group", "Room 204, second floor", NOTE, ()),
    ("12:00", "Lunch; everyone", "Maple House", "", ()),
    (
        "14:00",
        "Visit to Mrs. Lee's neighbours (the blue box, umbrellas)",
        "",
        NOTE,
        (15,),
    ),
    ("17:30", "Supper", "Community centre, side entrance", "", ()),
    ("20:00", "Debrief · 나눔", "Maple House", NOTE, ()),
)
LEGS = (
    ("2026-03-07 12:40", "America/Chicago", "2026-03-07 14:55", "America/Los_Angeles"),
    ("2026-03-07 23:30", "America/Los_Angeles", "2026-03-09 05:10", "Asia/Seoul"),
    ("2026-03-21 14:30", "Asia/Seoul", "2026-03-21 09:10", "America/Los_Angeles"),
    ("2026-03-21 11:45", "America/Los_Angeles", "2026-03-21 17:50", "America/Chicago"),
)
TRAININGS = ("2025-11-08", "2025-11-22", "2025-12-06", "2026-01-10", "2026-01-24", "2026-02-07")


def a_trip() -> list[CalendarEntry]:
    """What one traveller's calendar holds: trainings, four flights, twelve days of six items."""
    return [*_trainings(), *_flights(), *_days()]


def _uid(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _trainings() -> Iterator[CalendarEntry]:
    for index, day in enumerate(TRAININGS):
        ends = moment(f"{day} 19:00", "America/Chicago"), moment(f"{day} 21:00", "America/Chicago")
        title = f"Training {index + 1}: culture, language"
        yield entry(_uid(f"training {index}"), *ends, title, location="Library", alarms=(60,))


def _flights() -> Iterator[CalendarEntry]:
    for index, (departs, origin, arrives, destination) in enumerate(LEGS):
        ends = moment(departs, origin), moment(arrives, destination)
        yield entry(
            _uid(f"leg {index}"), *ends, f"Travel, leg {index + 1}", sequence=index,
            location="Terminal 5", description=NOTE, alarms=(180, 1440),
        )  # fmt: skip


def _days() -> Iterator[CalendarEntry]:
    for day in range(9, 21):
        for time, title, place, note, alarms in DAY:
            start = moment(f"2026-03-{day:02} {time}", "Asia/Seoul")
            end = instant(start.utc + timedelta(minutes=75), "Asia/Seoul")
            yield entry(
                _uid(f"{day} {time}"), start, end, title, sequence=day % 3,
                location=place, description=note, alarms=alarms,
            )  # fmt: skip
