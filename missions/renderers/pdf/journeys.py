"""Travel as blocks: each segment a strip in the wall clocks of its ends, changes between them."""

from __future__ import annotations

from collections.abc import Sequence

from missions.briefing.document import Connection, Leg, Person, Place
from missions.renderers import selection as pick
from missions.renderers import wording as w
from missions.renderers.pdf.arrange import Band, Headed, Stack
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.strips import Ends, Strip
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, LARGE, SMALL, Style
from missions.renderers.pdf.typesetter import Typesetter


def leg_strip(ts: Typesetter, leg: Leg, total: int, style: Style = LARGE.heavy) -> Block:
    """Return a segment as a strip; an end that is not told shows its time only."""
    end: tuple[Span, ...] = (Span(w.clock(leg.end.wall), style),)
    if shift := w.day_shift(leg.start.wall, leg.end.wall):
        end += (Span(f" {shift} {w.weekday(leg.end.wall)[:3]}", BASE.heavy.accent),)
    notes = (_home_times(leg), w.people_list(leg.people, leg.everyone, total))
    ends = Ends(
        start=Span(w.clock(leg.start.wall), style),
        end=end,
        start_lines=_place(leg.origin),
        end_lines=_place(leg.destination),
        over=pick.leg_name(leg),
        under=w.minutes_text(leg.minutes),
        notes=tuple(note for note in notes if note),
    )
    return Strip(ts, ends, style)


def _place(place: Place) -> tuple[Rich, ...]:
    if not place.code:
        return (place.name,) if place.name else ()
    return ((Span(place.code, BASE.heavy), Span(f"  {place.city or place.name}")),)


def _home_times(leg: Leg) -> str:
    """Return `home 13:10 to 03:10`, with the days where they are others; "" where not told."""
    start, end = leg.start.home, leg.end.home
    if start is None or end is None or (start == leg.start.wall and end == leg.end.wall):
        return ""
    day = "" if start.date() == leg.start.wall.date() else f"{w.weekday(start)[:3]} "
    later = "" if end.date() == start.date() else f"{w.weekday(end)[:3]} "
    return f"home {day}{w.clock(start)} to {later}{w.clock(end)}"


def leg_facts(leg: Leg, reader: Person | None) -> list[Rich]:
    """Return what stands under a strip: booking and ticketed name, then the other details."""
    lines: list[Rich] = []
    locator = pick.locators(leg, reader)
    ticketed = pick.own_note(leg.ticketed, reader)
    if locator or ticketed:
        words = (Span("Booking ", BASE.quiet), Span(locator, BASE.heavy)) if locator else ()
        name = f"{', in' if locator else 'In'} the name {ticketed}" if ticketed else ""
        lines.append((*words, Span(name, BASE.quiet)))
    if details := pick.leg_details(leg):
        lines.append(Span("; ".join(details), SMALL.quiet))
    return lines


def change_band(ts: Typesetter, connection: Connection) -> Block:
    """Return the band between two segments: the minutes to change, with a shape if short."""
    short = pick.is_short(connection)
    minutes, _, rest = pick.change_text(connection).partition(" to ")
    words: Rich = (
        marked("at_risk" if short else "met", BASE),
        Span(minutes, BASE.heavy),
        Span(f" to {rest}"),
    )
    verdict = Span("short", BASE.heavy) if short else Span("long enough", BASE.quiet)
    grid = Grid((Column(8), Column(4, right=True)), pad=0)
    return Band(ts, Rows(ts, grid, [Row((words, verdict))]), pad=4)


def journey_blocks(
    ts: Typesetter, legs: Sequence[Leg], total: int, reader: Person | None = None
) -> list[Block]:
    """Return all travel under `Out`, `Between`, `Home`, each with its dates."""
    found: list[Block] = []
    for part, group in pick.parts(legs):
        blocks = [block for leg in group for block in _leg_blocks(ts, leg, total, reader)]
        dates = _dates(group)
        found.append(Headed(SectionHead(ts, part, dates), blocks[0]))
        found.extend(blocks[1:])
    return found


def _dates(legs: Sequence[Leg]) -> str:
    first, last = legs[0].start.wall.date(), legs[-1].end.wall.date()
    if first == last:
        return w.day_name(first)
    return f"{w.day_name(first)} to {w.day_name(last)}"


def _leg_blocks(ts: Typesetter, leg: Leg, total: int, reader: Person | None) -> list[Block]:
    strip: Block = leg_strip(ts, leg, total)
    if facts := leg_facts(leg, reader):
        words = [Words(ts, fact) for fact in facts]
        strip = Stack([strip, *words]).spaced(before=6, after=6)
    return [strip, *([change_band(ts, leg.connection)] if leg.connection else [])]
