"""Engines and sessions: SQLite with its safe settings, or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

AUDIT_KEY = "audit key"
"""Where a session's `info` carries the key that binds the audit log."""
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=5000",
)


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def make_engine(url: str) -> Engine:
    """Return an engine for `url`; SQLite gets its pragmas and explicit transactions."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if make_url(url).get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


class Store:
    """The database: `read()` for looking, `write()` for one action in one transaction."""

    def __init__(self, url: str, info: Mapping[str, Any] | None = None) -> None:
        """Open a database; every session carries `info` (the audit log's key)."""
        self.url = url
        self._info = dict(info or {})
        self.engine = make_engine(url)
        self._writing = self.engine.execution_options(immediate=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session that is rolled back at the end."""
        with Session(self.engine, expire_on_commit=False, info=self._info) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Yield a session that commits when the block ends well (SQLite: BEGIN IMMEDIATE)."""
        with (
            Session(self._writing, expire_on_commit=False, info=self._info) as session,
            session.begin(),
        ):
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


class Joined(Store):
    """A store whose every session is one that is open already; whoever opened it commits."""

    def __init__(self, session: Session) -> None:
        """Join a session."""
        self._session = session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield the session."""
        yield self._session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Yield the session."""
        yield self._session
