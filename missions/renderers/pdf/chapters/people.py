"""The people, by the name each goes by; those at home under their own head."""

from __future__ import annotations

from collections.abc import Sequence

from missions.briefing.document import Briefing, Person
from missions.renderers.languages import spoken
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, filled
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.tokens import BASE, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import count_of, day_name, joined

_GRID = Grid(
    (
        Column(2.5, style=BASE.heavy),
        Column(1.5, style=BASE.quiet),
        Column(2.1),
        Column(3.3),
        Column(2.6, style=BASE.quiet),
    ),
    header=("Name", "Role", "Group", "Skills", "Speaks"),
    pad=2.7,
    whole=True,
)
_RANK = {"leader": 0, "co-leader": 1}


def ranked(people: Sequence[Person]) -> list[Person]:
    """Return leaders first, the others in their order."""
    return sorted(people, key=lambda person: _RANK.get(person.role, 2))


def people(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return those who travel, then those who don't."""
    away = [person for person in ranked(briefing.people) if person.travels]
    home = [person for person in briefing.people if not person.travels]
    sections = (("Who travels", away), ("At home", home))
    blocks: list[Block] = []
    for head, group in sections:
        if group:
            note = count_of(len(group), "person", "people")
            title = SectionHead(typesetter, head, note)
            blocks.append(Headed(title, filled(typesetter, _GRID, [_row(one) for one in group])))
    return blocks


def _row(person: Person) -> Row:
    name: list[Rich] = [person.name]
    if times := _times(person):
        name.append(Span(times, SMALL.quiet))
    skills = joined(*person.skills, "drives" if person.drives else "")
    return Row((name, person.role, ", ".join(person.groups), skills, spoken(person.languages)))


def _times(person: Person) -> str:
    return joined(
        f"joins {day_name(person.joins)}" if person.joins else "",
        f"leaves {day_name(person.leaves)}" if person.leaves else "",
    )
