"""Tables without vertical lines, that measure their cells, wrap them and go on overleaf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import Block
from missions.renderers.pdf.text import Line, Rich
from missions.renderers.pdf.tokens import BASE, GUTTER, HAIRLINE, INK, LABEL, LINE, RULE, Style
from missions.renderers.pdf.typesetter import Typesetter

Cell = Rich | list[Rich]
"""A cell is a text, or a list of texts that stand one under another."""

_SPLIT_ABOVE = 200.0


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is the part of the width it takes (columns of the grid, say), gutter included."""

    share: float
    right: bool = False
    style: Style = BASE


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's form. `header` is repeated overleaf; `pad` is the white above and below a row's
    text; `rule` draws a rule in ink above the first row; `whole` keeps a short table together."""

    columns: tuple[Column, ...]
    header: tuple[str, ...] = ()
    pad: float = 4.5
    rule: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`bar` draws an accent bar at the left: it changed. `close` leaves out the hairline above.
    `key` names the place for links and page numbers."""

    cells: tuple[Cell, ...]
    bar: bool = False
    close: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row broken into lines: its cells stand on one first baseline, `base` under its top."""

    row: Row
    cells: tuple[tuple[Line, ...], ...]
    base: float
    height: float


class Rows(Block):
    """A table: rows of cells in a grid, hairlines between the rows."""

    def __init__(self, typesetter: Typesetter, grid: Grid, rows: Sequence[Row]) -> None:
        super().__init__()
        self._typesetter, self._grid, self._rows = typesetter, grid, tuple(rows)
        self._laid: list[_Laid] | None = None
        self._head: _Laid | None = None
        self._edges: list[tuple[float, float]] = []

    def measure(self, width: float) -> float:
        """Lay out every row."""
        self._edges = _edges(self._grid.columns, width)
        if self._grid.header and (self._rows or self._head is None):
            styles = [LABEL] * len(self._edges)
            self._head = self._lay(Row(self._grid.header), styles, 3)
        if self._rows or self._laid is None:
            styles = [column.style for column in self._grid.columns]
            self._laid = [self._lay(row, styles, self._grid.pad) for row in self._rows]
        head = self._head.height if self._head else 0.0
        return head + sum(laid.height for laid in self._laid)

    def _lay(self, row: Row, styles: list[Style], pad: float) -> _Laid:
        cells = tuple(
            self._lines(cell, right - left, style)
            for cell, (left, right), style in zip(row.cells, self._edges, styles, strict=False)
        )
        return _fitted(row, cells, pad)

    def _lines(self, cell: Cell, width: float, style: Style) -> tuple[Line, ...]:
        texts = cell if isinstance(cell, list) else [cell]
        lines = (self._typesetter.lines(text, width, style) for text in texts)
        return tuple(line for group in lines for line in group)

    def draw(self) -> None:
        """Draw header and rows downwards."""
        top = self.height
        if self._head:
            self._draw_row(self._head, top)
            top -= self._head.height
        if self._grid.rule:
            shapes.rule(self.canv, (0, self.width), top, RULE, INK)
        elif self._head:
            shapes.rule(self.canv, (0, self.width), top, HAIRLINE, LINE)
        for index, laid in enumerate(self._laid or ()):
            if index and not laid.row.close:
                shapes.rule(self.canv, (0, self.width), top, HAIRLINE, LINE)
            self._draw_row(laid, top)
            top -= laid.height

    def _draw_row(self, laid: _Laid, top: float) -> None:
        if laid.row.key:
            self.canv.remember(laid.row.key)
        if laid.row.bar:
            accent = self._typesetter.look.accent
            shapes.fill(self.canv, (-9, top - laid.height + 3, 2.2, laid.height - 6), accent)
        columns = self._grid.columns
        for lines, (left, right), column in zip(laid.cells, self._edges, columns, strict=False):
            over = top - laid.base + lines[0].ascent if lines else top
            for line in lines:
                x = right - line.width if column.right else left
                line.draw(self.canv, x, over - line.ascent)
                over -= line.leading

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split between rows; a very tall row between its lines."""
        self.wrap(width, height)
        laid = self._laid or []
        room = height - (self._head.height if self._head else 0)
        count = 0
        while count < len(laid) and laid[count].height <= room:
            room -= laid[count].height
            count += 1
        if count == len(laid):
            return [self]
        if self._grid.whole and self.height < _SPLIT_ABOVE:
            return []
        if laid[count].height > _SPLIT_ABOVE and room > 60:
            upper, lower = _cut(laid[count], room, self._grid.pad)
            return [self._part([*laid[:count], upper]), self._part([lower, *laid[count + 1 :]])]
        return [self._part(laid[:count]), self._part(laid[count:])] if count else []

    def _part(self, laid: list[_Laid]) -> Rows:
        part = Rows(self._typesetter, self._grid, ()).spaced(after=self.spaceAfter)
        part._laid, part._head, part._edges = laid, self._head, self._edges
        return part


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


def _fitted(row: Row, cells: tuple[tuple[Line, ...], ...], pad: float) -> _Laid:
    base = max((lines[0].ascent for lines in cells if lines), default=0.0)
    depth = max((_depth(lines) for lines in cells), default=0.0)
    return _Laid(row, cells, base + pad, base + depth + 2 * pad)


def _depth(lines: tuple[Line, ...]) -> float:
    """Return how far the lines reach below their first baseline."""
    return sum(line.leading for line in lines) - lines[0].ascent if lines else 0.0


def _cut(laid: _Laid, room: float, pad: float) -> tuple[_Laid, _Laid]:
    """Cut a tall row between lines so that its upper part fits."""
    upper, lower = [], []
    for lines in laid.cells:
        used, count = 2 * pad + laid.base, 0
        while count < len(lines) and used + lines[count].leading <= room:
            used += lines[count].leading
            count += 1
        upper.append(lines[:count])
        lower.append(lines[count:])
    return _fitted(laid.row, tuple(upper), pad), _fitted(laid.row, tuple(lower), pad)
