"""A paper as somebody typed it: read field by field, every fault at once, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from missions.documents import mrz
from missions.documents.fields import ZONE, Field, Holds, fields_of
from missions.documents.from_zone import OnRoster, contradictions, differences, filled
from missions.documents.rules import Fault, blank_faults, date_faults
from missions.intake.cells import read_country, read_whole, without_hidden
from missions.intake.dates import read_date
from missions.intake.faults import Cause, Wrong
from missions.reference.countries import country_name, likely_country

Options = Mapping[Holds, Sequence[tuple[str, str]]]
"""What may be chosen where it depends on the member: passports, guardians."""
LINES = 2
"""A paper keeps two lines of a zone; one of three is read and its lines are not kept."""


@dataclass(frozen=True, slots=True)
class Context:
    """What reading needs to know: the trip's days, today where they live, the roster's facts."""

    starts: date
    ends: date
    today: date
    roster: OnRoster = field(default_factory=OnRoster)
    options: Options = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FlawedLine:
    """A line of a zone with what is wrong in it: before, in and after the columns to look at."""

    line: int
    columns: tuple[int, int]
    parts: tuple[str, str, str] = field(repr=False)
    wanted: str
    likely: str = field(default="", repr=False)

    @property
    def where(self) -> str:
        """Which columns: `column 10`, `columns 1 to 10`."""
        first, last = self.columns
        return f"column {first}" if first == last else f"columns {first} to {last}"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and what it means.

    `values` go back into the form as they were typed, `cells` are what is kept when there is no
    fault. `repairs` say what was put right in the lines, `remarks` how the paper differs from the
    roster.
    """

    values: Mapping[str, str] = field(repr=False)
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)
    faults: tuple[Fault, ...] = ()
    flaws: tuple[FlawedLine, ...] = ()
    repairs: tuple[str, ...] = field(default=(), repr=False)
    remarks: tuple[str, ...] = field(default=(), repr=False)

    @property
    def wrong(self) -> bool:
        """Whether it can't be kept as it is."""
        return bool(self.faults or self.flaws)

    def faults_of(self, column: str) -> list[Fault]:
        """Return what is wrong in a field."""
        return [fault for fault in self.faults if fault.column == column]


def typed_values(kind: str, form: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a kind as they were sent."""
    return {one.column: without_hidden(form.get(one.column, "")).strip() for one in fields_of(kind)}


def read_typed(kind: str, values: Mapping[str, str], context: Context) -> Typed:
    """Read what was typed.

    Blank fields are taken from the machine-readable zone, as from a folder's row.
    """
    fields = fields_of(kind)
    cells, faults = _read_cells(fields, values, context)
    reading = _zone(values.get(ZONE, ""), context)
    zone = reading.zone if reading else None
    if any(one.column == ZONE for one in fields):
        lines = reading.lines if reading and len(reading.lines) == LINES else ("", "")
        cells["mrz1"], cells["mrz2"] = lines
    if zone is not None:
        faults += contradictions(cells, zone)
        cells = filled(cells, zone)
    flawed = bool(reading and reading.flaws)
    if not flawed:
        faults += blank_faults(fields, cells, cells)
    blamed = {fault.column for fault in faults}
    faults += [each for each in date_faults(cells, context.today) if each.column not in blamed]
    remarks = differences(cells, zone, context.roster) if kind == "passport" else ()
    return Typed(
        values,
        cells,
        tuple(faults),
        _flaws(reading),
        tuple(f"Line {one.line}: {one}." for one in reading.repairs) if reading else (),
        remarks,
    )


def with_zone(typed: Typed) -> dict[str, str]:
    """Return the form's values with what the zone fills in, for a look before it is kept."""
    values = dict(typed.values)
    for column, text in typed.cells.items():
        if column in values and not values[column]:
            values[column] = text
    if typed.cells.get("mrz1") and typed.cells.get("mrz2"):
        values[ZONE] = f"{typed.cells['mrz1']}\n{typed.cells['mrz2']}"
    return values


def values_of(kind: str, cells: Mapping[str, str]) -> dict[str, str]:
    """Return what a paper's form starts with."""
    values = {one.column: cells.get(one.column, "") for one in fields_of(kind)}
    if ZONE in values:
        values[ZONE] = "\n".join(filter(None, (cells.get("mrz1", ""), cells.get("mrz2", ""))))
    return values


def _read_cells(
    fields: Sequence[Field], values: Mapping[str, str], context: Context
) -> tuple[dict[str, str], list[Fault]]:
    cells: dict[str, str] = {}
    faults: list[Fault] = []
    for one in fields:
        text = values.get(one.column, "")
        if len(text) > one.longest:
            found = f"{text[:40]}… ({len(text)} characters)"
            faults.append(Fault(one.column, found, f"at most {one.longest} characters"))
        elif one.holds is not Holds.ZONE:
            try:
                cells[one.column] = _read(one, text, context)
            except Wrong as wrong:
                likely = wrong.suggestion if isinstance(wrong.suggestion, str) else ""
                faults.append(Fault(one.column, text, wrong.wanted, likely))
    return cells, faults


def _read(one: Field, text: str, context: Context) -> str:
    if one.holds is Holds.CHOICE:
        return _chosen(one, text, one.choices)
    if not text:
        return ""
    if one.holds in (Holds.PASSPORT, Holds.GUARDIAN):
        return _chosen(one, text, context.options.get(one.holds, ()))
    return _READERS.get(one.holds, str)(text)


def _chosen(one: Field, text: str, choices: Sequence[tuple[str, str]]) -> str:
    known = [value for value, _ in choices]
    if text in known:
        return text
    if not text:
        return known[0] if known else ""
    by_words = {words.casefold(): value for value, words in choices}
    if text.casefold() in by_words:
        return by_words[text.casefold()]
    raise Wrong(Cause.VALUE, "one of " + ", ".join(words for _, words in choices))


def _country(text: str) -> str:
    """Read a country by its letters or by its whole name."""
    likely = likely_country(text)
    exact = likely and country_name(likely).casefold() == text.casefold()
    try:
        return likely if exact else read_country(text)
    except Wrong as wrong:
        wanted = "a country’s name, or its two letters as KR"
        raise Wrong(wrong.cause, wanted, country_name(likely) if likely else "") from None


def _date(text: str) -> str:
    return read_date(text).isoformat()


def _count(text: str) -> str:
    return str(read_whole(text))


_READERS: Mapping[Holds, Callable[[str], str]] = {
    Holds.COUNTRY: _country,
    Holds.DATE: _date,
    Holds.COUNT: _count,
}


def _zone(text: str, context: Context) -> mrz.Reading | None:
    lines = mrz.tidy(text)
    return mrz.parse(lines, context.starts, context.ends) if lines else None


def _flaws(reading: mrz.Reading | None) -> tuple[FlawedLine, ...]:
    if reading is None:
        return ()
    return tuple(_flawed(reading.lines, flaw) for flaw in reading.flaws)


def _flawed(lines: tuple[str, ...], flaw: mrz.Flaw) -> FlawedLine:
    text = lines[flaw.line - 1] if flaw.line <= len(lines) else ""
    first, last = flaw.columns
    parts = (text[: first - 1], text[first - 1 : last], text[last:])
    return FlawedLine(flaw.line, flaw.columns, parts, flaw.wanted, flaw.likely)
