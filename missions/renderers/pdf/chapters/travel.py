"""Flights and other travel: every segment with both ends, the changes, bags, clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from missions.briefing.document import Briefing, Leg, PersonNote
from missions.renderers.pdf.arrange import Beside, Headed, Stack
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.chapters.lanes import lanes_of
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.journey import change_band, part_head, part_note, strip
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.tokens import BASE, sheet
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import leg_name, total
from missions.renderers.wording import joined


def travel_title(briefing: Briefing) -> str:
    """Return `Flights`, or `Travel` where not all of it flies."""
    return "Flights" if all(leg.mode == "flight" for leg in briefing.legs) else "Travel"


def travel(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return all segments under Out, Between, Home, then what holds for all of them."""
    blocks: list[Block] = []
    for _, group in groupby(briefing.legs, key=lambda leg: leg.part):
        legs = list(group)
        first, *rest = _leg_blocks(typesetter, legs, total(briefing))
        head = SectionHead(typesetter, part_head(legs), part_note(legs))
        blocks += [Headed(head, first), *rest]
    if blocks:
        blocks.append(_notes(typesetter, briefing))
    return blocks


def _leg_blocks(typesetter: Typesetter, legs: Sequence[Leg], people: int) -> list[Block]:
    blocks: list[Block] = []
    for leg in legs:
        bare = replace(leg, baggage="")
        block = strip(typesetter, bare, people, _bookings(leg))
        if leg.connection:
            block = Stack([block, change_band(typesetter, leg.connection)]).spaced(6, 6)
        blocks.append(block)
    return blocks


def _bookings(leg: Leg) -> tuple[str, ...]:
    """Return the locators with whose they are, and names that the tickets spell otherwise."""
    return tuple(
        text for text in (_noted("booking", leg.locators), _noted("ticketed", leg.ticketed)) if text
    )


def _noted(word: str, notes: Sequence[PersonNote]) -> str:
    """Return `booking Q7LX2M (Mei Chen, Jun Wáng), R2…`; one that all share without names."""
    by_text: dict[str, list[str]] = {}
    for note in notes:
        by_text.setdefault(note.text, []).append(note.person)
    if not by_text:
        return ""
    if len(by_text) == 1:
        return f"{word} {next(iter(by_text))}"
    parts = (f"{text} ({', '.join(people)})" for text, people in by_text.items())
    return f"{word} {', '.join(parts)}"


def _notes(typesetter: Typesetter, briefing: Briefing) -> Block:
    """Return bags and clocks side by side."""
    grid = sheet(briefing.paper)
    notes: list[tuple[str, list[Rich]]] = [
        ("Bags", _bags(briefing.legs)),
        ("Clocks", _clocks(briefing)),
    ]
    parts = []
    for index, (head, lines) in enumerate((head, lines) for head, lines in notes if lines):
        words = [Words(typesetter, line) for line in lines]
        title = SectionHead(typesetter, head, minor=True).spaced(before=0)
        parts.append((index * 6 * grid.pitch, grid.span(6), Stack([title, *words])))
    return Beside(parts).spaced(before=30)


def _bags(legs: Sequence[Leg]) -> list[Rich]:
    """Return each allowance once, with the segments it holds for."""
    by_text: dict[str, list[str]] = {}
    for leg in legs:
        if leg.baggage:
            by_text.setdefault(leg.baggage, []).append(leg_name(leg))
    return [
        (Span(text, BASE.heavy), Span(f"  {', '.join(dict.fromkeys(names))}", BASE.quiet))
        for text, names in by_text.items()
    ]


def _clocks(briefing: Briefing) -> list[Rich]:
    return [
        (Span(lane.name, BASE.heavy), Span(f"  {joined(lane.clock, lane.difference, by='; ')}"))
        for lane in lanes_of(briefing)
    ]
