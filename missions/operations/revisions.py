"""Which revisions this version knows, and moving a database to one on a connection of one's own."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from missions.store.migrate import SCRIPTS


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def known() -> list[str]:
    """Return all revisions, the newest first."""
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return [script.revision for script in scripts]


def revision_of(connection: Connection) -> str:
    """Return the database's revision, "" when it is empty."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def upgrade_on(connection: Connection, revision: str) -> None:
    """Bring the database up to a revision, inside the connection's transaction."""
    command.upgrade(_config(connection), revision)


def downgrade_on(connection: Connection, revision: str) -> None:
    """Take the database down to a revision, inside the connection's transaction."""
    command.downgrade(_config(connection), revision)
