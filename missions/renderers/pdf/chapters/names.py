"""Legal and local names, birth dates and contacts: for leaders only."""

from __future__ import annotations

from missions.briefing.document import Briefing, Person
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.chapters.people import ranked
from missions.renderers.pdf.rows import Column, Grid, Row, filled
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.tokens import BASE, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import date_brief, joined

_GRID = Grid(
    (
        Column(2.3, style=BASE.heavy),
        Column(3.4),
        Column(1.9),
        Column(2.5),
        Column(1.9, style=SMALL.quiet),
    ),
    header=("Goes by", "In the passport", "Born", "Reach", "Guardians"),
    pad=3,
    fit=True,
)


def names(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return a row for each person of whom more than the name is told."""
    told = [person for person in ranked(briefing.people) if person.legal_name or person.phone]
    if not told:
        return []
    return [filled(typesetter, _GRID, [_row(person) for person in told])]


def _row(person: Person) -> Row:
    born = date_brief(person.birth_date) if person.birth_date else ""
    nature = joined(person.nationality, person.gender, "minor" if person.minor else "")
    return Row(
        (
            person.name,
            _lines(person.legal_name, person.local_name),
            _lines(born, nature),
            _lines(person.phone, person.email),
            ", ".join(person.guardians),
        )
    )


def _lines(first: str, second: str) -> list[Rich]:
    lines: list[Rich] = [first] if first else []
    return [*lines, Span(second, SMALL.quiet)] if second else lines
