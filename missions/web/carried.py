"""What was handed in and waits for the next page, for an hour: the form has the key, not the file.

It opens for the account and the trip that it was kept for. The form stays small, so it can be
carried through the page that asks once more who somebody is.
"""

from __future__ import annotations

from missions.vault.waiting import FOLDER, HOLDS, Waiting
from missions.web.here import installation
from missions.web.queries import Part
from missions.web.visitor import visitor

GONE = (
    "What you handed in is no longer here: it waits for an hour, and is deleted once it is kept."
    " Nothing was changed. Hand it in again."
)


def carry(content: bytes, purpose: str, part: Part) -> str:
    """Keep what was handed in for the visitor's next form; return the token that the form has."""
    return _waiting().keep(content, _address(purpose, part))


def carried(token: str, purpose: str, part: Part) -> bytes | None:
    """Return what waits; None where it is gone, or is somebody else's."""
    return _waiting().open(token, _address(purpose, part))


def drop(token: str) -> None:
    """Delete what waits: it was kept."""
    _waiting().drop(token)


def _waiting() -> Waiting:
    return Waiting(installation().settings.home / FOLDER, HOLDS)


def _address(purpose: str, part: Part) -> str:
    return f"{purpose}:{visitor().account}:{part.trip_id}"
