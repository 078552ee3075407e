"""Bringing a database to a revision. SQLite: a copy is migrated, then takes the file's place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from missions.store.base import Base
from missions.store.sessions import make_engine

SCRIPTS = Path(__file__).resolve().parent.parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """Return the newest revision."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    if revision is None:
        raise RuntimeError("no migrations are installed")
    return revision


def current(url: str) -> str | None:
    """Return the database's revision, None when it is empty."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def _run(url: str, revision: str, *, down: bool) -> None:
    engine = make_engine(url)
    try:
        with engine.begin() as connection:
            move = command.downgrade if down else command.upgrade
            move(_config(connection), revision)
    finally:
        engine.dispose()


def _sqlite_file(url: str) -> Path | None:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return None if parsed.database == ":memory:" else Path(parsed.database)


def _through_a_copy(file: Path, revision: str, *, down: bool) -> None:
    aside = file.with_name(file.name + ".migrating")
    for stale in (aside, Path(f"{aside}-wal"), Path(f"{aside}-shm")):
        stale.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(aside)) as target:
        source.backup(target)
    _run(f"sqlite:///{aside}", revision, down=down)
    with closing(sqlite3.connect(aside)) as target:
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        target.execute("PRAGMA journal_mode=DELETE")
    with closing(sqlite3.connect(file)) as source:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for stale in (Path(f"{file}-wal"), Path(f"{file}-shm")):
        stale.unlink(missing_ok=True)
    _fsync(aside)
    os.replace(aside, file)
    _fsync(file.parent)


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database up to `revision`; nothing happens when it is there already."""
    if revision == "head" and current(url) == head():
        return
    _move(url, revision, down=False)


def downgrade(url: str, revision: str) -> None:
    """Take the database down to `revision` ("base": empty)."""
    _move(url, revision, down=True)


def _move(url: str, revision: str, *, down: bool) -> None:
    file = _sqlite_file(url)
    if file is not None and file.exists() and file.stat().st_size:
        _through_a_copy(file, revision, down=down)
        return
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    _run(url, revision, down=down)


def without_password(url: str) -> str:
    """Return the address with its password hidden, for messages."""
    return make_url(url).render_as_string(hide_password=True)


def differences(url: str) -> list[str]:
    """Return what the database's tables differ in from the models, in words; empty when equal."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return [str(entry) for entry in compare_metadata(context, Base.metadata)]
    finally:
        engine.dispose()
