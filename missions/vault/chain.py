"""The keys that a process keeps, and how it learns that the store was written to.

The store's stamp is looked at before each use. When anybody wrote to the store, what is kept is
compared with it first: a shredded key is gone from every living process at its next use, not at its
next start. The stamp (inode, size, time of change) moves with the granularity of the file system's
clock, so a change is read a few times over in its first moments (`_QUIET`, `_PAUSE`), until no
second one can hide behind the same stamp.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from threading import RLock

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from missions.vault import keystore, outer, wrapping
from missions.vault.held import Held
from missions.vault.keystore import KeyStore, Stamp
from missions.vault.sealing import FIRST, new_key

_QUIET = 0.05
"""Seconds after which a second change to a file can't have the stamp of the first."""
_PAUSE = 0.005
"""Seconds between two readings until then: the longest that a shredded key is used."""


class KeyChain:
    """A process's keys, never older than the store."""

    def __init__(self, key_file: Path, key_store: Path) -> None:
        self._key_file = key_file
        self._store = KeyStore(key_store)
        self._held = Held()
        self._outer_cipher: AESGCM | None = None
        self._macs: dict[str, bytes] = {}
        self._lock = RLock()
        self._stamp: Stamp | None = None
        self._since = self._read = 0.0
        self._settled = False

    def prepare(self) -> None:
        """Make the store of keys (mode 0600) where it is missing; upgrade an old one."""
        self._store.prepare()

    def holds_keys(self) -> bool:
        """Whether the store holds a key yet, which only the outer key that wrapped it opens."""
        with self._store.reading() as connection:
            query = "SELECT 1 FROM wrapped_key LIMIT 1"
            return connection.execute(query).fetchone() is not None

    def available(self) -> bool:
        """Whether the outer key is there, whole, and the one that wraps the store."""
        try:
            return bool(self._outer())
        except outer.OuterKeyUnusable:
            return False

    def back_up(self, to: Path) -> None:
        """Write a copy of the store of keys to a new file, mode 0600; it needs no outer key.

        Raises:
            FileExistsError: there is a file already.
        """
        os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with (
            closing(self._store.connect()) as connection,
            closing(sqlite3.connect(to)) as copy,
        ):
            connection.backup(copy)
        handle = os.open(to, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)

    def fingerprint(self) -> str:
        """Return the outer key's fingerprint; raise `OuterKeyUnusable` when it is missing."""
        with self._store.reading() as connection:
            return outer.fingerprint(self._right_one(connection))

    def generations(self) -> dict[str, tuple[int, ...]]:
        """Return the generations of every scope's key; it needs no outer key.

        MAC keys have none and are left out.
        """
        found: dict[str, tuple[int, ...]] = {}
        with self._store.reading() as connection:
            for row in keystore.all_keys(connection):
                if row.scope.startswith(keystore.MAC):
                    continue
                found[row.scope] = (*found.get(row.scope, ()), row.generation)
        return found

    def _right_one(self, connection: sqlite3.Connection) -> bytes:
        return wrapping.right_one(connection, self._key_file, self._store.path)

    def _right_cipher(self, connection: sqlite3.Connection) -> AESGCM:
        return AESGCM(self._right_one(connection))

    def _outer(self) -> AESGCM:
        self._look()
        if self._outer_cipher is None:
            with self._store.reading() as connection:
                self._outer_cipher = self._right_cipher(connection)
        return self._outer_cipher

    def _look(self) -> None:
        """Compare what is kept with the store, where the store was written to."""
        seen = self._store.stamp()
        if seen == self._stamp and self._settled:
            return
        with self._lock:
            now = time.monotonic()
            if seen != self._stamp:
                self._stamp, self._since, self._settled = seen, now, False
            elif now - self._read < _PAUSE:
                return
            settled = now - self._since > _QUIET
            self._outer_cipher, self._macs = None, {}
            if self._held.scopes:
                self._take(list(self._held.scopes))
            self._read, self._settled = now, settled

    def _take(self, scopes: list[str]) -> None:
        with self._store.reading() as connection:
            rows = keystore.keys_of(connection, scopes)
            fresh = [row for row in rows if not self._held.knows(row)]
            if fresh and self._outer_cipher is None:
                self._outer_cipher = AESGCM(self._right_one(connection))
        cipher = self._outer_cipher
        keys = {
            row: wrapping.unwrap(cipher, wrapping.key_place(row.scope, row.generation), row.wrapped)
            for row in fresh
            if cipher
        }
        self._held = self._held.renewed(scopes, rows, keys)

    def load(self, scopes: Iterable[str]) -> None:
        """Fetch the keys of many scopes at once; those that do not exist are passed over."""
        wanted = set(scopes)
        if not wanted:
            return
        self._look()
        missing = [scope for scope in sorted(wanted) if scope not in self._held.scopes]
        if missing:
            with self._lock:
                self._take(missing)

    def ensure(self, scopes: Iterable[str]) -> None:
        """Make a key for each scope that has none, in one transaction of the key store."""
        wanted = list(scopes)
        self.load(wanted)
        missing = [scope for scope in dict.fromkeys(wanted) if scope not in self._held.scopes]
        if not missing:
            return
        keys = {scope: new_key() for scope in missing}
        with self._store.writing() as connection:
            raw = self._right_one(connection)
            cipher = AESGCM(raw)
            keystore.set_wrapped_by(connection, outer.fingerprint(raw))
            for scope, key in keys.items():
                if keystore.add_key(connection, wrapping.new_wrapped(cipher, scope, FIRST, key)):
                    place = wrapping.mac_place(scope)
                    keystore.set_mac(connection, scope, wrapping.wrap(cipher, place, new_key()))
        self.load(wanted)
