"""The sheet to sign at the door of a training: names, signatures, times, rows for guests."""

from __future__ import annotations

from collections.abc import Sequence

from missions.briefing.document.training import SignInSheet
from missions.renderers import wording as w
from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import Block, Gap, draw_lines
from missions.renderers.pdf.fonts import Faces
from missions.renderers.pdf.frame import Paper
from missions.renderers.pdf.heads import Chapter, Title
from missions.renderers.pdf.setting import texts_of
from missions.renderers.pdf.text import Line
from missions.renderers.pdf.tokens import HAIRLINE, INK, LABEL, LARGE, LEAD, RULE, Look, sheet
from missions.renderers.pdf.typesetter import Typesetter

PUBLIC_TITLE = "Training"
"""What a session is called where its title may not be told."""
GUESTS = "Guests"
_ROW = 27.0
_HEAD = 16.0
_SHARES = (4.4, 4.4, 1.6, 1.6)
_NAMES = ("Name", "Signature", "Time in", "Time out")
_GAP = 12.0


def render_sign_in_sheet(page: SignInSheet) -> bytes:
    """Return the sheet as PDF, on the trip's paper."""
    faces = Faces.for_texts(texts_of(page), page.languages)
    ts = Typesetter(faces, Look())
    title = page.title or PUBLIC_TITLE
    head = Title(ts, title, _note(page), style=LARGE.heavy).spaced(after=12)
    story: list[Block] = [Chapter("Sign-in", "sign-in", level=None), head]
    story.append(Lines(ts, page.names))
    if page.guests:
        story += [Gap(15), Lines(ts, ("",) * page.guests, GUESTS)]
    paper = Paper(ts, sheet(page.paper), title="Sign-in", running=page.label, stamp=page.audience)
    return paper.build(story)


def _note(page: SignInSheet) -> str:
    over = "" if page.ends.date() == page.starts.date() else f" ({w.day_name(page.ends)})"
    clock = f" {page.clock}" if page.clock else ""
    times = f"{w.date_long(page.starts)}, {w.clock_range(page.starts, page.ends)}{over}{clock}"
    return w.joined(times, w.minutes_text(page.minutes), page.place, by=w.DOT)


class Lines(Block):
    """Rows to write on: a name, or a line for one, and lines for signature and times.

    The lines are in ink and not too thin, so that a copy of a copy still shows them.
    """

    def __init__(self, typesetter: Typesetter, names: Sequence[str], first: str = "Name") -> None:
        super().__init__()
        self._ts, self._names, self._first = typesetter, tuple(names), first
        self._laid: list[tuple[tuple[Line, ...], float]] = []

    def measure(self, width: float) -> float:
        """Return the height of head and rows."""
        self._laid = [self._fitted(name, width) for name in self._names]
        return _HEAD + sum(height for _, height in self._laid)

    def _fitted(self, name: str, width: float) -> tuple[tuple[Line, ...], float]:
        """A long name takes a second line, and its row grows by it."""
        left, right = _edges(width)[0]
        lines = self._ts.lines(name, right - left, LEAD.heavy, 2)
        return lines, _ROW + (LEAD.leading if len(lines) > 1 else 0)

    def draw(self) -> None:
        """Draw the heads and the rows downwards."""
        edges = _edges(self.width)
        for name, (left, _) in zip((self._first, *_NAMES[1:]), edges, strict=True):
            self._ts.line(name, LABEL).draw(self.canv, left, self.height - 9)
        top = self.height - _HEAD
        shapes.rule(self.canv, (0, self.width), top, RULE, INK)
        for lines, height in self._laid:
            top -= height
            draw_lines(self.canv, lines, 0, top + 2 + sum(line.leading for line in lines))
            for ends in edges:
                shapes.rule(self.canv, ends, top, HAIRLINE, INK)

    def split(self, width: float, height: float) -> list[Block]:
        """Split between rows; the heads are repeated overleaf."""
        self.wrap(width, height)
        room, count = height - _HEAD, 0
        while count < len(self._laid) and self._laid[count][1] <= room:
            room -= self._laid[count][1]
            count += 1
        if not count or count == len(self._laid):
            return []
        parts = (self._names[:count], self._names[count:])
        return [Lines(self._ts, part, self._first) for part in parts]


def _edges(width: float) -> list[tuple[float, float]]:
    unit = (width + _GAP) / sum(_SHARES)
    edges, x = [], 0.0
    for share in _SHARES:
        edges.append((x, x + share * unit - _GAP))
        x += share * unit
    return edges
