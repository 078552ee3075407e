"""If something goes wrong: whom to call, where to gather, contacts by place, who calls whom."""

from __future__ import annotations

from missions.briefing.document import Briefing, Contact
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.chapters.facts import Fact, facts
from missions.renderers.pdf.chapters.who_to_call import Call, calls_of, numbers_table
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.text import Span
from missions.renderers.pdf.tokens import BASE, LEAD
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import country
from missions.renderers.wording import joined, sentence

_CONTACTS = Grid(
    (
        Column(2.6, style=BASE.quiet),
        Column(6.2),
        Column(3.2, right=True, style=BASE.heavy),
    ),
    pad=2.5,
)
_CALLS = Grid(
    (Column(0.6, style=LEAD.heavy), Column(8.2), Column(3.2, right=True)),
    pad=3,
)
_NUMBERS = Grid(
    (Column(2.6, style=BASE.quiet), *(Column(2, style=BASE.heavy) for _ in range(3)), Column(3.4)),
    header=("", "Police", "Fire", "Ambulance"),
    pad=3,
)
_RALLY = "rally point"
_SERVICES = frozenset({"police", "fire", "ambulance"})
_HOME = frozenset({"home contact", "duty officer"})


def crisis(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the sections that have something to say."""
    blocks: list[Block] = []
    if calls := calls_of(briefing):
        blocks.append(Rows(typesetter, _CALLS, [_call(at, call) for at, call in enumerate(calls)]))
    if briefing.numbers:
        head = SectionHead(typesetter, "Police, fire, ambulance")
        blocks.append(Headed(head, numbers_table(typesetter, briefing, _NUMBERS)))
    for title, contacts in _sections(briefing):
        rows = [_contact(contact, briefing) for contact in contacts]
        table = Rows(typesetter, _CONTACTS, rows)
        blocks.append(Headed(SectionHead(typesetter, title), table))
    if tree := facts(typesetter, _tree(briefing)):
        blocks.append(Headed(SectionHead(typesetter, "Who calls whom"), tree))
    return blocks


def _call(at: int, call: Call) -> Row:
    about = joined(call.role, call.note, by="; ")
    cells = (str(at + 1), Span(call.name, BASE.heavy), Span(call.phone, BASE.heavy))
    return Row(cells, under=about)


def _sections(briefing: Briefing) -> list[tuple[str, list[Contact]]]:
    """Return where to gather, then each country's contacts that are not told above."""
    told = {call.phone for call in calls_of(briefing)}
    rest = [one for one in briefing.contacts if not _is_told(one, briefing, told)]
    rally = [one for one in rest if one.role == _RALLY]
    found = [("Where we gather", rally)] if rally else []
    named: dict[str, list[Contact]] = {}
    for one in sorted(rest, key=lambda one: one.country):
        if one.role != _RALLY:
            named.setdefault(country(briefing, one.country), []).append(one)
    nowhere = [("Contacts", named.pop(""))] if "" in named else []
    titled = [(f"Contacts, {name}", here) for name, here in named.items()]
    return [*found, *nowhere, *titled]


def _is_told(contact: Contact, briefing: Briefing, told: set[str]) -> bool:
    if contact.role in _SERVICES:
        return any(one.country == contact.country for one in briefing.numbers)
    return contact.role != _RALLY and contact.phone in told


def _contact(contact: Contact, briefing: Briefing) -> Row:
    whose = country(briefing, contact.nationality) or contact.nationality
    nationality = f"for citizens: {whose}" if whose else ""
    about = joined(nationality, contact.hours, contact.note, by="; ")
    name = Span(contact.name, BASE.heavy) if contact.name else ""
    return Row((sentence(contact.role), name, contact.phone), under=about)


def _tree(briefing: Briefing) -> list[Fact]:
    """Return the chain of calls: whoever is there, leader, home contact, families and offices."""
    leaders = [person.name for person in briefing.people if person.role == "leader"]
    deputies = [person.name for person in briefing.people if person.role == "co-leader"]
    home = [contact.name or contact.role for contact in briefing.contacts if contact.role in _HOME]
    insurers = [contact.name for contact in briefing.contacts if contact.role == "insurer"]
    first, after = " or ".join(leaders), " or ".join(deputies)
    if not first and not home:
        return []
    return [
        ("Who is there", f"calls {first or ' or '.join(home)}{f', then {after}' if after else ''}"),
        (first, f"calls {joined(*home, *insurers, by=', then ')}" if home or insurers else ""),
        (" or ".join(home), "calls the families of all, and nobody else does" if home else ""),
    ]
