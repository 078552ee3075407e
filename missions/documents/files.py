"""Where encrypted scans lie: a folder, or a bucket of an S3-compatible store.

What is put here is sealed already; names are random. A bucket's address and keys come from the
usual `AWS_*` variables of the environment (`AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID`,
`AWS_SECRET_ACCESS_KEY`, `AWS_REGION`; `AWS_ALLOW_HTTP=true` for an address without TLS).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

_RETRY_FOR = timedelta(seconds=20)


class FilesUnusable(RuntimeError):
    """The store of scans does not answer, or refuses; nothing was lost."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store."""

    name: str
    changed: datetime


class ScanFiles:
    """A store of sealed files by random names."""

    def __init__(self, place: str) -> None:
        """Open `place`: a folder's path (made with mode 0700), or `s3://bucket/prefix`."""
        self._place = place
        self._folder = None if place.startswith("s3://") else Path(place).expanduser()
        try:
            self._store = self._opened()
        except (BaseError, OSError, ValueError) as error:
            raise self._unusable(error) from error

    def _opened(self) -> ObjectStore:
        if self._folder is None:
            bucket, _, prefix = self._place.removeprefix("s3://").partition("/")
            return S3Store(
                bucket,
                prefix=prefix.strip("/") or None,
                retry_config={"max_retries": 2, "retry_timeout": _RETRY_FOR},
            )
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return LocalStore(self._folder)

    def put(self, name: str, sealed: bytes) -> None:
        """Write a file whole, in place of an older one; it is on the disk when this returns."""
        try:
            self._store.put(name, sealed, use_multipart=False)
            if self._folder is not None:
                _secure(self._folder / name)
        except (BaseError, OSError) as error:
            raise self._unusable(error) from error

    def get(self, name: str) -> bytes:
        """Return a file; raise `FileNotFoundError` where there is none."""
        try:
            return bytes(self._store.get(name).bytes())
        except FileNotFoundError:
            raise
        except (BaseError, OSError) as error:
            raise self._unusable(error) from error

    def head(self, name: str, count: int) -> bytes:
        """Return a file's first bytes; raise `FileNotFoundError` where there is none."""
        try:
            return bytes(self._store.get_range(name, start=0, length=count))
        except FileNotFoundError:
            raise
        except (BaseError, OSError) as error:
            raise self._unusable(error) from error

    def delete(self, name: str) -> None:
        """Delete a file; one that is gone already is passed over."""
        try:
            self._store.delete(name)
        except FileNotFoundError:
            return
        except (BaseError, OSError) as error:
            raise self._unusable(error) from error

    def names(self) -> Iterator[Kept]:
        """Yield every file."""
        try:
            for page in self._store.list():
                for each in page:
                    yield Kept(each["path"], each["last_modified"])
        except (BaseError, OSError) as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> FilesUnusable:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        return FilesUnusable(f"The store of scans {self._place} can't be used: {first}")


def _secure(path: Path) -> None:
    """Make a file its owner's alone, and sure to outlive a power cut."""
    path.chmod(0o600)
    for each in (path, path.parent):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
