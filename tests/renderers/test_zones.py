"""VTIMEZONE: each change of clocks, told by the zone itself and by nothing else."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from missions.renderers.zones import (
    Observance,
    is_the_only_instant,
    observances,
    vtimezone,
    zone,
)

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
KEYS = sorted(files("tzdata").joinpath("zones").read_text().split())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def row(observance: Observance) -> str:
    """An observance as one line, to be compared with one written by hand."""

    def offset(value: timedelta) -> str:
        minutes = int(value.total_seconds() // 60)
        return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"

    kind = "DAYLIGHT" if observance.daylight else "STANDARD"
    onset = f"{observance.onset:%Y-%m-%d %H:%M:%S}"
    return (
        f"{kind} {onset} {offset(observance.before)} {offset(observance.after)} {observance.name}"
    )


# A calendar's first and last instant, and the lines worked out by hand from the laws in force.
@pytest.mark.parametrize(
    ("key", "first", "last", "rows"),
    [
        (
            "America/Chicago",
            "2026-03-07 12:00",
            "2026-07-05 12:00",
            [
                "STANDARD 2025-11-02 02:00:00 -0500 -0600 CST",
                "DAYLIGHT 2026-03-08 02:00:00 -0600 -0500 CDT",
                "STANDARD 2026-11-01 02:00:00 -0500 -0600 CST",
            ],
        ),
        (
            "Asia/Seoul",
            "2026-03-07 12:00",
            "2026-07-05 12:00",
            ["STANDARD 1970-01-01 00:00:00 +0900 +0900 KST"],
        ),
        (
            "Asia/Kathmandu",
            "2026-03-07 12:00",
            "2026-07-05 12:00",
            ["STANDARD 1970-01-01 00:00:00 +0545 +0545 "],
        ),
        (
            "Pacific/Chatham",
            "2026-07-01 00:00",
            "2026-07-07 00:00",
            [
                "STANDARD 2026-04-05 03:45:00 +1345 +1245 ",
                "DAYLIGHT 2026-09-27 02:45:00 +1245 +1345 ",
            ],
        ),
        (
            "Australia/Lord_Howe",
            "2026-07-01 00:00",
            "2026-10-07 00:00",
            [
                "STANDARD 2026-04-05 02:00:00 +1100 +1030 ",
                "DAYLIGHT 2026-10-04 02:00:00 +1030 +1100 ",
                "STANDARD 2027-04-04 02:00:00 +1100 +1030 ",
            ],
        ),
        (
            # By law the summer is standard time and the winter has a negative saving.
            "Europe/Dublin",
            "2026-07-01 00:00",
            "2026-12-01 00:00",
            [
                "DAYLIGHT 2026-03-29 01:00:00 +0000 +0100 IST",
                "STANDARD 2026-10-25 02:00:00 +0100 +0000 GMT",
                "DAYLIGHT 2027-03-28 01:00:00 +0000 +0100 IST",
            ],
        ),
        (
            # The clock goes back for Ramadan, and the same is true of the law.
            "Africa/Casablanca",
            "2025-02-01 00:00",
            "2025-05-01 00:00",
            [
                "DAYLIGHT 2024-04-14 02:00:00 +0000 +0100 ",
                "STANDARD 2025-02-23 03:00:00 +0100 +0000 ",
                "DAYLIGHT 2025-04-06 02:00:00 +0000 +0100 ",
                "STANDARD 2026-02-15 03:00:00 +0100 +0000 ",
            ],
        ),
        (
            # No daylight saving; the offset itself was changed by decree.
            "Asia/Almaty",
            "2024-02-01 00:00",
            "2024-05-01 00:00",
            [
                "STANDARD 1970-01-01 00:00:00 +0600 +0600 ",
                "STANDARD 2024-03-01 00:00:00 +0600 +0500 ",
            ],
        ),
        (
            # Two hours of saving.
            "Antarctica/Troll",
            "2026-07-01 00:00",
            "2026-07-07 00:00",
            [
                "DAYLIGHT 2026-03-29 01:00:00 +0000 +0200 ",
                "STANDARD 2026-10-25 03:00:00 +0200 +0000 ",
            ],
        ),
    ],
)
def test_each_change_is_told(key: str, first: str, last: str, rows: list[str]) -> None:
    assert [row(found) for found in observances(key, at(first), at(last))] == rows


@pytest.mark.parametrize(
    ("first", "last", "onsets"),
    [
        # At the change itself the new observance is in force; a second earlier the old one.
        ("2026-03-08 08:00:00", "2026-03-08 08:00:00", ["2026-03-08", "2026-11-01"]),
        ("2026-03-08 07:59:59", "2026-03-08 07:59:59", ["2025-11-02", "2026-03-08"]),
        ("2026-03-08 07:59:59", "2026-03-08 08:00:00", ["2025-11-02", "2026-03-08", "2026-11-01"]),
        ("2026-03-08 08:00:00.5", "2026-03-08 08:00:00.7", ["2026-03-08", "2026-11-01"]),
    ],
)
def test_to_the_second(first: str, last: str, onsets: list[str]) -> None:
    found = observances("America/Chicago", at(first), at(last))
    assert [f"{observance.onset:%Y-%m-%d}" for observance in found] == onsets


def pinned(key: str) -> ZoneInfo:
    """The zone read straight from the dependency's file."""
    with files("tzdata").joinpath("zoneinfo", *key.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=key)


