"""The smallest flowables: a block that is measured once, white, and a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from reportlab.platypus import Flowable

from missions.renderers.pdf.text import Line, Rich
from missions.renderers.pdf.tokens import BASE, Style
from missions.renderers.pdf.typesetter import Typesetter

LETTERS_IN_LINE = 37.5
"""72 letters of running text, as a multiple of the type's size."""

LABEL_WIDTH = 15.0

TALL = 400.0
"""What is kept together may be split after all where it is taller than this."""

MOST_IN_HEAD = 8
MOST_IN_PART = 20
"""How many lines a head, and a part of a drawing, may have: a text beyond reason is cut off."""


class Block(Flowable):  # type: ignore[misc]
    """A flowable that is measured once for a width. Its own y = 0 is its bottom."""

    before = 0.0
    after = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.spaceBefore, self.spaceAfter = self.before, self.after
        self.width = self.height = 0.0
        self._measured = -1.0

    def spaced(self, before: float | None = None, after: float | None = None) -> Self:
        """Set the white above and below, and return the block."""
        self.spaceBefore = self.spaceBefore if before is None else before
        self.spaceAfter = self.spaceAfter if after is None else after
        return self

    def measure(self, width: float) -> float:
        """Return the height it takes at this width."""
        raise NotImplementedError

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure, once for a width."""
        if self._measured != width:
            self.width, self._measured = width, width
            self.height = self.measure(width)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the parts for this page and the next, or nothing where it can't be split."""
        return []


class Gap(Block):
    """White."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self._gap = height

    def measure(self, width: float) -> float:
        """Return the white's height."""
        return self._gap

    def draw(self) -> None:
        """Draw nothing."""


class Words(Block):
    """A paragraph of rich text, at most 72 letters wide, that goes on overleaf where it must.

    `indent` moves it to the right, and `label` (a number, a box to tick) stands before its first
    line.
    """

    def __init__(
        self,
        typesetter: Typesetter,
        content: Rich,
        style: Style = BASE,
        indent: float = 0,
        label: Rich = "",
    ) -> None:
        super().__init__()
        self._set = (typesetter, content, style, indent)
        self._label = label
        self._lines: tuple[Line, ...] | None = None

    def measure(self, width: float) -> float:
        """Break into lines."""
        typesetter, content, style, indent = self._set
        if content or self._lines is None:
            longest = min(width - indent, LETTERS_IN_LINE * style.size)
            self._lines = typesetter.lines(content, longest, style)
        return sum(line.leading for line in self._lines)

    def draw(self) -> None:
        """Draw the lines, and the label before the first."""
        typesetter, _, style, indent = self._set
        lines = self._lines or ()
        if self._label and lines:
            label = typesetter.line(self._label, style)
            label.draw(self.canv, indent - LABEL_WIDTH, self.height - lines[0].ascent)
        draw_lines(self.canv, lines, indent, self.height)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split between lines, at least two on each side."""
        self.wrap(width, height)
        lines = self._lines or ()
        count, room = 0, height
        while count < len(lines) and lines[count].leading <= room:
            room -= lines[count].leading
            count += 1
        count = min(count, len(lines) - 2)
        if count < 2:
            return []
        return [self._part(lines[:count], self._label), self._part(lines[count:])]

    def _part(self, lines: tuple[Line, ...], label: Rich = "") -> Words:
        typesetter, _, style, indent = self._set
        part = Words(typesetter, "", style, indent, label).spaced(after=self.spaceAfter)
        part._lines = lines
        return part


def draw_lines(canvas: Any, lines: Sequence[Line], x: float, top: float, align: float = 0) -> float:
    """Draw lines one under another from `top` on; return where they end.

    `align` is 0 for lines that begin at x, 0.5 for those around it, 1 for those that end there.
    """
    for line in lines:
        line.draw(canvas, x - align * line.width, top - line.ascent)
        top -= line.leading
    return top
