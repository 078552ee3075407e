"""One select, written once, for a view that is asked all day long.

It goes over the store's own connections, without a transaction, a session or a statement to
compile: these cost several times what the look-up itself does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Dialect, Select
from sqlalchemy.types import TypeEngine

from missions.store.sessions import Store


class Prepared:
    """A select with named parameters. Rows come as the driver gives them."""

    def __init__(self, store: Store, statement: Select[Any]) -> None:
        dialect = store.engine.dialect
        compiled = statement.compile(dialect=dialect)
        self._pool = store.engine.pool
        self._sql = str(compiled)
        self._names = tuple(compiled.positiontup or compiled.params)
        self._positional = compiled.positional
        self._write = {name: _writer(compiled.binds[name].type, dialect) for name in self._names}

    def first(self, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Return the first row; the connection goes back without anything left open on it."""
        given = {name: self._write[name](values[name]) for name in self._names}
        connection = self._pool.connect()
        try:
            cursor = connection.cursor()
            cursor.execute(self._sql, tuple(given.values()) if self._positional else given)
            row: tuple[Any, ...] | None = cursor.fetchone()
            cursor.close()
        finally:
            connection.close()
        return row


def _writer(type_: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any]:
    """Return what turns a value into what the database keeps in a column of this type."""
    return type_.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
