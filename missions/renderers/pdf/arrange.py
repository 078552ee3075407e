"""How blocks stand together: head and first, one under another, side by side, in a band."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, PageBreakIfNotEmpty

from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import TALL, Block
from missions.renderers.pdf.tokens import HAIRLINE, LINE, OVERHANG
from missions.renderers.pdf.typesetter import Typesetter


class Headed(Block):
    """A head that is never parted from the beginning of what it heads."""

    def __init__(self, head: Block, first: Block) -> None:
        super().__init__()
        self.spaced(head.getSpaceBefore(), first.getSpaceAfter())
        self._head, self._first = head, first

    def measure(self, width: float) -> float:
        """Add up both and the white between."""
        self._head.wrap(width, 0)
        self._first.wrap(width, 0)
        return float(self._head.height + self._between() + self._first.height)

    def _between(self) -> float:
        return float(max(self._head.getSpaceAfter(), self._first.getSpaceBefore()))

    def draw(self) -> None:
        """Draw the head above its first."""
        self._head.drawOn(self.canv, 0, self.height - self._head.height)
        self._first.drawOn(self.canv, 0, 0)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split what is headed, where some of it stays with the head."""
        self.wrap(width, height)
        parts = self._first.split(width, height - self._head.height - self._between())
        return [Headed(self._head, parts[0]), *parts[1:]] if len(parts) > 1 else []


class Resumed(Block):
    """A block that stands under `again`, a head of its own, wherever it goes on overleaf."""

    def __init__(self, inner: Block, again: Block) -> None:
        super().__init__()
        self.spaced(inner.getSpaceBefore(), inner.getSpaceAfter())
        self._inner, self._again = inner, again

    def measure(self, width: float) -> float:
        """Take the block's height."""
        return float(self._inner.wrap(width, 0)[1])

    def draw(self) -> None:
        """Draw the block."""
        self._inner.drawOn(self.canv, 0, 0)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split the block; what goes on has the head again."""
        parts = self._inner.split(width, height)
        if len(parts) < 2:
            return []
        rest = (Headed(self._again, Resumed(part, self._again)) for part in parts[1:])
        return [parts[0], *rest]


class AtFoot(Block):
    """A block at the foot of what is left of the page."""

    def __init__(self, inner: Block) -> None:
        super().__init__()
        self._inner = inner

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take all the room there is, or what the block needs."""
        self.width = width
        self.height = max(float(self._inner.wrap(width, height)[1]), height - 0.1)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the block at the foot."""
        self._inner.drawOn(self.canv, 0, 0)


class FollowOn(Block):
    """A short chapter: on the page at hand where all of it fits there, else on a new one."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self._blocks = tuple(blocks)
        self._stack = Stack(blocks)

    def measure(self, width: float) -> float:
        """Take the height of all blocks together."""
        return float(self._stack.wrap(width, 0)[1])

    def draw(self) -> None:
        """Draw them together."""
        self._stack.drawOn(self.canv, 0, 0)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Begin a new page."""
        return [PageBreakIfNotEmpty(), *self._blocks]


class Stack(Block):
    """Blocks one under another that stay together, unless they are too tall for that."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self._blocks = tuple(blocks)

    def measure(self, width: float) -> float:
        """Add up the blocks and the white between them."""
        total, white = 0.0, 0.0
        for index, block in enumerate(self._blocks):
            total += max(white, block.getSpaceBefore()) if index else 0
            total += block.wrap(width, 0)[1]
            white = block.getSpaceAfter()
        return total

    def draw(self) -> None:
        """Draw them downwards."""
        top, white = self.height, 0.0
        for index, block in enumerate(self._blocks):
            top -= max(white, block.getSpaceBefore()) if index else 0
            top -= block.height
            block.drawOn(self.canv, 0, top)
            white = block.getSpaceAfter()

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split inside the block that the page's end falls in, or before it."""
        if self.wrap(width, height)[1] <= TALL:
            return []
        count = len(self._blocks)
        while count and (used := Stack(self._blocks[:count]).wrap(width, height)[1]) > height:
            count -= 1
        upper, rest = list(self._blocks[:count]), list(self._blocks[count:])
        if rest:
            white = max(upper[-1].getSpaceAfter(), rest[0].getSpaceBefore()) if upper else 0
            room = height - white - (used if upper else 0)
            parts = rest[0].split(width, room)
            upper, rest = upper + parts[:1], parts[1:] + rest[1:] if parts else rest
        return [Stack(upper), self._rest(rest)] if upper and rest else []

    def _rest(self, blocks: Sequence[Block]) -> Stack:
        return Stack(blocks).spaced(after=self.spaceAfter)


class Beside(Block):
    """Blocks side by side, each `(x, width, block)` in points, tops aligned."""

    def __init__(self, parts: Sequence[tuple[float, float, Block]]) -> None:
        super().__init__()
        self._parts = tuple(parts)

    def measure(self, width: float) -> float:
        """Return the tallest one's height."""
        return max((block.wrap(part, 0)[1] for _, part, block in self._parts), default=0.0)

    def draw(self) -> None:
        """Draw them from the top."""
        for x, _, block in self._parts:
            block.drawOn(self.canv, x, self.height - block.height)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split the blocks that don't fit, where together they are too tall to be kept whole."""
        if self.wrap(width, height)[1] <= TALL:
            return []
        upper, lower = [], []
        for x, part, block in self._parts:
            first, rest = _divided(block, part, height)
            upper += [(x, part, first)] if first else []
            lower += [(x, part, rest)] if rest else []
        return [Beside(upper), Beside(lower).spaced(after=self.spaceAfter)] if upper else []


def _divided(block: Block, width: float, height: float) -> tuple[Block | None, Block | None]:
    if block.wrap(width, height)[1] <= height:
        return block, None
    parts = block.split(width, height)
    return (parts[0], parts[1]) if len(parts) > 1 else (None, block)


class Band(Block):
    """A wash that overhangs the margins around a block; in the plain look, hairlines instead.
    `bar` draws the accent bar of what has changed."""

    def __init__(
        self, typesetter: Typesetter, inner: Block, *, pad: float = 6, bar: bool = False
    ) -> None:
        super().__init__()
        self._typesetter, self._inner, self._pad, self._bar = typesetter, inner, pad, bar

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split what is inside, each part in a band of its own."""
        self.wrap(width, height)
        parts = self._inner.split(width, height - 2 * self._pad)
        return [self._around(part) for part in parts] if len(parts) > 1 else []

    def _around(self, part: Block) -> Band:
        band = Band(self._typesetter, part, pad=self._pad, bar=self._bar)
        return band.spaced(self.spaceBefore, self.spaceAfter)

    def measure(self, width: float) -> float:
        """Add the padding."""
        return float(self._inner.wrap(width, 0)[1] + 2 * self._pad)

    def draw(self) -> None:
        """Draw the ground, then the block."""
        look = self._typesetter.look
        if wash := look.wash:
            box = (-OVERHANG, 0.0, self.width + 2 * OVERHANG, self.height)
            shapes.fill(self.canv, box, wash)
        else:
            for y in (0, self.height):
                shapes.rule(self.canv, (0, self.width), y, HAIRLINE, LINE)
        if self._bar:
            shapes.fill(self.canv, (-9, 3, 2.2, self.height - 6), look.accent)
        self._inner.drawOn(self.canv, 0, self._pad)
