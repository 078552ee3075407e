"""Wrapping by the outer key: which of the keys on the disk is the right one, and replacing it.

Replacing has four steps, and whatever stops it in between, a key file on the disk opens the store:

1. the next key is written beside the present one (`.new`); the store is wrapped by the present one
2. all keys are wrapped anew in one transaction of the store; now `.new` opens it
3. the present key is kept as `.old`, and `.new` takes its place
4. `.old` is deleted

Whoever opens the store tries the three files and takes the one that fits. `settle` goes on from
wherever it stopped.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from missions.vault import keystore, outer
from missions.vault.keystore import KeyStore, Wrapped
from missions.vault.sealing import FIRST, CannotOpen, open_bytes, seal_bytes


def key_place(scope: str, generation: int) -> str:
    """Return the address that a wrapped key is bound to."""
    return scope if generation == FIRST else f"{scope}#{generation}"


def mac_place(scope: str) -> str:
    """Return the address that a wrapped MAC key is bound to."""
    return keystore.MAC + scope


def unwrap(cipher: AESGCM, place: str, wrapped: bytes) -> bytes:
    """Return a key; raise `CannotOpen` where the store was meddled with."""
    try:
        return open_bytes(cipher, place, wrapped)
    except CannotOpen as error:
        raise CannotOpen("a wrapped key in the store of keys was altered or moved") from error


def wrap(cipher: AESGCM, place: str, key: bytes) -> bytes:
    """Return a key wrapped for its place."""
    return seal_bytes(cipher, place, key)


def fits(connection: sqlite3.Connection, key: bytes) -> bool:
    """Whether an outer key is the one that wraps the store; any fits an empty one."""
    known = keystore.wrapped_by(connection)
    if known:
        return known == outer.fingerprint(key)
    row = connection.execute("SELECT scope, generation, wrapped FROM wrapped_key LIMIT 1")
    first = row.fetchone()
    if first is None:
        return True
    try:
        open_bytes(AESGCM(key), key_place(first[0], first[1]), first[2])
    except CannotOpen:
        return False
    return True


def right_one(connection: sqlite3.Connection, key_file: Path, key_store: Path) -> bytes:
    """Return the outer key that opens the store.

    Raises:
        OuterKeyUnusable: it is not on the disk.
    """
    for key in outer.candidates(key_file):
        if fits(connection, key):
            return key
    raise outer.OuterKeyUnusable(
        f"The outer key {key_file} is not the one that wrapped the keys in"
        f" {key_store}. Put the right one back from your escrow copy."
    )


def _rewrap_rows(connection: sqlite3.Connection, old: AESGCM, new: AESGCM) -> None:
    for row in keystore.all_keys(connection):
        place = key_place(row.scope, row.generation)
        again = wrap(new, place, unwrap(old, place, row.wrapped))
        connection.execute(
            "UPDATE wrapped_key SET wrapped = ? WHERE scope = ? AND generation = ?",
            (again, row.scope, row.generation),
        )


def rewrap(store: KeyStore, key_file: Path, new: bytes) -> None:
    """Let `new` wrap every key in place of the present outer key.

    Files are touched under the store's write lock only, so that two who replace it at once do so
    one after the other.

    Raises:
        OuterKeyUnusable: the present one is missing, or its folder takes no new file.
    """
    with store.writing() as connection:
        _settle(connection, key_file)
        old = right_one(connection, key_file, store.path)
        outer.write_aside(key_file, new)
        _rewrap_rows(connection, AESGCM(old), AESGCM(new))
        keystore.set_wrapped_by(connection, outer.fingerprint(new))
    settle(store, key_file)


def settle(store: KeyStore, key_file: Path) -> bool:
    """Finish a replacement that was stopped; say whether the next key took its place now.

    A next key that wrapped nothing yet is thrown away.
    """
    if not unsettled(key_file):
        return False
    with store.writing() as connection:
        return _settle(connection, key_file)


def unsettled(key_file: Path) -> bool:
    """Whether a replacement was stopped before its end."""
    return outer.new_path(key_file).exists() or outer.old_path(key_file).exists()


def _settle(connection: sqlite3.Connection, key_file: Path) -> bool:
    known = keystore.wrapped_by(connection)
    if known and known == _fingerprint_at(outer.new_path(key_file)):
        outer.take_place(key_file)
        return True
    if known and known == _fingerprint_at(key_file):
        outer.forget_new(key_file)
        outer.forget_old(key_file)
    return False


def wrapping_key(key_file: Path, key_store: Path) -> bytes:
    """Return the outer key that wraps the store, for its paper copies.

    Raises:
        OuterKeyUnusable: it is not on the disk.
    """
    store = KeyStore(key_store)
    with store.reading() as connection:
        return right_one(connection, key_file, key_store)


def put_back(key_file: Path, key_store: Path, key: bytes) -> None:
    """Write the outer key's file from a copy.

    Raises:
        OuterKeyUnusable: it does not open the store, or a file is there already.
    """
    with KeyStore(key_store).reading() as connection:
        if not fits(connection, key):
            known = keystore.wrapped_by(connection)
            wanted = f", which wants the one with the fingerprint {known}" if known else ""
            raise outer.OuterKeyUnusable(
                f"This key ({outer.fingerprint(key)}) does not open the keys in"
                f" {key_store}{wanted}. Nothing was written."
            )
    key_file.parent.mkdir(parents=True, exist_ok=True)
    if not outer.write(key_file, key):
        raise outer.OuterKeyUnusable(f"There is an outer key at {key_file} already.")


def _fingerprint_at(path: Path) -> str:
    try:
        return outer.fingerprint(outer.load(path))
    except outer.OuterKeyUnusable:
        return ""


def new_wrapped(cipher: AESGCM, scope: str, generation: int, key: bytes) -> Wrapped:
    """Return a key as the store takes it."""
    return Wrapped(scope, generation, wrap(cipher, key_place(scope, generation), key))
