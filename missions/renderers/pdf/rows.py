"""Tables without vertical lines, that measure their cells, wrap them and go on overleaf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import Block, draw_lines
from missions.renderers.pdf.columns import fitted_widths
from missions.renderers.pdf.laid import Laid, fitted
from missions.renderers.pdf.text import Line, Rich
from missions.renderers.pdf.tokens import (
    BASE,
    GUTTER,
    HAIRLINE,
    INK,
    LABEL,
    LINE,
    RULE,
    SMALL,
    Style,
)
from missions.renderers.pdf.typesetter import Typesetter

Cell = Rich | list[Rich]
"""A cell is a text, or a list of texts that stand one under another."""

_SPLIT_ABOVE = 200.0
_ROOM_TO_CUT = 60.0
_GROUP_AT_MOST = 120.0
_LEFT_OVER = 200.0


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is the part of the width it takes (columns of the grid, say), gutter included."""

    share: float
    right: bool = False
    style: Style = BASE


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's form. `header` is repeated overleaf; `pad` is the white above and below a row's
    text; `rule` draws a rule in ink above the first row; `whole` keeps a short table together;
    `fit` makes the columns as wide as their texts ask for, where there is room."""

    columns: tuple[Column, ...]
    header: tuple[str, ...] = ()
    pad: float = 4.5
    rule: bool = False
    whole: bool = False
    fit: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`bar` draws an accent bar at the left: it changed. `close` leaves out the hairline above.
    `key` names the place for links and page numbers. `under` is a text below the cells, from the
    second one's edge to the table's."""

    cells: tuple[Cell, ...]
    bar: bool = False
    close: bool = False
    key: str = ""
    under: Rich = ""


