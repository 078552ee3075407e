"""What waits for a person's next step: sealed in a file, its key in that person's hands alone.

The service cannot read what waits: whoever has the disk, or a backup of it, lacks the key, and
whoever has the token lacks the file. No other key wraps this one; it is gone with the token.
"""

from __future__ import annotations

import os
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from secrets import token_hex

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from missions import clock
from missions.vault.sealing import KEY_BYTES, CannotOpen, new_key, open_bytes, seal_bytes

HOLDS = timedelta(hours=1)
"""How long an upload waits for the next step."""
FOLDER = "waiting"
"""Where, in the instance folder."""


class Waiting:
    """A folder of sealed files, each of which opens for its token and address until it expires."""

    def __init__(self, folder: Path, holds: timedelta) -> None:
        self._folder = folder
        self._holds = holds

    def keep(self, content: bytes, address: str) -> str:
        """Keep some bytes for an address; return the token that opens them.

        What nobody came back for in time is deleted first.
        """
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self.sweep()
        key = new_key()
        name = f"{int((clock.now() + self._holds).timestamp()):x}-{token_hex(16)}"
        sealed = seal_bytes(AESGCM(key), address, zlib.compress(content))
        handle = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(sealed)
        return f"{name}.{urlsafe_b64encode(key).decode().rstrip('=')}"

    def open(self, token: str, address: str) -> bytes | None:
        """Return what waits; None where it is gone, or was kept for another address."""
        path, key = self._parsed(token)
        if path is None or _expired(path):
            return None
        try:
            return zlib.decompress(open_bytes(AESGCM(key), address, path.read_bytes()))
        except (FileNotFoundError, CannotOpen):
            return None

    def drop(self, token: str) -> None:
        """Delete what waits."""
        path, _ = self._parsed(token)
        if path is not None:
            path.unlink(missing_ok=True)

    def _parsed(self, token: str) -> tuple[Path | None, bytes]:
        """Return the file and its key; None for what is no token."""
        name, _, written = token.partition(".")
        until, _, rest = name.partition("-")
        if not (_is_hex(until) and _is_hex(rest) and len(rest) == 32):
            return None, b""
        try:
            key = urlsafe_b64decode(f"{written}{'=' * (-len(written) % 4)}")
        except ValueError:
            return None, b""
        return (self._folder / name, key) if len(key) == KEY_BYTES else (None, b"")

    def sweep(self) -> int:
        """Delete what nobody came back for in time; return how many."""
        gone = 0
        for path in self._folder.iterdir() if self._folder.exists() else ():
            if _expired(path):
                with suppress(FileNotFoundError):
                    path.unlink()
                    gone += 1
        return gone


def _is_hex(text: str) -> bool:
    return 0 < len(text) <= 32 and all(char in "0123456789abcdef" for char in text)


def _expired(path: Path) -> bool:
    until = path.name.partition("-")[0]
    return not _is_hex(until) or int(until, 16) < clock.now().timestamp()
