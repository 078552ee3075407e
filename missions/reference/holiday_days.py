"""Public holidays of a country, by the `holidays` package (its version is pinned).

The library is large, so it is loaded when first asked for. Days that a government shifts from year
to year are the library's best knowledge; a host knows better.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday; the name is English where the library has it, else as the country says."""

    day: date
    name: str


def holidays_of(country: str, first: date, last: date) -> tuple[Holiday, ...]:
    """Return the whole country's public holidays from `first` to `last`, both included, by date.

    `country` is ISO 3166-1 alpha-2; one that is not known has none. Days of one region only are
    left out.
    """
    years = range(first.year, last.year + 1)
    found = (holiday for year in years for holiday in _of_year(country, year))
    return tuple(holiday for holiday in found if first <= holiday.day <= last)


@cache
def _library() -> Any:
    return import_module("holidays")


@cache
def _countries() -> frozenset[str]:
    return frozenset(_library().list_supported_countries(include_aliases=False))


@cache
def _of_year(country: str, year: int) -> tuple[Holiday, ...]:
    if country not in _countries():
        return ()
    days = _library().country_holidays(country, years=year, language=_language(country))
    return tuple(Holiday(day, name) for day, name in sorted(days.items()))


@cache
def _language(country: str) -> str | None:
    """Never the machine's: the same days have the same names everywhere."""
    library = _library().country_holidays(country)
    english = [name for name in library.supported_languages if name.startswith("en")]
    american = "en_US" if "en_US" in english else None
    return american or next(iter(english), None) or library.default_language
