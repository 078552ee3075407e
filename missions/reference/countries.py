"""Countries by ISO 3166-1 code, named as people name them; and the zones of each.

Sources: the `pycountry` package (ISO 3166-1) and `zone.tab` of the Time Zone Database in the
`tzdata` package. Loaded when first asked for.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.resources import files

import pycountry

_SAID = {
    "BN": "Brunei",
    "BO": "Bolivia",
    "CD": "DR Congo",
    "CG": "Congo",
    "FK": "Falkland Islands",
    "FM": "Micronesia",
    "IR": "Iran",
    "KP": "North Korea",
    "KR": "South Korea",
    "LA": "Laos",
    "MD": "Moldova",
    "PS": "Palestine",
    "RU": "Russia",
    "SH": "Saint Helena",
    "SY": "Syria",
    "TR": "Turkey",
    "TW": "Taiwan",
    "TZ": "Tanzania",
    "VA": "Vatican City",
    "VE": "Venezuela",
    "VN": "Vietnam",
    "XK": "Kosovo",
}
"""Names that differ from the standard's; Kosovo's code is user-assigned and an airport's only."""

_OTHER_WORDS = {
    "usa": "US",
    "america": "US",
    "united states of america": "US",
    "uk": "GB",
    "england": "GB",
    "great britain": "GB",
    "korea": "KR",
    "republic of korea": "KR",
    "holland": "NL",
    "burma": "MM",
    "ivory coast": "CI",
    "czech republic": "CZ",
    "uae": "AE",
    "mainland china": "CN",
    "prc": "CN",
    "한국": "KR",
    "대한민국": "KR",
    "미국": "US",
    "중국": "CN",
    "中国": "CN",
    "美国": "US",
    "日本": "JP",
}

_NOT_ISO_ON_PASSPORTS = {"D": "DE", "GBD": "GB", "GBN": "GB", "GBO": "GB", "GBP": "GB", "GBS": "GB"}


@cache
def _names() -> dict[str, str]:
    names = {entry.alpha_2: entry.name for entry in pycountry.countries}
    return {**names, **_SAID}


@cache
def _codes() -> frozenset[str]:
    return frozenset(entry.alpha_2 for entry in pycountry.countries)


@cache
def _by_alpha_3() -> dict[str, str]:
    return {entry.alpha_3: entry.alpha_2 for entry in pycountry.countries}


def is_country(code: str) -> bool:
    """Whether `code` is an ISO 3166-1 alpha-2 code (upper case)."""
    return code in _codes()


def country_name(code: str) -> str:
    """Return the country's English name as people say it; the code itself where it is unknown."""
    return _names().get(code, code)


def from_alpha_3(code: str) -> str:
    """Return the alpha-2 code for a passport's three letters (fillers stripped), "" if unknown."""
    return _NOT_ISO_ON_PASSPORTS.get(code) or _by_alpha_3().get(code, "")


def likely_country(text: str) -> str:
    """Return the code that somebody who wrote `text` (a name, three letters) meant, or ""."""
    wanted = text.strip().casefold()
    if not wanted:
        return ""
    exact = _OTHER_WORDS.get(wanted) or _by_alpha_3().get(wanted.upper())
    if exact:
        return exact
    by_name = {name.casefold(): code for code, name in _names().items() if code in _codes()}
    close = get_close_matches(wanted, by_name, n=1, cutoff=0.8)
    return by_name[close[0]] if close else ""


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    zones: dict[str, tuple[str, ...]] = {}
    for row in rows:
        zones[row[0]] = (*zones.get(row[0], ()), row[2])
    return zones


def zones_of(country: str) -> tuple[str, ...]:
    """Return the IANA zones of a country, the most populous place's first; empty if unknown."""
    return _zones().get(country, ())
