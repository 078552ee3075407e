"""The two ends of a segment: which airport, which zone, and what time a clock there shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from missions import zones
from missions.intake.confirmations.model import quoted
from missions.reference.airports import Airport, airport, likely_airports

_CODE = re.compile(r"[A-Z]{3}")
_IN_BRACKETS = re.compile(r"[(\[]([A-Z]{3})[)\]]")
_TAIL = re.compile(r"\s+(?:international|intl\.?|regional|municipal|airport|flughafen)$", re.I)
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{8}")
_MOMENT = re.compile(r"(\d{4}-?\d\d-?\d\d)[T ](\d\d:?\d\d)(:?\d\d(?:\.\d+)?)?\s*(\S{0,6})")


@dataclass(frozen=True, slots=True)
class End:
    """An end's code or words, its zone ("" where unknown), and what is to be said of it."""

    place: str = ""
    zone: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall time, or a day alone, with what is to be said of it."""

    wall: datetime | None = None
    day: date | None = None
    notices: tuple[str, ...] = ()


def airport_end(code: str, name: str, which: str) -> End:
    """Return a flight's end from its code, else from a name that means one airport only.

    Args:
        code: the IATA code as it was written, or "".
        name: the airport's or city's name, or "".
        which: "departure" or "arrival", for messages.
    """
    written = code.strip().upper()
    if _CODE.fullmatch(written):
        known = airport(written)
        if known is not None:
            return End(written, known.zone)
        return End(written, "", (f"The airport of {which}, {written}, is not known.",))
    words = name.strip()[:100]
    if not words:
        return End("", "", (f"No airport of {which} is given.",))
    inside = _IN_BRACKETS.search(words)
    exact = inside[1] if inside else words
    known = airport(exact) if _CODE.fullmatch(exact) else None
    if known is not None:
        return End(exact, known.zone)
    return _named(words, which)


def _named(words: str, which: str) -> End:
    """Return the one airport that words can mean; none where there are several."""
    bare, found = words, _likely(words)
    while not found and (shorter := _TAIL.sub("", bare)) != bare:
        bare, found = shorter, _likely(shorter)
    named = [each for each in found if each.name.casefold() == words.casefold()]
    found = tuple(named) if len(named) == 1 else found
    if len(found) == 1:
        text = f"The airport of {which}, {quoted(words)}, is taken for {found[0].code}."
        return End(found[0].code, found[0].zone, (text,))
    text = f"Which airport is meant by {quoted(words)}, that of {which}?"
    if found:
        text += f" It could be {' or '.join(each.code for each in found)}."
    return End("", "", (text,))


def _likely(words: str) -> tuple[Airport, ...]:
    return likely_airports(words) if len(words) > 3 else ()


def wall_time(moment: datetime, zone: str, which: str) -> Moment:
    """Return the time that a clock in `zone` shows, of a moment with or without an offset."""
    try:
        offset = moment.utcoffset()
        naive = moment.replace(tzinfo=None, second=0, microsecond=0, fold=0)
        if offset is None:
            return Moment(naive, naive.date())
        if not zone:
            return _without_zone(naive, offset, which)
        here = moment.astimezone(zones.zone(zone))
    except (OverflowError, ValueError):
        return Moment(None, None, (f"The time of {which} cannot be.",))
    wall = here.replace(tzinfo=None, second=0, microsecond=0, fold=0)
    notices: tuple[str, ...] = ()
    if here.utcoffset() != offset:
        given = "UTC" if offset == timedelta() else f"the time at UTC{_offset(offset)}"
        notices = (f"The source gives {given}; turned to the airport's wall time.",)
    return Moment(wall, wall.date(), notices)


def _without_zone(naive: datetime, offset: timedelta, which: str) -> Moment:
    if offset == timedelta():
        text = f"The {which} is given as {naive:%Y-%m-%d %H:%M} UTC; the zone there is not known."
        return Moment(None, None, (text,))
    text = f"The {which} is given at UTC{_offset(offset)}; taken as the wall time there."
    return Moment(naive, naive.date(), (text,))


def _offset(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'+' if minutes >= 0 else '-'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def read_time(text: str, zone: str, which: str) -> Moment:
    """Read an ISO 8601 time, or a day alone; what is neither is said so."""
    written = text.strip()
    try:
        if _DAY.fullmatch(written):
            return Moment(None, date.fromisoformat(written))
        if match := _MOMENT.fullmatch(written[:40]):
            return wall_time(_moment(match), zone, which)
    except ValueError:
        pass
    return Moment(None, None, (f"The time of {which}, {quoted(text)}, cannot be read.",))


def _moment(match: re.Match[str]) -> datetime:
    clock = match[2].replace(":", "")
    base = datetime.fromisoformat(f"{date.fromisoformat(match[1])}T{clock[:2]}:{clock[2:]}")
    if not match[4]:
        return base
    if match[4] in {"Z", "z", "UTC", "GMT"}:
        return base.replace(tzinfo=UTC)
    offset = datetime.fromisoformat(f"2000-01-01T00:00{match[4]}").tzinfo
    return base.replace(tzinfo=offset)
