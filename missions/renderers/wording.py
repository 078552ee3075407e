"""English wording of dates, times, lengths, people and states, alike on every paper and page.

Pure and independent of the machine's locale. Minus is U+2212, ranges have an en dash.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from missions.briefing.document import Moment, Place

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MINUS = "\u2212"
DASH = "\u2013"
DOT = " \u00b7 "

STATE_WORDS = {
    "met": "met",
    "at_risk": "at risk",
    "due": "due",
    "missing": "missing",
    "invalid": "not valid",
    "waived": "waived",
    "not_asked": "not asked",
    "tentative": "to be confirmed",
    "confirmed": "",
    "cancelled": "cancelled",
    "wanted": "wanted",
    "applied": "applied for",
    "held": "on file",
    "accepted": "accepted",
    "returned": "sent back",
    "lost": "lost",
}
PART_WORDS = {"out": "Out", "between": "Between", "home": "Home"}


def clock(moment: datetime) -> str:
    """Return the 24-hour time: `08:05`."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def clock_range(start: datetime, end: datetime | None) -> str:
    """Return `08:05–09:00`, or the start alone where there is no end."""
    return clock(start) if end is None else f"{clock(start)}{DASH}{clock(end)}"


def weekday(day: date) -> str:
    """Return `Friday`."""
    return WEEKDAYS[day.weekday()]


def month(day: date) -> str:
    """Return `July`."""
    return MONTHS[day.month - 1]


def day_name(day: date) -> str:
    """Return `Fri 10 July`."""
    return f"{weekday(day)[:3]} {day.day} {month(day)}"


def day_short(day: date) -> str:
    """Return `Fri 10`."""
    return f"{weekday(day)[:3]} {day.day}"


def date_plain(day: date) -> str:
    """Return `10 July 2026`."""
    return f"{day.day} {month(day)} {day.year}"


def date_long(day: date) -> str:
    """Return `Fri 10 July 2026`."""
    return f"{day_name(day)} {day.year}"


def date_brief(day: date) -> str:
    """Return `30 Jan 2031`, for documents' dates in narrow columns."""
    return f"{day.day} {month(day)[:3]} {day.year}"


def date_range(start: date, end: date) -> str:
    """Return `10–22 July 2026`, `28 June – 3 July 2026` or `30 December 2026 – 4 January 2027`."""
    if start == end:
        return date_plain(start)
    if start.year != end.year:
        return f"{date_plain(start)} {DASH} {date_plain(end)}"
    return f"{days_range(start, end)} {end.year}"


def days_range(start: date, end: date) -> str:
    """Return a range without its year: `11–15 July` or `28 June – 3 July`."""
    if start == end:
        return f"{start.day} {month(start)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{DASH}{end.day} {month(end)}"
    return f"{start.day} {month(start)} {DASH} {end.day} {month(end)}"


def duration(minutes: int) -> str:
    """Return hours and minutes: `14 h 00`, `0 h 45`."""
    return f"{minutes // 60} h {minutes % 60:02d}"


def minutes_text(minutes: int) -> str:
    """Return `75 min` under two hours, `4 h 45` from there on."""
    return f"{minutes} min" if minutes < 120 else duration(minutes)


def home_difference(minutes: int | None) -> str:
    """Say how home's clock differs: `home: 14 hours behind`, `home: same clock`, or "" for None."""
    if minutes is None:
        return ""
    if minutes == 0:
        return "home: same clock"
    hours, rest = divmod(abs(minutes), 60)
    if rest:
        length = f"{hours} h {rest:02d}" if hours else f"{rest} min"
    else:
        length = "1 hour" if hours == 1 else f"{hours} hours"
    return f"home: {length} {'behind' if minutes < 0 else 'ahead'}"


def day_shift(start: date, end: date) -> str:
    """Return how many days later the end's wall date is: `+1`, `−1`, or "" for the same day."""
    days = (date(end.year, end.month, end.day) - date(start.year, start.month, start.day)).days
    return "" if days == 0 else f"{'+' if days > 0 else MINUS}{abs(days)}"


def utc_offset(minutes: int) -> str:
    """Return `UTC+9`, `UTC+5:45`, `UTC−5`, `UTC`."""
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else MINUS}{hours}" + (f":{rest:02d}" if rest else "")


def zone_text(abbreviation: str, offset: int) -> str:
    """Return `KST, UTC+9`, or the offset alone where the zone has no abbreviation."""
    return ", ".join(part for part in (abbreviation, utc_offset(offset)) if part)


def home_clock(moment: Moment) -> str:
    """Return `home 03:10`, `home Tue 21:05` on another day, "" where not told or the same."""
    if moment.home is None or moment.home == moment.wall:
        return ""
    day = "" if moment.home.date() == moment.wall.date() else f"{weekday(moment.home)[:3]} "
    return f"home {day}{clock(moment.home)}"


def people_list(names: Sequence[str], everyone: bool = False, total: int = 0) -> str:
    """Return `all 16`, or the names separated by commas."""
    if everyone:
        return f"all {total}" if total else "all"
    return ", ".join(names)


def with_others(names: Sequence[str]) -> str:
    """Return `with Esther, Ngọc`, or "" for nobody."""
    return f"with {', '.join(names)}" if names else ""


def place_text(place: Place) -> str:
    """Return `Chicago ORD`, a site's alias, or "" where the audience is not told."""
    if not place.code:
        return place.name
    city = place.city or place.name
    return place.code if city == place.code else f"{city} {place.code}"


def count_of(number: int, one: str, many: str = "") -> str:
    """Return `1 night`, `4 nights`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def count_text(number: int, text: str) -> str:
    """Return a life-safety count: `1 × no peanuts, severe`."""
    return f"{number} \u00d7 {text}"


def state_word(state: str) -> str:
    """Return a state in words; an unknown one as it stands, without underscores."""
    return STATE_WORDS.get(state, state.replace("_", " "))


def part_word(part: str) -> str:
    """Return the heading of a part of the journey: `Out`, `Between`, `Home`, else `Travel`."""
    return PART_WORDS.get(part, "Travel")


def sentence(text: str) -> str:
    """Return the text with a capital first letter and underscores as spaces: `Guardian consent`."""
    text = text.replace("_", " ")
    return text[:1].upper() + text[1:]


def joined(*parts: str, by: str = ", ") -> str:
    """Join the parts that are not empty."""
    return by.join(part for part in parts if part)
