"""What is wrong with a value that somebody wants to keep. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from missions.reference.airports import airport, likely_airports
from missions.reference.countries import country_name, is_country, likely_country
from missions.reference.rulebook_keys import KEYS, check_value
from missions.reference.rulebook_value import Value

LONG_AGO = timedelta(days=180)
"""A value whose source was read longer ago than this is worth reading again."""
LONGEST = 500
"""So many characters a source and a note may have."""
_WORDS = {"nationality": "nationality", "destination": "destination", "place": "airport"}


def read_long_ago(value: Value, today: date) -> bool:
    """Whether the source was last read more than 180 days before `today`."""
    return today - value.read_on > LONG_AGO


def faults_of(value: Value, today: date) -> dict[str, str]:
    """Return what keeps a value from being kept: the field → a sentence; {} where nothing does.

    Args:
        value: as it is wanted; a key that isn't known is told under `key`.
        today: the day on which nothing later can have been read.
    """
    if value.key not in KEYS:
        return {"key": f"“{value.key}” is not a rule that we know."}
    return dict((*_value(value), *_scope(value), *_days(value, today), *_texts(value)))


def _value(value: Value) -> Iterator[tuple[str, str]]:
    try:
        check_value(value.key, value.value)
    except ValueError as error:
        yield "value", str(error)
        return
    if value.key.endswith((".nationalities", ".required_from")):
        yield from _unknown(value, "country", is_country)
    elif value.key.endswith(".ports"):
        yield from _unknown(value, "airport", lambda code: airport(code) is not None)


def _unknown(value: Value, what: str, known: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    codes = value.value if isinstance(value.value, tuple) else ()
    strange = [code for code in codes if not known(code)]
    if strange:
        yield "value", f"“{', '.join(strange[:5])}” is no {what}’s code."


def _scope(value: Value) -> Iterator[tuple[str, str]]:
    per = KEYS[value.key].per
    said = {
        "nationality": value.nationality,
        "destination": value.destination,
        "place": value.place,
    }
    for name, code in said.items():
        if not code:
            continue
        if name not in per:
            yield name, f"This rule is the same whatever the {_WORDS[name]}: leave it blank."
        elif name == "place":
            yield from _place(code)
        elif not is_country(code):
            yield name, _no_country(code)


def _no_country(text: str) -> str:
    meant = likely_country(text)
    near = f" Did you mean {meant}, {country_name(meant)}?" if meant else ""
    return f"“{text}” is no country’s code; one such as KR is wanted.{near}"


def _place(text: str) -> Iterator[tuple[str, str]]:
    if airport(text) is None:
        near = ", ".join(f"{each.code} ({each.city})" for each in likely_airports(text))
        meant = f" Did you mean {near}?" if near else ""
        yield "place", f"“{text}” is no airport’s code; one such as ICN is wanted.{meant}"


def _days(value: Value, today: date) -> Iterator[tuple[str, str]]:
    if value.from_day and value.until and value.until < value.from_day:
        begins = value.from_day.isoformat()
        yield "until", f"It ends on {value.until.isoformat()}, before it begins on {begins}."
    if value.read_on > today:
        yield "read_on", f"{value.read_on.isoformat()} is still to come; when was it read?"


def _texts(value: Value) -> Iterator[tuple[str, str]]:
    if not value.source.strip():
        yield "source", "Who says so is missing: a page’s address, or a document and its section."
    for name, text in (("source", value.source), ("note", value.note)):
        if len(text) > LONGEST:
            yield name, f"It has {len(text)} characters; at most {LONGEST} are kept."
