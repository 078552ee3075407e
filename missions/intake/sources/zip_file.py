"""A zip of a folder, which may come from anybody with a browser: nothing in it is believed.

Names that climb out of the folder, links, and contents that swell past the limits refuse the whole.
Nothing is unpacked to disk.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from missions.intake.faults import Cause, Findings, Place
from missions.intake.sources.handed import (
    KNOWN,
    MAX_ENTRIES,
    MAX_FILE,
    MAX_UNPACKED,
    MIB,
    Handed,
    point_to_workbook,
    room_left,
    wanted_of,
    within,
)

BAD_ZIP = (
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


def read_zip(name: str, archive: zipfile.ZipFile, findings: Findings) -> Handed | None:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if not _believable(name, archive.infolist(), findings):
        return None
    paths = {_posix(entry): entry for entry in entries}
    root = _root([path for path in paths if path.name.lower() in KNOWN])
    inside = {path.name: entry for path, entry in paths.items() if path.parent == root}
    handed = Handed(name=name)
    for each in wanted_of(sorted(inside), findings):
        data = _unzip(archive, inside[each], findings)
        if data is None or not room_left(handed, data, findings):
            return None
        handed.files[each.lower()] = data
    point_to_workbook(handed, sorted(inside), findings)
    return handed


def holds_trip(archive: zipfile.ZipFile) -> bool:
    """Say whether any file of a trip folder is in the zip."""
    return any(_posix(entry).name.lower() in KNOWN for entry in archive.infolist())


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
    return within(MAX_FILE, _posix(entry).name, data, findings)
