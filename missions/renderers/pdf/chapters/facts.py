"""A list of facts: a quiet label, and what holds beside it."""

from __future__ import annotations

from collections.abc import Iterable

from missions.renderers.pdf.rows import Cell, Column, Grid, Row, Rows
from missions.renderers.pdf.tokens import BASE
from missions.renderers.pdf.typesetter import Typesetter

_GRID = Grid((Column(2.27, style=BASE.quiet), Column(9.73)), pad=4, whole=True)

Fact = tuple[str, Cell]


def facts(typesetter: Typesetter, pairs: Iterable[Fact]) -> Rows | None:
    """Return a row for each fact that is told, None where none is."""
    rows = [Row((label, cell)) for label, cell in pairs if cell]
    return Rows(typesetter, _GRID, rows) if rows else None
