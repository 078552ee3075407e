"""The right half of a wallet card: lodging in local script for a driver, or whom to call."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from missions.briefing.document import Card, CardLodging
from missions.renderers import wording as w
from missions.renderers.brevity import lodgings_joined
from missions.renderers.pdf.card_text import Level, Piece, rule_piece, some_lines, text_piece
from missions.renderers.pdf.tokens import HEAD, LEAD, SMALL, TINY, Style
from missions.renderers.pdf.typesetter import Typesetter

_FIRST_PART = re.compile(r"(?<=[,，、])\s*")


def _in_lines(address: str) -> list[str]:
    """Return an address in lines; a single line is broken after its first comma.

    No line ends with one: the break says it already.
    """
    lines = address.splitlines()
    if len(lines) == 1:
        lines = _FIRST_PART.split(address, maxsplit=1)
    bare = (line.rstrip(" ,，、") for line in lines)
    return [line for line in bare if line]


@dataclass(frozen=True, slots=True)
class Lodgings:
    """Makes the pieces of one card's right half, `width` wide, at any level."""

    ts: Typesetter
    card: Card
    width: float
    most: int

    def pieces(self, level: Level) -> Sequence[Piece]:
        """Return the lodgings one under another, parted by rules."""
        if not self.card.lodgings:
            return self._emergency(level)
        found: list[Piece] = []
        lodgings = lodgings_joined(self.card)
        for index, (lodging, dates) in enumerate(lodgings[: self.most]):
            if index:
                found.append(rule_piece(11 * level.scale, ink=True))
            found.extend(self._lodging(level, lodging, dates))
        if len(lodgings) > self.most:
            found += self._lines(level, f"and {len(lodgings) - self.most} more", TINY.quiet)
        return found

    def _lodging(self, level: Level, lodging: CardLodging, dates: str) -> list[Piece]:
        found = [self._pair(level, lodging.phrase, TINY.quiet, dates, TINY.quiet)]
        address = _in_lines(lodging.local_address or lodging.address)
        for index, text in enumerate(address):
            found += self._lines(level, text, LEAD if index else HEAD.heavy)
        name = lodging.name or (lodging.address if lodging.local_address else "")
        if name or lodging.phone:
            found.append(self._pair(level, name, TINY.quiet, lodging.phone, SMALL.heavy))
        return found

    def _lines(self, level: Level, text: str, style: Style) -> list[Piece]:
        styled = level.of(style)
        lines = some_lines(self.ts, text, self.width, styled, level.vital)
        return [text_piece([(line, 0)], styled) for line in lines]

    def _pair(self, level: Level, left: str, style: Style, right: str, other: Style) -> Piece:
        """Return two texts on one baseline, the right one whole where it can be."""
        end = self.ts.line(right, level.of(other), self.width * 0.6)
        room = self.width - end.width - 8
        start = self.ts.line(left, level.of(style), room)
        taller = max(style, other, key=lambda one: one.size)
        return text_piece([(start, 0)], level.of(taller), end)

    def _emergency(self, level: Level) -> list[Piece]:
        """Return whom to call, large, on a card without lodging."""
        emergency = self.card.emergency
        if emergency is None:
            return []
        who = w.joined(emergency.name, emergency.relation)
        return [
            *self._lines(level, "In an emergency please call", TINY.quiet),
            *self._lines(level, emergency.phone or who, HEAD.heavy),
            *self._lines(level, who if emergency.phone else "", LEAD),
        ]
