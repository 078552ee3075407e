"""What a column holds, and its values as JSON: the same on every engine, exact both ways."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Text,
    column,
    table,
)
from sqlalchemy.sql.expression import TableClause
from sqlalchemy.types import String, TypeEngine

from missions.store.types import Instant, WallTime


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    INSTANT = "instant"
    WALL = "wall"
    BYTES = "bytes"
    JSON = "json"


_KINDS: tuple[tuple[type[TypeEngine[Any]], Kind], ...] = (
    (Instant, Kind.INSTANT),
    (WallTime, Kind.WALL),
    (Boolean, Kind.BOOLEAN),
    (Integer, Kind.INTEGER),
    (Float, Kind.FLOAT),
    (Date, Kind.DATE),
    (JSON, Kind.JSON),
    (LargeBinary, Kind.BYTES),
    (String, Kind.TEXT),
)
_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Text(),
    Kind.INTEGER: BigInteger(),
    Kind.FLOAT: Float(53),
    Kind.BOOLEAN: Boolean(),
    Kind.DATE: Date(),
    Kind.INSTANT: DateTime(timezone=True),
    Kind.WALL: DateTime(),
    Kind.BYTES: LargeBinary(),
    Kind.JSON: JSON(),
}


def _same(value: Any) -> Any:
    return value


def _utc(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


_TO_JSON: dict[Kind, Callable[[Any], Any]] = {
    Kind.DATE: date.isoformat,
    Kind.INSTANT: _utc,
    Kind.WALL: datetime.isoformat,
    Kind.BYTES: _base64,
}
_FROM_JSON: dict[Kind, Callable[[Any], Any]] = {
    Kind.DATE: date.fromisoformat,
    Kind.INSTANT: datetime.fromisoformat,
    Kind.WALL: datetime.fromisoformat,
    Kind.BYTES: base64.b64decode,
}


def kind_of(one: Column[Any]) -> Kind:
    """Return what a column of the models holds; raise `TypeError` for a type that has no kind."""
    for known, kind in _KINDS:
        if isinstance(one.type, known):
            return kind
    raise TypeError(f"a backup has no kind for {one.table.name}.{one.name} ({one.type!r})")


def to_json(kind: Kind, value: Any) -> Any:
    """Return a value as JSON has it."""
    return None if value is None else _TO_JSON.get(kind, _same)(value)


def from_json(kind: Kind, value: Any) -> Any:
    """Return what `to_json` was given."""
    return None if value is None else _FROM_JSON.get(kind, _same)(value)


def light_table(name: str, columns: tuple[tuple[str, Kind], ...]) -> TableClause:
    """Return a table to write into, whatever the models look like today."""
    return table(name, *(column(each, _TYPES[kind]) for each, kind in columns))
