"""The rooming list: rooms, who sleeps in them, how many they hold, and who has none."""

from __future__ import annotations

from missions.briefing.document import Briefing, Room, Stay
from missions.renderers import selection as pick
from missions.renderers import wording as w
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.heads import Chapter, SectionHead, Title
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.setting import paper_for, typesetter_for
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, SMALL
from missions.renderers.pdf.typesetter import Typesetter

_GRID = Grid(
    (Column(2), Column(1.6, style=BASE.quiet), Column(6.6), Column(1.8, True)),
    header=("Room", "Floor", "People", "Beds"),
)


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
    head = SectionHead(ts, pick.named(stay.site, stay.site_name), note)
    rows = [_room(room) for room in stay.rooms]
    blocks: list[Block] = [Words(ts, line, SMALL.quiet) for line in _about(stay)]
    if rows:
        blocks.append(Rows(ts, _GRID, rows).spaced(before=3))
    if stay.unplaced:
        blocks.append(_unplaced(ts, stay))
    if not blocks:
        blocks = [Words(ts, "No rooms are set yet.", BASE.quiet)]
    return [Headed(head, blocks[0]), *blocks[1:]]


def _about(stay: Stay) -> list[str]:
    confirmation = f"confirmation {stay.confirmation}" if stay.confirmation else ""
    local = ", ".join(stay.local_address.splitlines())
    lines = (w.joined(stay.address, stay.phone, confirmation, by=w.DOT), local, stay.note)
    return [line for line in lines if line]


def _room(room: Room) -> Row:
    people = ", ".join(room.people) or "nobody yet"
    floor = f"floor {room.floor}" if room.floor else ""
    return Row((Span(pick.room_name(room), BASE.heavy), floor, people, _beds(room)))


def _beds(room: Room) -> Rich:
    """Return `3 of 3`, with a shape where more people are in a room than it holds."""
    taken = len(room.people)
    if room.capacity is None:
        return str(taken)
    words = Span(f"{taken} of {room.capacity}")
    return (marked("invalid", BASE), words) if taken > room.capacity else words


def _unplaced(ts: Typesetter, stay: Stay) -> Block:
    names = Span(", ".join(stay.unplaced), BASE.heavy)
    words = (marked("missing", BASE), Span("no room yet: "), names)
    return Words(ts, words).spaced(before=6, after=3)
