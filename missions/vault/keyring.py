"""The keyring: trip keys and person keys, wrapped by the outer key in a store of their own.

The store is a small SQLite file outside the database and its backups: deleting a key there is the
purge of all that it sealed.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from missions.vault import outer
from missions.vault.sealing import CannotOpen, new_key, open_bytes, seal_bytes

_TABLE = "CREATE TABLE IF NOT EXISTS wrapped_key (scope TEXT PRIMARY KEY, wrapped BLOB NOT NULL)"


class KeyShredded(RuntimeError):
    """The key that sealed this was deleted; what it sealed is gone for good."""


def trip_scope(trip_id: str) -> str:
    """Return the name of a trip's key."""
    return f"trip:{trip_id}"


def person_scope(person_id: str) -> str:
    """Return the name of a person's key."""
    return f"person:{person_id}"


class Keyring:
    """Seals and opens by scope. Opening is for `missions.disclosure` alone."""

    def __init__(self, key_file: Path, key_store: Path) -> None:
        self._key_file = key_file
        self._key_store = key_store
        self._keys: dict[str, bytes] = {}
        self._ciphers: dict[str, AESGCM] = {}

    @cached_property
    def _outer(self) -> AESGCM:
        return AESGCM(outer.load(self._key_file))

    def available(self) -> bool:
        """Whether the outer key is there and whole."""
        try:
            return bool(self._outer)
        except outer.OuterKeyUnusable:
            return False

    def prepare(self) -> None:
        """Make the store of keys (mode 0600) where it is missing."""
        self._key_store.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self._key_store, os.O_RDWR | os.O_CREAT, 0o600))
        with closing(self._connect()) as connection:
            connection.execute(_TABLE)

    def holds_keys(self) -> bool:
        """Whether the store holds a key yet, which only the outer key that wrapped it opens."""
        with closing(self._connect()) as connection:
            return connection.execute("SELECT 1 FROM wrapped_key LIMIT 1").fetchone() is not None

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._key_store, isolation_level=None, timeout=5)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        return connection

    def load(self, scopes: Iterable[str]) -> None:
        """Fetch the keys of many scopes at once; those that do not exist are passed over."""
        wanted = [scope for scope in scopes if scope not in self._keys]
        if not wanted:
            return
        with closing(self._connect()) as connection:
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                marks = ",".join("?" * len(part))
                query = f"SELECT scope, wrapped FROM wrapped_key WHERE scope IN ({marks})"  # noqa: S608
                for scope, wrapped in connection.execute(query, part):
                    self._keep(scope, self._unwrap(scope, wrapped))

    def _unwrap(self, scope: str, wrapped: bytes) -> bytes:
        try:
            return open_bytes(self._outer, scope, wrapped)
        except CannotOpen as error:
            raise outer.OuterKeyUnusable(
                f"The outer key {self._key_file} is not the one that wrapped the keys in"
                f" {self._key_store}. Put the right one back from your escrow copy."
            ) from error

    def ensure(self, scopes: Iterable[str]) -> None:
        """Make a key for each scope that has none, in one transaction of the key store."""
        wanted = list(scopes)
        self.load(wanted)
        fresh = {scope: new_key() for scope in wanted if scope not in self._keys}
        if not fresh:
            return
        rows = [(scope, seal_bytes(self._outer, scope, key)) for scope, key in fresh.items()]
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT OR IGNORE INTO wrapped_key VALUES (?, ?)", rows)
            connection.execute("COMMIT")
        self.load(wanted)

    def _keep(self, scope: str, key: bytes) -> None:
        self._keys[scope] = key
        self._ciphers[scope] = AESGCM(key)

    def _cipher(self, scope: str) -> AESGCM:
        if scope not in self._ciphers:
            self.load([scope])
        try:
            return self._ciphers[scope]
        except KeyError as error:
            raise KeyShredded("the key of this fact is gone") from error

    def seal(self, scope: str, address: str, text: str) -> bytes | None:
        """Return `text` sealed for `address` under the scope's key; None for a blank."""
        if not text:
            return None
        if scope not in self._ciphers:
            self.ensure([scope])
        return seal_bytes(self._ciphers[scope], address, text.encode())

    def open(self, scope: str, address: str, token: bytes | None) -> str:
        """Return what was sealed; "" for None.

        Raises:
            OuterKeyUnusable: the outer key is missing.
            KeyShredded: the scope's key was deleted.
            CannotOpen: another address, or altered bytes.
        """
        if token is None:
            return ""
        return open_bytes(self._cipher(scope), address, token).decode()

    def mac(self, scope: str, data: bytes) -> str:
        """Return the HMAC-SHA-256 of `data` under the scope's key, as hexadecimal."""
        self._cipher(scope)
        return hmac.new(self._keys[scope], data, hashlib.sha256).hexdigest()


def address(table: str, row_id: str, column: str) -> str:
    """Return the address that a sealed column's value is bound to."""
    return f"{table}/{row_id}/{column}"
