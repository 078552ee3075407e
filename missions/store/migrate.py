"""Bringing a database to a revision. SQLite: a copy is migrated, then takes the file's place."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url

from missions.store.base import Base
from missions.store.sessions import make_engine

SCRIPTS = Path(__file__).resolve().parent.parent / "migrations"


class ReferencesBroken(RuntimeError):
    """A revision left rows that refer to nothing; it was not carried out."""


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
    sqlite = engine.dialect.name == "sqlite"
    if sqlite:
        event.listen(engine, "connect", _without_references)
    try:
        with engine.begin() as connection:
            move = command.downgrade if down else command.upgrade
            move(_config(connection), revision)
            if sqlite:
                _check_references(connection)
    finally:
        engine.dispose()


def _without_references(connection: Any, _record: Any) -> None:
    """Let revisions rebuild a table: dropping the old one would empty those that refer to it."""
    connection.execute("PRAGMA foreign_keys=OFF")


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise ReferencesBroken(f"after this revision rows would refer to nothing in: {tables}")


def _sqlite_file(url: str) -> Path | None:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return None if parsed.database == ":memory:" else Path(parsed.database)


def claim(url: str) -> None:
    """Make a missing SQLite file at once with mode 0600; SQLite's logs take over its mode."""
    file = _sqlite_file(url)
    if file is not None and not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))


def _through_a_copy(file: Path, revision: str, *, down: bool) -> None:
    aside = file.with_name(file.name + ".migrating")
    _remove(aside)
    try:
        _copy(file, aside)
        _run(f"sqlite:///{aside}", revision, down=down)
        _fold(aside)
    except BaseException:
        _remove(aside)
        raise
    with closing(sqlite3.connect(file)) as source:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for stale in _beside(file):
        stale.unlink(missing_ok=True)
    _fsync(aside)
    os.replace(aside, file)
    _fsync(file.parent)


def _copy(file: Path, aside: Path) -> None:
    """Copy the database as it stands, its log included; nobody reads more than before."""
    aside.touch(mode=0o600)
    aside.chmod(stat.S_IMODE(file.stat().st_mode))
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(aside)) as target:
        source.backup(target)


def _fold(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")


def _beside(file: Path) -> list[Path]:
    return [Path(f"{file}-{name}") for name in ("wal", "shm", "journal")]


def _remove(file: Path) -> None:
    for part in (file, *_beside(file)):
        part.unlink(missing_ok=True)


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
