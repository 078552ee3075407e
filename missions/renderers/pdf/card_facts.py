"""The left half of a wallet card: whose it is, what a medic must know, whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from missions.briefing.document import Card, Contact
from missions.renderers import wording as w
from missions.renderers.pdf.card_text import Level, Piece, rule_piece, some_lines, text_piece
from missions.renderers.pdf.tokens import LEAD, SMALL, TINY, Style
from missions.renderers.pdf.typesetter import Typesetter

_LABEL = 46.0
_COLUMN = 34.0


@dataclass(frozen=True, slots=True)
class Facts:
    """Makes the pieces of one card's left half, `width` wide, at any level."""

    ts: Typesetter
    card: Card
    width: float

    def pieces(self, level: Level) -> Sequence[Piece]:
        """Return the head and the groups that say something, parted by hairlines."""
        found = [*self._head(level), rule_piece(5, ink=True)]
        groups = (self._medical(level), self._contacts(level), self._numbers(level))
        for index, group in enumerate(group for group in groups if group):
            if index:
                found.append(rule_piece(6 * level.scale))
            found.extend(group)
        return found

    def _head(self, level: Level) -> list[Piece]:
        style = level.of(LEAD.heavy)
        blood = self.ts.line(self.card.blood_type, style, self.width * 0.3)
        room = self.width - (blood.width + 8 if self.card.blood_type else 0)
        owner = some_lines(self.ts, self.card.owner, room, style, min(2, level.most))
        first = text_piece([(owner[0], 0)] if owner else [], style, blood)
        return [first, *(text_piece([(line, 0)], style) for line in owner[1:])]

    def _medical(self, level: Level) -> list[Piece]:
        card, bold = self.card, SMALL.heavy
        rows = (
            ("Allergy", card.allergies, bold),
            ("Medication", card.medication, SMALL),
            ("Diet", card.diet, SMALL),
        )
        return [
            piece
            for label, text, style in rows
            for piece in self._fact(level, label, text, level.of(style), vital=True)
        ]

    def _contacts(self, level: Level) -> list[Piece]:
        card, style = self.card, level.of(SMALL)
        found: list[Piece] = []
        if card.emergency and card.lodgings:
            who = w.joined(card.emergency.name, card.emergency.relation)
            found += self._fact(level, "Emergency", who, style, card.emergency.phone)
        if card.insurer:
            found += self._contact(level, "Insurer", card.insurer)
        found += self._fact(level, "Policy", card.policy, style)
        for index, embassy in enumerate(card.embassies):
            found += self._contact(level, "" if index else "Embassy", embassy)
        return found

    def _contact(self, level: Level, label: str, contact: Contact) -> list[Piece]:
        name = contact.name or w.sentence(contact.role)
        return self._fact(level, label, name, level.of(SMALL), contact.phone)

    def _fact(
        self,
        level: Level,
        label: str,
        text: str,
        style: Style,
        phone: str = "",
        *,
        vital: bool = False,
    ) -> list[Piece]:
        """Return a label with its text, and a number that ends at the right."""
        if not text and not phone:
            return []
        indent = _LABEL * level.scale
        number = self.ts.line(phone, level.of(SMALL.heavy), self.width * 0.45)
        room = self.width - indent - (number.width + 6 if phone else 0)
        lines = some_lines(self.ts, text, room, style, level.vital if vital else level.most)
        name = self.ts.line(label, level.of(TINY.quiet), indent - 3)
        first = [(name, 0.0), *((line, indent) for line in lines[:1])]
        rest = (text_piece([(line, indent)], style) for line in lines[1:])
        return [text_piece(first, style, number), *rest]

    def _numbers(self, level: Level) -> list[Piece]:
        if not self.card.numbers:
            return []
        return [self._number_row(level, ("Call", "", "Police", "Fire", "Ambul."), TINY.quiet)] + [
            self._number_row(
                level, ("", n.country_name, n.police, n.fire, n.ambulance), SMALL.heavy
            )
            for n in self.card.numbers
        ]

    def _number_row(self, level: Level, texts: Sequence[str], style: Style) -> Piece:
        """Return a label, a country and three numbers in right-aligned columns."""
        label, country, *numbers = texts
        styled, step = level.of(style), _COLUMN * level.scale
        room = self.width - 3 * step - _LABEL * level.scale
        placed = [
            (self.ts.line(label, styled), 0.0),
            (self.ts.line(country, level.of(SMALL), room - 4), _LABEL * level.scale),
        ]
        for index, number in enumerate(numbers):
            line = self.ts.line(number, styled, step - 3)
            placed.append((line, self.width - (2 - index) * step - line.width))
        return text_piece(placed, styled)
