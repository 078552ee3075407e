"""Tokens: 256 bits, shown once; only their SHA-256 is kept."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

_BYTES = 32
_PURPOSE = b"token of a letter 1\0"


def new_token() -> str:
    """Return 256 random bits as text that may stand in an address."""
    return secrets.token_urlsafe(_BYTES)


def digest(token: str) -> str:
    """Return what is kept of a token: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def letter_token(secret: bytes, row_id: str) -> str:
    """Return the token of a row whose link goes out by letter.

    It is made again when the letter is sent, so that it is kept nowhere, and a letter that is sent
    twice holds the same link. 256 bits of HMAC-SHA-256 under the service's own key.

    Args:
        secret: the key of cookies and letters (`Installation.web_key`).
        row_id: the random id of the invitation or link.
    """
    made = hmac.new(secret, _PURPOSE + row_id.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")
