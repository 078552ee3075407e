"""Flights and other travel: every segment with both ends, the changes, bags, clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from missions.briefing.document import Briefing, Leg, PersonNote
from missions.renderers.brevity import is_change, legs_shortly
from missions.renderers.pdf.arrange import Headed, Stack
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.journey import change_band, part_head, part_note, strip
from missions.renderers.pdf.text import Span
from missions.renderers.pdf.tokens import BASE
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import leg_name, total


def travel_title(briefing: Briefing) -> str:
    """Return `Flights`, or `Travel` where not all of it flies."""
    return "Flights" if all(leg.mode == "flight" for leg in briefing.legs) else "Travel"


def travel(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return all segments under Out, Between, Home; bags above where all have the same."""
    bags = _bags(typesetter, briefing.legs)
    blocks: list[Block] = [*bags]
    for _, group in groupby(legs_shortly(briefing), key=lambda leg: leg.part):
        legs = [replace(leg, baggage="" if bags else leg.baggage) for leg in group]
        first, *rest = _leg_blocks(typesetter, legs, total(briefing))
        head = SectionHead(typesetter, part_head(legs), part_note(legs))
        blocks += [Headed(head, first), *rest]
    return blocks


def _leg_blocks(typesetter: Typesetter, legs: Sequence[Leg], people: int) -> list[Block]:
    blocks: list[Block] = []
    for leg in legs:
        block = strip(typesetter, leg, people, _bookings(leg))
        if leg.connection and is_change(leg.connection):
            block = Stack([block, change_band(typesetter, leg.connection)]).spaced(6, 6)
        blocks.append(block)
    return blocks


def _bookings(leg: Leg) -> tuple[str, ...]:
    """Return the locators with whose they are, and names that the tickets spell otherwise."""
    noted = (
        _noted("booking", leg.locators, leg.head_count),
        _noted("ticketed", leg.ticketed, leg.head_count),
    )
    return tuple(text for text in noted if text)


def _noted(word: str, notes: Sequence[PersonNote], people: int) -> str:
    """Return `booking Q7LX2M (Mei Chen, Jun Wáng), R2…`; one that all share without names."""
    by_text: dict[str, list[str]] = {}
    for note in notes:
        by_text.setdefault(note.text, []).append(note.person)
    if not by_text:
        return ""
    if len(by_text) == 1 and len(notes) >= people:
        return f"{word} {next(iter(by_text))}"
    parts = (f"{text} ({', '.join(people)})" for text, people in by_text.items())
    return f"{word} {', '.join(parts)}"


def _bags(typesetter: Typesetter, legs: Sequence[Leg]) -> list[Block]:
    """Return the allowance where there is one for all; else each segment tells its own."""
    allowed = [leg for leg in legs if leg.baggage]
    if len({leg.baggage for leg in allowed}) != 1:
        return []
    names = ", ".join(dict.fromkeys(leg_name(leg) for leg in allowed))
    content = (Span("Bags  ", BASE.quiet), Span(allowed[0].baggage), Span(f"  {names}", BASE.quiet))
    return [Words(typesetter, content)]
