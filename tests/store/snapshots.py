"""What stands in a database, read by reflection: its shape and its rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, MetaData, inspect, select
from sqlalchemy.engine import Inspector

from missions.store.sessions import make_engine

Rows = dict[str, dict[str, list[Any]]]
"""Table → column → values, in the order of the table's rows (sorted by all their values)."""

VERSION = "alembic_version"


def _with(url: str, read: Any) -> Any:
    engine = make_engine(url)
    try:
        return read(engine)
    finally:
        engine.dispose()


def shape(url: str) -> dict[str, Any]:
    """Return each table's columns, keys, constraints and indexes, without their order."""
    return dict(_with(url, lambda engine: _shape(inspect(engine))))


def _shape(inspector: Inspector) -> dict[str, Any]:
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in inspector.get_columns(table)
            },
            "primary key": inspector.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(
                (str(one["name"]), one["column_names"])
                for one in inspector.get_unique_constraints(table)
            ),
            "indexes": sorted(
                (str(one["name"]), one["column_names"], bool(one["unique"]))
                for one in inspector.get_indexes(table)
            ),
            "references": sorted(
                (
                    one["constrained_columns"],
                    one["referred_table"],
                    one["referred_columns"],
                    sorted(one["options"].items()),
                )
                for one in inspector.get_foreign_keys(table)
            ),
        }
        for table in inspector.get_table_names()
        if table != VERSION
    }


def rows(url: str) -> Rows:
    """Return every value of every table but the one that names the revision."""
    return dict(_with(url, _rows))


def _rows(engine: Engine) -> Rows:
    metadata = MetaData()
    metadata.reflect(engine)
    found: Rows = {}
    with engine.connect() as connection:
        for table in metadata.tables.values():
            if table.name == VERSION:
                continue
            ordered = select(table).order_by(*table.primary_key.columns)
            values = connection.execute(ordered).all()
            names = [column.name for column in table.columns]
            found[table.name] = {
                name: [row[place] for row in values] for place, name in enumerate(names)
            }
    return found


def common(one: Rows, other: Rows) -> Rows:
    """Return of `one` the tables and columns that `other` has too."""
    return {
        table: {name: values for name, values in columns.items() if name in other[table]}
        for table, columns in one.items()
        if table in other
    }


def emptied(one: Rows) -> Rows:
    """Return the same tables and columns without a row."""
    return {table: {name: [] for name in columns} for table, columns in one.items()}


RENAMED = {"feed_link": "capability_link"}
"""Tables whose older name is the key; all their rows were of feeds."""


def renamed(one: Rows, other: Rows) -> Rows:
    """Return of `one` the tables that `other` has under an older name, with the older columns."""
    return {
        older: {name: one[newer][name] for name in other[older]}
        for older, newer in RENAMED.items()
        if older in other and newer in one
    }
