"""Opening what a leader hands over: a folder, a zip of one, or a workbook. Nothing is unpacked.

A zip may come from anybody with a browser, so nothing in it is believed: names that climb out of
the folder, links, and contents that swell past the limits refuse the whole.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from missions.intake.cells import closest
from missions.intake.faults import Cause, Findings, Place
from missions.intake.folder import IN_CSV

MIB = 1024 * 1024
MAX_FILE = 5 * MIB
MAX_UNPACKED = 20 * MIB
MAX_ENTRIES = 1000

SEALED_FILE = "sealed.age"
KNOWN = ("trip.toml", *(f"{name}.csv" for name in IN_CSV), SEALED_FILE)
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx", "readme.md", "readme.txt"})
_BAD_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
"""What the standard library raises for a zip that is damaged or forged."""


@dataclass(slots=True)
class Handed:
    """What was handed over: the known files of a folder by name, or a workbook."""

    files: dict[str, bytes] = field(default_factory=dict)
    workbook: bytes | None = None
    name: str = ""


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
                return _zipped(name, archive, findings)
        except _BAD_ZIP:
            findings.fault(Cause.FILE, Place(name), "", "a .zip or .xlsx file that is whole")
            return None
    wanted, likely = "a folder, a .zip of one or an .xlsx file", ""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        wanted = "an .xlsx workbook; this is an old .xls one, or it has a password"
        likely = "to save it as .xlsx without a password"
    elif name.lower() in KNOWN:
        likely = "the folder in which this file stands"
    findings.fault(Cause.FILE, Place(name), "", wanted, likely)
    return None


def _workbook(name: str, data: bytes, findings: Findings) -> Handed | None:
    whole = _within(MAX_FILE, name, data, findings)
    return None if whole is None else Handed(workbook=whole, name=name)


def _within(limit: int, name: str, data: bytes, findings: Findings) -> bytes | None:
    """Return the data, or None with a fault when there is more than the limit."""
    if len(data) <= limit:
        return data
    findings.fault(Cause.LIMIT, Place(name), "", f"a file of at most {limit // MIB} MiB")
    return None


def _read_limited(path: Path, limit: int, findings: Findings) -> bytes | None:
    """Read a plain file; a link, a pipe or a device is refused without being opened for long."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            findings.fault(Cause.FILE, Place(path.name), "", "a plain file")
            return None
        data = file.read(limit + 1)
    return _within(limit, path.name, data, findings)


def _folder(path: Path, findings: Findings) -> Handed:
    handed = Handed(name=path.name)
    with os.scandir(path) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in _wanted([entry.name for entry in ordered], findings):
        data = _inside(path / entry, findings)
        if data is not None and _room_left(handed, data, findings):
            handed.files[entry.lower()] = data
    _alone_in(handed, [entry.name for entry in ordered], findings)
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


def _alone_in(handed: Handed, names: list[str], findings: Findings) -> None:
    workbooks = [name for name in names if name.lower().endswith(".xlsx") and name[0] not in "~."]
    if "trip.toml" not in handed.files and workbooks:
        wanted = "trip.toml, or the workbook by its own path"
        findings.fault(Cause.FILE, Place("trip.toml"), "", wanted, workbooks[0])


def _wanted(names: list[str], findings: Findings) -> Iterator[str]:
    """Yield the names that belong to a trip folder; tell of the others."""
    seen: set[str] = set()
    for name in names:
        low = name.lower()
        if low in seen and low in KNOWN:
            findings.fault(Cause.TWICE, Place(name), "", f"one file {low}; here are two")
        elif low in KNOWN:
            seen.add(low)
            yield name
        elif name[0] not in "._~" and low not in _OF_THE_SYSTEM:
            likely = closest(low, KNOWN, 0.75)
            hint = f" Did you mean {likely}?" if likely else ""
            text = f"This is no part of a trip folder and was left out.{hint}"
            (findings.warn if likely else findings.notice)(Place(name), text)


def _room_left(handed: Handed, data: bytes, findings: Findings) -> bool:
    total = sum(map(len, handed.files.values())) + len(data)
    if total > MAX_UNPACKED:
        wanted = f"at most {MAX_UNPACKED // MIB} MiB in all files together"
        findings.fault(Cause.LIMIT, Place(handed.name), "", wanted)
    return total <= MAX_UNPACKED


def _zipped(name: str, archive: zipfile.ZipFile, findings: Findings) -> Handed | None:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if not _believable(name, archive.infolist(), findings):
        return None
    paths = {_posix(entry): entry for entry in entries}
    root = _root([path for path in paths if path.name.lower() in KNOWN])
    inside = {path.name: entry for path, entry in paths.items() if path.parent == root}
    handed = Handed(name=name)
    for each in _wanted(sorted(inside), findings):
        data = _unzip(archive, inside[each], findings)
        if data is None or not _room_left(handed, data, findings):
            return None
        handed.files[each.lower()] = data
    _alone_in(handed, sorted(inside), findings)
    return handed


def _posix(entry: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(entry.filename.replace("\\", "/"))


def _root(known: list[PurePosixPath]) -> PurePosixPath:
    """Return the folder inside the zip that holds the trip: the least deep one."""
    tomls = [path for path in known if path.name.lower() == "trip.toml"]
    best = min(tomls or known, key=lambda path: (len(path.parts), str(path)), default=None)
    return best.parent if best else PurePosixPath(".")


def _believable(name: str, entries: list[zipfile.ZipInfo], findings: Findings) -> bool:
    """Look at a zip's table of contents before anything is read from it."""
    before = len(findings.faults)
    if len(entries) > MAX_ENTRIES:
        findings.fault(Cause.LIMIT, Place(name), "", f"at most {MAX_ENTRIES:,} files in a zip")
    elif sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        wanted = f"at most {MAX_UNPACKED // MIB} MiB when it is unpacked"
        findings.fault(Cause.LIMIT, Place(name), "", wanted)
    for entry in entries[:MAX_ENTRIES]:
        path = _posix(entry)
        wanted = ""
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            wanted = "files that stay inside their folder; this name leads out of it"
        elif stat.S_ISLNK(entry.external_attr >> 16):
            wanted = "the file itself; this is a link"
        elif entry.flag_bits & 1:
            wanted = "a zip without a password"
        if wanted:
            findings.fault(Cause.FILE, Place(name), entry.filename[:200], wanted)
    return len(findings.faults) == before


def _unzip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, findings: Findings) -> bytes | None:
    """Read one file of a zip, never more than the limit, whatever its size is said to be."""
    with archive.open(entry) as file:
        data = file.read(MAX_FILE + 1)
    return _within(MAX_FILE, _posix(entry).name, data, findings)
