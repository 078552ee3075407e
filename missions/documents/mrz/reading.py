"""Reading a machine-readable zone: what it says, or what is wrong (ICAO 9303, parts 3 to 7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product

from missions.documents.mrz.characters import counted, foreign, lettered
from missions.documents.mrz.checks import number_field, proved
from missions.documents.mrz.dates import birth_date, expiry_date, unknown, well_formed
from missions.documents.mrz.layouts import Format, Layout, Span, layout_for
from missions.documents.mrz.lengths import Fitted, fitted, length_flaws
from missions.documents.mrz.outcome import Flaw, Reading, Zone
from missions.documents.mrz.tidying import cleaned, tidy
from missions.reference.countries import from_alpha_3

Lines = tuple[str, ...]

_BEGINS = {
    Format.TD3: "a line that begins with P, as every passport's does",
    Format.TD1: "a line that begins with A, C or I, as every card's does",
    Format.TD2: "a line that begins with A, C or I, as every card's does",
    Format.MRV_A: "a line that begins with V, as every visa's does",
    Format.MRV_B: "a line that begins with V, as every visa's does",
}


def parse(lines: Sequence[str], on: date, latest_birth: date | None = None) -> Reading:
    """Read the lines of a zone (ICAO 9303: TD3 part 4, TD1 part 5, TD2 part 6, visas part 7).

    Usual typing mistakes are put right where nothing else can have been meant, and told as
    repairs; whatever is doubtful is a flaw, and then there is no zone. Never raises.

    Args:
        lines: two or three lines, tidied or not.
        on: the day of reading; dates of expiry are taken from 50 years before its year to 49
            after.
        latest_birth: the holder is not born after it, which settles the century; `on` if None.
    """
    found = tuple(cleaned(line) for line in lines)
    if len(found) == 1:
        found = tidy(found)
    layout = layout_for(found)
    if layout is None:
        wanted = f"two lines of 44 or 36 characters, or three of 30; here are {len(found)} lines"
        return Reading(found, flaws=(Flaw(1, wanted.replace(" 1 lines", " 1 line")),))
    latest = latest_birth or on
    flaws = foreign(found)
    if flaws:
        return Reading(found, flaws=tuple(flaws))
    if all(len(line) == layout.width for line in found):
        return _exact(found, layout, on, latest)
    return _fitting(found, layout, on, latest)


def _fitting(lines: Lines, layout: Layout, on: date, latest: date) -> Reading:
    """Read lines of which some have another length: the one way in which all is right."""
    wrong = [number for number, line in enumerate(lines) if len(line) != layout.width]
    ways: list[list[Fitted]] = [fitted(lines, number, layout) for number in wrong]
    readings: dict[Lines, Reading] = {}
    for way in product(*ways):
        new = list(lines)
        for number, fit in zip(wrong, way, strict=True):
            new[number] = fit.line
        reading = _exact(tuple(new), layout, on, latest)
        repairs = (*(fit.repair for fit in way), *reading.repairs)
        readings[reading.lines] = Reading(reading.lines, reading.zone, reading.flaws, repairs)
    certain = [each for each in readings.values() if each.zone is not None]
    if wrong == [layout.names.line]:
        certain = list(readings.values())
    if len(certain) == 1:
        return certain[0]
    return Reading(lines, flaws=tuple(length_flaws(lines, layout)))


def _exact(lines: Lines, layout: Layout, on: date, latest: date) -> Reading:
    """Read lines of the right length."""
    new, repairs, flaws = lettered(lines, layout)
    new, more, wrong = counted(new, layout)
    repairs += more
    if new[0][0] not in layout.letters:
        flaws = [flaw for flaw in flaws if (flaw.line, *flaw.columns) != (1, 1, 1)]
        flaws.insert(0, Flaw(1, _BEGINS[layout.format]))
    if not layout.names.of(new).strip("<"):
        line = layout.names.line + 1
        flaws.append(Flaw(line, "a name; here are only fillers", columns=layout.names.columns))
    if not wrong:
        new, more, wrong = proved(new, layout)
        repairs += more
        wrong = wrong or _date_flaws(new, layout, on, latest)
    flaws += wrong
    if flaws:
        return Reading(new, flaws=tuple(flaws), repairs=tuple(repairs))
    return Reading(new, _zone(new, layout, on, latest), repairs=tuple(repairs))


def _date_flaws(lines: Lines, layout: Layout, on: date, latest: date) -> list[Flaw]:
    """Return the flaws of dates that are none, though their check digits are right."""
    days = (
        ("birth", layout.birth, birth_date(layout.birth.of(lines), latest)),
        ("expiry", layout.expires, expiry_date(layout.expires.of(lines), on)),
    )
    flaws = []
    for name, span, day in days:
        text = span.of(lines)
        if not well_formed(text) or (day is None and not unknown(text)):
            wanted = f"a date of {name} as YYMMDD; {text} is none"
            flaws.append(Flaw(span.line + 1, wanted, _filled(lines, span), span.columns))
    return flaws


def _filled(lines: Lines, span: Span) -> str:
    """Return the line with 0 for every <, which check digits do not tell apart."""
    text = span.of(lines)
    full = text.replace("<", "0")
    day = birth_date(full, date.max)
    return span.put(lines, full)[span.line] if full != text and day else ""


def _zone(lines: Lines, layout: Layout, on: date, latest: date) -> Zone:
    names = layout.names.of(lines)
    surname, _, given = names.partition("<<")
    number = number_field(lines, layout)
    issuer, nationality = _code(lines, layout.issuer), _code(lines, layout.nationality)
    birth, sex = layout.birth.of(lines), layout.sex.of(lines)
    return Zone(
        format=layout.format,
        document_code=_code(lines, layout.code),
        issuer=from_alpha_3(issuer),
        issuer_code=issuer,
        surname=_words(surname),
        given_names=_words(given),
        names_cut=not names.endswith("<"),
        number=number.text(lines).replace("<", ""),
        nationality=from_alpha_3(nationality),
        nationality_code=nationality,
        birth_date=None if unknown(birth) else birth_date(birth, latest),
        birth_text=birth,
        sex=sex if sex != "<" else "X",
        expires=expiry_date(layout.expires.of(lines), on),
        optional=_optional(lines, layout, number.digit),
    )


def _optional(lines: Lines, layout: Layout, digit: Span) -> str:
    """Return the optional data, without what a long number took of it."""
    first, *others = layout.optional
    if digit != layout.number.after:
        first = Span(first.line, digit.end, first.end)
    parts = (span.of(lines).strip("<") for span in (first, *others))
    return " ".join(filter(None, parts))


def _code(lines: Lines, span: Span) -> str:
    return span.of(lines).rstrip("<")


def _words(field: str) -> str:
    return " ".join(field.replace("<", " ").split())