class Rows(Block):
    """A table: rows of cells in a grid, hairlines between the rows."""

    def __init__(self, typesetter: Typesetter, grid: Grid, rows: Sequence[Row]) -> None:
        super().__init__()
        self._typesetter, self._grid, self._rows = typesetter, grid, tuple(rows)
        self._asked = grid.columns
        self._laid: list[tuple[Row, Laid]] | None = None
        self._head: Laid | None = None
        self._edges: list[tuple[float, float]] = []

    def measure(self, width: float) -> float:
        """Lay out every row."""
        if self._grid.fit and self._rows:
            self._grid = replace(self._grid, columns=self._fitting(width))
        self._edges = _edges(self._grid.columns, width)
        if self._grid.header and (self._rows or self._head is None):
            styles = [LABEL] * len(self._edges)
            self._head = self._lay(Row(self._grid.header), styles, 3)
        if self._rows or self._laid is None:
            styles = [column.style for column in self._grid.columns]
            self._laid = [(row, self._lay(row, styles, self._grid.pad)) for row in self._rows]
        head = self._head.height if self._head else 0.0
        return head + sum(laid.height for _, laid in self._laid)

    def _fitting(self, width: float) -> tuple[Column, ...]:
        """Return the columns with shares that suit their texts."""
        ts, columns = self._typesetter, self._asked
        whole, least = [], []
        for at, column in enumerate(columns):
            texts = [text for row in self._rows for text in _texts(row.cells[at])]
            heads = [ts.width(self._grid.header[at], LABEL)] if self._grid.header else []
            whole.append(max([ts.width(text, column.style) for text in texts] + heads, default=0))
            least.append(max([ts.widest(text, column.style) for text in texts] + heads, default=0))
        shares = [column.share for column in columns]
        room = width - GUTTER * (len(columns) - 1) - 0.1
        found = fitted_widths(whole, least, shares, room)
        sized = [wide + GUTTER for wide in found] if found else shares
        return tuple(replace(column, share=s) for column, s in zip(columns, sized, strict=True))

    def _lay(self, row: Row, styles: list[Style], pad: float) -> Laid:
        cells = [
            self._lines(cell, right - left, style)
            for cell, (left, right), style in zip(row.cells, self._edges, styles, strict=False)
        ]
        under: tuple[Line, ...] = ()
        if row.under:
            width = self._edges[-1][1] - self._edges[1][0]
            under = self._typesetter.lines(row.under, width, SMALL.quiet)
        return fitted(cells, under, pad)

    def _lines(self, cell: Cell, width: float, style: Style) -> tuple[Line, ...]:
        lines = (self._typesetter.lines(text, width, style) for text in _texts(cell))
        return tuple(line for group in lines for line in group)

    def draw(self) -> None:
        """Draw header and rows downwards."""
        top = self.height
        if self._head:
            self._draw_cells(self._head, top)
            top -= self._head.height
        if self._grid.rule:
            shapes.rule(self.canv, (0, self.width), top, RULE, INK)
        elif self._head:
            shapes.rule(self.canv, (0, self.width), top, HAIRLINE, LINE)
        for index, (row, laid) in enumerate(self._laid or ()):
            if index and not row.close:
                shapes.rule(self.canv, (0, self.width), top, HAIRLINE, LINE)
            self._draw_row(row, laid, top)
            top -= laid.height

    def _draw_row(self, row: Row, laid: Laid, top: float) -> None:
        if row.key:
            self.canv.remember(row.key)
        if row.bar:
            accent = self._typesetter.look.accent
            shapes.fill(self.canv, (-9, top - laid.height + 3, 2.2, laid.height - 6), accent)
        self._draw_cells(laid, top)
        if laid.under:
            below = sum(line.leading for line in laid.under)
            foot = top - laid.height + laid.pad + below
            draw_lines(self.canv, laid.under, self._edges[1][0], foot)

    def _draw_cells(self, laid: Laid, top: float) -> None:
        columns = self._grid.columns
        for lines, (left, right), column in zip(laid.cells, self._edges, columns, strict=False):
            if lines:
                x, over = right if column.right else left, top - laid.base + lines[0].ascent
                draw_lines(self.canv, lines, x, over, 1 if column.right else 0)

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split between rows; a very tall row between its lines."""
        self.wrap(width, height)
        laid = self._laid or []
        room = height - (self._head.height if self._head else 0)
        count = 0
        while count < len(laid) and laid[count][1].height <= room:
            room -= laid[count][1].height
            count += 1
        if count == len(laid):
            return [self]
        if self._grid.whole and self.height < _SPLIT_ABOVE:
            return []
        count = self._before_group(count, height)
        row, tall = laid[count]
        if tall.height > _SPLIT_ABOVE and room > _ROOM_TO_CUT:
            upper, lower = tall.cut(room)
            rest = [(replace(row, key=""), lower), *laid[count + 1 :]]
            return [self._part([*laid[:count], (row, upper)]), self._part(rest)]
        return [self._part(laid[:count]), self._part(laid[count:])] if count else []

    def _before_group(self, count: int, height: float) -> int:
        """Return how many rows stay, so that rows which belong together are not parted.

        What is left over of a page takes none of a group that it can't hold whole.
        """
        laid = self._laid or []
        first = count
        while first and laid[first][0].close:
            first -= 1
        parted = sum(one.height for _, one in laid[first:count])
        if parted > _GROUP_AT_MOST or (not first and height > _LEFT_OVER):
            return count
        return first

    def _part(self, laid: list[tuple[Row, Laid]]) -> Rows:
        part = Rows(self._typesetter, self._grid, ()).spaced(after=self.spaceAfter)
        part._laid, part._head, part._edges = laid, self._head, self._edges
        return part


def _texts(cell: Cell) -> list[Rich]:
    return cell if isinstance(cell, list) else [cell]


def filled(typesetter: Typesetter, grid: Grid, rows: Sequence[Row]) -> Rows:
    """Return a table without the columns that no row has anything in."""
    keep = [at for at in range(len(grid.columns)) if any(row.cells[at] for row in rows)]
    smaller = replace(
        grid,
        columns=tuple(grid.columns[at] for at in keep),
        header=tuple(grid.header[at] for at in keep) if grid.header else (),
    )
    kept = [replace(row, cells=tuple(row.cells[at] for at in keep)) for row in rows]
    return Rows(typesetter, smaller, kept)


def _edges(columns: Sequence[Column], width: float) -> list[tuple[float, float]]:
    unit = (width + GUTTER) / sum(column.share for column in columns)
    edges, x = [], 0.0
    for column in columns:
        edges.append((x, x + column.share * unit - GUTTER))
        x += column.share * unit
    return edges
