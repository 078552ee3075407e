"""The keyring: seals and opens by scope, with keys from the store that the outer key wraps."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from missions.vault import keystore, outer, wrapping
from missions.vault.chain import KeyChain
from missions.vault.held import KeyRotated, KeyShredded
from missions.vault.scopes import address, person_scope, trip_scope
from missions.vault.sealing import (
    FIRST,
    generation_of,
    new_key,
    open_bytes,
    seal_bytes,
)

__all__ = [
    "KeyRotated",
    "KeyShredded",
    "Keyring",
    "address",
    "generation_of",
    "person_scope",
    "trip_scope",
]


class Keyring(KeyChain):
    """Seals and opens by scope. Opening is for `missions.disclosure` alone."""

    def seal(self, scope: str, address: str, text: str) -> bytes | None:
        """Return `text` sealed for `address` under the scope's key; None for a blank."""
        return self.seal_content(scope, address, text.encode()) if text else None

    def seal_content(self, scope: str, address: str, content: bytes) -> bytes:
        """Return bytes sealed for `address` under the scope's newest key."""
        self._look()
        if scope not in self._held.scopes:
            self.ensure([scope])
        generation, cipher = self._held.newest(scope)
        return seal_bytes(cipher, address, content, generation)

    def open(self, scope: str, address: str, token: bytes | None) -> str:
        """Return what was sealed; "" for None.

        Raises:
            OuterKeyUnusable: the outer key is missing.
            KeyShredded: the scope's key was deleted.
            CannotOpen: another address, or altered bytes.
        """
        return "" if token is None else self._opened(scope, address, token).decode()

    def open_all(self, facts: Iterable[tuple[str, str, bytes | None]]) -> list[str]:
        """Return what many rows of scope, address and token hold; one look at the store for all.

        Raises:
            OuterKeyUnusable, KeyShredded, CannotOpen: as `open`.
        """
        wanted = list(facts)
        self.load({scope for scope, _, token in wanted if token is not None})
        cipher = self._held.cipher
        return [
            ""
            if token is None
            else open_bytes(cipher(scope, generation_of(token)), where, token).decode()
            for scope, where, token in wanted
        ]

    def open_content(self, scope: str, address: str, token: bytes) -> bytes:
        """Return the bytes that were sealed; raises as `open`."""
        return self._opened(scope, address, token)

    def _opened(self, scope: str, address: str, token: bytes) -> bytes:
        self.load([scope])
        return open_bytes(self._held.cipher(scope, generation_of(token)), address, token)

    def mac(self, scope: str, data: bytes) -> str:
        """Return the HMAC-SHA-256 of `data` under the scope's MAC key, as hexadecimal.

        That key is made with the scope's first one and outlives its rotations.
        """
        self._look()
        key = self._macs.get(scope)
        if key is None:
            key = self._macs[scope] = self._mac_key(scope)
        return hmac.new(key, data, hashlib.sha256).hexdigest()

    def _mac_key(self, scope: str) -> bytes:
        place = wrapping.mac_place(scope)
        with self._store.reading() as connection:
            wrapped = keystore.mac_of(connection, scope)
            if wrapped is not None:
                return wrapping.unwrap(self._right_cipher(connection), place, wrapped)
        with self._store.writing() as connection:
            wrapped = self._kept_mac(connection, scope)
            return wrapping.unwrap(self._right_cipher(connection), place, wrapped)

    def _kept_mac(self, connection: keystore.Connection, scope: str) -> bytes:
        """Return the wrapped MAC key; a scope of old times has its first key for one.

        Its editions' digests were made with that.
        """
        known = keystore.mac_of(connection, scope)
        if known is not None:
            return known
        cipher = self._right_cipher(connection)
        first = [key for key in keystore.keys_of(connection, [scope]) if key.generation == FIRST]
        if not first:
            raise KeyShredded("the key of this fact is gone")
        raw = wrapping.unwrap(cipher, wrapping.key_place(scope, FIRST), first[0].wrapped)
        wrapped = wrapping.wrap(cipher, wrapping.mac_place(scope), raw)
        keystore.set_mac(connection, scope, wrapped)
        return wrapped

    def current_generation(self, scope: str) -> int:
        """Return the generation that seals now; raise `KeyShredded` where there is no key."""
        return self._stored(scope)[-1]

    def rotating(self, scope: str) -> bool:
        """Whether a rotation of this key is begun and not finished."""
        return len(self._stored(scope)) > 1

    def _stored(self, scope: str) -> list[int]:
        with self._store.reading() as connection:
            found = sorted(key.generation for key in keystore.keys_of(connection, [scope]))
        if not found:
            raise KeyShredded("the key of this fact is gone")
        return found

    def begin_rotation(self, scope: str) -> int:
        """Let a new generation seal from now on and keep the old ones; return its number.

        A rotation that is not finished goes on: no further generation is made.
        """
        with self._store.writing() as connection:
            keys = keystore.keys_of(connection, [scope])
            if not keys:
                raise KeyShredded("the key of this fact is gone")
            newest = max(key.generation for key in keys)
            if len(keys) > 1:
                return newest
            self._kept_mac(connection, scope)
            cipher = self._right_cipher(connection)
            fresh = wrapping.new_wrapped(cipher, scope, newest + 1, new_key())
            keystore.add_key(connection, fresh)
        return fresh.generation

    def reseal(self, scope: str, address: str, token: bytes) -> bytes | None:
        """Return a token sealed anew by the newest generation, None where it is that already."""
        self.load([scope])
        if generation_of(token) == self._held.newest(scope)[0]:
            return None
        return self.seal_content(scope, address, self._opened(scope, address, token))

    def finish_rotation(self, scope: str, generation: int | None = None) -> int:
        """Delete the generations before this one (default: the newest) for good.

        Returns how many there were.
        """
        with self._store.writing() as connection:
            keys = keystore.keys_of(connection, [scope])
            newest = max((key.generation for key in keys), default=0)
            return keystore.delete_before(connection, scope, min(generation or newest, newest))

    def shred(self, scopes: Iterable[str]) -> None:
        """Delete the keys of these scopes: what they sealed is gone, in every process.

        Needs no outer key.
        """
        with self._store.writing() as connection:
            keystore.delete_scopes(connection, scopes)

    def rewrap(self, new_outer: bytes) -> str:
        """Let a new outer key wrap every key and take the file's place; return its fingerprint.

        Whatever stops it, a key file on the disk opens the store; `finish_rewrap` goes on.
        """
        wrapping.rewrap(self._store, self._key_file, new_outer)
        return outer.fingerprint(new_outer)

    def finish_rewrap(self) -> bool:
        """Finish a `rewrap` that was stopped; say whether the new key took its place now."""
        return wrapping.settle(self._store, self._key_file)

    def rewrapping(self) -> bool:
        """Whether a `rewrap` was stopped before its end."""
        return wrapping.unsettled(self._key_file)
