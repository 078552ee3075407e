"""Tokens: 256 random bits, shown once; only their SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets

_BYTES = 32


def new_token() -> str:
    """Return 256 random bits as text that may stand in an address."""
    return secrets.token_urlsafe(_BYTES)


def digest(token: str) -> str:
    """Return what is kept of a token: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()
