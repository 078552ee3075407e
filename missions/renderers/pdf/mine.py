"""The reader’s own documents and bookings; beside them the reader’s part in the plan."""

from __future__ import annotations

from collections.abc import Iterator

from missions.briefing.document import Briefing, Leg, Paper
from missions.renderers import selection as pick
from missions.renderers import wording as w
from missions.renderers.pdf.arrange import Beside, Headed, Stack
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.text import Rich, Span
from missions.renderers.pdf.tokens import BASE, SMALL, Sheet
from missions.renderers.pdf.typesetter import Typesetter

_MINE = Grid((Column(2.2, style=BASE.quiet), Column(2), Column(2.4, True, SMALL)), pad=3)
_PART = Grid((Column(1.1, style=BASE.quiet), Column(0.9), Column(3)), pad=3)
_CARRIED = ("passport", "visa", "entry_permit", "insurance", "guardian_consent")
_LEFT, _RIGHT = 6.6, 5.0
_TALLEST = 0.6


def mine_blocks(ts: Typesetter, briefing: Briefing, sheet: Sheet) -> list[Block]:
    """Return both lists, side by side where they fit, else one after the other."""
    left = _section(ts, "Mine", _MINE, [*_papers(briefing), *_legs(briefing)])
    right = _section(ts, "My part", _PART, list(_part(briefing)))
    if not (left and right):
        return [Headed(*pair) for pair in (left, right) if pair]
    gap = sheet.pitch * (12 - _LEFT - _RIGHT)
    wide = sheet.measure - gap - sheet.span(_RIGHT)
    pairs = ((0.0, wide, Stack(left)), (wide + gap, sheet.span(_RIGHT), Stack(right)))
    beside = Beside(pairs).spaced(before=21)
    if beside.wrap(sheet.measure, 0)[1] > sheet.height * _TALLEST:
        return [Headed(*left), Headed(*right)]
    return [beside]


def _section(
    ts: Typesetter, title: str, grid: Grid, rows: list[Row]
) -> tuple[SectionHead, Rows] | None:
    return (SectionHead(ts, title), Rows(ts, grid, rows)) if rows else None


def _papers(briefing: Briefing) -> Iterator[Row]:
    """A row for each document that is carried; the passport's under the name in it."""
    carried = [paper for paper in briefing.papers if paper.kind in _CARRIED]
    for paper in sorted(carried, key=lambda paper: _CARRIED.index(paper.kind)):
        until = f"valid to {w.date_brief(paper.expires)}" if paper.expires else _standing(paper)
        if paper.kind == "passport" and paper.name_on_document:
            yield Row(("In passport", Span(paper.name_on_document, BASE.heavy), until))
        else:
            yield Row((pick.paper_name(paper), Span(paper.number, BASE.heavy), until))


def _standing(paper: Paper) -> str:
    return f"by {paper.by}" if paper.by else w.state_word(paper.state)


def _legs(briefing: Briefing) -> Iterator[Row]:
    """A row for each booking, with the numbers of its segments."""
    bookings: dict[tuple[str, str], list[str]] = {}
    for leg in briefing.legs:
        if locator := pick.locators(leg, briefing.reader):
            bookings.setdefault((locator, _ticket(leg, briefing)), []).append(pick.leg_name(leg))
    for (locator, ticket), names in bookings.items():
        pairs: list[Rich] = [", ".join(names[at : at + 2]) for at in range(0, len(names), 2)]
        yield Row((pairs, Span(locator, BASE.heavy), ticket))


def _ticket(leg: Leg, briefing: Briefing) -> str:
    """Return the name on the ticket where it isn't that in the passport."""
    ticketed = pick.own_note(leg.ticketed, briefing.reader)
    legal = briefing.reader.legal_name if briefing.reader else ""
    return f"as {ticketed}" if ticketed and ticketed != legal else ""


def _part(briefing: Briefing) -> Iterator[Row]:
    for item in pick.my_part(briefing):
        time = w.clock(item.start.wall) if item.start else ""
        yield Row((w.day_short(item.day), Span(time, BASE.heavy), pick.heading(item)))
