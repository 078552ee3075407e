"""The code on every page of a team's or leaders' paper: who had it, without saying so.

It is ten characters of Crockford's base 32, drawn from an HMAC under the trip's key. So the same
edition, audience, person and paper have the same code, and nobody can make one up or read one.
"""

from __future__ import annotations

import json
import unicodedata
from contextlib import suppress

from missions.briefing.admission import Viewer
from missions.briefing.desk import Desk
from missions.briefing.document import What
from missions.briefing.reader import Asked
from missions.privacy import NAMED_ON_PAPER
from missions.vault.keyring import KeyShredded
from missions.vault.outer import OuterKeyUnusable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
PASSPHRASE_LENGTH = 20
_GROUP = 5
_BITS = 5
_PURPOSE = "copy code 1"
_MISREAD = str.maketrans("OIL", "011")


def holder_of(viewer: Viewer, asked: Asked) -> str:
    """Return the key of whose copy it is: its person, or who fetched a paper that all share."""
    return asked.person or viewer.member or ""


def code_of(desk: Desk, viewer: Viewer, asked: Asked) -> str:
    """Return the code of a copy; "" where a paper has none, for a draft, and without the key."""
    named = asked.audience in NAMED_ON_PAPER and asked.what is not What.CALENDAR
    if not named or not desk.digest:
        return ""
    row = [
        _PURPOSE,
        desk.edition_id,
        asked.audience,
        holder_of(viewer, asked),
        asked.what,
        asked.partner or "",
    ]
    with suppress(OuterKeyUnusable, KeyShredded):
        return grouped(spelled(bytes.fromhex(desk.mac(json.dumps(row).encode())), LENGTH))
    return ""


def spelled(data: bytes, length: int) -> str:
    """Return the first `length` characters of bytes in base 32, five bits each."""
    bits = int.from_bytes(data, "big")
    most = len(data) * 8
    return "".join(ALPHABET[bits >> most - _BITS * (n + 1) & 31] for n in range(length))


def grouped(text: str) -> str:
    """Return characters in groups of five, with hyphens between."""
    return "-".join(text[n : n + _GROUP] for n in range(0, len(text), _GROUP))


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed off a sheet, None where it can't be one.

    Case, spaces and hyphens don't matter; O is read as 0, I and L as 1.
    """
    folded = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    kept = "".join(mark for mark in folded if mark.isalnum())
    if len(kept) != LENGTH or set(kept) - set(ALPHABET):
        return None
    return grouped(kept)


def passphrase_from(data: bytes) -> str:
    """Return bytes as a passphrase of a hundred bits, to be read off a screen and typed."""
    return grouped(spelled(data, PASSPHRASE_LENGTH))
