"""The file of wrapped keys: a small SQLite database outside the database and its backups.

`wrapped_key` has a row for each generation of a scope's key; more than one means that a rotation
is not finished. A scope's MAC key stands under `mac:<scope>`, made once. `fact` knows the
fingerprint of the outer key that wraps them all. Deleting a row is the purge of what it sealed:
`secure_delete` overwrites it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from missions.vault.outer import OuterKeyUnusable

Connection = sqlite3.Connection
MAC = "mac:"
"""What the scope of a MAC key begins with."""
FORM = 2
"""`PRAGMA user_version` of the file; 0 is the form without generations."""
_TABLES = (
    "CREATE TABLE IF NOT EXISTS wrapped_key (scope TEXT NOT NULL, generation INTEGER NOT NULL"
    " DEFAULT 1, wrapped BLOB NOT NULL, PRIMARY KEY (scope, generation))",
    "CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
_PART = 500


class KeyStoreMissing(OuterKeyUnusable):
    """The file of wrapped keys is not there; sealed facts are unavailable."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """One generation of a scope's key, as it lies in the file."""

    scope: str
    generation: int
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of the file from another without reading it."""

    file: int
    size: int
    changed: int


class KeyStore:
    """The file of wrapped keys. It never sees a key in the plain."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def prepare(self) -> None:
        """Make the file (mode 0600) where it is missing; bring an old one to today's form."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        self.connect().close()

    def connect(self) -> sqlite3.Connection:
        """Return a connection; raise `KeyStoreMissing` where there is no file."""
        self.stamp()
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=5)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        if _form(connection) != FORM:
            _upgrade(connection)
        return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection that sees one state of the file."""
        with closing(self.connect()) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection in a transaction that is committed when the block ends well."""
        with closing(self.connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def stamp(self) -> Stamp:
        """Return the file's state; raise `KeyStoreMissing` where there is none."""
        try:
            found = self.path.stat()
        except FileNotFoundError as error:
            raise KeyStoreMissing(
                f"The store of keys {self.path} is not there. Put it back from its latest copy;"
                " plans and calendars work meanwhile, sealed facts do not."
            ) from error
        return Stamp(found.st_ino, found.st_size, found.st_mtime_ns)


def _form(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _upgrade(connection: sqlite3.Connection) -> None:
    """Make the tables, in one transaction; keys of the old form become generation 1."""
    connection.execute("BEGIN IMMEDIATE")
    if _form(connection) != FORM:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(wrapped_key)")]
        old = bool(columns) and "generation" not in columns
        if old:
            connection.execute("ALTER TABLE wrapped_key RENAME TO old_key")
        for table in _TABLES:
            connection.execute(table)
        if old:
            connection.execute(
                "INSERT INTO wrapped_key (scope, wrapped) SELECT scope, wrapped FROM old_key"
            )
            connection.execute("DROP TABLE old_key")
        connection.execute(f"PRAGMA user_version={FORM}")
    connection.execute("COMMIT")


def keys_of(connection: sqlite3.Connection, scopes: Iterable[str]) -> list[Wrapped]:
    """Return every generation of these scopes' keys."""
    found: list[Wrapped] = []
    for part in _parts(scopes):
        marks = ",".join("?" * len(part))
        query = f"SELECT scope, generation, wrapped FROM wrapped_key WHERE scope IN ({marks})"  # noqa: S608
        found += [Wrapped(*row) for row in connection.execute(query, part)]
    return found


def all_keys(connection: sqlite3.Connection) -> list[Wrapped]:
    """Return every key there is, those of MACs too."""
    query = "SELECT scope, generation, wrapped FROM wrapped_key ORDER BY scope, generation"
    return [Wrapped(*row) for row in connection.execute(query)]


def add_key(connection: sqlite3.Connection, key: Wrapped) -> bool:
    """Add a key unless the scope has one of that generation; say whether it did."""
    row = (key.scope, key.generation, key.wrapped)
    done = connection.execute("INSERT OR IGNORE INTO wrapped_key VALUES (?, ?, ?)", row)
    return done.rowcount > 0


def mac_of(connection: sqlite3.Connection, scope: str) -> bytes | None:
    """Return a scope's wrapped MAC key."""
    found = keys_of(connection, [MAC + scope])
    return found[0].wrapped if found else None


def set_mac(connection: sqlite3.Connection, scope: str, wrapped: bytes) -> None:
    """Write a scope's wrapped MAC key."""
    row = (MAC + scope, wrapped)
    connection.execute("INSERT OR REPLACE INTO wrapped_key VALUES (?, 1, ?)", row)


def delete_before(connection: sqlite3.Connection, scope: str, generation: int) -> int:
    """Delete the generations of a scope's key before this one; return how many there were."""
    where = "DELETE FROM wrapped_key WHERE scope = ? AND generation < ?"
    return connection.execute(where, (scope, generation)).rowcount


def delete_scopes(connection: sqlite3.Connection, scopes: Iterable[str]) -> None:
    """Delete all keys of these scopes, those of their MACs too."""
    for part in _parts(each for scope in scopes for each in (scope, MAC + scope)):
        marks = ",".join("?" * len(part))
        connection.execute(f"DELETE FROM wrapped_key WHERE scope IN ({marks})", part)  # noqa: S608


def wrapped_by(connection: sqlite3.Connection) -> str:
    """Return the fingerprint of the outer key that wraps the keys, "" where none is known."""
    row = connection.execute("SELECT value FROM fact WHERE name = 'outer'").fetchone()
    return str(row[0]) if row else ""


def set_wrapped_by(connection: sqlite3.Connection, fingerprint: str) -> None:
    """Write down which outer key wraps the keys."""
    connection.execute("INSERT OR REPLACE INTO fact VALUES ('outer', ?)", (fingerprint,))


def _parts(scopes: Iterable[str]) -> Iterator[list[str]]:
    wanted = list(scopes)
    for start in range(0, len(wanted), _PART):
        yield wanted[start : start + _PART]
