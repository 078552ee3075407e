"""Addresses of papers: sealed, so that a browser's list of downloads tells nothing.

A program keeps the address that a file came from beside the file. So an address holds what was
asked for only under the service's own key, with a tag that refuses any other; the same paper has
the same address.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from flask import current_app

from missions.briefing.document import What
from missions.briefing.release import Asked
from missions.privacy import Audience

_PURPOSE = b"paper address 1"


@dataclass(frozen=True, slots=True)
class PaperAddress:
    """One paper of one edition in one format."""

    trip_id: str
    edition: int
    asked: Asked
    fmt: str


def _cipher() -> AESSIV:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return AESSIV(hashlib.sha512(_PURPOSE + b"\0" + secret).digest())


def seal(address: PaperAddress) -> str:
    """Return the address as text that tells nothing."""
    asked = address.asked
    row = [
        address.trip_id,
        address.edition,
        asked.what,
        asked.audience,
        asked.person,
        asked.partner,
        address.fmt,
    ]
    sealed = _cipher().encrypt(json.dumps(row).encode(), [_PURPOSE])
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def unseal(text: str) -> PaperAddress | None:
    """Return what an address means; None for one that this service didn't write."""
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        row = json.loads(_cipher().decrypt(sealed, [_PURPOSE]))
    except (InvalidTag, ValueError, binascii.Error):
        return None
    trip_id, edition, what, audience, person, partner, fmt = row
    asked = Asked(What(what), Audience(audience), person, partner)
    return PaperAddress(trip_id, edition, asked, fmt)
