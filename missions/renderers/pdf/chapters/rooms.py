"""Who sleeps where: each stay with its rooms, and who has no room yet."""

from __future__ import annotations

from missions.briefing.document import Briefing, Room, Stay
from missions.renderers.pdf.arrange import Headed, Resumed, Stack
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.heads import Anchored, SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, filled
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, SMALL
from missions.renderers.pdf.typesetter import Typesetter
from missions.renderers.selection import named, room_name
from missions.renderers.wording import DOT, count_of, days_range, joined

_GRID = Grid(
    (
        Column(2.3, style=BASE.heavy),
        Column(1.4, style=BASE.quiet),
        Column(6.9),
        Column(1.4, right=True, style=BASE.quiet),
    ),
    header=("Room", "Floor", "People", "Beds"),
    pad=3,
)


def rooms(typesetter: Typesetter, briefing: Briefing) -> list[Block]:
    """Return a section for each stay."""
    return [block for stay in briefing.stays for block in _stay(typesetter, stay)]


def _stay(typesetter: Typesetter, stay: Stay) -> list[Block]:
    nights = count_of(stay.nights, "night")
    note = joined(days_range(stay.check_in, stay.check_out), nights, by=DOT)
    title = SectionHead(typesetter, named(stay.site, stay.site_name), note)
    head: Block = Anchored(title, stay.uid) if stay.uid else title
    about = [Words(typesetter, text) for text in _about(stay)]
    again = SectionHead(typesetter, f"{named(stay.site, stay.site_name)}, continued", note)
    table = Resumed(_rooms(typesetter, stay).spaced(before=6 if about else 0), again)
    body = Stack([*about, table]) if about else table
    return [Headed(head, body), *_unplaced(typesetter, stay)]


def _rooms(typesetter: Typesetter, stay: Stay) -> Block:
    if not stay.rooms:
        return Words(typesetter, "No rooms are given out yet.", BASE.quiet)
    return filled(typesetter, _GRID, [_room(room) for room in stay.rooms])


def _about(stay: Stay) -> list[Rich]:
    """Return address, local address, phone and what was agreed, as far as they are told."""
    confirmation = f"confirmation {stay.confirmation}" if stay.confirmation else ""
    lines: list[Rich] = [
        joined(stay.address, stay.phone, by=DOT),
        "" if stay.local_address == stay.address else stay.local_address,
        Span(joined(confirmation, stay.note, by=DOT), SMALL.quiet),
    ]
    return [line for line in lines if (line.text if isinstance(line, Span) else line)]


def _room(room: Room) -> Row:
    beds = f"{len(room.people)} of {room.capacity}" if room.capacity else ""
    floor = f"floor {room.floor}" if room.floor[:1].isdigit() else room.floor
    return Row((room_name(room), floor, ", ".join(room.people), beds))


def _unplaced(typesetter: Typesetter, stay: Stay) -> list[Block]:
    if not stay.unplaced:
        return []
    content = (
        marked("due"),
        Span("No room yet: ", BASE.heavy),
        Span(", ".join(stay.unplaced)),
    )
    return [Words(typesetter, content).spaced(before=5)]
