"""What changed for the reader, and what the reader still owes."""

from __future__ import annotations

from missions.briefing.document import Briefing, Change, Owed
from missions.renderers import selection as pick
from missions.renderers import wording as w
from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Cell, Column, Grid, Row, Rows
from missions.renderers.pdf.text import Span, marked
from missions.renderers.pdf.tokens import BASE, LEAD, SMALL
from missions.renderers.pdf.typesetter import Typesetter

_OWED = Grid((Column(0.42), Column(0.42), Column(4.8), Column(6.36)), pad=6)
_CHANGES = Grid((Column(1.4, style=BASE.quiet), Column(1.2, style=BASE.quiet), Column(9.4)))


def changes_blocks(ts: Typesetter, briefing: Briefing) -> list[Block]:
    """Return what changed since the edition before."""
    if not briefing.changes:
        return []
    since = briefing.stamp.since if briefing.stamp else None
    note = f"since edition {since}" if since else ""
    rows = [_change(change) for change in briefing.changes]
    return [Headed(SectionHead(ts, "What changed", note), Rows(ts, _CHANGES, rows))]


def _change(change: Change) -> Row:
    now, was = pick.change_words(change)
    words: tuple[Span, ...] = (Span(now, BASE.heavy),) if now else ()
    if was:
        words += (Span("  " if words else ""), Span(was, BASE.quiet.crossed))
    return Row((w.day_short(change.day) if change.day else "", change.kind, words))


def owed_blocks(ts: Typesetter, briefing: Briefing) -> list[Block]:
    """Return the list with boxes to tick: shape, reason, next step and when it is due."""
    if not briefing.owed:
        return []
    rows = [_owed(owed, first=index == 0) for index, owed in enumerate(briefing.owed)]
    head = SectionHead(ts, "What I still owe", pick.met_count(briefing))
    return [Headed(head, Rows(ts, _OWED, rows))]


def _owed(owed: Owed, first: bool) -> Row:
    due = BASE.heavy.accent if first else BASE.heavy
    left: list[Cell] = [Span(owed.title, BASE.heavy), Span(owed.reason, SMALL.quiet)]
    right: list[Cell] = [owed.next_step] if owed.next_step else []
    if owed.due:
        right.append(Span(f"by {w.day_name(owed.due)}", due))
    shape = marked(owed.state, LEAD)
    return Row((marked("box", LEAD), shape, _stacked(left), _stacked(right)))


def _stacked(lines: list[Cell]) -> Cell:
    return [line for line in lines if line and not isinstance(line, list)]
