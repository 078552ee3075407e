"""Whom to call, in order, and the emergency numbers of each country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from missions.briefing.document import Briefing
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.text import Span
from missions.renderers.pdf.tokens import BASE, LEAD, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import joined

MOST_CALLS, FEWEST_CALLS = 5, 2
_CALLS = Grid((Column(0.5, style=LEAD.heavy), Column(2.4), Column(2.4, right=True)), pad=3.5)
_NUMBERS = Grid(
    (
        Column(2.1, style=BASE.heavy),
        *(Column(share, right=True, style=BASE.heavy) for share in (0.9, 0.7, 1.6)),
    ),
    header=("Local", "Police", "Fire", "Ambulance"),
    pad=2,
)
_ELSEWHERE = frozenset(
    {
        *("embassy", "consulate", "rally point", "hospital", "clinic"),
        *("police", "fire", "ambulance", "first aid"),
    }
)
"""Roles that the page about crises lists by place."""


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call: `role` says who that is and when, `note` what else there is to know."""

    name: str
    phone: str
    role: str
    note: str = ""


def who_to_call(typesetter: Typesetter, briefing: Briefing, most: int) -> list[Block]:
    """Return heads and tables, nothing where nobody is told."""
    blocks: list[Block] = []
    if calls := calls_of(briefing)[:most]:
        head = SectionHead(typesetter, "Who to call, in this order", minor=True).spaced(before=0)
        hint = Words(typesetter, "Dial + as 00 where the phone has no plus key.", SMALL.quiet)
        blocks += [head, hint.spaced(after=3), call_table(typesetter, calls)]
        see = (Span("Embassies, hospitals, notes: ", SMALL.quiet), _page_of_crisis())
        blocks.append(Words(typesetter, see).spaced(before=3))
    if briefing.numbers:
        blocks.append(numbers_table(typesetter, briefing).spaced(before=9))
    return blocks


def _page_of_crisis() -> Span:
    return Span("page ", SMALL.quiet, page_of="crisis")


def call_table(typesetter: Typesetter, calls: list[Call]) -> Rows:
    """Return a numbered row for each."""
    rows = [
        Row(
            (str(number), Span(call.name, BASE.heavy), Span(call.phone, BASE.heavy)),
            under=call.role,
        )
        for number, call in enumerate(calls, start=1)
    ]
    return Rows(typesetter, _CALLS, rows)


def numbers_table(typesetter: Typesetter, briefing: Briefing, grid: Grid = _NUMBERS) -> Rows:
    """Return police, fire and ambulance by country."""
    rows = [
        Row((one.country_name, one.police, one.fire, one.ambulance)) for one in briefing.numbers
    ]
    return Rows(typesetter, grid, rows)


def calls_of(briefing: Briefing) -> list[Call]:
    """Return leaders whose phones are told, then the contacts that are people or offices."""
    return [*_leaders(briefing), *_contacts(briefing)][:MOST_CALLS]


def _leaders(briefing: Briefing) -> Iterator[Call]:
    for role in ("leader", "co-leader"):
        for person in briefing.people:
            if person.role == role and person.phone:
                yield Call(person.name, person.phone, role)


def _contacts(briefing: Briefing) -> Iterator[Call]:
    for contact in briefing.contacts:
        if contact.role not in _ELSEWHERE and contact.phone:
            role = joined(contact.role if contact.name else "", contact.hours)
            yield Call(contact.name or contact.role, contact.phone, role, contact.note)
