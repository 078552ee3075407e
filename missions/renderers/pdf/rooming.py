"""The rooming list: rooms, who sleeps in them, how many they hold, and who has none."""

from __future__ import annotations

from collections.abc import Sequence

from missions.briefing.document import Briefing, Room, Stay
from missions.renderers import selection as pick
from missions.renderers import wording as w
from missions.renderers.pdf.arrange import Headed, Resumed, Stack
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.heads import Chapter, SectionHead, Title
from missions.renderers.pdf.rows import Cell, Column, Grid, Row, Rows
from missions.renderers.pdf.setting import paper_for, typesetter_for
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, SMALL
from missions.renderers.pdf.typesetter import Typesetter

_GRID = Grid(
    (Column(1.6), Column(1.4, style=BASE.quiet), Column(9)),
    header=("Room", "Floor", "People"),
)
_WITH_BEDS = Grid((*_GRID.columns, Column(1.8, True)), header=(*_GRID.header, "Beds"))


def render_rooming(briefing: Briefing) -> bytes:
    """Return the list, a section for each stay."""
    ts = typesetter_for(briefing)
    dates = w.date_range(briefing.starts, briefing.ends)
    story: list[Block] = [Chapter("Rooms", "rooms"), Title(ts, "Rooms", dates).spaced(after=3)]
    for stay in briefing.stays:
        story += stay_rooms(ts, stay)
    return paper_for(briefing, ts).build(story)


def stay_rooms(ts: Typesetter, stay: Stay) -> list[Block]:
    """Return a stay's head with where it is, its rooms, and who has no room there."""
    nights = w.count_of(stay.nights, "night")
    note = w.joined(w.days_range(stay.check_in, stay.check_out), nights, by=w.DOT)
    name = pick.named(stay.site, stay.site_name)
    blocks: list[Block] = [Words(ts, line, SMALL.quiet) for line in _about(stay)]
    if stay.rooms:
        again = SectionHead(ts, f"{name}, continued", note)
        blocks.append(Resumed(_rooms(ts, stay.rooms), again))
    if stay.unplaced:
        blocks.append(_unplaced(ts, stay))
    if not blocks:
        blocks = [Words(ts, "No rooms are set yet.", BASE.quiet)]
    return [Headed(SectionHead(ts, name, note), Stack(blocks))]


def _about(stay: Stay) -> list[str]:
    confirmation = f"confirmation {stay.confirmation}" if stay.confirmation else ""
    lines = (
        w.joined(stay.address, stay.phone, by=w.DOT),
        "" if stay.local_address == stay.address else ", ".join(stay.local_address.splitlines()),
        w.joined(confirmation, stay.note, by=w.DOT),
    )
    return [line for line in lines if line]


def _rooms(ts: Typesetter, rooms: Sequence[Room]) -> Block:
    """Return the table of rooms; how many they hold where that is told."""
    beds = any(room.capacity is not None for room in rooms)
    found = [_room(room, (_beds(room),) if beds else ()) for room in rooms]
    return Rows(ts, _WITH_BEDS if beds else _GRID, found).spaced(before=3)


def _room(room: Room, beds: tuple[Cell, ...]) -> Row:
    people: Rich = ", ".join(room.people) or Span("nobody yet", BASE.quiet)
    return Row((Span(room.room, BASE.heavy), room.floor, people, *beds))


def _beds(room: Room) -> Rich:
    """Return `3 of 3`, with a shape where more people are in a room than it holds."""
    taken = len(room.people)
    if room.capacity is None:
        return f"{taken}"
    words = Span(f"{taken} of {room.capacity}")
    return (marked("invalid", BASE), words) if taken > room.capacity else words


def _unplaced(ts: Typesetter, stay: Stay) -> Block:
    names = Span(", ".join(stay.unplaced), BASE.heavy)
    words = (marked("missing", BASE), Span("no room yet: "), names)
    return Words(ts, words).spaced(before=6, after=3)
