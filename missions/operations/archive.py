"""What is inside a backup: a tar of tables in parts of JSON lines, scans, and a manifest.

`tables/NAME/000001.jsonl` holds rows as arrays, in the order of the manifest's columns; tables
stand in the order in which they may be written back. `scans/NAME` is a scan's file, sealed as it
lies in the store. `manifest.json` comes last and says what there is, with a SHA-256 of each member.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, cast

from missions.operations.envelope import BackupRefused, Opener, Sealer
from missions.operations.kinds import Kind, from_json, to_json

FORMAT = 1
MANIFEST = "manifest.json"
TABLES, SCANS = "tables/", "scans/"
PART = 512 * 1024
"""About so much of a table is in one part."""
_BLOCK = 64 * 1024

Columns = tuple[tuple[str, Kind], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    `revision` is that of the database, `tables` are its tables' columns and `rows` how many each
    has, `scans` says how many files, `absent` which were deleted while the backup was made.
    """

    revision: str
    made_at: datetime
    tables: dict[str, Columns]
    rows: dict[str, int]
    scans: int
    absent: tuple[str, ...]
    digests: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the manifest as a JSON document."""
        return {
            "format": FORMAT,
            "revision": self.revision,
            "made_at": self.made_at.isoformat(),
            "tables": {name: [list(one) for one in each] for name, each in self.tables.items()},
            "rows": self.rows,
            "scans": self.scans,
            "absent": list(self.absent),
            "digests": self.digests,
        }


def _read_manifest(content: bytes) -> Manifest:
    document = json.loads(content)
    if document.get("format") != FORMAT:
        raise BackupRefused("The backup was made by a newer version; use that one to restore it.")
    return Manifest(
        revision=document["revision"],
        made_at=datetime.fromisoformat(document["made_at"]),
        tables={
            name: tuple((column, Kind(kind)) for column, kind in columns)
            for name, columns in document["tables"].items()
        },
        rows=document["rows"],
        scans=document["scans"],
        absent=tuple(document["absent"]),
        digests=document["digests"],
    )


class ArchiveWriter:
    """Adds members to a tar that is sealed as it grows."""

    def __init__(self, sealer: Sealer) -> None:
        stream = cast(BinaryIO, sealer)
        self._tar = tarfile.open(fileobj=stream, mode="w|", bufsize=_BLOCK)  # noqa: SIM115
        self.digests: dict[str, str] = {}

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._tar.close()

    def add(self, name: str, content: bytes) -> None:
        """Add a member."""
        one = tarfile.TarInfo(name)
        one.size, one.mode = len(content), 0o600
        self._tar.addfile(one, io.BytesIO(content))
        self.digests[name] = hashlib.sha256(content).hexdigest()

    def add_rows(self, table: str, columns: Columns, rows: Iterator[Any]) -> int:
        """Add a table's rows in parts; return how many there were."""
        count, number, lines, size = 0, 0, [], 0
        for row in rows:
            values = [to_json(kind, value) for (_, kind), value in zip(columns, row, strict=True)]
            line = json.dumps(values, separators=(",", ":")).encode()
            lines.append(line)
            count, size = count + 1, size + len(line)
            if size >= PART:
                number += 1
                self._add_part(table, number, lines)
                lines, size = [], 0
        if lines:
            self._add_part(table, number + 1, lines)
        return count

    def _add_part(self, table: str, number: int, lines: list[bytes]) -> None:
        self.add(f"{TABLES}{table}/{number:06}.jsonl", b"\n".join(lines) + b"\n")


def members(path: Path, key: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the members of a backup, one in memory at a time.

    Raises:
        BackupRefused: the file is not whole, or not one of this outer key.
    """
    try:
        with path.open("rb") as file:
            opener = Opener(file, path, key)
            with tarfile.open(fileobj=cast(BinaryIO, opener), mode="r|", bufsize=_BLOCK) as tar:
                for one in tar:
                    content = tar.extractfile(one)
                    yield one.name, content.read() if content is not None else b""
            opener.drain()
    except (OSError, tarfile.TarError, EOFError) as error:
        raise BackupRefused(f"{path} can't be read: {error}") from error


def read_rows(columns: Columns, part: bytes) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table's part."""
    for line in part.splitlines():
        values = json.loads(line)
        yield {
            name: from_json(kind, value)
            for (name, kind), value in zip(columns, values, strict=True)
        }


def table_of(member: str) -> str:
    """Return whose part a member is, "" for none."""
    return member.split("/")[1] if member.startswith(TABLES) else ""


def inspect(path: Path, key: bytes) -> Manifest:
    """Read a backup to its end, compare it with its manifest, and return that.

    Raises:
        BackupRefused: it is not whole.
    """
    digests: dict[str, str] = {}
    rows: Counter[str] = Counter()
    manifest = None
    for name, content in members(path, key):
        if name == MANIFEST:
            manifest = _read_manifest(content)
            continue
        digests[name] = hashlib.sha256(content).hexdigest()
        if table := table_of(name):
            rows[table] += content.count(b"\n")
    if manifest is None or digests != manifest.digests:
        raise BackupRefused(f"{path} is not what its manifest says. Nothing was changed.")
    if {name: rows[name] for name in manifest.tables} != manifest.rows:
        raise BackupRefused(f"{path} holds other rows than its manifest says.")
    return manifest
