"""AES-256-GCM with the row's address as associated data (NIST SP 800-38D).

A token is a version byte, for version 2 the key's generation (four bytes, big-endian), a 96-bit
random nonce, and the ciphertext with its tag. Version 1 was made by generation 1 of a key and
stays readable; it also wraps keys. Version byte and generation of version 2 are authenticated
with the address. Moved to another row or column a token no longer opens.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PLAIN_VERSION = b"\x01"
VERSION = b"\x02"
KEY_BYTES = 32
FIRST = 1
"""The generation that a key begins with."""
_NONCE = 12
_HEAD = len(VERSION) + 4


class CannotOpen(ValueError):
    """The sealed value does not open: another key, another address, or altered bytes."""


def seal_bytes(cipher: AESGCM, address: str, plain: bytes, generation: int | None = None) -> bytes:
    """Return `plain` sealed for `address`, by version 1 where no generation is given."""
    nonce = os.urandom(_NONCE)
    head = PLAIN_VERSION if generation is None else VERSION + generation.to_bytes(4, "big")
    return head + nonce + cipher.encrypt(nonce, plain, _bound(head, address))


def open_bytes(cipher: AESGCM, address: str, token: bytes) -> bytes:
    """Return what was sealed for `address`; raise `CannotOpen` when it does not open."""
    head = token[:_HEAD] if token[:1] == VERSION else token[:1]
    if head != PLAIN_VERSION and len(head) != _HEAD:
        raise CannotOpen("sealed by an unknown version")
    start = len(head) + _NONCE
    try:
        return cipher.decrypt(token[len(head) : start], token[start:], _bound(head, address))
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("the sealed value does not open with this key at this address") from error


def _bound(head: bytes, address: str) -> bytes:
    return address.encode() if head == PLAIN_VERSION else head + address.encode()


def generation_of(token: bytes) -> int:
    """Return which generation of its key sealed a token; raise `CannotOpen` for no token."""
    if token[:1] == PLAIN_VERSION:
        return FIRST
    if token[:1] != VERSION or len(token) < _HEAD:
        raise CannotOpen("sealed by an unknown version")
    return int.from_bytes(token[1:_HEAD], "big")


def new_key() -> bytes:
    """Return a new random 256-bit key."""
    return AESGCM.generate_key(bit_length=KEY_BYTES * 8)
