"""Typed rows back to cells: the same for every kind of file that is written."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from missions.intake.cells import without_hidden
from missions.intake.columns import Column, Seal, columns_of
from missions.intake.folder import Table
from missions.intake.sources.sheets import Sheet


def open_columns(table: Table[Any], sealed: Collection[str]) -> tuple[Column, ...]:
    """Return the columns that may stand in an open file; `sealed` are those that may not."""
    return tuple(column for column in columns_of(table.row) if column.attribute not in sealed)


def sealed_columns(table: Table[Any], *, trip_is_open: bool) -> tuple[str, ...]:
    """Return the attributes that only the sealed file may have."""
    shut = {Seal.ALWAYS} if trip_is_open else {Seal.ALWAYS, Seal.UNLESS_OPEN}
    return tuple(column.attribute for column in columns_of(table.row) if column.seal in shut)


def cells_of(row: Any, columns: Collection[Column]) -> list[str]:
    """Return a row's cells."""
    return [without_hidden(column.cell(getattr(row, column.attribute))) for column in columns]


def sealed_sheet(table: Table[Any], sealed: Collection[str]) -> Sheet:
    """Return the sealed columns of the rows that have any, with what they are found by."""
    wanted = {*table.row.IDENTITY, *sealed}
    columns = [column for column in columns_of(table.row) if column.attribute in wanted]
    rows = [
        cells_of(row, columns)
        for row in table.rows
        if any(getattr(row, attribute) for attribute in sealed)
    ]
    return Sheet("", table.name, [column.name for column in columns], [], list(rows))