def faults(key: str) -> list[str]:
    """Where the observances of eight years say something else than the zone, day by day."""
    first, last = at("2023-06-01 00:00"), at("2031-06-01 00:00")
    place, found = pinned(key), observances(key, first, last)
    begins = [(seen.onset - seen.before).replace(tzinfo=UTC) for seen in found]
    wrong = [
        f"{key} {moment}"
        for seen, moment in list(zip(found, begins, strict=True))[1:]
        if (seen.before, seen.after)
        != tuple(when.astimezone(place).utcoffset() for when in (moment - SECOND, moment))
    ]
    day, current = first, 0
    while day < last:
        while current + 1 < len(found) and begins[current + 1] <= day:
            current += 1
        if day.astimezone(place).utcoffset() != found[current].after:
            wrong.append(f"{key} {day}")
        day += DAY
    return wrong if begins[0] <= first else [f"{key} begins late", *wrong]


@pytest.mark.parametrize("part", range(6))
def test_every_zone_of_the_database(part: int) -> None:
    assert len(KEYS) > 590
    assert [fault for key in KEYS[part::6] for fault in faults(key)] == []


def test_the_whole_component() -> None:
    assert vtimezone("Australia/Adelaide", at("2026-07-01 00:00"), at("2026-07-07 00:00")) == (
        b"BEGIN:VTIMEZONE\r\n"
        b"TZID:Australia/Adelaide\r\n"
        b"BEGIN:STANDARD\r\n"
        b"DTSTART:20260405T030000\r\n"
        b"TZNAME:ACST\r\n"
        b"TZOFFSETFROM:+1030\r\n"
        b"TZOFFSETTO:+0930\r\n"
        b"END:STANDARD\r\n"
        b"BEGIN:DAYLIGHT\r\n"
        b"DTSTART:20261004T020000\r\n"
        b"TZNAME:ACDT\r\n"
        b"TZOFFSETFROM:+0930\r\n"
        b"TZOFFSETTO:+1030\r\n"
        b"END:DAYLIGHT\r\n"
        b"END:VTIMEZONE\r\n"
    )


def test_a_zone_without_a_name_has_none() -> None:
    assert vtimezone("Asia/Kathmandu", at("2026-07-01 00:00"), at("2026-07-07 00:00")) == (
        b"BEGIN:VTIMEZONE\r\n"
        b"TZID:Asia/Kathmandu\r\n"
        b"BEGIN:STANDARD\r\n"
        b"DTSTART:19700101T000000\r\n"
        b"TZOFFSETFROM:+0545\r\n"
        b"TZOFFSETTO:+0545\r\n"
        b"END:STANDARD\r\n"
        b"END:VTIMEZONE\r\n"
    )


@pytest.mark.parametrize("key", ["", "Mars/Olympus", "../../etc/passwd", "UTC+9", "asia/seoul"])
def test_an_unknown_zone_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="unknown time zone"):
        zone(key)


@pytest.mark.parametrize(
    ("wall", "key", "utc", "answer"),
    [
        ("2026-07-01 09:00", "America/Chicago", "2026-07-01 14:00", True),
        ("2026-07-01 09:00", "America/Chicago", "2026-07-01 15:00", False),
        # Skipped in March, repeated in November, and the minutes on both sides of each.
        ("2026-03-08 01:59", "America/Chicago", "2026-03-08 07:59", True),
        ("2026-03-08 02:30", "America/Chicago", "2026-03-08 08:30", False),
        ("2026-03-08 03:00", "America/Chicago", "2026-03-08 08:00", True),
        ("2026-11-01 00:59", "America/Chicago", "2026-11-01 05:59", True),
        ("2026-11-01 01:30", "America/Chicago", "2026-11-01 06:30", False),
        ("2026-11-01 01:30", "America/Chicago", "2026-11-01 07:30", False),
        ("2026-11-01 02:00", "America/Chicago", "2026-11-01 08:00", True),
        # Half an hour is repeated on Lord Howe Island.
        ("2026-04-05 01:29", "Australia/Lord_Howe", "2026-04-04 14:29", True),
        ("2026-04-05 01:45", "Australia/Lord_Howe", "2026-04-04 14:45", False),
        ("2026-04-05 01:45", "Australia/Lord_Howe", "2026-04-04 15:15", False),
        ("2026-04-05 02:00", "Australia/Lord_Howe", "2026-04-04 15:30", True),
    ],
)
def test_which_wall_times_can_be_trusted(wall: str, key: str, utc: str, answer: bool) -> None:
    assert is_the_only_instant(datetime.fromisoformat(wall), key, at(utc)) is answer
