"""A calendar as bytes: the whole file, its order, and what is left out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from missions.renderers.ics import CalendarSettings, join, pieces, render
from tests.factories.calendars import STAMP, calendar, entry, moment

FLIGHT = entry(
    "a1",
    moment("2026-03-07 22:40", "America/Chicago"),
    moment("2026-03-09 04:15", "Asia/Seoul"),
    "Travel; Chicago, then Seoul",
    sequence=2,
    location="ORD, Terminal 5",
    description="Meet at 19:00\nBring: passport",
    alarms=(180, 1440),
    position=(41.97807, -87.90447),
)
OUTING = entry(
    "b2",
    moment("2026-03-10 09:00", "Asia/Seoul"),
    moment("2026-03-10 11:30", "Asia/Seoul"),
    "예배 · 禮拜 · lễ thờ phượng, and a title that is long enough to be folded",
    status="TENTATIVE",
)
FREE = entry("c3", date(2026, 3, 11), date(2026, 3, 12), "Free day", status="", transparent=True)
GONE = entry("d4", moment("2026-03-12 10:00", "Asia/Seoul"), None, status="CANCELLED", alarms=(30,))

HEAD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Itinerary//EN
CALSCALE:GREGORIAN
NAME:Summer team\\, 2026
X-WR-CALNAME:Summer team\\, 2026
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
"""
CHICAGO = """\
BEGIN:VTIMEZONE
TZID:America/Chicago
BEGIN:STANDARD
DTSTART:20251102T020000
TZNAME:CST
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20260308T020000
TZNAME:CDT
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20261101T020000
TZNAME:CST
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
END:STANDARD
END:VTIMEZONE
"""
SEOUL = """\
BEGIN:VTIMEZONE
TZID:Asia/Seoul
BEGIN:STANDARD
DTSTART:19700101T000000
TZNAME:KST
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
END:STANDARD
END:VTIMEZONE
"""
FLIGHT_TEXT = """\
BEGIN:VEVENT
SUMMARY:Travel\\; Chicago\\, then Seoul
DTSTART;TZID=America/Chicago:20260307T224000
DTEND;TZID=Asia/Seoul:20260309T041500
DTSTAMP:20260131T170509Z
UID:a1@id.invalid
SEQUENCE:2
DESCRIPTION:Meet at 19:00\\nBring: passport
GEO:41.97807;-87.90447
LAST-MODIFIED:20260131T170509Z
LOCATION:ORD\\, Terminal 5
STATUS:CONFIRMED
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Travel\\; Chicago\\, then Seoul
TRIGGER:-PT3H
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Travel\\; Chicago\\, then Seoul
TRIGGER:-P1D
END:VALARM
END:VEVENT
"""
OUTING_TEXT = """\
BEGIN:VEVENT
SUMMARY:예배 · 禮拜 · lễ thờ phượng\\, and a title that is lon
 g enough to be folded
DTSTART;TZID=Asia/Seoul:20260310T090000
DTEND;TZID=Asia/Seoul:20260310T113000
DTSTAMP:20260131T170509Z
UID:b2@id.invalid
SEQUENCE:0
LAST-MODIFIED:20260131T170509Z
STATUS:TENTATIVE
END:VEVENT
"""
FREE_TEXT = """\
BEGIN:VEVENT
SUMMARY:Free day
DTSTART;VALUE=DATE:20260311
DTEND;VALUE=DATE:20260312
DTSTAMP:20260131T170509Z
UID:c3@id.invalid
SEQUENCE:0
LAST-MODIFIED:20260131T170509Z
TRANSP:TRANSPARENT
END:VEVENT
"""
GONE_TEXT = """\
BEGIN:VEVENT
SUMMARY:Appointment B
DTSTART;TZID=Asia/Seoul:20260312T100000
DTSTAMP:20260131T170509Z
UID:d4@id.invalid
SEQUENCE:0
LAST-MODIFIED:20260131T170509Z
STATUS:CANCELLED
END:VEVENT
"""
FOOT = "END:VCALENDAR\n"


def crlf(*parts: str) -> bytes:
    return "".join(parts).replace("\n", "\r\n").encode()


def test_a_whole_calendar() -> None:
    document = calendar(GONE, FLIGHT, FREE, OUTING, name="Summer team,\n2026")
    assert render(document) == crlf(
        HEAD, CHICAGO, SEOUL, FLIGHT_TEXT, OUTING_TEXT, FREE_TEXT, GONE_TEXT, FOOT
    )


def test_a_feed_has_the_zones_of_its_own_entries() -> None:
    written = pieces([FLIGHT, OUTING, FREE, GONE], STAMP, False)
    assert join(written, calendar(OUTING, name="Summer team, 2026")) == crlf(
        HEAD, SEOUL, OUTING_TEXT, FOOT
    )


def test_a_calendar_of_days_only_has_no_zone() -> None:
    assert render(calendar(FREE, name="Summer team, 2026")) == crlf(HEAD, FREE_TEXT, FOOT)


def test_utc_tells_no_zone() -> None:
    bare = entry("b2", OUTING.start, OUTING.end)
    assert render(calendar(FREE, bare, name="Summer team, 2026", in_utc=True)) == crlf(
        HEAD,
        """\
BEGIN:VEVENT
SUMMARY:Appointment B
DTSTART:20260310T000000Z
DTEND:20260310T023000Z
DTSTAMP:20260131T170509Z
UID:b2@id.invalid
SEQUENCE:0
LAST-MODIFIED:20260131T170509Z
STATUS:CONFIRMED
END:VEVENT
""",
        FREE_TEXT,
        FOOT,
    )


def test_what_stands_outside_the_entries_can_be_set() -> None:
    settings = CalendarSettings("-//Plan//EN", "plan.invalid", timedelta(minutes=90))
    assert render(calendar(FREE, name="x"), settings) == crlf(
        HEAD.replace("-//Itinerary//EN", "-//Plan//EN")
        .replace("Summer team\\, 2026", "x")
        .replace("PT1H", "PT1H30M"),
        FREE_TEXT.replace("c3@id.invalid", "c3@plan.invalid"),
        FOOT,
    )


def test_an_empty_calendar() -> None:
    assert render(calendar(name="Summer team, 2026")) == crlf(HEAD, FOOT)


def test_the_order_of_the_entries_does_not_matter() -> None:
    entries = (FLIGHT, OUTING, FREE, GONE)
    assert render(calendar(*entries)) == render(calendar(*reversed(entries)))


def test_the_same_uid_may_be_worded_differently_for_two_people() -> None:
    hers = replace(OUTING, description="Your part: music")
    written = pieces([OUTING, hers, OUTING], STAMP, False)
    assert [join(written, calendar(it)) for it in (OUTING, hers, replace(hers))] == [
        render(calendar(it)) for it in (OUTING, hers, hers)
    ]
    assert [len(it) for it in written.events.values()] == [2]


def test_pieces_of_another_edition_or_audience_are_refused() -> None:
    written = pieces([FREE], STAMP, False)
    later = replace(calendar(FREE), stamp=STAMP + timedelta(seconds=1))
    for document in (later, calendar(FREE, in_utc=True)):
        with pytest.raises(ValueError, match="another edition or audience"):
            join(written, document)


def test_an_entry_that_was_not_written_is_not_left_out_silently() -> None:
    with pytest.raises(LookupError, match="calendar entry b2 was not written"):
        join(pieces([FREE], STAMP, False), calendar(FREE, OUTING))


def test_a_calendar_does_not_hold_the_same_item_twice() -> None:
    with pytest.raises(ValueError, match="the same UID twice"):
        render(calendar(FREE, replace(FREE, description="other")))
