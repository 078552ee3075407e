"""The outer key: one file, mode 0600, that wraps every other key.

While it is being replaced a second file stands beside it: `.new` until the store of keys is
wrapped anew and the file has taken the old one's place, `.old` from just before that until all is
done. Whichever of the three opens the store is the right one, so a crash never locks anything out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from contextlib import suppress
from pathlib import Path

from missions.vault.sealing import KEY_BYTES, new_key

_DOMAIN = b"missions outer key fingerprint\x00"
_FINGERPRINT_DIGITS = 16


class OuterKeyUnusable(RuntimeError):
    """The outer key is missing, no key, or not the right one; sealed facts are unavailable."""


def create(path: Path) -> bool:
    """Write a new outer key to `path` with mode 0600 unless one is there; say whether it did."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write(path, new_key())


def write(path: Path, key: bytes) -> bool:
    """Write a key to `path` with mode 0600 unless a file is there; say whether it did."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(key) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    _settle(path.parent)
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


def fingerprint(key: bytes) -> str:
    """Return what tells one outer key from another and gives nothing of it away."""
    return hashlib.sha256(_DOMAIN + key).hexdigest()[:_FINGERPRINT_DIGITS]


def new_path(path: Path) -> Path:
    """Return where the next outer key stands until it takes its place."""
    return path.with_name(f"{path.name}.new")


def old_path(path: Path) -> Path:
    """Return where the last outer key stands until the next one has taken its place."""
    return path.with_name(f"{path.name}.old")


def candidates(path: Path) -> list[bytes]:
    """Return the keys that stand in the key's place and beside it, the right place first.

    Raises:
        OuterKeyUnusable: there is none; the message is about the right place.
    """
    found = []
    problem: OuterKeyUnusable | None = None
    for place in (path, new_path(path), old_path(path)):
        try:
            found.append(load(place))
        except OuterKeyUnusable as error:
            problem = problem or error
    if not found and problem is not None:
        raise problem
    return found


def write_aside(path: Path, key: bytes) -> None:
    """Write the next key beside the present one, in place of one that was never used.

    Raises:
        OuterKeyUnusable: the folder takes no new file; nothing was changed.
    """
    try:
        new_path(path).unlink(missing_ok=True)
        write(new_path(path), key)
    except OSError as error:
        raise OuterKeyUnusable(
            f"The next outer key can't be written beside {path} ({error.strerror}). Nothing was"
            " changed."
        ) from error


def take_place(path: Path) -> None:
    """Let the next key take the present one's place, which is kept aside until then."""
    aside = old_path(path)
    aside.unlink(missing_ok=True)
    with suppress(OuterKeyUnusable):
        write(aside, load(path))
    new_path(path).replace(path)
    _settle(path.parent)
    forget_old(path)


def forget_old(path: Path) -> None:
    """Delete what was kept aside."""
    if old_path(path).exists():
        old_path(path).unlink()
        _settle(path.parent)


def forget_new(path: Path) -> None:
    """Delete a next key that wrapped nothing."""
    if new_path(path).exists():
        new_path(path).unlink()
        _settle(path.parent)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
