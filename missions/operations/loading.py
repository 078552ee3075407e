"""Putting a backup's rows and scans where they belong; both engines' ways to a whole database.

SQLite: a new file is built beside the old one, looked through, then takes its place. PostgreSQL:
everything happens in one transaction. Either way nothing has changed when something goes wrong.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, func, insert, inspect, select, table
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from missions.documents.files import ScanFiles
from missions.operations.archive import SCANS, Manifest, members, read_rows, table_of
from missions.operations.backup import Step, nobody_watches
from missions.operations.envelope import BackupRefused, settle
from missions.operations.kinds import light_table
from missions.operations.revisions import downgrade_on, upgrade_on
from missions.store import migrate
from missions.store.sessions import Store, make_engine

T = TypeVar("T")
After = Callable[[Session], T]
_BATCH = 500
_VERSION = "alembic_version"


@dataclass(frozen=True, slots=True)
class Source:
    """A backup that was found whole, and where its scans go."""

    path: Path
    key: bytes
    manifest: Manifest
    scan_store: str
    step: Step = nobody_watches


def load(connection: Connection, source: Source) -> None:
    """Write all rows, put all scans back, and count.

    Raises:
        BackupRefused: other rows arrived than were sent.
    """
    manifest = source.manifest
    files = ScanFiles(source.scan_store) if manifest.scans else None
    total, done = sum(manifest.rows.values()) + manifest.scans, 0
    for member, content in members(source.path, source.key):
        name = table_of(member)
        if name:
            done += _insert(connection, manifest, name, content)
        elif files is not None and member.startswith(SCANS):
            files.put(member.removeprefix(SCANS), content)
            done += 1
        source.step("restoring", done, total)
    counted = {name: _count(connection, name) for name in manifest.tables}
    if counted != manifest.rows:
        raise BackupRefused("Other rows arrived than the backup holds. Nothing was changed.")


def _insert(connection: Connection, manifest: Manifest, name: str, part: bytes) -> int:
    columns = manifest.tables[name]
    into, done = insert(light_table(name, columns)), 0
    rows = read_rows(columns, part)
    while batch := list(islice(rows, _BATCH)):
        connection.execute(into, batch)
        done += len(batch)
    return done


def _count(connection: Connection, name: str) -> int:
    return connection.scalar(select(func.count()).select_from(table(name))) or 0


def into_new_file(store: Store, source: Source, after: After[T], keep: bool) -> tuple[T, str]:
    """Build a new SQLite file and let it take the old one's place.

    Args:
        after: what is done in the new database before anybody uses it.
        keep: whether the old file stays beside it.

    Returns:
        What `after` returned, and where the old file stands, "" for nowhere.
    """
    file = Path(make_url(store.url).database or "")
    aside = file.with_name(f"{file.name}.restoring")
    _remove(aside)
    try:
        done = _build(f"sqlite:///{aside}", store, source, after)
        _like(aside, file)
        _fold(store.engine)
        return done, _swap(file, aside, keep)
    except BaseException:
        _remove(aside)
        raise


def _build(url: str, store: Store, source: Source, after: After[T]) -> T:
    migrate.claim(url)
    migrate.upgrade(url, source.manifest.revision)
    engine = make_engine(url)
    try:
        with engine.begin() as connection:
            load(connection, source)
    finally:
        engine.dispose()
    migrate.upgrade(url)
    if migrate.differences(url):
        raise BackupRefused("The restored tables are not this version's. Nothing was changed.")
    fresh = Store(url, _info(store))
    try:
        with fresh.write() as session:
            done = after(session)
        _check_references(fresh.engine)
        _fold(fresh.engine)
        return done
    finally:
        fresh.close()


def _info(store: Store) -> dict[Any, Any]:
    """Return what every session of a store carries."""
    with store.read() as session:
        return dict(session.info)


def _fold(engine: Engine) -> None:
    """Fold the log into the file and let go of it.

    Raises:
        BackupRefused: somebody else is at work on it.
    """
    (busy, *_), *_ = _pragma(engine, "wal_checkpoint(TRUNCATE)")
    engine.dispose()
    if busy:
        raise BackupRefused("The database is in use: stop the service. Nothing was changed.")


def _check_references(engine: Engine) -> None:
    if _pragma(engine, "foreign_key_check"):
        raise BackupRefused("Restored rows would refer to nothing. Nothing was changed.")


def _pragma(engine: Engine, name: str) -> list[tuple[Any, ...]]:
    """Ask outside a transaction, as SQLite wants it."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA {name}")
        found = list(cursor.fetchall())
        cursor.close()
        return found
    finally:
        raw.close()


def _like(aside: Path, file: Path) -> None:
    """Let the new file be read by whoever reads the old one, and be owned by the same."""
    old, new = file.stat(), aside.stat()
    aside.chmod(stat.S_IMODE(old.st_mode))
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        os.chown(aside, old.st_uid, old.st_gid)


def _swap(file: Path, aside: Path, keep: bool) -> str:
    kept = _kept_name(file) if keep else None
    if kept is not None:
        os.link(file, kept)
    for stale in (*_beside(aside), *_beside(file)):
        stale.unlink(missing_ok=True)
    settle(aside)
    settle(file.parent)
    os.replace(aside, file)
    settle(file.parent)
    return str(kept or "")


def _kept_name(file: Path) -> Path:
    """Return a name that is free: an older file that was kept is not written over."""
    names = (file.with_name(f"{file.name}.before-restore{number}") for number in _numbers())
    return next(name for name in names if not name.exists())


def _numbers() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in range(2, 10_000))


def _beside(file: Path) -> list[Path]:
    return [Path(f"{file}-{name}") for name in ("wal", "shm", "journal")]


def _remove(file: Path) -> None:
    for part in (file, *_beside(file)):
        part.unlink(missing_ok=True)


def in_one_transaction(store: Store, source: Source, after: After[T]) -> T:
    """Empty a PostgreSQL database, fill it from the backup, and do what comes after: or nothing."""
    with store.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
        _empty(connection)
        if source.manifest.revision != migrate.head():
            downgrade_on(connection, source.manifest.revision)
        load(connection, source)
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        upgrade_on(connection, "head")
        with Session(connection, expire_on_commit=False, info=_info(store)) as session:
            done = after(session)
            session.commit()
        return done


def _empty(connection: Connection) -> None:
    """Take every row out; the log refuses that to everybody but the one who owns its table."""
    quote = connection.dialect.identifier_preparer.quote
    names: list[Any] = [name for name in inspect(connection).get_table_names() if name != _VERSION]
    tables = [quote(name) for name in names]
    for name in tables:
        connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    connection.exec_driver_sql(f"TRUNCATE {', '.join(tables)}")
    for name in tables:
        connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE TRIGGER USER")
