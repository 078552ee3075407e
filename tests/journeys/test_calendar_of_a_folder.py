"""A folder in, a calendar out, read by two clients: every instant held against `zoneinfo`.

The expectation is worked out here from the folder's own cells.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from missions import clock
from missions.briefing.actions import publish
from missions.briefing.desk import open_desk
from missions.briefing.document import What
from missions.briefing.queries import trip_by_code
from missions.briefing.reader import Asked
from missions.briefing.release import Viewer, release
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.privacy import Audience
from missions.renderers.dispatch import render
from missions.zones import zone
from tests.factories.folders import Row, write_csv, write_toml

ZONES = (
    "America/Chicago",
    "America/St_Johns",
    "Europe/Dublin",
    "Europe/London",
    "Asia/Seoul",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Australia/Eucla",
    "Pacific/Chatham",
    "Pacific/Auckland",
    "Africa/Casablanca",
    "America/Sao_Paulo",
    "Pacific/Kiritimati",
)
FLIGHTS = (
    ("ORD", "America/Chicago", "ICN", "Asia/Seoul", 14 * 60),
    ("ICN", "Asia/Seoul", "ORD", "America/Chicago", 13 * 60),
    ("AKL", "Pacific/Auckland", "LAX", "America/Los_Angeles", 12 * 60 + 20),
    ("LAX", "America/Los_Angeles", "SYD", "Australia/Sydney", 15 * 60 + 10),
    ("KTM", "Asia/Kathmandu", "LHR", "Europe/London", 11 * 60 + 35),
    ("DEL", "Asia/Kolkata", "LHR", "Europe/London", 9 * 60 + 45),
)
Spans = set[tuple[str, str]]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _days(year: int) -> list[date]:
    """Return days spread over the year, those of the changes of clocks among them."""
    start = date(year, 1, 3)
    return [start + timedelta(days=step) for step in range(0, 360, 9)]


def _activities(year: int) -> tuple[list[Row], Spans]:
    rows, spans = [], set()
    for place, day in enumerate(_days(year)):
        for number, key in enumerate(ZONES):
            hour = (place * 5 + number * 3) % 24
            starts = datetime(day.year, day.month, day.day, hour, 15)
            ends = starts + timedelta(hours=2, minutes=30)
            later = ends.date() != starts.date()
            rows.append(
                {
                    "key": f"a{place}-{number}",
                    "day": day.isoformat(),
                    "starts": f"{starts:%H:%M}",
                    "ends": f"{ends:%H:%M}",
                    "ends_day": ends.date().isoformat() if later else "",
                    "site": f"s{number}",
                    "title": f"Item {place}.{number}",
                    "people": "lea",
                }
            )
            spans.add(tuple(_utc(wall.replace(tzinfo=zone(key))) for wall in (starts, ends)))
    return rows, spans


def _flights(year: int) -> tuple[list[Row], Spans]:
    rows, spans = [], set()
    for month in range(1, 13):
        for number, (origin, from_zone, target, to_zone, minutes) in enumerate(FLIGHTS):
            departs = datetime(year, month, 9 + number, 22 - number, 35)
            left = departs.replace(tzinfo=zone(from_zone)).astimezone(UTC)
            landed = left + timedelta(minutes=minutes)
            arrives = landed.astimezone(zone(to_zone)).replace(tzinfo=None)
            rows.append(
                {
                    "key": f"f{month}-{number}",
                    "mode": "flight",
                    "number": f"ZZ{month}{number}",
                    "from": origin,
                    "to": target,
                    "departs": departs.isoformat(timespec="minutes"),
                    "arrives": arrives.isoformat(timespec="minutes"),
                    "people": "lea",
                }
            )
            spans.add((_utc(left), _utc(landed)))
    return rows, spans


def _folder(path: Path, year: int, posture: str) -> Spans:
    path.mkdir()
    activities, expected = _activities(year)
    flights, flown = _flights(year)
    write_toml(
        path / "trip.toml",
        {
            "code": f"year-{year}",
            "label": "Year",
            "posture": posture,
            "starts": date(year, 1, 1),
            "ends": date(year, 12, 31),
            "home_zone": "America/Chicago",
        },
        site=[
            {"key": f"s{number}", "alias": f"Place {number}", "zone": key}
            for number, key in enumerate(ZONES)
        ],
    )
    people = [{"key": "lea", "legal_name": "KIM, LEA", "preferred_name": "Lea", "role": "leader"}]
    write_csv(path / "people.csv", people)
    write_csv(path / "schedule.csv", activities)
    write_csv(path / "travel.csv", flights)
    return expected | flown


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("year", range(2024, 2031))
@pytest.mark.parametrize("posture", ["open", "closed"])
def test_every_occurrence_is_at_its_instant(
    installation: Installation,
    tmp_path: Path,
    year: int,
    posture: str,
    ical_reader: Callable[..., list[dict[str, Any]]],
) -> None:
    expected = _folder(tmp_path / "trip", year, posture)
    reading = read_trip(tmp_path / "trip")
    assert list(reading.faults) == []

    with clock.frozen(datetime(year, 1, 1, tzinfo=UTC)):
        import_trip(installation, reading, remove=False, actor="operator")
        publish(installation, f"year-{year}", "operator")
    with installation.store.write() as session:
        desk = open_desk(installation, session, trip_by_code(session, f"year-{year}").id)
        asked = Asked(What.CALENDAR, Audience.CALENDAR, "lea")
        body = render(release(desk, Viewer("operator"), asked), "ics")

    window = (datetime(year - 1, 12, 1, tzinfo=UTC), datetime(year + 1, 2, 1, tzinfo=UTC))
    read = {(one["start_utc"], one["end_utc"]) for one in ical_reader(body, window)}
    assert read == expected
