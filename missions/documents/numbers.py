"""The blind index of sealed numbers: an HMAC that finds a number whole, and never by a part."""

from __future__ import annotations

from missions.documents.rules import normalised
from missions.vault.keyring import Keyring
from missions.vault.scopes import INDEX_SCOPE


def number_index(keyring: Keyring, number: str) -> str:
    """Return the index of a number, "" for a blank one.

    Raises:
        OuterKeyUnusable: the outer key is missing.
    """
    text = normalised(number)
    if not text:
        return ""
    keyring.ensure([INDEX_SCOPE])
    return keyring.mac(INDEX_SCOPE, text.encode())
