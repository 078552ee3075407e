"""Segments on paper: each as a strip from → to, and between two of them the change as a band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from missions.briefing.document import Connection, Leg, Moment, Place
from missions.renderers.pdf.arrange import Band, Stack
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.heads import Anchored
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.strips import Ends, Strip
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, HEAD, LARGE, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import change_text, is_short, leg_details, leg_name
from missions.renderers.wording import (
    DOT,
    MINUS,
    clock,
    count_of,
    day_name,
    day_shift,
    home_clock,
    joined,
    minutes_text,
    part_word,
    people_list,
    place_text,
    weekday,
)

_NAMES_BESIDE = 3
_POINT = "\N{NO-BREAK SPACE}\N{MIDDLE DOT} "
"""Between details: it stays at the end of a line."""

_CHANGE = Grid((Column(5), Column(7, right=True)), pad=0)


def strip(typesetter: Typesetter, leg: Leg, total: int = 0, extra: Sequence[str] = ()) -> Block:
    """Return a segment for the page of travel: times large, codes under them, details below."""
    ends = Ends(
        start=Span(clock(leg.start.wall), LARGE.heavy),
        end=(Span(clock(leg.end.wall), LARGE.heavy), *_shifted(leg)),
        start_lines=(_coded(leg.origin), Span(day_name(leg.start.wall), SMALL.quiet)),
        end_lines=(_coded(leg.destination), Span(day_name(leg.end.wall), SMALL.quiet)),
        over=(Span(leg_name(leg), BASE.heavy), *_changed(leg)),
        under=joined(minutes_text(leg.minutes), _clock_shift(leg), by=DOT),
        notes=(Span(_who_beside(leg, total), BASE), _home_range(leg)),
    )
    details = joined(_who_below(leg), _date_line(leg), *leg_details(leg), *extra, by=_POINT)
    return Anchored(_with_details(typesetter, Strip(typesetter, ends), details), leg.uid)


def day_band(typesetter: Typesetter, leg: Leg, total: int = 0) -> Block:
    """Return a segment as a band of its day, with both ends in their own time."""
    shift = day_shift(leg.start.wall, leg.end.wall)
    weekday_there = f" {weekday(leg.end.wall)}" if shift else ""
    notes = (home_clock(leg.end), _who_beside(leg, total))
    ends = Ends(
        start=Span(clock(leg.start.wall), HEAD.heavy),
        end=(
            Span(clock(leg.end.wall), HEAD.heavy),
            *((Span(f" {shift}{weekday_there}", BASE.heavy.accent),) if shift else ()),
        ),
        start_lines=(place_text(leg.origin), Span(home_clock(leg.start), SMALL.quiet)),
        end_lines=(place_text(leg.destination),),
        over=(Span(leg_name(leg), BASE.heavy), *_changed(leg)),
        under=minutes_text(leg.minutes),
        notes=tuple(note for note in notes if note),
    )
    inner = Strip(typesetter, ends, HEAD.heavy)
    bare = replace(leg, baggage="", seats=None)
    details = joined(_who_below(leg), _date_line(leg), *leg_details(bare), by=_POINT)
    band = Band(typesetter, _with_details(typesetter, inner, details), bar=bool(leg.changed))
    return Anchored(band.spaced(3, 3), leg.uid)


def change_band(typesetter: Typesetter, connection: Connection, met_by: str = "") -> Block:
    """Return the change between two segments: minutes, a shape, who helps."""
    minutes, _, rest = change_text(connection).partition(" to ")
    short = is_short(connection)
    left = (
        marked("at_risk" if short else "met"),
        Span(f"{minutes}  ", BASE.heavy),
        Span(f"to {rest}"),
    )
    who = "" if connection.everyone else ", ".join(connection.people)
    helps = f"met by {met_by}" if met_by else ""
    verdict = "short: under 90 min" if short else "long enough"
    style = BASE.heavy if short else BASE.quiet
    right: Rich = Span(joined(who, verdict, helps, by="; "), style)
    inner = Rows(typesetter, _CHANGE, [Row((left, right))])
    return Band(typesetter, inner, pad=4).spaced(0, 0)


def part_note(legs: Sequence[Leg]) -> str:
    """Return the days of a part of the journey: `Fri 10 July to Sat 11 July`."""
    first, last = legs[0].start.wall.date(), legs[-1].end.wall.date()
    return day_name(first) if first == last else f"{day_name(first)} to {day_name(last)}"


def part_head(legs: Sequence[Leg]) -> str:
    """Return `Out`, `Between`, `Home` or `Travel`."""
    return part_word(legs[0].part)


def _shifted(leg: Leg) -> tuple[Span, ...]:
    shift = day_shift(leg.start.wall, leg.end.wall)
    return (Span(f" {shift}", SMALL.heavy),) if shift else ()


def _changed(leg: Leg) -> tuple[Span, ...]:
    return (Span(f"  {leg.changed}", SMALL.heavy.accent),) if leg.changed else ()


def _clock_shift(leg: Leg) -> str:
    """Return how far the clock at the end is from that at the start: `clock +14 h`."""
    shift = leg.end.offset - leg.start.offset
    if not shift:
        return ""
    hours, minutes = divmod(abs(shift), 60)
    length = f"{hours} h {minutes:02d}" if minutes else f"{hours} h"
    return f"clock {'+' if shift > 0 else MINUS}{length}"


def _coded(place: Place) -> Rich:
    """Return `DEN  Denver`, the code in bold, or the place as it is named."""
    if not place.code:
        return place.name
    city = place.city or place.name
    return (Span(f"{place.code}  ", BASE.heavy), Span("" if city == place.code else city))


def _who_beside(leg: Leg, total: int) -> str:
    """Return who is on it, or how many where their names would not stand beside the strip."""
    if leg.everyone or 0 < len(leg.people) <= _NAMES_BESIDE:
        return people_list(leg.people, leg.everyone, total)
    number = len(leg.people) or leg.head_count
    return count_of(number, "person", "people") if number else ""


def _who_below(leg: Leg) -> str:
    crowd = not leg.everyone and len(leg.people) > _NAMES_BESIDE
    return ", ".join(leg.people) if crowd else ""


def _home_range(leg: Leg) -> str:
    """Return `home: 13:10 to 03:10`, "" where home's clock is the same at both ends."""
    start, end = leg.start, leg.end
    if start.home is None or end.home is None:
        return ""
    if start.home == start.wall and end.home == end.wall:
        return ""
    return f"home: {_home_time(start)} to {_home_time(end)}"


def _home_time(moment: Moment) -> str:
    return home_clock(moment).removeprefix("home ") or clock(moment.wall)


def _date_line(leg: Leg) -> str:
    """Say so where the clocks make a journey end before it began."""
    if leg.end.wall <= leg.start.wall:
        return "arrives earlier, by the clocks, than it left"
    return ""


def _with_details(typesetter: Typesetter, inner: Block, details: str) -> Block:
    if not details:
        return inner
    words = Words(typesetter, details, SMALL.quiet).spaced(before=2)
    return Stack([inner.spaced(after=2), words]).spaced(6, 6)
