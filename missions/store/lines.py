"""Lists beside the database that only grow: a line at a time, seen on the disk."""

from __future__ import annotations

import os
from pathlib import Path


def append(path: Path, line: str) -> None:
    """Add a line and see it on the disk; one that broke off before it stays apart.

    A new file is its owner's alone (mode 0600).
    """
    new = not path.exists()
    stands = b"" if new else path.read_bytes()
    torn = bool(stands) and not stands.endswith(b"\n")
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, (("\n" if torn else "") + line + "\n").encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)
    if new:
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """See a new file's name on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
