"""Whom to call: contacts, and a country's police, fire and ambulance."""

from __future__ import annotations

from missions.briefing.document import Briefing, Contact, EmergencyNumbers
from missions.renderers import selection as pick
from missions.renderers import wording as w
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.text import Span
from missions.renderers.pdf.tokens import BASE, SMALL
from missions.renderers.pdf.typesetter import Typesetter

_GRID = Grid(
    (
        Column(2, style=BASE.quiet),
        Column(4.1),
        Column(3.5, style=SMALL.quiet),
        Column(2.4, right=True),
    )
)


def calls_blocks(ts: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the section, or nothing where nobody is told."""
    rows = [_contact(contact, briefing) for contact in briefing.contacts]
    rows += [_numbers(numbers) for numbers in briefing.numbers]
    if not rows:
        return []
    return [Headed(SectionHead(ts, "Who to call"), Rows(ts, _GRID, rows))]


def _contact(contact: Contact, briefing: Briefing) -> Row:
    country = pick.country(briefing, contact.country)
    where = w.joined(country, contact.hours, contact.note, by="; ")
    name = Span(contact.name, BASE.heavy)
    return Row((w.sentence(contact.role), name, where, Span(contact.phone, BASE.heavy)))


def _numbers(numbers: EmergencyNumbers) -> Row:
    words = (
        *(Span("police "), Span(numbers.police, BASE.heavy)),
        *(Span("  fire "), Span(numbers.fire, BASE.heavy)),
        *(Span("  ambulance "), Span(numbers.ambulance, BASE.heavy)),
    )
    return Row((numbers.country_name, words, "", ""))
