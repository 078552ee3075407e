"""What a doctor asks, person by person: for leaders only."""

from __future__ import annotations

from missions.briefing.document import Briefing, Emergency, Person
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.chapters.people import ranked
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, LEAD, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import joined

_GRID = Grid(
    (Column(2.5, style=BASE.heavy), Column(1, style=LEAD.heavy), Column(5), Column(3.5)),
    header=("Person", "Blood", "To know", "In an emergency call"),
    pad=3.5,
)


def medical(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return a row for each traveller with a fact, and a line with the names of the others."""
    away = [person for person in ranked(briefing.people) if person.travels]
    noted = [person for person in away if _facts(person) or person.blood_type or person.emergency]
    if not noted:
        return []
    blocks: list[Block] = [Rows(typesetter, _GRID, [_row(person) for person in noted])]
    if others := [person.name for person in away if person not in noted]:
        text = f"Nothing is noted for {', '.join(others)}."
        blocks.append(Words(typesetter, text, BASE.quiet).spaced(before=12))
    return blocks


def _facts(person: Person) -> list[Rich]:
    lines: list[Rich] = []
    if person.allergies:
        lines.append((marked("missing", SMALL), Span(person.allergies, BASE.heavy)))
    if person.medication:
        lines.append((Span("takes ", BASE.quiet), Span(person.medication)))
    if person.diet:
        lines.append((Span("eats ", BASE.quiet), Span(person.diet)))
    return lines


def _row(person: Person) -> Row:
    return Row((person.name, person.blood_type, _facts(person), _call(person.emergency)))


def _call(emergency: Emergency | None) -> list[Rich]:
    if emergency is None:
        return []
    who = joined(emergency.name, emergency.relation)
    return [line for line in (who, Span(emergency.phone, BASE.heavy)) if line]
