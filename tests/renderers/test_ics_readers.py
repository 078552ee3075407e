"""Independent readers find every item at the instant that the time zone database says."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from missions.briefing.document import CalendarEntry, Moment
from missions.renderers.ics import render
from tests.clients.occurrence import Occurrence, Reader, in_order
from tests.factories.calendars import calendar, entry, instant, moment

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
YEARS = range(2024, 2031)

ZONES = [
    # No daylight saving; the last three once had it.
    "Asia/Seoul", "Asia/Shanghai", "Asia/Ho_Chi_Minh", "America/Mexico_City", "America/Sao_Paulo",
    # North and south, with saving.
    "America/Chicago", "Europe/London", "Europe/Dublin", "Pacific/Auckland", "America/Santiago",
    # Half hours and quarter hours, with and without saving; half an hour of saving.
    "Asia/Kolkata", "Asia/Kathmandu", "Australia/Eucla", "America/St_Johns", "Australia/Adelaide",
    "Pacific/Chatham", "Australia/Lord_Howe", "Asia/Yangon", "Pacific/Marquesas",
    # Changes at midnight, in the evening, by two hours, for Ramadan, by decree.
    "Asia/Beirut", "America/Nuuk", "Antarctica/Troll", "Africa/Casablanca", "Asia/Almaty",
    "Africa/Cairo", "America/Asuncion",
    # Zones that keep UTC without being UTC.
    "Africa/Abidjan", "Atlantic/Reykjavik",
    # The ends of the world.
    "Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Apia",
]  # fmt: skip

ROUTES = [
    ("America/Chicago", "Asia/Seoul"),
    ("Asia/Seoul", "America/Chicago"),
    ("Pacific/Auckland", "Pacific/Pago_Pago"),
    ("Pacific/Pago_Pago", "Pacific/Kiritimati"),
    ("America/Los_Angeles", "Australia/Lord_Howe"),
    ("Asia/Kathmandu", "Europe/Dublin"),
    ("America/St_Johns", "America/Santiago"),
    ("Pacific/Apia", "Pacific/Chatham"),
]


@pytest.fixture(autouse=True, scope="module")
def _one_database() -> Iterator[None]:
    """Test, reader and calendar take the zones from one place: laws change between releases."""
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath(to=before)
    ZoneInfo.clear_cache()


def day_starts(year: int) -> list[datetime]:
    first = datetime(year, 1, 1, tzinfo=UTC)
    return [first + timedelta(days=day) for day in range(366)]


def changes(zone: str, year: int) -> list[datetime]:
    """The minutes of the year at which the zone's offset becomes another."""
    place = ZoneInfo(zone)
    found = []
    for start, end in pairwise(day_starts(year)):
        if start.astimezone(place).utcoffset() != end.astimezone(place).utcoffset():
            minutes = [start + MINUTE * count for count in range(24 * 60 + 1)]
            offsets = [minute.astimezone(place).utcoffset() for minute in minutes]
            found += [
                minute
                for minute, (old, new) in zip(minutes[1:], pairwise(offsets), strict=True)
                if old != new
            ]
    return found


def written_zone(item: Moment) -> str:
    """The zone where the wall time happens once, else UTC: counted, not asked of `fold`."""
    place = ZoneInfo(item.zone)
    candidates = [item.utc + HOUR / 4 * count for count in range(-12, 13)]
    named = [it for it in candidates if it.astimezone(place).replace(tzinfo=None) == item.wall]
    return item.zone if named == [item.utc] else "UTC"


def expected(item: CalendarEntry) -> Occurrence:
    assert isinstance(item.start, Moment)
    end = item.end if isinstance(item.end, Moment) else item.start
    return {
        "uid": f"{item.uid}@id.invalid",
        "start_utc": f"{item.start.utc:%Y-%m-%dT%H:%M:%SZ}",
        "end_utc": f"{end.utc:%Y-%m-%dT%H:%M:%SZ}",
        "status": item.status,
        "summary": item.summary,
        "sequence": item.sequence,
        "tzid": written_zone(item.start),
        "all_day": False,
    }


def window(year: int) -> tuple[datetime, datetime]:
    return datetime(year - 1, 12, 30, tzinfo=UTC), datetime(year + 1, 1, 3, tzinfo=UTC)


def check(read: Reader, year: int, items: list[CalendarEntry]) -> None:
    found = read(render(calendar(*items)), window(year))
    assert found == in_order([expected(item) for item in items])


def months(zone: str, year: int) -> Iterator[CalendarEntry]:
    """A morning and a night of each month."""
    for month in range(1, 13):
        day = f"{year}-{month:02}"
        morning = moment(f"{day}-15 09:05", zone), moment(f"{day}-15 10:35", zone)
        yield entry(f"{zone}-morning-{month}", *morning, "Training", sequence=month)
        night = moment(f"{day}-27 22:00", zone), moment(f"{day}-28 06:15", zone)
        yield entry(f"{zone}-night-{month}", *night, "Rest", status="TENTATIVE")


def around_changes(zone: str, year: int) -> Iterator[CalendarEntry]:
    """Items that begin, end, or last across a change of clocks, those in a repeated hour too."""
    for change in changes(zone, year):
        name = f"{zone}-{change:%m%d}"
        for quarter in range(-9, 10):
            start = instant(change + HOUR / 4 * quarter, zone)
            end = instant(start.utc + 2 * HOUR, zone)
            yield entry(f"{name}-{quarter:+}", start, end, "Appointment A")
        yield entry(
            f"{name}-day", instant(change - 12 * HOUR, zone), instant(change + 12 * HOUR, zone)
        )
        yield entry(f"{name}-open", instant(change, zone), None)


