"""If something goes wrong: whom to call, where to gather, contacts by place, who calls whom."""

from __future__ import annotations

from collections.abc import Sequence

from missions.briefing.document import Briefing, Contact
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.chapters.facts import Fact, facts
from missions.renderers.pdf.chapters.who_to_call import call_table, calls_of, numbers_table
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.tokens import BASE, LEAD, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.wording import joined, sentence

_CONTACTS = Grid(
    (
        Column(2.6, style=BASE.quiet),
        Column(6.2),
        Column(3.2, right=True, style=BASE.heavy),
    ),
    pad=3.5,
)
_CALLS = Grid(
    (Column(0.6, style=LEAD.heavy), Column(8.2), Column(3.2, right=True)),
    pad=3.5,
)
_NUMBERS = Grid(
    (Column(2.6, style=BASE.quiet), *(Column(2, style=BASE.heavy) for _ in range(3)), Column(3.4)),
    header=("", "Police", "Fire", "Ambulance"),
    pad=3,
)
_RALLY = "rally point"
_HOME = frozenset({"home contact", "duty officer"})


def crisis(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the sections that have something to say."""
    blocks: list[Block] = []
    if calls := calls_of(briefing):
        blocks.append(call_table(typesetter, calls, _CALLS))
    if briefing.numbers:
        head = SectionHead(typesetter, "Police, fire, ambulance")
        blocks.append(Headed(head, numbers_table(typesetter, briefing, _NUMBERS)))
    for title, table in _sections(typesetter, briefing):
        blocks.append(Headed(SectionHead(typesetter, title), table))
    return blocks


def _sections(typesetter: Typesetter, briefing: Briefing) -> list[tuple[str, Rows]]:
    rally = [contact for contact in briefing.contacts if contact.role == _RALLY]
    called = {call.phone for call in calls_of(briefing)}
    others = [
        contact
        for contact in briefing.contacts
        if contact.role != _RALLY and (contact.country or contact.phone not in called)
    ]
    found: list[tuple[str, Rows]] = []
    if rally:
        found.append(("Where we gather", _table(typesetter, rally, briefing)))
    if others:
        found.append(("Contacts by place", _by_place(typesetter, others, briefing)))
    if tree := facts(typesetter, _tree(briefing)):
        found.append(("Who calls whom", tree))
    return found


def _by_place(typesetter: Typesetter, contacts: Sequence[Contact], briefing: Briefing) -> Rows:
    """Return contacts that hold everywhere, then those of each country."""
    countries = dict.fromkeys(contact.country for contact in contacts)
    ordered = sorted(countries, key=bool)
    by_country = [one for country in ordered for one in contacts if one.country == country]
    return _table(typesetter, by_country, briefing)


def _table(typesetter: Typesetter, contacts: Sequence[Contact], briefing: Briefing) -> Rows:
    names = {one.country: one.country_name for one in briefing.numbers}
    return Rows(typesetter, _CONTACTS, [_contact(contact, names) for contact in contacts])


def _contact(contact: Contact, names: dict[str, str]) -> Row:
    country = names.get(contact.country, contact.country)
    role: list[Rich] = [sentence(contact.role)]
    if country:
        role.append(Span(country, SMALL.quiet))
    nationality = f"for citizens of {contact.nationality}" if contact.nationality else ""
    about = joined(nationality, contact.hours, contact.note)
    lines: list[Rich] = [Span(contact.name, BASE.heavy)] if contact.name else []
    if about:
        lines.append(Span(about, SMALL.quiet))
    return Row((role, lines, contact.phone))


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
