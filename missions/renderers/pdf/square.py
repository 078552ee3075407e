"""A square code, drawn as filled rectangles: it stays sharp at any size and prints in black."""

from __future__ import annotations

import segno

from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.tokens import INK


class SquareCode(Block):
    """A square code of a text (ISO/IEC 18004), as wide as `side` or the room there is."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self._side = side
        code = segno.make(text, error="m", micro=False)
        self._rows = [bytes(row) for row in code.matrix]

    def measure(self, width: float) -> float:
        """Take a square."""
        self._side = min(self._side, width)
        return self._side

    def draw(self) -> None:
        """Draw the dark modules, those that touch in a row as one."""
        module = self._side / len(self._rows)
        for at, row in enumerate(self._rows):
            bottom = self._side - (at + 1) * module
            for start, length in _runs(row):
                box = (start * module, bottom, length * module, module * 1.02)
                shapes.fill(self.canv, box, INK)


def _runs(row: bytes) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((at, 1))
    return found
