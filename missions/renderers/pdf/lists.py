"""A traveller's lists: where I stay, my trainings, what to bring."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from missions.briefing.document import Briefing, Stay, TrainingSession
from missions.renderers import selection as pick
from missions.renderers import wording as w
from missions.renderers.brevity import address_lines, spots, stays_joined
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Cell, Column, Grid, Row, Rows
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, SMALL
from missions.renderers.pdf.typesetter import Typesetter

_STAYS = Grid((Column(2.4, style=BASE.quiet), Column(4.2), Column(3), Column(2.4, right=True)))
_TRAININGS = Grid((Column(2.4, style=BASE.quiet), Column(6.6), Column(3, right=True)))
_SPOTS = Grid((Column(5.2), Column(6.8)))
_BRING = Grid((Column(4), Column(4), Column(4)), pad=2.5)
_DONE = {"attended": "met", "made up": "met", "excused": "waived", "missed": "missing"}


def stay_blocks(ts: Typesetter, briefing: Briefing, name: str = "Where I stay") -> list[Block]:
    """Return the reader's stays with room and room mates, and the address where it is told."""
    rows = [_stay(stay, briefing) for stay in stays_joined(briefing.stays)]
    return [Headed(SectionHead(ts, name), Rows(ts, _STAYS, rows))] if rows else []


def _stay(stay: Stay, briefing: Briefing) -> Row:
    room, others = pick.my_room(stay, briefing.reader)
    place: list[Rich] = [Span(pick.named(stay.site, stay.site_name), BASE.heavy)]
    place += address_lines(stay.local_address, stay.address)
    dates = [w.days_range(stay.check_in, stay.check_out), w.count_of(stay.nights, "night")]
    bed: Cell = [Span(room, BASE.heavy), Span(others, SMALL.quiet)] if room else ""
    return Row((list(dates), place, bed, stay.phone))


def training_blocks(ts: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the reader's trainings and how they stand."""
    rows = [_training(session) for session in briefing.trainings]
    return [Headed(SectionHead(ts, "My trainings"), Rows(ts, _TRAININGS, rows))] if rows else []


def _training(session: TrainingSession) -> Row:
    start, end = session.start, session.end
    when: Cell = [w.day_name(start.wall), w.clock_range(start.wall, end.wall)]
    what: list[Rich] = [Span(session.title or session.label, BASE.heavy)]
    what += [line for line in (w.joined(session.place, session.topic, by="; "),) if line]
    state = w.state_word(session.state)
    if not state:
        return Row((when, what, Span("required" if session.required else "", BASE.quiet)))
    return Row((when, what, (marked(_DONE.get(state, "not_asked"), BASE), Span(state))))


def spot_blocks(ts: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the plan's places with their addresses, each told once."""
    rows = [
        Row((Span(pick.named(spot.alias, spot.name), BASE.heavy), spot.address))
        for spot in spots(briefing.days)
    ]
    return [Headed(SectionHead(ts, "Places"), Rows(ts, _SPOTS, rows))] if rows else []


def bring_blocks(ts: Typesetter, briefing: Briefing) -> list[Block]:
    """Return everything to bring with a box to tick, in three columns read downwards."""
    things = pick.things_to_bring(briefing)
    if not things:
        return []
    cells = [_thing(thing, w.day_short(day)) for thing, day in things]
    height = -(-len(cells) // 3)
    columns = (cells[:height], cells[height : 2 * height], cells[2 * height :])
    rows = [Row(_full(row), close=True) for row in zip_longest(*columns, fillvalue="")]
    return [Headed(SectionHead(ts, "What to bring"), Rows(ts, _BRING, rows))]


def _thing(thing: str, day: str) -> tuple[Span, ...]:
    return (marked("box", BASE), Span(thing), Span(f"  {day}", SMALL.quiet))


def _full(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(cells)
