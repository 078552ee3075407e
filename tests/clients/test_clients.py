"""The calendar readers tell the truth about small files written by hand."""

from datetime import UTC, datetime
from typing import cast

import pytest

from tests.clients.occurrence import Occurrence, Reader, Window

YEAR: Window = (datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))

KATHMANDU = """
BEGIN:VTIMEZONE
TZID:Asia/Kathmandu
BEGIN:STANDARD
DTSTART:19860101T000000
TZOFFSETFROM:+0530
TZOFFSETTO:+0545
END:STANDARD
END:VTIMEZONE
"""

# A half-hour zone whose daylight time is half an hour more; both changes of 2027.
LORD_HOWE = """
BEGIN:VTIMEZONE
TZID:Australia/Lord_Howe
BEGIN:DAYLIGHT
DTSTART:20261004T020000
TZOFFSETFROM:+1030
TZOFFSETTO:+1100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20270404T020000
TZOFFSETFROM:+1100
TZOFFSETTO:+1030
END:STANDARD
END:VTIMEZONE
"""


def calendar(*parts: str) -> bytes:
    """A calendar of the given components, with the line ends that the format wants."""
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//EN", *parts, "END:VCALENDAR"]
    lines = [line for part in whole for line in part.split("\n") if line]
    return "".join(f"{line}\r\n" for line in lines).encode()


def event(times: str, rest: str = "", uid: str = "a@id.invalid") -> str:
    head = f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260901T000000Z\nSUMMARY:Walk"
    return f"{head}\n{times}\n{rest}\nEND:VEVENT"


def walk(start: str, end: str, tzid: str | None, **changes: object) -> Occurrence:
    plain = {
        "uid": "a@id.invalid",
        "start_utc": start,
        "end_utc": end,
        "status": None,
        "summary": "Walk",
        "sequence": None,
        "tzid": tzid,
        "all_day": False,
    }
    return cast("Occurrence", plain | changes)


def test_every_field_of_an_event_in_utc(ical_reader: Reader) -> None:
    times = "DTSTART:20270301T090000Z\nDTEND:20270301T103000Z"
    ics = calendar(event(times, "STATUS:CANCELLED\nSEQUENCE:4"))
    assert ical_reader(ics, YEAR) == [
        walk(
            "2027-03-01T09:00:00Z",
            "2027-03-01T10:30:00Z",
            "UTC",
            status="CANCELLED",
            sequence=4,
        )
    ]


def test_text_of_any_script_and_folded_lines(ical_reader: Reader) -> None:
    folded = "DTSTART:20270301T090000Z\nDTEND:20270301T100000Z\nLOCATION:김\n 밥"
    ics = calendar(event(folded).replace("Walk", "저녁\\, 晚饭"))
    assert [item["summary"] for item in ical_reader(ics, YEAR)] == ["저녁, 晚饭"]


def test_a_zone_between_the_hours(ical_reader: Reader) -> None:
    zone = "TZID=Asia/Kathmandu"
    ics = calendar(KATHMANDU, event(f"DTSTART;{zone}:20270301T090000\nDURATION:PT1H"))
    assert ical_reader(ics, YEAR) == [
        walk("2027-03-01T03:15:00Z", "2027-03-01T04:15:00Z", "Asia/Kathmandu")
    ]


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        ("20270403", "2027-04-02T22:00:00Z", "2027-04-02T22:30:00Z"),
        ("20270405", "2027-04-04T22:30:00Z", "2027-04-04T23:00:00Z"),
    ],
)
def test_a_zone_with_two_observances(ical_reader: Reader, day: str, start: str, end: str) -> None:
    zone = "TZID=Australia/Lord_Howe"
    times = f"DTSTART;{zone}:{day}T090000\nDTEND;{zone}:{day}T093000"
    assert ical_reader(calendar(LORD_HOWE, event(times)), YEAR) == [
        walk(start, end, "Australia/Lord_Howe")
    ]


def test_a_series_keeps_its_wall_time_across_a_change_with_one_day_moved(
    ical_reader: Reader,
) -> None:
    zone = "TZID=Australia/Lord_Howe"
    series = event(
        f"DTSTART;{zone}:20270402T090000\nDTEND;{zone}:20270402T100000",
        f"RRULE:FREQ=DAILY;COUNT=5\nEXDATE;{zone}:20270403T090000",
    )
    moved = event(
        f"DTSTART;{zone}:20270405T140000\nDTEND;{zone}:20270405T150000",
        f"RECURRENCE-ID;{zone}:20270405T090000\nSEQUENCE:1",
    )
    name = "Australia/Lord_Howe"
    assert ical_reader(calendar(LORD_HOWE, series, moved), YEAR) == [
        walk("2027-04-01T22:00:00Z", "2027-04-01T23:00:00Z", name),
        walk("2027-04-03T22:30:00Z", "2027-04-03T23:30:00Z", name),
        walk("2027-04-05T03:30:00Z", "2027-04-05T04:30:00Z", name, sequence=1),
        walk("2027-04-05T22:30:00Z", "2027-04-05T23:30:00Z", name),
    ]


def test_days_and_times_of_no_zone(ical_reader: Reader) -> None:
    day = event("DTSTART;VALUE=DATE:20270301", uid="b@id.invalid")
    floating = event("DTSTART:20270302T090000\nDTEND:20270302T100000")
    assert ical_reader(calendar(day, floating), YEAR) == [
        walk("2027-03-01", "2027-03-02", None, uid="b@id.invalid", all_day=True),
        walk("2027-03-02T09:00:00", "2027-03-02T10:00:00", None),
    ]


def test_the_window_begins_with_its_first_instant_and_ends_before_its_last(
    ical_reader: Reader,
) -> None:
    window = (datetime(2027, 3, 1, 9, tzinfo=UTC), datetime(2027, 3, 1, 12, tzinfo=UTC))
    spans = {"over": "08:09", "under": "08:10", "at": "09:10", "late": "11:13", "after": "12:13"}
    events = [
        event(f"DTSTART:20270301T{span[:2]}0000Z\nDTEND:20270301T{span[3:]}0000Z", uid=uid)
        for uid, span in spans.items()
    ]
    found = [item["uid"] for item in ical_reader(calendar(*events), window)]
    assert found == ["under", "at", "late"]


def test_wrong_zone_data_gives_wrong_times_where_the_file_is_believed(
    ical_js: Reader, ical_py: Reader
) -> None:
    wrong = KATHMANDU.replace("+0545", "+0600")
    times = "DTSTART;TZID=Asia/Kathmandu:20270301T090000\nDURATION:PT1H"
    ics = calendar(wrong, event(times))
    starts = [reader(ics, YEAR)[0]["start_utc"] for reader in (ical_js, ical_py)]
    assert starts == ["2027-03-01T03:00:00Z", "2027-03-01T03:15:00Z"]


def test_a_zone_that_the_file_does_not_describe_is_refused(ical_js: Reader) -> None:
    ics = calendar(event("DTSTART;TZID=Asia/Kathmandu:20270301T090000\nDURATION:PT1H"))
    with pytest.raises(ValueError, match="no VTIMEZONE for Asia/Kathmandu"):
        ical_js(ics, YEAR)


def test_a_file_that_is_no_calendar_is_refused(ical_reader: Reader) -> None:
    with pytest.raises(ValueError, match=r"."):
        ical_reader(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nnonsense\r\n", YEAR)
