"""Opening what a leader hands over: a folder, a zip of one, or a workbook."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

from missions.intake.faults import Cause, Findings, Place
from missions.intake.sources.handed import (
    KNOWN,
    MAX_FILE,
    MAX_UNPACKED,
    SEALED_FILE,
    Handed,
    point_to_workbook,
    room_left,
    wanted_of,
    within,
)
from missions.intake.sources.zip_file import BAD_ZIP, holds_trip, read_zip

_WANTED = "a folder, a .zip of one or an .xlsx file"
_WANTED_OF = {
    ".xlsx": "an .xlsx workbook; this file is named .xlsx but is not a workbook",
    ".zip": "a .zip of a trip folder; this file is named .zip but is not a zip",
}
"""What to say of a file that is not what its name promises."""


def open_path(path: Path, findings: Findings) -> Handed | None:
    """Read what stands at `path`; None after a fault that leaves nothing to read."""
    try:
        if path.is_dir():
            return _folder(path, findings)
        data = _read_limited(path, MAX_UNPACKED, findings)
        handed = None if data is None else _packed(path.name, data, findings)
        if handed is not None and handed.workbook is not None:
            _beside(path, handed, findings)
    except OSError as error:
        _unreadable(path.name or str(path), "a folder, a .zip or an .xlsx file", error, findings)
        return None
    return handed


def _beside(path: Path, handed: Handed, findings: Findings) -> None:
    """Take the sealed file that stands beside a workbook."""
    sealed = path.with_name(SEALED_FILE)
    data = _inside(sealed, findings) if sealed.exists() else None
    if data is not None:
        handed.files[SEALED_FILE] = data


def _unreadable(name: str, kind: str, error: OSError, findings: Findings) -> None:
    reason = (error.strerror or str(error)).lower()
    findings.fault(Cause.FILE, Place(name), "", f"{kind} that can be read ({reason})")


def _packed(name: str, data: bytes, findings: Findings) -> Handed | None:
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if "[Content_Types].xml" in archive.namelist():
                    return _workbook(name, data, findings)
                if name.lower().endswith(".xlsx") and not holds_trip(archive):
                    wanted = "an .xlsx workbook; this is a zip, but neither a workbook nor a trip"
                    findings.fault(Cause.FILE, Place(name), "", wanted)
                    return None
                return read_zip(name, archive, findings)
        except BAD_ZIP:
            findings.fault(Cause.FILE, Place(name), "", "a .zip or .xlsx file that is whole")
            return None
    wanted, likely = _WANTED_OF.get(Path(name).suffix.lower(), _WANTED), ""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        wanted = "an .xlsx workbook; this is an old .xls one, or it has a password"
        likely = "to save it as .xlsx without a password"
    elif name.lower() in KNOWN:
        likely = "the folder in which this file stands"
    findings.fault(Cause.FILE, Place(name), "", wanted, likely)
    return None


def _workbook(name: str, data: bytes, findings: Findings) -> Handed | None:
    whole = within(MAX_FILE, name, data, findings)
    return None if whole is None else Handed(workbook=whole, name=name)


def _read_limited(path: Path, limit: int, findings: Findings) -> bytes | None:
    """Read a plain file; a link, a pipe or a device is refused without being opened for long."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            findings.fault(Cause.FILE, Place(path.name), "", "a plain file")
            return None
        data = file.read(limit + 1)
    return within(limit, path.name, data, findings)


def _folder(path: Path, findings: Findings) -> Handed:
    handed = Handed(name=path.name)
    with os.scandir(path) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in wanted_of([entry.name for entry in ordered], findings):
        data = _inside(path / entry, findings)
        if data is not None and room_left(handed, data, findings):
            handed.files[entry.lower()] = data
    point_to_workbook(handed, [entry.name for entry in ordered], findings)
    return handed


def _inside(path: Path, findings: Findings) -> bytes | None:
    if path.is_symlink():
        findings.fault(Cause.FILE, Place(path.name), "", "the file itself; this is a link")
        return None
    try:
        return _read_limited(path, MAX_FILE, findings)
    except OSError as error:
        _unreadable(path.name, "a file", error, findings)
        return None
