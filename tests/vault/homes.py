"""Folders with an outer key and a store of keys, without an installation around them."""

from __future__ import annotations

import base64
import sqlite3
from contextlib import closing
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from missions.vault import outer
from missions.vault.keyring import Keyring, address, person_scope, trip_scope

TRIP, PERSON = trip_scope("t1"), person_scope("p1")
PLACE = address("person", "p1", "allergies")


def made(folder: Path) -> Path:
    """Make an outer key and an empty store of keys."""
    outer.create(folder / "outer.key")
    keyring(folder).prepare()
    return folder


def keyring(home: Path) -> Keyring:
    """Return a keyring that has read nothing yet, as after a new start."""
    return Keyring(home / "outer.key", home / "keys.db")


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    """Ask the store of keys."""
    with closing(sqlite3.connect(home / "keys.db")) as connection:
        return connection.execute(query).fetchall()


def generations(home: Path, scope: str) -> list[int]:
    """Return the generations of a scope that the store holds."""
    found = rows(home, "SELECT scope, generation FROM wrapped_key ORDER BY generation")
    return [int(str(number)) for name, number in found if name == scope]


def make_old(home: Path, keys: dict[str, bytes]) -> None:
    """Write a store of keys in its first form: no generations, no MAC keys."""
    wrapper = AESGCM(base64.b64decode((home / "outer.key").read_bytes()))
    (home / "keys.db").unlink(missing_ok=True)
    with closing(sqlite3.connect(home / "keys.db")) as connection:
        connection.execute(
            "CREATE TABLE wrapped_key (scope TEXT PRIMARY KEY, wrapped BLOB NOT NULL)"
        )
        for number, (scope, key) in enumerate(keys.items()):
            nonce = bytes([number]) * 12
            wrapped = b"\x01" + nonce + wrapper.encrypt(nonce, key, scope.encode())
            connection.execute("INSERT INTO wrapped_key VALUES (?, ?)", (scope, wrapped))
        connection.commit()
