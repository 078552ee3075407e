"""Measures text and breaks it into lines, in the faces and the look of one paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from missions.renderers.pdf.fonts import Faces, Run
from missions.renderers.pdf.text import CAP_HEIGHT, Atom, Line, Rich, Span, spans
from missions.renderers.pdf.tokens import BASE, Look, Style

ELLIPSIS = "…"
MOST_LINES = 10_000
_CJK = "\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_CLOSING = "、。，．」』）】〉》！？：；・ー"
_ATOM = re.compile(rf"\n| +|[\uac00-\ud7a3]+[{_CLOSING}]*|[{_CJK}][{_CLOSING}]*|[^ \n{_CJK}]+|.")
_NAME = re.compile(rf"[{_CJK}]{{1,4}}")
"""A name of so few characters is not broken."""

_ADDRESS = re.compile(r"[^@]@[^@]+[.]")


class Typesetter:
    """Measures and breaks text in the faces and the look of one paper."""

    def __init__(self, faces: Faces, look: Look) -> None:
        self.faces = faces
        self.look = look
        self._atoms: dict[Span, tuple[Atom, ...]] = {}

    def width(self, content: Rich, style: Style = BASE) -> float:
        """Return the width of a text set in one line."""
        return sum(atom.width for atom in self._flat(content, style))

    def widest(self, content: Rich, style: Style = BASE) -> float:
        """Return the width of the widest part of a text that a line is not broken in."""
        return max((atom.width for atom in self._flat(content, style)), default=0.0)

    def line(self, content: Rich, style: Style = BASE, width: float = 0) -> Line:
        """Return a text as one line, shortened with an ellipsis where it is wider than `width`."""
        atoms = [atom for atom in self._flat(content, style) if not _is_break(atom)]
        if width and sum(atom.width for atom in atoms) > width + 0.01:
            atoms = self._shortened(atoms, width)
        return _line(atoms, self.look.of(style))

    def lines(
        self, content: Rich, width: float, style: Style = BASE, most: int = MOST_LINES
    ) -> tuple[Line, ...]:
        """Return a text broken into lines no wider than `width`, and no more than `most`."""
        lines = tuple(
            _line(atoms, self.look.of(style), indent)
            for paragraph in _paragraphs(self._flat(content, style))
            for atoms, indent in self._broken(paragraph, width)
        )
        if len(lines) <= most:
            return lines
        return (*lines[: most - 1], self._cut_off(lines[most - 1], width))

    def _cut_off(self, line: Line, width: float) -> Line:
        """Return a line with an ellipsis at its end: more would follow."""
        atoms = list(line.atoms)
        (dots,) = self._atoms_of(Span(ELLIPSIS, atoms[-1].span.style if atoms else BASE))
        if line.width + dots.width > width:
            return _line(self._shortened(atoms, width - line.indent), BASE, line.indent)
        return _line([*atoms, dots], BASE, line.indent)

    def _flat(self, content: Rich, style: Style) -> Iterator[Atom]:
        for span in spans(content, style):
            yield from self._atoms_of(span)

    def _atoms_of(self, span: Span) -> tuple[Atom, ...]:
        if span not in self._atoms:
            self._atoms[span] = tuple(self._measured(span))
        return self._atoms[span]

    def _measured(self, span: Span) -> Iterator[Atom]:
        styled = Span(span.text, self.look.of(span.style), span.mark, span.page_of)
        if span.mark:
            yield Atom(styled, None, styled.style.size * 0.8 + 4)
        elif span.page_of:
            sample = f"{span.text}00"
            yield Atom(styled, None, self.width(sample, span.style))
        else:
            for run in self.faces.runs(span.text, span.style.bold):
                whole = _NAME.fullmatch(run.text)
                for piece in [run.text] if whole else _ATOM.findall(run.text):
                    yield self._atom(styled, run, piece)

    def _atom(self, span: Span, run: Run, text: str) -> Atom:
        piece = Run(run.font, text, run.scale)
        width = 0.0 if text == "\n" else piece.width(span.style.size)
        return Atom(span, piece, width + len(text) * span.style.tracking)

    def _broken(self, atoms: list[Atom], width: float) -> Iterator[tuple[list[Atom], float]]:
        """Yield lines with their indent: what follows a shape hangs beside it."""
        hang = atoms[0].width if atoms and atoms[0].span.mark else 0.0
        line: list[Atom] = []
        used = indent = 0.0
        for atom in self._fitting(atoms, width - hang):
            if line and used + atom.width > width + 0.01 and not atom.is_space:
                yield _trimmed(line), indent
                line, used, indent = [], hang, hang
            if not line and atom.is_space:
                continue
            line.append(atom)
            used += atom.width
        yield _trimmed(line), indent

    def _fitting(self, atoms: list[Atom], width: float) -> Iterator[Atom]:
        """Yield the atoms, those wider than a line cut into what fits."""
        for atom in atoms:
            if atom.run is None or atom.width <= width or atom.is_space:
                yield atom
                continue
            yield from self._chopped(atom, width)

    def _chopped(self, atom: Atom, width: float) -> Iterator[Atom]:
        run = atom.run
        assert run is not None
        text = run.text
        while text:
            length = _end_of_part(text, max(1, self._prefix(atom.span, run, text, width)))
            yield self._atom(atom.span, run, text[:length])
            text = text[length:]

    def _prefix(self, span: Span, run: Run, text: str, width: float) -> int:
        """Return how many letters of the text fit."""
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self._atom(span, run, text[:middle]).width <= width
            low, high = (middle, high) if fits else (low, middle - 1)
        return low

    def _shortened(self, atoms: list[Atom], width: float) -> list[Atom]:
        kept: list[Atom] = []
        (dots,) = self._atoms_of(Span(ELLIPSIS, atoms[-1].span.style))
        room = width - dots.width
        for atom in atoms:
            if atom.width > room:
                kept.extend(self._start_of(atom, room))
                break
            kept.append(atom)
            room -= atom.width
        return [*_trimmed(kept), dots]

    def _start_of(self, atom: Atom, room: float) -> Iterator[Atom]:
        if atom.run is None:
            return
        if length := self._prefix(atom.span, atom.run, atom.run.text, room):
            yield self._atom(atom.span, atom.run, atom.run.text[:length])


def _end_of_part(text: str, length: int) -> int:
    """Return where to break an e-mail address: after its @, else after a dot, else anywhere."""
    if length >= len(text) or not _ADDRESS.search(text):
        return length
    return text.rfind("@", 0, length) + 1 or text.rfind(".", 0, length) + 1 or length


def _is_break(atom: Atom) -> bool:
    return atom.run is not None and atom.run.text == "\n"


def _paragraphs(atoms: Iterable[Atom]) -> Iterator[list[Atom]]:
    paragraph: list[Atom] = []
    for atom in atoms:
        if _is_break(atom):
            yield paragraph
            paragraph = []
        else:
            paragraph.append(atom)
    if paragraph:
        yield paragraph


def _trimmed(atoms: list[Atom]) -> list[Atom]:
    end = len(atoms)
    while end and atoms[end - 1].is_space:
        end -= 1
    return atoms[:end]


def _line(atoms: list[Atom], style: Style, indent: float = 0.0) -> Line:
    largest = max((atom.span.style for atom in atoms), key=lambda one: one.size, default=style)
    ascent = (largest.leading + CAP_HEIGHT * largest.size) / 2
    width = indent + sum(atom.width for atom in atoms)
    return Line(tuple(atoms), width, largest.leading, ascent, indent)
