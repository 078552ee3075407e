"""Dates and wall times as people and spreadsheet programs write them.

A date that could be two days is never guessed: it is refused with both readings. A time that
stands alone, beside a day in another column, is a `datetime` on `NO_DAY`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from missions import clock
from missions.intake.faults import Cause, Wrong

NO_DAY = date.min
"""The day of a wall time that was written without one."""

LONGEST = 40
"""No date or time is longer; patterns are not tried on what is."""

A_DATE = "a date as 2026-07-10"
A_TIME = "a time as 14:35"
A_WALL_TIME = "a day and a wall time as 2026-07-10T14:35"

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[.日일]?")
_NUMERIC = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})\.?")
_WORDY = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?[\s.\-/]+([a-z]{3,9})|([a-z]{3,9})[\s.\-/]+"
    r"(\d{1,2})(?:st|nd|rd|th)?)[\s.,\-/]+(\d{4}|\d{2})",
    re.IGNORECASE,
)
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")
_SERIAL = re.compile(r"[1-9]\d{4}(\.\d+)?")
_CLOCK = re.compile(
    r"(?P<before>오전|오후|上午|下午)?\s*(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2}))?"
    r"(?P<second>:\d{2}(?:\.\d+)?)?\s*(?P<after>[ap]\.?\s?m\.?)?",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"([01]\d|2[0-3])[0-5]\d")
_OFFSET = re.compile(r"(.*\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)", re.IGNORECASE)
_DAY_AND_CLOCK = re.compile(r"(.*\d[.日일]?)(?:T|\s+)((?:오전|오후|上午|下午)?\s*\d{1,2}[:h\s]?.*)")


def read_date(text: str) -> date:
    """Read a date; raise `Wrong` for what is no date or could be two."""
    if len(text) == 10 and text[4] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Wrong(Cause.DATE, A_DATE) from None
    plain = _MIDNIGHT.sub("", text[: LONGEST + 1])
    found = _candidates(plain)
    if len(found) == 1:
        return found[0]
    if found:
        raise _two_days(found)
    raise Wrong(Cause.DATE, A_DATE, _from_serial(plain))


def read_birth_date(text: str) -> date:
    """Read a date of birth; a year of two digits could be two centuries, if both are past."""
    if re.search(r"\d{4}", text):
        return read_date(text)
    found = _candidates(text)
    if not found:
        raise Wrong(Cause.DATE, A_DATE)
    today = clock.now().date()
    either = [_century(day, years) for day in found for years in (100, 0)]
    born = [day for day in either if day <= today]
    if len(born) == 1:
        wanted = f"{A_DATE}, with all four digits of the year"
        raise Wrong(Cause.DATE, wanted, born[0].isoformat())
    raise _two_days(born)


def _century(day: date, years: int) -> date:
    """Return the same day so many years before; 29 February of 1900 is 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def _candidates(text: str) -> list[date]:
    """Return each day that `text` could be, the month-first reading before the day-first one."""
    if len(text) > LONGEST:
        return []
    if match := _YEAR_FIRST.fullmatch(text):
        return _real([(match[1], match[2], match[3])])
    if re.fullmatch(r"(19|20)\d{6}", text):
        return _real([(text[:4], text[4:6], text[6:])])
    if match := _NUMERIC.fullmatch(text):
        a, b, c = match[1], match[3], match[4]
        readings = [(c, a, b), (c, b, a)]
        if len(c) == 2 and len(a) == 2 and len(b) == 2 and int(a) > 12:
            readings.append((a, b, c))
        return _real(readings)
    if match := _WORDY.fullmatch(text):
        return _wordy(match)
    return []


def _wordy(match: re.Match[str]) -> list[date]:
    day = match[1] or match[4]
    month = _MONTHS.get((match[2] or match[3]).lower())
    if month is None:
        return []
    readings = [(match[5], str(month), day)]
    if match[1] and len(match[5]) == 2 and len(day) == 2:
        readings.append((day, str(month), match[5]))
    return _real(readings)


def _real(readings: list[tuple[str, str, str]]) -> list[date]:
    days = []
    for year, month, day in readings:
        try:
            days.append(date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)))
        except ValueError:
            continue
    return list(dict.fromkeys(days))


def _two_days(found: list[date]) -> Wrong:
    readings = " or ".join(f"{day.day} {day:%B} {day.year} ({day.isoformat()})" for day in found)
    return Wrong(Cause.TWO_DAYS, f"{A_DATE}; this could be {readings}")


def _from_serial(text: str) -> str:
    """Return the date that a spreadsheet's bare day number stands for, "" for anything else."""
    if not _SERIAL.fullmatch(text):
        return ""
    return (date(1899, 12, 30) + timedelta(days=int(float(text)))).isoformat()


def _time_of(text: str) -> time | None:
    """Return the time of day, or None for what is none."""
    if len(text) > LONGEST:
        return None
    if _TOGETHER.fullmatch(text):
        return time(int(text[:2]), int(text[2:]))
    match = _CLOCK.fullmatch(text)
    if match is None or not (match["minute"] or match["after"] or match["before"]):
        return None
    if match["second"] and float(match["second"][1:]) != 0:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["after"] or "").lower()[:1] or {"오전": "a", "上午": "a"}.get(
        match["before"] or "", "p" if match["before"] else ""
    )
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_clock(text: str) -> str:
    """Read a time of day; return it as `14:35`."""
    return f"{_clock(text):%H:%M}"


def _clock(text: str) -> time:
    found = _time_of(text)
    if found is None:
        late = text in {"24:00", "24:00:00"}
        raise Wrong(Cause.TIME, A_TIME, "00:00 of the next day" if late else "")
    return found


def read_wall(text: str) -> datetime:
    """Read a day with a wall time."""
    if len(text) == 16 and text[10] in "T ":
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            raise Wrong(Cause.TIME, A_WALL_TIME) from None
    if len(text) > LONGEST:
        raise Wrong(Cause.TIME, A_WALL_TIME)
    if match := _OFFSET.fullmatch(text):
        raise Wrong(
            Cause.TIME, f"{A_WALL_TIME}, as a clock there shows it, without an offset", match[1]
        )
    if _time_of(text) is not None:
        raise Wrong(Cause.TIME, f"{A_WALL_TIME}; the day is missing")
    match = _DAY_AND_CLOCK.fullmatch(text)
    if match is None:
        raise Wrong(Cause.TIME, A_WALL_TIME)
    return datetime.combine(read_date(match[1]), _clock(match[2].strip()))


def read_moment(text: str) -> datetime:
    """Read a wall time with its day, or beside a day: then it is on `NO_DAY`."""
    alone = _time_of(text)
    if alone is not None:
        return datetime.combine(NO_DAY, alone)
    if len(text) > LONGEST or not re.search(r"\d[T\s]", text):
        return datetime.combine(NO_DAY, _clock(text))
    return read_wall(text)


def write_moment(moment: datetime) -> str:
    """Write a wall time: `2026-07-10T14:35`, or `14:35` when it stands beside its day."""
    if moment.date() == NO_DAY:
        return f"{moment:%H:%M}"
    return moment.isoformat(timespec="minutes")


def beside(moment: datetime, day: date) -> datetime:
    """Return the moment on `day` when it was written without one."""
    return datetime.combine(day, moment.time()) if moment.date() == NO_DAY else moment


def alone(moment: datetime) -> datetime:
    """Return only the time of a moment, to stand beside its day."""
    return datetime.combine(NO_DAY, moment.time())
