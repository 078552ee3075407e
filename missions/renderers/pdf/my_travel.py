"""A traveller's own segments: strips with their booking, under `Out`, `Between` and `Home`."""

from __future__ import annotations

from missions.briefing.document import Briefing, Leg, Person
from missions.renderers import selection as pick
from missions.renderers.brevity import is_change
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.journey import change_band, part_head, part_note, strip
from missions.renderers.pdf.typesetter import Typesetter


def journey_blocks(ts: Typesetter, briefing: Briefing) -> list[Block]:
    """Return all travel; a head is never parted from its first segment."""
    total = pick.total(briefing)
    found: list[Block] = []
    for _, legs in pick.parts(briefing.legs):
        blocks = [block for leg in legs for block in _leg(ts, leg, total, briefing.reader)]
        found.append(Headed(SectionHead(ts, part_head(legs), part_note(legs)), blocks[0]))
        found.extend(blocks[1:])
    return found


def _leg(ts: Typesetter, leg: Leg, total: int, reader: Person | None) -> list[Block]:
    block = strip(ts, leg, total, booking(leg, reader))
    if leg.connection is None or not is_change(leg.connection):
        return [block]
    return [block, change_band(ts, leg.connection)]


def booking(leg: Leg, reader: Person | None) -> tuple[str, ...]:
    """Return `booking Q7LX2M` and the name on the ticket, as far as they are told."""
    locator = pick.locators(leg, reader)
    ticketed = pick.own_note(leg.ticketed, reader)
    found = (
        f"booking {locator}" if locator else "",
        f"in the name {ticketed}" if ticketed else "",
    )
    return tuple(text for text in found if text)
