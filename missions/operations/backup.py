"""Making a backup: the database as of one instant, and the scans that its rows name. No keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, select

from missions import clock
from missions.documents.files import ScanFiles
from missions.documents.model import Scan
from missions.installation import Installation
from missions.operations.archive import MANIFEST, SCANS, ArchiveWriter, Columns, Manifest
from missions.operations.envelope import written
from missions.operations.kinds import kind_of
from missions.operations.revisions import revision_of
from missions.store.base import Base
from missions.upkeep.actions import reach
from missions.vault import outer
from missions.vault.wrapping import wrapping_key

MILESTONE = "backup"
_BATCH = 200
Step = Callable[[str, int, int], None]


def nobody_watches(_text: str, _done: int, _total: int) -> None:
    """Report progress to nobody."""


def back_up(installation: Installation, path: Path, step: Step = nobody_watches) -> Manifest:
    """Write a backup to `path`, and write down that it was made.

    Safe while the service runs.

    Raises:
        OuterKeyUnusable: without the outer key nothing is written.
        BackupRefused: `path` holds something else, or can't be written.
        FilesUnusable: the store of scans does not answer.
    """
    settings = installation.settings
    key = wrapping_key(settings.key_file, settings.key_store)
    with written(path, key) as sealer, ArchiveWriter(sealer) as archive:
        manifest = _write(installation, archive, step)
    with installation.store.write() as session:
        reach(session, MILESTONE, outer.fingerprint(key))
    return manifest


def _write(installation: Installation, archive: ArchiveWriter, step: Step) -> Manifest:
    tables = [table for table in Base.metadata.sorted_tables if table.columns]
    columns = {table.name: _columns(table) for table in tables}
    rows: dict[str, int] = {}
    made_at = clock.now()
    with snapshot(installation.store.engine) as connection:
        revision = revision_of(connection)
        for done, table in enumerate(tables):
            step("tables", done, len(tables))
            found = _rows(connection, table)
            rows[table.name] = archive.add_rows(table.name, columns[table.name], found)
        names = list(connection.scalars(select(Scan.object_name).order_by(Scan.object_name)))
    absent = _write_scans(installation, archive, names, step)
    manifest = Manifest(
        revision=revision,
        made_at=made_at,
        tables=columns,
        rows=rows,
        scans=len(names) - len(absent),
        absent=absent,
        digests=dict(archive.digests),
    )
    archive.add(MANIFEST, json.dumps(manifest.as_json()).encode())
    return manifest


def _columns(table: Table) -> Columns:
    return tuple((one.name, kind_of(one)) for one in table.columns)


def _rows(connection: Connection, table: Table) -> Iterator[object]:
    ordered = select(table).order_by(*table.primary_key.columns)
    yield from connection.execution_options(yield_per=_BATCH).execute(ordered)


def _write_scans(
    installation: Installation, archive: ArchiveWriter, names: list[str], step: Step
) -> tuple[str, ...]:
    """Add the scans; return those that were deleted since the rows were read."""
    if not names:
        return ()
    files, absent = ScanFiles(installation.settings.scan_store), []
    for done, name in enumerate(names):
        step("scans", done, len(names))
        try:
            archive.add(f"{SCANS}{name}", files.get(name))
        except FileNotFoundError:
            absent.append(name)
    return tuple(absent)


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Yield a connection that sees one instant of the database, whoever writes meanwhile."""
    options = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection
