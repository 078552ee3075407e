"""Databases for tests, on both engines.

`database_url` is an empty database, `migrated_url` one at the newest migration; a test that asks
for either runs once an engine. To run on one engine only::

    @pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
"""

import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from missions.store.migrate import upgrade
from tests.databases.cluster import Cluster, running

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """This worker's PostgreSQL server, started when the first test asks for it."""
    with running() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgres_url(postgres: Cluster) -> str:
    """The server's maintenance database: for looking at the server, not for data."""
    return postgres.url("postgres")


@pytest.fixture(scope="session")
def migrated_template(postgres: Cluster) -> str:
    """The name of a migrated database that others are copied from."""
    postgres.create("migrated")
    upgrade(postgres.url("migrated"))
    return "migrated"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that others are copied from, its log folded in."""
    path = tmp_path_factory.mktemp("migrated") / "missions.sqlite3"
    upgrade(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engine that this run of the test is about."""
    return str(request.param)


@pytest.fixture
def database_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database of the test's own."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    with copied(request.getfixturevalue("postgres"), "template0") as url:
        yield url


@pytest.fixture
def migrated_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of the test's own with all tables and no rows."""
    if engine_name == "sqlite":
        path = tmp_path / "missions.sqlite3"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
        return
    template = request.getfixturevalue("migrated_template")
    with copied(request.getfixturevalue("postgres"), template) as url:
        yield url


@contextmanager
def copied(cluster: Cluster, template: str) -> Iterator[str]:
    """A copy of a template database for as long as the context lasts."""
    name = f"test_{next(_numbers)}"
    cluster.create(name, template)
    try:
        yield cluster.url(name)
    finally:
        cluster.drop(name)
