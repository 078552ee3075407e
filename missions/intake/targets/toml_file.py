"""The trip's own tables as trip.toml, laid out as a person would write it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import tomlkit
from tomlkit.items import Table as TomlTable

from missions.intake.cells import harmless, items_of, without_hidden
from missions.intake.columns import Column, Kind
from missions.intake.folder import IN_TOML, Table, TripFolder
from missions.intake.targets.grid import open_columns


def toml_bytes(folder: TripFolder, sealed: Mapping[str, Collection[str]]) -> bytes:
    """Return trip.toml without the sealed columns of each table."""
    document = tomlkit.document()
    document.add("trip", _entry(folder.trip, folder.settings, sealed["trip"]))
    for name in IN_TOML[1:]:
        table = getattr(folder, name)
        if table.rows:
            entries = tomlkit.aot()
            for row in table.rows:
                entries.append(_entry(table, row, sealed[name]))
            document.add(name, entries)
    return tomlkit.dumps(document).encode()


def _entry(table: Table[Any], row: Any, sealed: Collection[str]) -> TomlTable:
    entry = tomlkit.table()
    settings = tomlkit.table()
    for column in open_columns(table, sealed):
        value = _value(column, getattr(row, column.attribute))
        if value is None:
            continue
        if column.name.startswith("with."):
            settings.add(column.name.removeprefix("with."), value)
        else:
            entry.add(column.name, value)
    if table.name == "requirement":
        entry.add("with", settings)
    return entry


def _value(column: Column, value: Any) -> Any:
    """Return a value as TOML writes it; None for a number or date that is blank."""
    if isinstance(value, float) and value == int(value):
        return int(value)
    if column.kind is Kind.LIST:
        return items_of(value)
    if isinstance(value, str):
        text = without_hidden(value)
        text = harmless(text) if text.startswith("'") else text
        return tomlkit.string(text, multiline="\n" in text)
    return value
