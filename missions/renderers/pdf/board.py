"""The board on paper, for leaders: one look at who is ready, then what stops the team in sentences.

It lies on its side. The rows are set as wide apart as lets all of it stand on the fewest pages.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from missions.briefing.document.readiness import BoardPaper
from missions.renderers import wording as w
from missions.renderers.pdf.blocks import Block, Words
from missions.renderers.pdf.board_head import BoardHead
from missions.renderers.pdf.board_sentences import Spacing, clashes, rest, stops
from missions.renderers.pdf.board_table import BoardTable
from missions.renderers.pdf.fonts import Faces
from missions.renderers.pdf.frame import Paper
from missions.renderers.pdf.heads import Chapter
from missions.renderers.pdf.setting import texts_of
from missions.renderers.pdf.tokens import BASE, SMALL, Look, Sheet, sheet
from missions.renderers.pdf.typesetter import Typesetter

SECTION = "Readiness"
NOTHING_ASKED = "Nothing is asked of anybody yet."
SPACINGS = (
    Spacing(16.5, 8.0, 3.0, 18.0),
    Spacing(15.0, 7.0, 2.5, 15.0),
    Spacing(13.5, 6.0, 1.8, 13.0),
    Spacing(12.0, 5.0, 1.2, 10.0),
    Spacing(11.0, 4.5, 0.8, 9.0),
    Spacing(10.5, 4.0, 0.5, 7.0, SMALL),
    Spacing(10.5, 4.0, 0.5, 7.0, SMALL, minor=True),
)
"""The widest first; the last three are for what fits one page with them only."""
_COMFORTABLE = 4


def render_board(paper: BoardPaper) -> bytes:
    """Return the board as PDF, on the trip's paper; the same board gives the same bytes."""
    ts = Typesetter(Faces.for_texts(texts_of(paper), paper.languages), Look())
    page = sheet(paper.paper).turned
    spacing = _spacing(ts, paper, page)
    story: list[Block] = [
        Chapter(SECTION, "readiness", level=None),
        BoardHead(ts, paper),
        *_table(ts, paper, spacing),
        *stops(ts, paper, spacing, page.measure),
        *clashes(ts, paper, spacing, page.measure),
        *rest(ts, paper, spacing, page.measure),
    ]
    frame = Paper(ts, page, title="List", running=paper.label, stamp=stamp_text(paper))
    return frame.build(story)


def stamp_text(paper: BoardPaper) -> str:
    """Return `Edition 7 · leader · M7K2`; a trip without an edition has no number and no code."""
    edition = f"Edition {paper.edition}" if paper.edition else ""
    return w.joined(edition, paper.audience, paper.copy, by=w.DOT)


def _table(ts: Typesetter, paper: BoardPaper, spacing: Spacing) -> list[Block]:
    if not any(paper.groups):
        return []
    if not paper.columns:
        return [Words(ts, NOTHING_ASKED, BASE.quiet)]
    return [BoardTable(ts, paper.columns, paper.groups, spacing.pitch, spacing.gap)]


def _spacing(ts: Typesetter, paper: BoardPaper, page: Sheet) -> Spacing:
    """Return the widest spacing that takes the fewest pages, and parts the table least."""
    taken = {one: _pages(ts, paper, page, one) for one in SPACINGS}
    usable = SPACINGS if taken[SPACINGS[-1]][0] == 1 else SPACINGS[:_COMFORTABLE]
    return min(usable, key=lambda one: (*taken[one], -one.pitch))


def _pages(ts: Typesetter, paper: BoardPaper, page: Sheet, spacing: Spacing) -> tuple[int, int]:
    """Return on how many pages all of it ends, a last line included, and the table alone."""
    head = BoardHead(ts, paper)
    ahead = head.wrap(page.measure, page.depth)[1] + float(head.getSpaceAfter())
    pages, room = _laid(_table(ts, paper, spacing), page, 1, page.depth - ahead)
    of_table = pages
    told = (*stops(ts, paper, spacing, page.measure), *clashes(ts, paper, spacing, page.measure))
    pages, room = _laid(told, page, pages, room)
    warned = any(not clash.stops for clash in paper.clashes)
    more = BASE.leading + spacing.before if warned or paper.notes else 0
    return pages + (room < more), of_table


def _laid(blocks: Sequence[Flowable], page: Sheet, pages: int, room: float) -> tuple[int, float]:
    """Return on which page blocks end that begin on `pages` with so much room, and what is left."""
    waiting = list(blocks)
    while waiting:
        first = waiting.pop(0)
        fresh = room == page.depth
        above = 0 if fresh else first.getSpaceBefore()
        height = first.wrap(page.measure, room)[1] + above
        if height <= room:
            room -= height + first.getSpaceAfter()
            continue
        parts = first.split(page.measure, room - above)
        if len(parts) > 1:
            waiting = [*parts[1:], *waiting]
        elif not fresh:
            waiting = [first, *waiting]
        pages, room = pages + 1, page.depth
    return pages, room
