"""Putting a backup back: whole, into an empty database or in place of what is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from missions.installation import Installation
from missions.operations import aftermath, revisions
from missions.operations.aftermath import Ended
from missions.operations.archive import Manifest
from missions.operations.archive import inspect as look_through
from missions.operations.backup import Step, nobody_watches
from missions.operations.envelope import BackupRefused, head_of
from missions.operations.loading import Source, in_one_transaction, into_new_file
from missions.vault import outer

_OF_THE_MACHINE = frozenset({"alembic_version", "attempt", "milestone"})
"""Tables that fill by themselves; a database with rows in no other one is empty."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, what was ended with it, and what somebody must look after.

    `kept` is where the replaced SQLite file stands, `heads` where the file of the log's heads was
    moved; "" for nowhere. `links` open something again; `keyless` trips have no key here.
    """

    manifest: Manifest
    ended: Ended
    kept: str
    heads: str
    links: int
    keyless: int


def key_for(path: Path, key_file: Path) -> bytes:
    """Return the outer key that a backup was made under.

    Raises:
        BackupRefused: it is no backup, or was made under another outer key.
        OuterKeyUnusable: there is no outer key.
    """
    wanted = head_of(path).fingerprint
    found = outer.candidates(key_file)
    for key in found:
        if outer.fingerprint(key) == wanted:
            return key
    present = outer.fingerprint(found[0])
    raise BackupRefused(
        f"{path} was made under the outer key {wanted}; {key_file} is {present}."
        " Give the right one with --outer-key."
    )


def is_empty(connection: Connection) -> bool:
    """Whether nobody has written anything yet."""
    names = set(inspect(connection).get_table_names()) - _OF_THE_MACHINE
    return not any(
        connection.scalar(select(func.count()).select_from(table(name))) for name in names
    )


def check(path: Path, key: bytes) -> Manifest:
    """Read a backup to its end and see that this version can restore it.

    Raises:
        BackupRefused: it is not whole, or of a newer version.
    """
    manifest = look_through(path, key)
    if manifest.revision not in revisions.known():
        raise BackupRefused(
            f"The backup's database is at revision {manifest.revision}, which this version does not"
            " know. Install the version that made it, or a newer one."
        )
    return manifest


def restore(
    installation: Installation,
    path: Path,
    key: bytes,
    *,
    replace: bool = False,
    unverified_log: bool = False,
    step: Step = nobody_watches,
) -> Restored:
    """Put a backup back; nothing has changed when it does not work out.

    Whoever was signed in is signed out. What was purged since must be deleted again by
    `retention.tombstones`.

    Args:
        key: the outer key that the backup was made under.
        replace: whether a database that is not empty may be replaced.
        unverified_log: whether an audit log may be put back that the present audit.key does not
            fit.

    Raises:
        BackupRefused: with what is wrong, in a sentence.
        FilesUnusable: the store of scans does not answer.
    """
    store, settings = installation.store, installation.settings
    with store.engine.connect() as connection:
        empty = is_empty(connection)
    if not (empty or replace):
        raise BackupRefused(
            "The database is not empty. Nothing was changed. To put the backup in its place, stop"
            " the service and add --replace."
        )
    source = Source(path, key, check(path, key), settings.scan_store, step)
    try:
        after = _Aftermath(source.manifest, unverified_log)
        ended, kept = _carried_out(installation, source, after, keep=not empty)
    except DBAPIError as error:
        name = type(error.orig).__name__
        raise BackupRefused(
            f"The database did not take the backup ({name}). Nothing was changed. Is the service"
            " stopped?"
        ) from error
    except OSError as error:
        raise BackupRefused(
            f"It can't be written: {error.strerror or error}. Nothing was changed."
        ) from error
    return _looked_at(installation, source.manifest, ended, kept)


@dataclass(frozen=True, slots=True)
class _Aftermath:
    """What is done with restored rows before anybody uses them."""

    manifest: Manifest
    unverified_log: bool

    def __call__(self, session: Session) -> Ended:
        if not self.unverified_log:
            aftermath.require_whole_log(session)
        made_at = self.manifest.made_at.isoformat(timespec="seconds")
        return aftermath.end_what_was_open(session, made_at)


def _carried_out(
    installation: Installation, source: Source, after: _Aftermath, keep: bool
) -> tuple[Ended, str]:
    store = installation.store
    if store.engine.dialect.name == "sqlite":
        return into_new_file(store, source, after, keep)
    return in_one_transaction(store, source, after), ""


def _looked_at(installation: Installation, manifest: Manifest, ended: Ended, kept: str) -> Restored:
    scopes = installation.keyring.generations()
    with installation.store.read() as session:
        heads = aftermath.put_heads_aside(session, installation.settings.head_file)
        return Restored(
            manifest=manifest,
            ended=ended,
            kept=kept,
            heads=str(heads or ""),
            links=aftermath.live_links(session),
            keyless=aftermath.trips_without_key(session, scopes),
        )
