"""Titles, section heads, and the unseen mark that begins a chapter."""

from __future__ import annotations

from reportlab.platypus import Flowable

from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import MOST_IN_HEAD, Block, draw_lines
from missions.renderers.pdf.text import Line, Rich
from missions.renderers.pdf.tokens import BASE, HEAD, INK, LEAD, RULE, SMALL, TITLE, Style
from missions.renderers.pdf.typesetter import Typesetter


class Title(Block):
    """A chapter's or a paper's title, hanging a little to the left, and a line about it."""

    after = 24.0

    def __init__(
        self,
        typesetter: Typesetter,
        title: Rich,
        note: Rich = "",
        style: Style = TITLE,
        note_style: Style = LEAD.quiet,
    ) -> None:
        super().__init__()
        self._set = (typesetter, title, note, typesetter.look.of(style))
        self._note_style = note_style
        self._title: tuple[Line, ...] = ()
        self._note: tuple[Line, ...] = ()

    def measure(self, width: float) -> float:
        """Break both into lines."""
        typesetter, title, note, style = self._set
        self._title = typesetter.lines(title, width, style, MOST_IN_HEAD)
        self._note = typesetter.lines(note, width, self._note_style, MOST_IN_HEAD)
        return sum(line.leading for line in (*self._title, *self._note))

    def draw(self) -> None:
        """Draw the title, then the note."""
        hang = -1.2 if self._set[3].size >= 28 else 0
        top = draw_lines(self.canv, self._title, hang, self.height)
        draw_lines(self.canv, self._note, 0, top)


class SectionHead(Block):
    """14 bold over a rule in ink, with a quiet note at the right. `minor` is 11 without a rule."""

    before = 21.0

    def __init__(
        self, typesetter: Typesetter, head: Rich, note: Rich = "", *, minor: bool = False
    ) -> None:
        super().__init__()
        self.spaced(after=0 if minor else 4)
        self._set = (typesetter, head, note, LEAD.heavy if minor else HEAD.heavy, minor)
        self._head: tuple[Line, ...] = ()
        self._note: Line | None = None

    def measure(self, width: float) -> float:
        """Give the note its width and the head the rest."""
        typesetter, head, note, style, minor = self._set
        self._note = typesetter.line(note, SMALL.quiet if minor else BASE.quiet, width * 0.6)
        room = width - (self._note.width + 12 if note else 0)
        self._head = typesetter.lines(head, room, style, MOST_IN_HEAD)
        return sum(line.leading for line in self._head) + (3 if minor else 6)

    def draw(self) -> None:
        """Draw both on one baseline, and the rule."""
        draw_lines(self.canv, self._head, 0, self.height)
        if self._note and self._head:
            self._note.draw_right(self.canv, self.width, self.height - self._head[0].ascent)
        if not self._set[4]:
            shapes.rule(self.canv, (0, self.width), 0, RULE, INK)


class Chapter(Block):
    """An unseen mark: names the running head, a place to link to, and an entry of the outline."""

    def __init__(
        self, title: str, key: str, *, level: int | None = 0, running: str | None = None
    ) -> None:
        super().__init__()
        self._set = (title, key, level, running)

    def measure(self, width: float) -> float:
        """Take no room."""
        return 0.0

    def draw(self) -> None:
        """Tell the canvas."""
        title, key, level, running = self._set
        if level in (None, 0):
            self.canv.begin_section(title, running)
        self.canv.remember(key)
        if level is not None:
            self.canv.addOutlineEntry(title, key, level, closed=level == 0)


class Anchored(Block):
    """A block that is a place to link to, with an entry of the outline where `title` is given."""

    def __init__(self, inner: Block, key: str, title: str = "", level: int = 1) -> None:
        super().__init__()
        self.spaced(inner.getSpaceBefore(), inner.getSpaceAfter())
        self._inner, self._entry = inner, (title, key, level)

    def measure(self, width: float) -> float:
        """Take the block's height."""
        return float(self._inner.wrap(width, 0)[1])

    def draw(self) -> None:
        """Tell the canvas, then draw the block."""
        title, key, level = self._entry
        self.canv.remember(key, self.height)
        if title:
            self.canv.addOutlineEntry(title, key, level, closed=True)
        self._inner.drawOn(self.canv, 0, 0)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split the block; the place is where it begins."""
        title, key, level = self._entry
        parts = self._inner.split(width, height)
        return [Anchored(parts[0], key, title, level), *parts[1:]] if len(parts) > 1 else []
