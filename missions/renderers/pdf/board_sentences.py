"""Below the board, in sentences: what stops the team, and the warnings that have room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from missions.briefing.document.readiness import BoardClash, BoardPaper, Stop
from missions.renderers import wording as w
from missions.renderers.pdf.arrange import Headed, Resumed
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.board_room import AsRoomAllows
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.text import Span, marked
from missions.renderers.pdf.tokens import BASE, GUTTER, SMALL, Style
from missions.renderers.pdf.typesetter import Typesetter

STOPS = "What stops us"
CLASHES = "Clashes in the plan"
WHOLE_TRIP = "Whole trip"
OVERDUE = "overdue"
_MOST = 40
_UNDER = 3.0
_NAMES, _TITLES = 128.0, 104.0
_MARK = 12.0
_EASE = 1.0


@dataclass(frozen=True, slots=True)
class Spacing:
    """A row's pitch, the white between groups, around sentences and above heads, and their type.

    `minor` makes the heads small.
    """

    pitch: float
    gap: float
    pad: float
    before: float
    style: Style = BASE
    minor: bool = False


def stops(ts: Typesetter, paper: BoardPaper, spacing: Spacing, width: float) -> list[Block]:
    """Return what stops the trip, a row a sentence; what goes on overleaf has its head again."""
    if not paper.stops:
        return []
    style = spacing.style
    grid = _stops_grid(ts, paper, spacing, width)
    rows = Rows(ts, grid, list(_stop_rows(paper.stops, style, paper.day)))
    return [_headed(ts, STOPS, rows, spacing)]


def _stops_grid(ts: Typesetter, paper: BoardPaper, spacing: Spacing, width: float) -> Grid:
    """Return columns as wide as names, titles and days ask for; sentences share the rest."""
    style = spacing.style
    names = max(ts.width(stop.person, style.heavy) for stop in paper.stops) + _MARK
    titles = max(ts.width(stop.title, style) for stop in paper.stops)
    days = max(ts.width(_by_when(stop, paper.day), style.heavy) for stop in paper.stops)
    fixed = (min(names, _NAMES) + _EASE, min(titles, _TITLES) + _EASE, days + _EASE)
    left = width - sum(fixed) - 4 * GUTTER
    shares = (fixed[0], fixed[1], left * 0.57, left * 0.43, fixed[2])
    name, title, reason, step, day = (share + GUTTER for share in shares)
    return Grid(
        (
            Column(name, style=style),
            Column(title, style=style.quiet),
            Column(reason, style=style),
            Column(step, style=style.quiet),
            Column(day, right=True, style=style.heavy),
        ),
        pad=spacing.pad,
    )


def _by_when(stop: Stop, today: date) -> str:
    if stop.due is None:
        return ""
    return OVERDUE if stop.due < today else w.day_name(stop.due)


def _stop_rows(told: Sequence[Stop], style: Style, today: date) -> Iterator[Row]:
    """Yield a row for each sentence, a person named at the first of theirs."""
    named = ""
    for stop in told:
        again = stop.person == named
        who = (marked(stop.state, style), Span("" if again else stop.person, style.heavy))
        cells = (who, stop.title, stop.reason, stop.next_step, _by_when(stop, today))
        yield Row(cells, close=again)
        named = stop.person


def clashes(ts: Typesetter, paper: BoardPaper, spacing: Spacing, width: float) -> list[Block]:
    """Return every clash that stops the trip; what goes on overleaf has its head again."""
    stopping = [clash for clash in paper.clashes if clash.stops]
    if not stopping:
        return []
    grid = _clash_grid(ts, paper, spacing, width)
    rows = Rows(ts, grid, [_clash(clash, spacing.style) for clash in stopping])
    return [_headed(ts, CLASHES, rows, spacing)]


def rest(ts: Typesetter, paper: BoardPaper, spacing: Spacing, width: float) -> list[Block]:
    """Return the warnings that fit below, and what is said of the whole trip."""
    notes = [Words(ts, note, SMALL.quiet) for note in (" ".join(paper.notes),) if note]
    warnings = [clash for clash in paper.clashes if not clash.stops]
    if not warnings:
        return [note.spaced(before=spacing.before) for note in notes]
    grid = _clash_grid(ts, paper, spacing, width)
    rows = [_clash(clash, spacing.style) for clash in warnings]
    most = min(len(rows), _MOST)
    if len(warnings) < len(paper.clashes):
        ways = [_way(ts, grid, rows, count, notes) for count in range(most, -1, -1)]
        return [AsRoomAllows(ways).spaced(before=_UNDER)]
    head = SectionHead(ts, CLASHES, minor=spacing.minor).spaced(before=0, after=spacing.pad)
    ways = [[head, *_way(ts, grid, rows, count, notes)] for count in range(most, 0, -1)]
    told = f"{w.count_of(len(rows), 'warning')} on the page Ready."
    ways.append([Words(ts, told, BASE), *_below(notes)])
    return [AsRoomAllows(ways).spaced(before=spacing.before)]


def _way(
    ts: Typesetter, grid: Grid, rows: Sequence[Row], count: int, notes: Sequence[Block]
) -> list[Block]:
    """Return so many warnings with how many more there are, and the notes."""
    more = len(rows) - count
    blocks: list[Block] = [Rows(ts, grid, rows[:count])] if count else []
    if more:
        told = f"And {w.count_of(more, 'warning')} more on the page Ready."
        blocks.append(Words(ts, told, BASE.quiet).spaced(before=_UNDER))
    return [*blocks, *_below(notes)]


def _below(notes: Sequence[Block]) -> list[Block]:
    return [note.spaced(before=6) for note in notes]


def _headed(ts: Typesetter, title: str, rows: Rows, spacing: Spacing) -> Block:
    """Return rows under a head that stands again wherever they go on overleaf."""
    again = SectionHead(ts, f"{title}, continued", minor=True).spaced(before=0, after=3)
    head = SectionHead(ts, title, minor=spacing.minor).spaced(
        before=spacing.before, after=spacing.pad
    )
    return Headed(head, Resumed(rows, again))


def _clash_grid(ts: Typesetter, paper: BoardPaper, spacing: Spacing, width: float) -> Grid:
    style = spacing.style
    days = max(ts.width(_day(clash), style.heavy) for clash in paper.clashes) + _MARK + _EASE
    left = width - days - 2 * GUTTER
    shares = (days + GUTTER, left * 0.6 + GUTTER, left * 0.4 + GUTTER)
    styles = (style, style, style.quiet)
    columns = (Column(share, style=one) for share, one in zip(shares, styles, strict=True))
    return replace(Grid(tuple(columns)), pad=spacing.pad)


def _day(clash: BoardClash) -> str:
    return w.day_name(clash.day) if clash.day else WHOLE_TRIP


def _clash(clash: BoardClash, style: Style) -> Row:
    mark = marked("missing" if clash.stops else "at_risk", style)
    return Row(((mark, Span(_day(clash), style.heavy)), clash.reason, clash.fix))