@pytest.mark.parametrize("year", YEARS)
def test_every_zone(ical_reader: Reader, year: int) -> None:
    items = [it for zone in ZONES for it in (*months(zone, year), *around_changes(zone, year))]
    assert len(items) > 1000
    check(ical_reader, year, items)


def flights(year: int) -> Iterator[CalendarEntry]:
    """Each route in each month, and so that it departs or arrives around a change of clocks."""
    for origin, destination in ROUTES:
        name = f"{origin}-{destination}"
        departures = [datetime(year, month, 9, 17, 40, tzinfo=UTC) for month in range(1, 13)]
        departures += [
            it + HOUR / 2 * half for it in changes(origin, year) for half in range(-4, 5)
        ]
        departures += [
            it - 14 * HOUR + HOUR / 2 * half
            for it in changes(destination, year)
            for half in range(-4, 5)
        ]
        for index, departs in enumerate(sorted(set(departures))):
            ends = instant(departs, origin), instant(departs + 14 * HOUR, destination)
            yield entry(f"{name}-{index:03}", *ends, "Travel", alarms=(180,))


@pytest.mark.parametrize("year", YEARS)
def test_flights(ical_reader: Reader, year: int) -> None:
    items = list(flights(year))
    assert len(items) > 200
    check(ical_reader, year, items)


# By hand: local times as a ticket prints them, and the instants.
TICKETS = [
    # Chicago to Seoul over the date line, the clocks in Chicago going forward meanwhile.
    ("2026-03-07 23:45", "America/Chicago", "2026-03-09 04:50", "Asia/Seoul",
     "2026-03-08T05:45:00Z", "2026-03-08T19:50:00Z"),
    # Seoul to Chicago arrives, by the clock, before it departs.
    ("2026-07-20 10:50", "Asia/Seoul", "2026-07-20 09:45", "America/Chicago",
     "2026-07-20T01:50:00Z", "2026-07-20T14:45:00Z"),
    # Auckland to Pago Pago lands the day before.
    ("2027-01-05 08:00", "Pacific/Auckland", "2027-01-04 12:30", "Pacific/Pago_Pago",
     "2027-01-04T19:00:00Z", "2027-01-04T23:30:00Z"),
    # Arrives in the half hour that Lord Howe Island repeats: the first time round.
    ("2026-04-05 00:00", "Australia/Sydney", "2026-04-05 01:45", "Australia/Lord_Howe",
     "2026-04-04T13:00:00Z", "2026-04-04T14:45:00Z"),
    # A night train into the quarter-hour zone that has just gone forward.
    ("2026-09-26 22:00", "Pacific/Chatham", "2026-09-27 06:15", "Pacific/Chatham",
     "2026-09-26T09:15:00Z", "2026-09-26T16:30:00Z"),
    # Kathmandu is a quarter of an hour ahead of Kolkata.
    ("2026-05-01 12:00", "Asia/Kathmandu", "2026-05-01 13:35", "Asia/Kolkata",
     "2026-05-01T06:15:00Z", "2026-05-01T08:05:00Z"),
]  # fmt: skip


def test_tickets(ical_reader: Reader) -> None:
    items = [
        entry(str(index), moment(departs, origin), moment(arrives, destination))
        for index, (departs, origin, arrives, destination, *_) in enumerate(TICKETS)
    ]
    found = {
        item["uid"].split("@")[0]: (item["start_utc"], item["end_utc"])
        for item in ical_reader(render(calendar(*items)), (window(2026)[0], window(2027)[1]))
    }
    assert found == {str(index): ticket[4:] for index, ticket in enumerate(TICKETS)}


@pytest.mark.parametrize("zone", ZONES)
def test_a_calendar_of_one_week(ical_reader: Reader, zone: str) -> None:
    """The narrowest window: one observance before the item has to do."""
    for at in (datetime(2026, 1, 12, 3, tzinfo=UTC), datetime(2026, 7, 9, 21, tzinfo=UTC)):
        check(ical_reader, 2026, [entry("a", instant(at, zone), instant(at + HOUR, zone))])


def test_a_time_that_the_clock_skips(ical_reader: Reader) -> None:
    check(
        ical_reader,
        2026,
        [
            entry("a", moment("2026-03-08 02:30", "America/Chicago"), None),
            entry("b", moment("2026-10-04 02:15", "Australia/Lord_Howe"), None),
            entry("c", moment("2026-03-29 00:30", "Asia/Beirut"), None),
        ],
    )


def test_utc_for_those_who_are_not_told_of_zones(ical_reader: Reader) -> None:
    items = list(flights(2026))
    ics = render(calendar(*items, in_utc=True))
    assert ics.count(b"VTIMEZONE") + ics.count(b"TZID") == 0
    assert ical_reader(ics, window(2026)) == in_order(
        [{**expected(item), "tzid": "UTC"} for item in items]
    )


def test_days(ical_reader: Reader) -> None:
    items = [
        entry("a", date(2026, 2, 28), date(2026, 3, 2), "Fast", status="CANCELLED", sequence=4),
        entry("b", date(2026, 3, 3), None, "Rest day"),
    ]
    assert ical_reader(render(calendar(*items)), window(2026)) == [
        {
            "uid": "a@id.invalid", "start_utc": "2026-02-28", "end_utc": "2026-03-02",
            "status": "CANCELLED", "summary": "Fast", "sequence": 4, "tzid": None, "all_day": True,
        },
        {
            "uid": "b@id.invalid", "start_utc": "2026-03-03", "end_utc": "2026-03-04",
            "status": "CONFIRMED", "summary": "Rest day", "sequence": 0, "tzid": None,
            "all_day": True,
        },
    ]  # fmt: skip
