"""An encrypted file that is written and read in chunks, so that memory stays small.

A head in the clear says the format, which outer key it was made under (its fingerprint, 16
hexadecimal digits) and a random salt. The key is HKDF-SHA256 (RFC 5869) of the outer key and that
salt. Each chunk is AES-256-GCM with its number and a mark for the last one as nonce, and the head
as associated data: altered, reordered, cut or continued, the file does not open.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from missions.vault import outer
from missions.vault.sealing import KEY_BYTES

MAGIC = b"missions backup 1\n"
CHUNK = 64 * 1024
"""So much plain text is in a chunk; only the last one is shorter."""
TAG = 16
_INFO = b"backup 1"
_FINGERPRINT, _SALT = 16, 32
_HEAD = len(MAGIC) + _FINGERPRINT + _SALT


class BackupRefused(RuntimeError):
    """The file is no backup, is not whole, or does not fit here; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the clear at the file's beginning."""

    fingerprint: str
    salt: bytes

    @property
    def content(self) -> bytes:
        """The head as it is written."""
        return MAGIC + self.fingerprint.encode() + self.salt

    def cipher(self, key: bytes) -> AESGCM:
        """Return the cipher of this file under an outer key."""
        derived = HKDF(SHA256(), KEY_BYTES, self.salt, _INFO).derive(key)
        return AESGCM(derived)


def head_of(path: Path) -> Head:
    """Read a file's head; raise `BackupRefused` where it is no backup."""
    try:
        with path.open("rb") as file:
            return _read_head(file, path)
    except OSError as error:
        raise BackupRefused(f"{path} can't be read: {error.strerror}.") from error


def _read_head(file: BinaryIO, path: Path) -> Head:
    content = file.read(_HEAD)
    if len(content) != _HEAD or not content.startswith(MAGIC):
        raise BackupRefused(f"{path} is no backup that this version can read.")
    rest = content[len(MAGIC) :]
    return Head(rest[:_FINGERPRINT].decode("ascii", "replace"), rest[_FINGERPRINT:])


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealer:
    """Takes plain bytes and writes sealed chunks; `finish` marks the last."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        """Write the head to `file`; `key` is the outer key."""
        self._file = file
        head = Head(outer.fingerprint(key), os.urandom(_SALT))
        self._bound, self._cipher = head.content, head.cipher(key)
        self._pending, self._number = bytearray(), 0
        file.write(self._bound)

    def write(self, content: bytes) -> int:
        """Seal what fills whole chunks; a chunk is kept back, since it may be the last."""
        self._pending += content
        while len(self._pending) > CHUNK:
            self._seal(bytes(self._pending[:CHUNK]), last=False)
            del self._pending[:CHUNK]
        return len(content)

    def finish(self) -> None:
        """Write the last chunk."""
        self._seal(bytes(self._pending), last=True)

    def _seal(self, plain: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), plain, self._bound))
        self._number += 1


class Opener:
    """Reads sealed chunks and gives plain bytes."""

    def __init__(self, file: BinaryIO, path: Path, key: bytes) -> None:
        """Read the head of `file`; `key` is the outer key."""
        head = _read_head(file, path)
        self._file, self._path = file, path
        self._bound, self._cipher = head.content, head.cipher(key)
        self._next = file.read(CHUNK + TAG)
        self._plain, self._number, self._ended = b"", 0, False

    def read(self, size: int) -> bytes:
        """Return `size` bytes, fewer only at the end; raise `BackupRefused` for altered ones."""
        parts = [self._plain[:size]]
        self._plain = self._plain[size:]
        missing = size - len(parts[0])
        while missing and not self._ended:
            chunk = self._open()
            parts.append(chunk[:missing])
            self._plain, missing = chunk[missing:], missing - len(parts[-1])
        return b"".join(parts)

    def drain(self) -> None:
        """Read to the end, so that a cut file is noticed."""
        while not self._ended:
            self._open()

    def _open(self) -> bytes:
        sealed, self._next = self._next, self._file.read(CHUNK + TAG)
        self._ended = not self._next
        try:
            plain = self._cipher.decrypt(_nonce(self._number, self._ended), sealed, self._bound)
        except (InvalidTag, ValueError) as error:
            raise BackupRefused(
                f"{self._path} is not whole: it was altered or cut. Nothing was changed."
            ) from error
        self._number += 1
        return plain


@contextmanager
def written(path: Path, key: bytes) -> Iterator[Sealer]:
    """Yield a sealer of a new file, mode 0600, that takes `path`'s place when all went well.

    Raises:
        BackupRefused: something else than a backup stands there, or the folder takes no file.
    """
    if path.exists():
        head_of(path)
    aside = path.with_name(f"{path.name}.writing")
    try:
        aside.unlink(missing_ok=True)
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupRefused(f"{path} can't be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            sealer = Sealer(file, key)
            yield sealer
            sealer.finish()
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    settle(path.parent)


def settle(path: Path) -> None:
    """See a file, or a folder's names, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
