"""Changing a trip in the database, and reading what publishing left there."""

from __future__ import annotations

import base64
import sqlite3
from contextlib import closing
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select, update

from missions.briefing.desk import Desk, open_desk
from missions.briefing.model import Edition
from missions.installation import Installation
from missions.vault.keyring import address


def edit(installation: Installation, model: type[Any], key: str, **values: Any) -> None:
    """Change columns of a row by its key (a trip's code, a contact's or a page's place)."""
    handle = next(
        getattr(model, name) for name in ("key", "code", "sensitivity") if hasattr(model, name)
    )
    with installation.store.write() as session:
        done = session.execute(update(model).where(handle == key).values(**values))
    assert done.rowcount


def sealed(
    installation: Installation, scope: str, table: str, row_id: str, column: str, text: str
) -> bytes | None:
    """Return a text sealed for a column of a row."""
    return installation.keyring.seal(scope, address(table, row_id, column), text)


def editions(installation: Installation) -> list[Edition]:
    """Return all editions with their content, the oldest first."""
    with installation.store.read() as session:
        return list(session.scalars(select(Edition).order_by(Edition.number)))


def desk_of(installation: Installation, trip_id: str, number: int | None = None) -> Desk:
    """Return an edition's desk, everything read before the session ends."""
    with installation.store.write() as session:
        desk = open_desk(installation, session, trip_id, number)
        desk.prepare()
    return desk


def lose_the_outer_key(installation: Installation) -> None:
    """Take the outer key away."""
    installation.settings.key_file.unlink()


def plain_key(installation: Installation, scope: str) -> bytes:
    """Return a scope's key, unwrapped without the code under test."""
    settings = installation.settings
    with closing(sqlite3.connect(settings.key_store)) as connection:
        (wrapped,) = connection.execute(
            "SELECT wrapped FROM wrapped_key WHERE scope = ?", (scope,)
        ).fetchone()
    outer = AESGCM(base64.b64decode(settings.key_file.read_bytes()))
    return outer.decrypt(wrapped[1:13], wrapped[13:], scope.encode())
