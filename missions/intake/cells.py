"""Reading single cells. Pure: a cell's text in, a value out, or `Wrong` with what is wanted.

A parser gets a cell that is not blank, without spaces at its ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cache

from missions import zones
from missions.intake.dates import read_date
from missions.intake.faults import Cause, Wrong
from missions.reference.airports import likely_airports
from missions.reference.countries import is_country, likely_country, zones_of

KEY_LENGTH = 80
"""The longest key; a name may be as long as it likes, a handle is for typing."""

_SEPARATORS = re.compile(r"[;,；，、\n]")
_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "예", "네", "是", "sí", "si"})
_NO = frozenset({"no", "n", "false", "0", "아니오", "아니요", "否"})
_CODE = re.compile(r"[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?")
_DUE = re.compile(r"-?\s*(\d{1,4})\s*d(ays)?", re.IGNORECASE)
_WHOLE = re.compile(r"\d{1,6}(\.0+)?")
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d+)?")
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LEADING = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def without_hidden(text: str) -> str:
    """Return `text` without control characters, which no file, paper or database wants."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula: `'=1+1`.

    `plain` gives the text back. The apostrophe is what such programs themselves use for text.
    """
    if text.startswith(_LEADING) or (text[:1] == "'" and harmless(text[1:]) != text[1:]):
        return f"'{text}"
    return text


def plain(cell: str) -> str:
    """Return a cell's text: without spaces at its ends and without `harmless`'s apostrophe."""
    cell = cell.strip()
    if cell[:1] == "'" and harmless(cell[1:]) != cell[1:]:
        return cell[1:]
    return cell


def closest(word: str, choices: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the choice that `word` most likely means, "" if none is near."""
    by_fold = {choice.casefold(): choice for choice in choices}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=cutoff)
    return by_fold[near[0]] if near else ""


def items_of(text: str) -> list[str]:
    """Return the parts of a list cell, each once, in their order."""
    parts = (part.strip() for part in _SEPARATORS.split(text))
    return list(dict.fromkeys(part for part in parts if part))


def joined(items: Iterable[str]) -> str:
    """Return a list as one cell."""
    return "; ".join(items)


def read_list(text: str) -> str:
    """Read a list; return it as it is written back, `a; b`."""
    return joined(items_of(text))


def read_key(text: str) -> str:
    """Read a short handle."""
    if _SEPARATORS.search(text) or text[0] in "@-'" or text.casefold() == "all":
        raise Wrong(
            Cause.KEY,
            "a short handle without , or ;, which does not begin with @ - or ' and is not “all”",
            _SEPARATORS.sub("", text).lstrip("@-'").strip(),
        )
    if len(text) > KEY_LENGTH:
        raise Wrong(Cause.KEY, f"a short handle of at most {KEY_LENGTH} characters")
    return text


def read_code(text: str) -> str:
    """Read a trip's handle."""
    if not _CODE.fullmatch(text):
        likely = re.sub(r"[^a-z0-9]+", "-", text[:200].lower()).strip("-")[:64].strip("-")
        wanted = "a handle of at most 64 small letters a-z, digits and hyphens, as willow-26"
        raise Wrong(Cause.KEY, wanted, likely)
    return text


def read_yes_no(text: str) -> bool:
    """Read yes or no."""
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Wrong(Cause.YES_NO, "yes, no or blank", closest(word, ("yes", "no")))


def read_whole(text: str) -> int:
    """Read a whole number from 0 on."""
    if not _WHOLE.fullmatch(text):
        digits = re.sub(r"\D", "", text)
        raise Wrong(Cause.NUMBER, "a whole number as 4", digits if len(digits) <= 6 else "")
    return int(float(text))


def number_between(low: float, high: float) -> Callable[[str], float]:
    """Return a parser for numbers from `low` to `high`."""

    def read_number(text: str) -> float:
        if not _NUMBER.fullmatch(text):
            likely = text.replace(",", ".")
            raise Wrong(
                Cause.NUMBER, "a number as 37.57", likely if _NUMBER.fullmatch(likely) else ""
            )
        value = float(text)
        if not low <= value <= high:
            raise Wrong(Cause.VALUE, f"a number from {low:g} to {high:g}")
        return value

    return read_number


def one_of(allowed: tuple[str, ...], meant: dict[str, str]) -> Callable[[str], str]:
    """Return a parser for one of `allowed`; `meant` gives other words' likely corrections."""
    by_fold = {word.casefold(): word for word in allowed}
    wanted = "one of " + ", ".join(allowed)

    def read_choice(text: str) -> str:
        word = text.casefold()
        try:
            return by_fold[word]
        except KeyError:
            likely = meant.get(word) or closest(word, allowed)
            raise Wrong(Cause.VALUE, wanted, likely) from None

    return read_choice


def read_country(text: str) -> str:
    """Read a country's two letters."""
    code = text.upper()
    if not is_country(code):
        wanted = "a country's two letters (ISO 3166-1) as KR"
        raise Wrong(Cause.UNKNOWN_COUNTRY, wanted, lambda: likely_country(text))
    return code


@cache
def _zones() -> frozenset[str]:
    return zones.keys() - {"Factory"}


def read_zone(text: str) -> str:
    """Read a time zone's IANA name."""
    if text not in _zones():
        wanted = "a time zone's IANA name as Asia/Seoul"
        raise Wrong(Cause.UNKNOWN_ZONE, wanted, lambda: likely_zone(text))
    return text


def likely_zone(text: str) -> str:
    """Return the zone that somebody who wrote `text` meant: a city, a country, a slip; or ""."""
    name = text.strip()[:80].replace(" ", "_")
    by_fold = {zone.casefold(): zone for zone in _zones()}
    if name.casefold() in by_fold:
        return by_fold[name.casefold()]
    city = name.rsplit("/", 1)[-1].replace("_", " ")
    airports = likely_airports(city) if len(city) > 3 else ()
    if airports:
        return airports[0].zone
    of_country = zones_of(likely_country(city))
    if len(of_country) == 1:
        return of_country[0]
    return closest(name, (zone for zone in _zones() if "/" in zone), cutoff=0.75)


def read_due(text: str) -> str:
    """Read when something is due: days before the trip as `-60d`, or a date."""
    match = _DUE.fullmatch(text)
    if match:
        return f"-{int(match[1])}d" if int(match[1]) else "0d"
    try:
        return read_date(text).isoformat()
    except Wrong as wrong:
        wanted = wrong.wanted.replace(
            "a date as 2026-07-10", "days before the trip starts as -60d, or a date as 2026-07-10"
        )
        raise Wrong(wrong.cause, wanted, wrong.suggestion) from None
