"""AES-256-GCM with the row's address as associated data (NIST SP 800-38D).

A sealed text is one version byte, a 96-bit random nonce and the ciphertext with its tag. Moved to
another row or column it no longer opens.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
KEY_BYTES = 32
_NONCE = 12


class CannotOpen(ValueError):
    """The sealed value does not open: another key, another address, or altered bytes."""


def seal_bytes(cipher: AESGCM, address: str, plain: bytes) -> bytes:
    """Return `plain` sealed for `address`."""
    nonce = os.urandom(_NONCE)
    return VERSION + nonce + cipher.encrypt(nonce, plain, address.encode())


def open_bytes(cipher: AESGCM, address: str, token: bytes) -> bytes:
    """Return what was sealed for `address`; raise `CannotOpen` when it does not open."""
    if token[:1] != VERSION:
        raise CannotOpen("sealed by an unknown version")
    try:
        return cipher.decrypt(token[1 : 1 + _NONCE], token[1 + _NONCE :], address.encode())
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("the sealed value does not open with this key at this address") from error


def new_key() -> bytes:
    """Return a new random 256-bit key."""
    return AESGCM.generate_key(bit_length=KEY_BYTES * 8)
