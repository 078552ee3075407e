"""The outer key: one file, mode 0600, that wraps every other key."""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path

from missions.vault.sealing import KEY_BYTES, new_key


class OuterKeyUnusable(RuntimeError):
    """The outer key is missing, no key, or not the right one; sealed facts are unavailable."""


def create(path: Path) -> bool:
    """Write a new outer key to `path` with mode 0600 unless one is there; say whether it did."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(new_key()) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def load(path: Path) -> bytes:
    """Return the outer key; raise `OuterKeyUnusable` with what to do when there is none."""
    try:
        key = base64.b64decode(path.read_bytes().strip(), validate=True)
    except FileNotFoundError as error:
        raise OuterKeyUnusable(
            f"The outer key {path} is not there. Put it back from your escrow copy; plans and"
            " calendars work meanwhile, sealed facts do not."
        ) from error
    except (OSError, binascii.Error) as error:
        raise OuterKeyUnusable(f"The outer key {path} can't be read: {error}") from error
    if len(key) != KEY_BYTES:
        raise OuterKeyUnusable(f"The outer key {path} holds {len(key)} bytes; 32 are wanted.")
    return key
