"""The text in a boarding pass's bar code (IATA resolution 792, BCBP), one to four legs.

It tells the day of a flight as its number in the year, without the year, and no times. The year is
the one that puts the day nearest after `EARLIEST` before the day of reading: passes are handed
out shortly before a flight, and looked at until some weeks after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from missions.intake.confirmations.ends import airport_end
from missions.intake.confirmations.model import FoundSegment, Source
from missions.intake.confirmations.numbers import flight_number

EARLIEST = timedelta(days=30)
"""So long before the day of reading a flight may have been."""

NO_TIMES = "A boarding pass tells no times; the day is known, the times are wanted."
_LEG = re.compile(
    r"(?P<locator>[A-Z0-9 ]{7})(?P<origin>[A-Z]{3})(?P<destination>[A-Z]{3})"
    r"(?P<carrier>[A-Z0-9 ]{3})(?P<number>[0-9 ]{4}[A-Z ])(?P<day>[0-9]{3})(?P<compartment>[A-Z ])"
    r"(?P<seat>[A-Z0-9 ]{4})(?P<sequence>[0-9 ]{4}[A-Z0-9 ])(?P<status>[A-Z0-9 ])"
    r"(?P<size>[0-9A-F]{2})"
)
_HEAD = 23
_LEG_LENGTH = 37
_LOOKS = re.compile(r"M[1-4][^\s].{19}[E ][A-Z0-9 ]{7}[A-Z]{6}")


class DamagedPass(ValueError):
    """A text that begins as a boarding pass and does not go on as one; says where."""


@dataclass(frozen=True, slots=True)
class Leg:
    """The mandatory fields of one leg, as they stand but for spaces at their ends."""

    locator: str
    origin: str
    destination: str
    carrier: str
    number: str
    day_of_year: int
    compartment: str
    seat: str
    sequence: str


def looks_like_pass(line: str) -> bool:
    """Whether a line begins as a boarding pass does."""
    return _LOOKS.match(line) is not None


def read_legs(text: str) -> tuple[str, tuple[Leg, ...]]:
    """Return the passenger's name as ticketed, and the legs.

    Raises:
        DamagedPass: it is cut short, or a field holds what it may not.
    """
    if len(text) < _HEAD + _LEG_LENGTH or text[0] != "M" or text[1] not in "1234":
        raise DamagedPass("it does not begin as a boarding pass, or is cut short")
    legs, at = [], _HEAD
    for count in range(1, int(text[1]) + 1):
        match = _LEG.match(text, at)
        if match is None:
            raise DamagedPass(f"leg {count} of {text[1]} is cut short or damaged")
        legs.append(_leg(match))
        at = match.end() + int(match["size"], 16)
        if at > len(text):
            raise DamagedPass(f"leg {count} of {text[1]} says that more follows than there is")
    return text[2:22].strip(), tuple(legs)


def _leg(match: re.Match[str]) -> Leg:
    return Leg(
        match["locator"].strip(),
        match["origin"],
        match["destination"],
        match["carrier"].strip(),
        match["number"].replace(" ", ""),
        int(match["day"]),
        match["compartment"].strip(),
        match["seat"].strip().lstrip("0"),
        match["sequence"].strip().lstrip("0"),
    )


def flight_day(day_of_year: int, on: date) -> date | None:
    """Return the first day of that number (1 to 366) from `EARLIEST` before `on`; None if none."""
    for year in range(on.year - 1, on.year + 9):
        if not 1 <= year <= 9999:
            continue
        day = date(year, 1, 1).toordinal() + day_of_year - 1
        if day > date.max.toordinal() or date.fromordinal(day).year != year:
            continue
        found = date.fromordinal(day)
        if found.toordinal() >= on.toordinal() - EARLIEST.days:
            return found
    return None


def read_pass(text: str, on: date) -> tuple[FoundSegment, ...]:
    """Return a boarding pass's legs as segments without times; raise `DamagedPass`."""
    name, legs = read_legs(text)
    return tuple(_segment(name, leg, on) for leg in legs)


def _segment(name: str, leg: Leg, on: date) -> FoundSegment:
    origin = airport_end(leg.origin, "", "departure")
    goal = airport_end(leg.destination, "", "arrival")
    day = flight_day(leg.day_of_year, on) if leg.day_of_year else None
    told = NO_TIMES if day else "A boarding pass tells no times; its day cannot be read either."
    return FoundSegment(
        mode="flight",
        number=flight_number(leg.number, leg.carrier),
        origin=leg.origin,
        destination=leg.destination,
        day=day,
        from_zone=origin.zone,
        to_zone=goal.zone,
        locator=leg.locator,
        passengers=(name,) if name else (),
        seat=leg.seat,
        source=Source.BCBP,
        notices=(told, *origin.notices, *goal.notices),
    )
