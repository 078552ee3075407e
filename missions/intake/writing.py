"""Changes into the database: bulk statements, the fewest that do."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from missions.intake.changes import Changes
from missions.intake.read import Progress
from missions.intake.stored import PARTS
from missions.trips.model import Membership

_TABLES = {part.table.name: part.table for parts in PARTS.values() for part in parts}
_ORDER = ("trip", "person", *(name for name in _TABLES if name not in {"trip", "person"}))
"""Tables in the order in which foreign keys that are checked at once want them."""


def spare_shared(session: Session, changes: Changes) -> None:
    """Keep the facts of a person whom another trip holds as well."""
    people = changes.deletes.get("person", [])
    if not people:
        return
    leaving = changes.deletes["membership"]
    held = session.scalars(
        select(Membership.person_id).where(
            Membership.person_id.in_(people), Membership.id.not_in(leaving)
        )
    )
    shared = set(held)
    changes.deletes["person"] = [each for each in people if each not in shared]


def write(connection: Connection, changes: Changes, tell: Progress) -> None:
    """Write all changes over one connection, in bulk."""
    total = sum(map(len, (*changes.inserts.values(), *changes.updates.values())))
    done = 0
    for name in reversed(_ORDER):
        ids = changes.deletes.get(name)
        if ids:
            table = _TABLES[name]
            statement = table.delete().where(table.c.id == bindparam("gone"))
            connection.execute(statement, [{"gone": row_id} for row_id in ids])
    for name in _ORDER:
        done += _write_table(connection, name, changes)
        tell("write", done, total)


def _write_table(connection: Connection, name: str, changes: Changes) -> int:
    table = _TABLES[name]
    inserts, updates = changes.inserts.get(name, []), changes.updates.get(name, [])
    if inserts:
        connection.execute(table.insert(), inserts)
    if updates:
        sets: dict[str, Any] = {
            each: bindparam(f"new_{each}") for each in updates[0] if each != "id"
        }
        statement = table.update().where(table.c.id == bindparam("new_id")).values(sets)
        rows = [{f"new_{key}": value for key, value in row.items()} for row in updates]
        connection.execute(statement, rows)
    return len(inserts) + len(updates)
