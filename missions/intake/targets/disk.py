"""Writing files so that a reader finds the old ones or the new ones, never halves."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)


class CannotSave(Exception):
    """The files could not be written; the message says why, and nothing has changed."""


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, made where it is missing; each readable by its owner only.

    All are written aside and synced before the first takes its place.

    Raises:
        CannotSave: the folder cannot be written.
    """
    try:
        return _write_files(folder, files)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotSave(f"{folder} cannot be written: {reason}.") from error


def _write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    aside: list[tuple[str, Path]] = []
    try:
        for name, data in files.items():
            aside.append((_write_aside(folder, data), folder / name))
        for written, target in aside:
            os.replace(written, target)
    finally:
        for written, _ in aside:
            with suppress(FileNotFoundError):
                os.unlink(written)
    _sync(folder)
    return [target for _, target in aside]


def _write_aside(folder: Path, data: bytes) -> str:
    handle, name = tempfile.mkstemp(prefix=".missions-", dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return name


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip of one folder; the same files are the same bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(f"{folder}/{name}", _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    return data.getvalue()
