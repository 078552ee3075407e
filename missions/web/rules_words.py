"""How a value of the rulebook is said: itself, for whom, from when, who says so. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from missions.readiness.requirements.papers import named
from missions.reference.airports import airport
from missions.reference.countries import country_name
from missions.reference.rulebook import KEYS, Fact
from missions.renderers.wording import date_plain

_ADDRESS = re.compile(r"https?://[^\s;,()<>\"]+")
_COUNTRIES = "[A-Z]{2}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a source as it is written; `address` where that part is a page."""

    text: str
    address: str = ""


def said(key: str, fact: Fact) -> str:
    """Return a value with its unit: `6 months`, `1 month`, `yes`, `China, Germany`."""
    about = KEYS[key]
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, tuple):
        named_ones = [country_name(code) for code in fact] if about.pattern == _COUNTRIES else fact
        return ", ".join(named_ones)
    if key == "funds.schedule":
        return ", ".join(_shares(str(fact)))
    text = f"{fact:g}" if isinstance(fact, float) else str(fact)
    return f"{text} {one_of(about.unit) if text == '1' else about.unit}".strip()


def _shares(text: str) -> Iterator[str]:
    for part in text.split(";"):
        days, _, share = part.partition(":")
        yield f"{share} % by {int(days)} days before"


def one_of(unit: str) -> str:
    """Return a unit for one: `month`, `working day`, `person per adult`."""
    if unit.startswith("people"):
        return unit.replace("people", "person", 1)
    return re.sub(r"s\b", "", unit, count=1)


def counted_list(key: str, fact: Fact) -> str:
    """Return what a long list is called: `55 countries`; "" for what is no long list."""
    if not isinstance(fact, tuple) or len(fact) < 8:
        return ""
    what = {_COUNTRIES: "countries", "[A-Z]{3}": "airports"}.get(KEYS[key].pattern, "entries")
    return f"{len(fact)} {what}"


def whom(nationalities: Sequence[str], destinations: Sequence[str], places: Sequence[str]) -> str:
    """Return for whom and where a value is; "" in a list stands for any."""
    home = nationalities == destinations and all(nationalities)
    if home and len(nationalities) > 1:
        who, to = "Citizens going to their own country", f": {_and(map(named, nationalities))}"
    else:
        who = (
            f"Citizens of {_and(map(named, nationalities))}" if any(nationalities) else "Everybody"
        )
        to = f" going to {_and(map(named, destinations), 'or')}" if any(destinations) else ""
    at = f"at {_and(map(place_name, places), 'or')}" if any(places) else ""
    if at and who == "Everybody" and not to:
        return at[0].upper() + at[1:]
    return f"{who}{to}{', ' if at else ''}{at}"


def place_name(code: str) -> str:
    """Return an airport with its city: `Seoul (ICN)`; the code alone where it is unknown."""
    found = airport(code)
    return f"{found.city} ({code})" if found else code


def _and(words: Iterator[str] | Sequence[str], last: str = "and") -> str:
    every = list(words)
    return f" {last} ".join(part for part in (", ".join(every[:-1]), every[-1]) if part)


def term(from_day: date | None, until: date | None) -> str:
    """Return when a value holds: `until 31 December 2026`, "" for always."""
    begins = f"from {date_plain(from_day)}" if from_day else ""
    ends = f"until {date_plain(until)}" if until else ""
    return " ".join(part for part in (begins, ends) if part)


def pieces(source: str) -> tuple[Piece, ...]:
    """Return a source in its parts, so that addresses can be followed and nothing else."""
    return tuple(_pieces(source))


def _pieces(source: str) -> Iterator[Piece]:
    place = 0
    for found in _ADDRESS.finditer(source):
        if found.start() > place:
            yield Piece(source[place : found.start()])
        host = _host(found.group())
        yield Piece(host, found.group()) if host else Piece(found.group())
        place = found.end()
    if place < len(source):
        yield Piece(source[place:])


def _host(address: str) -> str:
    """Return the name of a page's site, "" where the address is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
