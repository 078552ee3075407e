"""Carriers' calendar files."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from missions.intake.confirmations.model import Found, FoundSegment
from missions.intake.confirmations.read import read_confirmation
from tests.intake.confirmations.carriers import KE38, event, mail, page

ON = date(2026, 6, 1)
UTC_TOLD = "The source gives UTC; turned to the airport's wall time."


def read(content: bytes) -> Found:
    return read_confirmation("trip.ics", content, ON)


def test_utc_times_become_wall_times() -> None:
    content = event(
        "KE 38 Chicago (ORD) to Seoul (ICN)",
        ":20260710T173500Z",
        ":20260711T072000Z",
        "DESCRIPTION:Booking reference: QWX7RT\\nSeat 31A\\nPassengers: KIM/MINJUN MR\\; Sora Kim",
    )
    assert read(content) == Found(
        (
            FoundSegment(
                mode="flight",
                number="KE38",
                origin="ORD",
                destination="ICN",
                departs=datetime(2026, 7, 10, 12, 35),
                arrives=datetime(2026, 7, 11, 16, 20),
                day=date(2026, 7, 10),
                from_zone="America/Chicago",
                to_zone="Asia/Seoul",
                locator="QWX7RT",
                passengers=("KIM/MINJUN MR", "Sora Kim"),
                seat="31A",
                source="ics",
                notices=(UTC_TOLD,),
            ),
        )
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (";TZID=America/Chicago:20260710T123500", ";TZID=Asia/Seoul:20260711T162000"),
        (":20260710T123500", ":20260711T162000"),
    ],
    ids=["zones", "floating"],
)
def test_wall_times_stay(start: str, end: str) -> None:
    (found,) = read(event("Flight KE0038 ORD-ICN", start, end)).segments
    assert (found.number, found.departs, found.arrives, found.notices) == (
        "KE38",
        datetime(2026, 7, 10, 12, 35),
        datetime(2026, 7, 11, 16, 20),
        (),
    )


def test_an_arrival_in_the_zone_of_departure_is_turned() -> None:
    zone = ";TZID=America/Chicago"
    (found,) = read(
        event("KE38 ORD → ICN", f"{zone}:20260710T123500", f"{zone}:20260711T022000")
    ).segments
    assert found.arrives == datetime(2026, 7, 11, 16, 20)
    told = "The source gives the time at UTC-05:00; turned to the airport's wall time."
    assert found.notices == (told,)


def test_an_unknown_zone_is_said() -> None:
    named = ";TZID=Korea Time:20260722T195000"
    (found,) = read(event("KE37 ICN-ORD", named, ":20260722T182500")).segments
    assert found.departs == datetime(2026, 7, 22, 19, 50)
    assert found.notices == ("The zone “Korea Time” is not known; taken as the wall time there.",)


@pytest.mark.parametrize(
    ("summary", "more", "number", "ends"),
    [
        ("Flight UA1402", (), "UA1402", ("", "")),
        ("Flight to Denver", ("DESCRIPTION:Flight: UA 1402\\nFrom: Chicago ORD\\nTo: Denver DEN",),
         "UA1402", ("ORD", "DEN")),
        ("✈ OZ 235 ORD/ICN", (), "OZ235", ("ORD", "ICN")),
        ("Flug LH 720: Frankfurt (FRA) - Seoul (ICN)", (), "LH720", ("FRA", "ICN")),
        ("대한항공 KE 037 ICN-ORD", (), "KE37", ("ICN", "ORD")),
        ("航班 CA 123 PEK-ICN", (), "CA123", ("PEK", "ICN")),
        ("Your journey ORD-ICN", (), "", ("ORD", "ICN")),
        ("7C 1102 to Jeju", (), "7C1102", ("", "")),
    ],
)  # fmt: skip
def test_numbers_and_airports_in_several_words(
    summary: str, more: tuple[str, ...], number: str, ends: tuple[str, str]
) -> None:
    content = event(summary, ":20260710T123500", ":20260711T162000", *more)
    (found,) = read(content).segments
    assert (found.number, (found.origin, found.destination)) == (number, ends)


@pytest.mark.parametrize(
    "summary",
    [
        "Dinner at 7",
        "Meet AT 10 in hall B2",
        "Team meeting (KIM) and (LEE) and (HAN)",
        "Room ID 2024",
        "Call Sora re KE points",
        "ICN-NRT-HNL-ORD",
    ],
)
def test_what_is_not_certain_is_named(summary: str) -> None:
    assert read(event(summary, ":20260710T123500", ":20260710T133500")) == Found(
        (), (f"not understood: {summary}",)
    )


def test_a_cancelled_event_is_said_so() -> None:
    content = event("KE38 ORD-ICN", ":20260710T123500", ":20260711T162000", "STATUS:CANCELLED")
    (found,) = read(content).segments
    assert (found.cancelled, found.notices) == (True, ("The event is cancelled.",))


def test_a_whole_day_has_no_times() -> None:
    content = event("KE38 ORD-ICN", ";VALUE=DATE:20260710", ";VALUE=DATE:20260711")
    (found,) = read(content).segments
    assert (found.departs, found.arrives, found.day) == (None, None, date(2026, 7, 10))
    assert found.notices == (
        "No departure time is given, only the day.",
        "No arrival time is given, only the day.",
    )


def test_utc_without_an_airport_is_no_wall_time() -> None:
    (found,) = read(event("Flight UA1402", ":20260710T173500Z", ":20260710T193500Z")).segments
    assert (found.departs, found.arrives) == (None, None)


def test_a_time_that_is_damaged_is_said_so() -> None:
    (found,) = read(event("KE 38 ORD-ICN", ":0260710T173500Z", ":20260711T072000Z")).segments
    assert (found.departs, found.arrives, found.notices) == (
        None,
        datetime(2026, 7, 11, 16, 20),
        (
            "The time of departure, “0260710T173500Z”, cannot be read.",
            "The source gives UTC; turned to the airport's wall time.",
        ),
    )


def test_a_damaged_calendar_is_said_so() -> None:
    assert read(b"BEGIN:VCALENDAR\nthis is\nno calendar\x0b") == Found(
        (), ("The calendar “trip.ics” is damaged.",)
    )


def test_a_mail_with_a_page_and_a_calendar_has_one_segment() -> None:
    calendar = event(
        "KE 38 ORD-ICN", ":20260710T173500Z", ":20260711T072000Z", "DESCRIPTION:Seat 31A"
    )
    content = mail(
        ("text/html; charset=utf-8", page(KE38), "qp"),
        ('text/calendar; charset=utf-8; name="trip.ics"', calendar, "b64"),
    )
    (found,) = read_confirmation("trip.eml", content, ON).segments
    assert (found.source, found.seat, found.passengers) == ("json-ld", "31A", ("Minjun Kim",))
    assert found.notices == (UTC_TOLD,)


def test_sources_that_differ_are_said() -> None:
    calendar = event("KE 38 ORD-ICN", ":20260710T130000", ":20260711T162000")
    content = mail(
        ("text/html; charset=utf-8", page(KE38), "qp"), ("text/calendar", calendar, "b64")
    )
    (found,) = read_confirmation("trip.eml", content, ON).segments
    assert found.departs == datetime(2026, 7, 10, 12, 35)
    assert found.notices == (
        "Two sources differ: it departs 2026-07-10 12:35, or 2026-07-10 13:00.",
    )
