"""What may stand in each field, and what was meant by a character that may not (part 3, 4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from missions.documents.mrz.digits import AS_DIGIT, AS_LETTERS
from missions.documents.mrz.layouts import Layout, Span
from missions.documents.mrz.outcome import Flaw, Repair
from missions.reference.countries import from_alpha_3

_LINE = re.compile(r"[A-Z0-9<]*")
_NOT_OF_COUNTRIES = frozenset(
    {
        *("UNO", "UNA", "UNK", "XXA", "XXB", "XXC", "XXX", "XOM", "XPO", "XCC", "XCE"),
        *("XCO", "XEC", "XES", "XMP", "XBA", "XIM", "XDC", "XAU", "EUE", "UTO", "RKS"),
    }
)
"""Codes that are on documents and no country's (ICAO 9303 part 3, section 5)."""

Lines = tuple[str, ...]


def foreign(lines: Lines) -> list[Flaw]:
    """Return a flaw for every line with a character that no zone has (part 3, section 4.3)."""
    flaws = []
    for number, line in enumerate(lines, 1):
        if not _LINE.fullmatch(line):
            place = next(at for at, char in enumerate(line, 1) if not _LINE.fullmatch(char))
            wanted = f"A-Z, 0-9 and < only; here is “{line[place - 1]}” in column {place}"
            flaws.append(Flaw(number, wanted, columns=(place, place)))
    return flaws


def lettered(lines: Lines, layout: Layout) -> tuple[Lines, list[Repair], list[Flaw]]:
    """Return the lines with letters where only letters stand: codes, names, sex.

    A digit becomes the letter that it looks like; what looks like two, or like none, is a flaw
    (ICAO 9303 part 3, sections 4.3 and 4.6).
    """
    repairs: list[Repair] = []
    flaws: list[Flaw] = []
    for span, name in _letters(layout):
        lines = _spelled(lines, span, name, layout, repairs, flaws)
    lines = _sexed(lines, layout.sex, repairs, flaws)
    return lines, repairs, flaws


def counted(lines: Lines, layout: Layout) -> tuple[Lines, list[Repair], list[Flaw]]:
    """Return the lines with digits where only digits stand: dates and check digits.

    A letter becomes the digit that it looks like; another one is a flaw (ICAO 9303 part 3,
    sections 4.3, 4.8 and 4.9).
    """
    repairs: list[Repair] = []
    flaws: list[Flaw] = []
    for span, name in _digits(layout):
        lines = _counted(lines, span, name, repairs, flaws)
    return lines, repairs, flaws


def _letters(layout: Layout) -> Iterator[tuple[Span, str]]:
    yield layout.code, "document's code"
    yield layout.issuer, "issuing state"
    yield layout.names, "name"
    yield layout.nationality, "nationality"


def _digits(layout: Layout) -> Iterator[tuple[Span, str]]:
    yield layout.birth, "date of birth"
    yield layout.expires, "date of expiry"
    ends = [layout.number.after, layout.birth.after, layout.expires.after]
    ends += [layout.optional[0].after] if layout.personal else []
    ends += [layout.whole_digit] if layout.whole_digit else []
    for span in ends:
        yield span, "check digit"


def _spelled(
    lines: Lines, span: Span, name: str, layout: Layout, repairs: list[Repair], flaws: list[Flaw]
) -> Lines:
    """Put letters for digits in a field of letters."""
    old = span.of(lines)
    if not any(char.isdigit() for char in old):
        return lines
    wholly = _worded(old, name, layout)
    if len(wholly) != 1:
        at = next(span.start + place for place, char in enumerate(old) if char.isdigit()) + 1
        wanted = f"letters and < in the {name}; here is “{old[at - span.start - 1]}” in column {at}"
        flaws.append(Flaw(span.line + 1, wanted, columns=(at, at)))
        return lines
    return _put(lines, span, wholly[0], f"the {name} has no digits", repairs)


def _worded(old: str, name: str, layout: Layout) -> list[str]:
    """Return what a field of letters can have been meant to be; a name with a 1 is left alone."""
    if any(char.isdigit() and char not in AS_LETTERS for char in old):
        return []
    if name == "name":
        return [] if "1" in old else ["".join(AS_LETTERS.get(char, char) for char in old)]
    found = ["".join(chars) for chars in product(*(AS_LETTERS.get(char, char) for char in old))]
    return found if len(found) == 1 else [text for text in found if _known(text, name, layout)]


def _known(text: str, name: str, layout: Layout) -> bool:
    if name == "document's code":
        return text[0] in layout.letters
    code = text.rstrip("<")
    return bool(from_alpha_3(code)) or code in _NOT_OF_COUNTRIES


def _counted(
    lines: Lines, span: Span, name: str, repairs: list[Repair], flaws: list[Flaw]
) -> Lines:
    """Put digits for letters in a field of digits."""
    new = "".join(AS_DIGIT.get(char, char) for char in span.of(lines))
    wrong = next((place for place, char in enumerate(new) if char.isalpha()), None)
    if wrong is not None:
        at = span.start + wrong + 1
        wanted = f"digits in the {name}; here is “{new[wrong]}” in column {at}"
        flaws.append(Flaw(span.line + 1, wanted, columns=(at, at)))
        return lines
    return _put(lines, span, new, f"the {name} is of digits", repairs)


def _sexed(lines: Lines, span: Span, repairs: list[Repair], flaws: list[Flaw]) -> Lines:
    sex = span.of(lines)
    if sex == "X":
        return _put(lines, span, "<", "an unspecified sex is < there", repairs)
    if sex not in "MF<":
        wanted = f"F, M or < for the sex; here is “{sex}” in column {span.end}"
        flaws.append(Flaw(span.line + 1, wanted, columns=span.columns))
    return lines


def _put(lines: Lines, span: Span, new: str, why: str, repairs: list[Repair]) -> Lines:
    for place, (was, now) in enumerate(zip(span.of(lines), new, strict=True), span.start + 1):
        if was != now:
            repairs.append(Repair(span.line + 1, place, was, now, why))
    return span.put(lines, new)
