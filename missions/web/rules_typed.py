"""A rule as somebody typed it, read into a value or told what is wrong with it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from missions.reference.countries import country_name, is_country, likely_country
from missions.reference.rulebook import KEYS, Value, parse_value, write_value
from missions.reference.rulebook_keys_faults import faults_of

_STAND_IN = date.min


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of the form as they were typed; dates as 2026-11-24."""

    value: str = ""
    nationality: str = ""
    destination: str = ""
    place: str = ""
    from_day: str = ""
    until: str = ""
    source: str = ""
    read_on: str = ""
    verified: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """The value that was meant, or the faults: a field → a sentence."""

    value: Value | None
    faults: dict[str, str]


def judge(key: str, typed: Typed, today: date) -> Judged:
    """Read what was typed for a key that is known; countries may be named."""
    faults: dict[str, str] = {}
    days = {
        name: _day(name, getattr(typed, name), faults) for name in ("from_day", "until", "read_on")
    }
    if not typed.read_on.strip():
        faults["read_on"] = "On which day the source was read is missing."
    try:
        fact = parse_value(key, typed.value)
    except ValueError as error:
        faults["value"] = str(error)
        fact = ""
    value = Value(
        key,
        _country(typed.nationality),
        _country(typed.destination),
        typed.place.strip().upper(),
        value=fact,
        unit=KEYS[key].unit,
        from_day=days["from_day"],
        until=days["until"],
        source=" ".join(typed.source.split()),
        read_on=days["read_on"] or _STAND_IN,
        verified=typed.verified,
        note=" ".join(typed.note.split()),
    )
    faults = {**faults_of(value, today), **faults}
    return Judged(None if faults else value, faults)


def typed_of(value: Value) -> Typed:
    """Return a value as somebody would type it."""
    return Typed(
        value=write_value(value.value),
        nationality=value.nationality,
        destination=value.destination,
        place=value.place,
        from_day=value.from_day.isoformat() if value.from_day else "",
        until=value.until.isoformat() if value.until else "",
        source=value.source,
        read_on=value.read_on.isoformat(),
        verified=value.verified,
        note=value.note,
    )


def _day(name: str, text: str, faults: dict[str, str]) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        faults[name] = f"“{text.strip()[:40]}” is no day; one as 2026-11-24 is wanted."
        return None


def _country(text: str) -> str:
    """Return the code that is meant where that is sure, else what was typed."""
    code = text.strip().upper()
    if not code or is_country(code):
        return code
    likely = likely_country(text)
    sure = likely and country_name(likely).casefold() == text.strip().casefold()
    return likely if sure else text.strip()
