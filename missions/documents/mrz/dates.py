"""The dates of a zone: YYMMDD, whose century it leaves open (ICAO 9303 part 3, section 4.8)."""

from __future__ import annotations

import re
from datetime import date

_WHOLE = re.compile(r"[0-9]{6}")
_PARTS = re.compile(r"(?:[0-9]{2}|<<){3}")


def well_formed(text: str) -> bool:
    """Whether each part is two digits or << (ICAO 9303 part 3, section 4.8)."""
    return bool(_PARTS.fullmatch(text))


def unknown(text: str) -> bool:
    """Whether a part is left open: << by ICAO 9303 part 3, section 4.8, and 00 as some print."""
    return "<" in text or "00" in (text[2:4], text[4:6])


def birth_date(text: str, latest: date) -> date | None:
    """Return the last such day that is not after `latest`, None where there is none."""
    return _first(text, latest.year - (latest.year - _years(text)) % 100, -100, latest)


def expiry_date(text: str, on: date) -> date | None:
    """Return the day from 50 years before the year of `on` to 49 after it, None if none is."""
    first = on.year - 50
    return _first(text, first + (_years(text) - first) % 100, 0, date.max)


def _first(text: str, year: int, step: int, latest: date) -> date | None:
    if not _WHOLE.fullmatch(text):
        return None
    for each in (year, year + step):
        try:
            found = date(each, int(text[2:4]), int(text[4:]))
        except ValueError:
            continue
        if found <= latest:
            return found
    return None


def _years(text: str) -> int:
    return int(text[:2]) if _WHOLE.fullmatch(text) else 0
