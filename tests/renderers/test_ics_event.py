"""One entry of a calendar: how its ends, position and alarms are written."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from missions.briefing.document import CalendarEntry
from missions.renderers.ics import render
from tests.factories.calendars import calendar, entry, moment


def lines_of(*entries: CalendarEntry) -> list[str]:
    """The lines of the only event."""
    body = render(calendar(*entries)).decode().split("BEGIN:VEVENT\r\n")[1]
    return body.split("\r\n")


def written(item: CalendarEntry, name: str) -> list[str]:
    return [line for line in lines_of(item) if line.startswith(name)]


SEOUL_TIME = moment("2026-03-10 09:00", "Asia/Seoul")
NOVEMBER = moment("2026-11-02 08:00", "Asia/Seoul")


@pytest.mark.parametrize(
    ("item", "start", "end"),
    [
        pytest.param(
            entry("a", moment("2026-11-01 01:30", "America/Chicago"), NOVEMBER),
            ["DTSTART:20261101T063000Z"], ["DTEND;TZID=Asia/Seoul:20261102T080000"],
            id="the first of a repeated hour",
        ),
        pytest.param(
            entry("a", moment("2026-11-01 01:30", "America/Chicago", fold=1), NOVEMBER),
            ["DTSTART:20261101T073000Z"], ["DTEND;TZID=Asia/Seoul:20261102T080000"],
            id="the second of a repeated hour",
        ),
        pytest.param(
            entry("a", SEOUL_TIME, moment("2026-03-29 01:30", "Europe/Dublin")),
            ["DTSTART;TZID=Asia/Seoul:20260310T090000"], ["DTEND:20260329T013000Z"],
            id="an hour that was skipped",
        ),
        pytest.param(
            entry("a", moment("2026-03-10 09:00", "UTC"), moment("2026-03-10 10:00", "Etc/UTC")),
            ["DTSTART:20260310T090000Z"], ["DTEND:20260310T100000Z"],
            id="at no place",
        ),
        pytest.param(
            entry("a", SEOUL_TIME, None),
            ["DTSTART;TZID=Asia/Seoul:20260310T090000"], [],
            id="without an end",
        ),
        pytest.param(
            entry("a", SEOUL_TIME, moment("2026-03-09 19:00", "America/Chicago")),
            ["DTSTART;TZID=Asia/Seoul:20260310T090000"], [],
            id="without a length",
        ),
        pytest.param(
            entry("a", date(2026, 3, 10), None),
            ["DTSTART;VALUE=DATE:20260310"], [],
            id="one day",
        ),
        pytest.param(
            entry("a", date(2026, 3, 10), date(2026, 3, 10)),
            ["DTSTART;VALUE=DATE:20260310"], [],
            id="one day, badly said",
        ),
    ],
)  # fmt: skip
def test_how_ends_are_written(item: CalendarEntry, start: list[str], end: list[str]) -> None:
    assert (written(item, "DTSTART"), written(item, "DTEND")) == (start, end)


def test_a_time_that_contradicts_its_instant_goes_out_as_the_instant() -> None:
    """Such as one worked out before a country changed its law."""
    other = replace(SEOUL_TIME, utc=datetime(2026, 3, 10, 1, tzinfo=UTC))
    assert written(entry("a", other, None), "DTSTART") == ["DTSTART:20260310T010000Z"]


@pytest.mark.parametrize(
    ("position", "geo"),
    [
        ((37.4602, 126.4407), ["GEO:37.4602;126.4407"]),
        ((-36.123456789, 0.00001), ["GEO:-36.12346;0.0"]),
        ((0.0001, -0.00009), ["GEO:0.0001;0.0"]),
        (None, []),
    ],
)
def test_a_position_has_no_exponent(position: tuple[float, float] | None, geo: list[str]) -> None:
    assert written(entry("a", SEOUL_TIME, None, position=position), "GEO") == geo


@pytest.mark.parametrize(
    ("minutes", "trigger"),
    [
        (0, "TRIGGER:P0D"),
        (5, "TRIGGER:-PT5M"),
        (90, "TRIGGER:-PT1H30M"),
        (1440, "TRIGGER:-P1D"),
        (2895, "TRIGGER:-P2DT15M"),
    ],
)
def test_alarms_ring_before_the_start(minutes: int, trigger: str) -> None:
    item = entry("a", SEOUL_TIME, None, "Travel", description="Flight KE 38", alarms=(minutes,))
    assert lines_of(item)[-8:] == [
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Travel", trigger, "END:VALARM",
        "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "end",
    [
        moment("2026-03-10 08:59", "Asia/Seoul"),
        date(2026, 3, 11),
    ],
)
def test_an_end_that_cannot_be_is_refused(end: object) -> None:
    with pytest.raises(ValueError, match="calendar entry a ends before it starts"):
        render(calendar(replace(entry("a", SEOUL_TIME, None), end=end)))  # type: ignore[arg-type]
