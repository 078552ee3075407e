"""Alembic's entry: runs the revisions on the connection that `store.migrate` opened."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from missions import schema
from missions.store.types import Instant, WallTime


def _plain_type(kind: str, thing: Any, _autogen: Any) -> str | Literal[False]:
    """Write our column types as the database's own, so that old revisions need no code of ours."""
    if kind == "type" and isinstance(thing, Instant | WallTime):
        return f"sa.DateTime(timezone={isinstance(thing, Instant)})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=_plain_type,
)
with context.begin_transaction():
    context.run_migrations()
