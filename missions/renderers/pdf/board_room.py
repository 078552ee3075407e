"""What fills the rest of a page: the fullest of several ways that has room there."""

from __future__ import annotations

from collections.abc import Sequence

from missions.renderers.pdf.blocks import Block


class AsRoomAllows(Block):
    """Blocks one under another, in the first of some ways that fits what is left of the page.

    The last way is taken where none fits, and goes overleaf if it must.
    """

    def __init__(self, ways: Sequence[Sequence[Block]]) -> None:
        super().__init__()
        self._ways = tuple(map(tuple, ways))
        self._chosen: tuple[Block, ...] = ()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Choose by the room that is left."""
        for way in self._ways:
            self._chosen, self.width, self.height = way, width, _stacked(way, width)
            if self.height <= height:
                break
        return self.width, self.height

    def draw(self) -> None:
        """Draw the blocks downwards."""
        top = self.height
        for at, block in enumerate(self._chosen):
            top -= block.height + (block.getSpaceBefore() if at else 0)
            block.drawOn(self.canv, 0, top)
            top -= block.getSpaceAfter()


def _stacked(blocks: Sequence[Block], width: float) -> float:
    whole = 0.0
    for at, block in enumerate(blocks):
        above = block.getSpaceBefore() if at else 0
        whole += block.wrap(width, 0)[1] + above + block.getSpaceAfter()
    return whole
