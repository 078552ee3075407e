"""Text on paper: measured, wrapped, shortened and drawn as runs, never parsed as markup.

A text goes to the page as it is, so nothing in a name can act: `<b>` prints as `<b>`. Rich text is
a tuple of spans, each with its style; a span may be a drawn shape or a page number known later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from missions.renderers.pdf import shapes
from missions.renderers.pdf.fonts import Run
from missions.renderers.pdf.tokens import BASE, Style

CAP_HEIGHT = 0.714


@dataclass(frozen=True, slots=True)
class Span:
    """A text in one style; or a shape (`mark`); or the page number of a place (`page_of`)."""

    text: str
    style: Style = BASE
    mark: str = ""
    page_of: str = ""


Rich = str | Span | tuple[Span, ...]


def spans(content: Rich, style: Style = BASE) -> tuple[Span, ...]:
    """Return any text as spans, a plain string in the style given."""
    if isinstance(content, str):
        return (Span(content, style),) if content else ()
    return (content,) if isinstance(content, Span) else content


def marked(mark: str, style: Style = BASE) -> Span:
    """Return a shape that stands in a line of text, with a little space after it."""
    return Span("", style, mark=mark)


@dataclass(frozen=True, slots=True)
class Atom:
    """What a line never breaks inside: a run of one face, a shape, a late page number."""

    span: Span
    run: Run | None
    width: float

    @property
    def is_space(self) -> bool:
        """Whether it may vanish at a line's end."""
        return self.run is not None and self.run.text.isspace()


@dataclass(frozen=True, slots=True)
class Line:
    """A measured line: `ascent` is from its top to the baseline, `indent` part of its width."""

    atoms: tuple[Atom, ...]
    width: float
    leading: float
    ascent: float
    indent: float = 0.0

    def draw(self, canvas: Any, x: float, baseline: float) -> None:
        """Draw it from x on."""
        x += self.indent
        for written, group in groupby(self.atoms, key=lambda atom: atom.run is not None):
            atoms = list(group)
            if written:
                _write(canvas, atoms, x, baseline)
                x += _width(atoms)
                continue
            for atom in atoms:
                _draw_other(canvas, atom.span, x, baseline, atom.width)
                x += atom.width

    def draw_right(self, canvas: Any, x: float, baseline: float) -> None:
        """Draw it so that it ends at x."""
        self.draw(canvas, x - self.width, baseline)

    def draw_middle(self, canvas: Any, x: float, baseline: float) -> None:
        """Draw it around x."""
        self.draw(canvas, x - self.width / 2, baseline)


def _grouped(atoms: Iterable[Atom]) -> Iterator[list[Atom]]:
    """Yield neighbouring atoms that can be drawn in one go."""
    group: list[Atom] = []
    for atom in atoms:
        if group and not _alike(group[-1], atom):
            yield group
            group = []
        group.append(atom)
    if group:
        yield group


def _alike(one: Atom, other: Atom) -> bool:
    if one.run is None or other.run is None:
        return False
    return one.run.font is other.run.font and one.span.style == other.span.style


def _width(atoms: Iterable[Atom]) -> float:
    return sum(atom.width for atom in atoms)


def _write(canvas: Any, atoms: list[Atom], x: float, baseline: float) -> None:
    """Write runs of any faces as one text object, so that a name is copied as one piece."""
    text = canvas.beginText(x, baseline)
    struck: list[tuple[float, float, Style]] = []
    tracking = 0.0
    for group in _grouped(atoms):
        style, run = group[0].span.style, group[0].run
        assert run is not None
        text.setFillColorRGB(*style.colour)
        text.setFont(run.font.fontName, style.size * run.scale)
        if style.tracking != tracking:
            tracking = style.tracking
            text.setCharSpace(tracking)
        text.textOut("".join(atom.run.text for atom in group if atom.run))
        end = x + _width(group)
        if style.struck:
            struck.append((x, end, style))
        x = end
    if tracking:
        text.setCharSpace(0)
    _end_apart(text, atoms[-1])
    canvas.drawText(text)
    for left, right, style in struck:
        middle = baseline + style.size * 0.27
        shapes.rule(canvas, (left, right), middle, style.size * 0.07, style.colour)


def _end_apart(text: Any, last: Atom) -> None:
    """Write a space after large type: the smaller line close below is else copied as one word."""
    if last.run and last.span.style.size >= 14 and 0x20 in last.run.font.face.charToGlyph:
        text.textOut(" ")


def _draw_other(canvas: Any, span: Span, x: float, baseline: float, width: float) -> None:
    if span.page_of:
        canvas.place_page_number(span, x + width, baseline)
        return
    size = span.style.size * 0.8
    middle = baseline + span.style.size * CAP_HEIGHT / 2
    shapes.draw(canvas, span.mark, (x + size / 2, middle), size)
