"""A table's row broken into lines, on one first baseline, and how a very tall one is cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from missions.renderers.pdf.text import Line

Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """`base` is how far under the row's top the first baseline runs; `under` stands below all."""

    cells: tuple[Lines, ...]
    under: Lines
    base: float
    height: float
    pad: float

    def cut(self, room: float) -> tuple[Laid, Laid]:
        """Cut it between lines so that the upper part fits."""
        upper, lower = [], []
        for lines in self.cells:
            used, count = self.pad + self.base, 0
            while count < len(lines) and used + lines[count].leading <= room:
                used += lines[count].leading
                count += 1
            upper.append(lines[:count])
            lower.append(lines[count:])
        return fitted(upper, (), self.pad), fitted(lower, self.under, self.pad)


def fitted(cells: Sequence[Lines], under: Lines, pad: float) -> Laid:
    """Return a row of these lines with white of `pad` above and below."""
    base = max((lines[0].ascent for lines in cells if lines), default=0.0)
    depth = max((_depth(lines) for lines in cells), default=0.0)
    below = sum(line.leading for line in under)
    return Laid(tuple(cells), under, base + pad, base + depth + below + 2 * pad, pad)


def _depth(lines: Lines) -> float:
    """Return how far the lines reach below their first baseline."""
    return sum(line.leading for line in lines) - lines[0].ascent if lines else 0.0
