"""Each revision goes up, down and up again with a whole trip in it, on both engines."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url

from missions import clock, schema
from missions.accounts.capabilities import make_feed_link
from missions.briefing.actions import publish
from missions.installation import Installation
from missions.settings import Settings
from missions.store import migrate
from missions.store.sessions import make_engine
from missions.trips.model import Membership
from tests.factories.canary_trip import CanaryTrip, build
from tests.store.revisions import BREAK, MADE_UP, ORPHAN, REBUILD, UNDO, with_revision
from tests.store.snapshots import common, emptied, renamed, rows, shape

SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def revisions() -> list[tuple[str, str]]:
    """Every revision with the one below it ("base" for the first), the oldest first."""
    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS))
    walked = list(ScriptDirectory.from_config(config).walk_revisions())
    return [(one.revision, str(one.down_revision or "base")) for one in reversed(walked)]


@pytest.fixture
def trip(installation: Installation) -> CanaryTrip:
    """A trip with an edition, all connections given back so that the file may be swapped."""
    made = build(installation, "guarded")
    publish(installation, made.code, "operator")
    with installation.store.read() as session:
        members = session.scalars(select(Membership.id)).all()
    for member in members:
        make_feed_link(installation, member, "operator", clock.now() + timedelta(days=1))
    installation.close()
    return made


@pytest.fixture
def url(trip: CanaryTrip, settings: Settings) -> str:
    """The address of a database with a trip in it."""
    return settings.database_url


def file_of(url: str) -> Path:
    return Path(str(make_url(url).database))


def execute(url: str, statement: str) -> None:
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_the_revisions_are_one_line_from_the_first_to_the_head() -> None:
    line = revisions()

    assert [below for _, below in line] == ["base", *(revision for revision, _ in line[:-1])]
    assert line[-1][0] == migrate.head()


def test_the_head_has_the_tables_of_the_models(migrated_url: str) -> None:
    engine = create_engine(migrated_url)
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        found = compare_metadata(context, schema.metadata)
    engine.dispose()

    assert found == []
    assert migrate.differences(migrated_url) == []


def test_the_head_has_the_shape_that_the_models_would_make(
    migrated_url: str, database_url: str
) -> None:
    engine = make_engine(database_url)
    schema.metadata.create_all(engine)
    engine.dispose()

    assert shape(migrated_url) == shape(database_url)


@pytest.mark.parametrize(
    ("statement", "operations"),
    [
        ("ALTER TABLE word DROP COLUMN plain", ["add_column"]),
        ("ALTER TABLE word ADD COLUMN shade TEXT", ["remove_column"]),
        ("CREATE TABLE stray (id INTEGER PRIMARY KEY)", ["remove_table"]),
        ("DROP TABLE feed", ["add_table"]),
        ("DROP INDEX ix_word_trip_id", ["add_index"]),
    ],
)
def test_a_database_that_differs_from_the_models_is_found_out(
    migrated_url: str, statement: str, operations: list[str]
) -> None:
    execute(migrated_url, statement)

    found = [entry.split("'")[1] for entry in migrate.differences(migrated_url)]

    assert found == operations


@pytest.mark.parametrize(("revision", "below"), revisions())
def test_a_revision_goes_down_and_up_with_a_trip_in_it(url: str, revision: str, below: str) -> None:
    if revision != migrate.head():
        migrate.downgrade(url, revision)
    before, form = rows(url), shape(url)

    migrate.downgrade(url, below)
    lower, lower_form = rows(url), shape(url)
    migrate.upgrade(url, revision)
    again = rows(url)
    migrate.downgrade(url, below)
    migrate.upgrade(url, revision)

    assert lower == common(before, lower) | renamed(before, lower)
    assert common(again, lower) | renamed(again, lower) == lower
    assert emptied(again) == emptied(before)
    assert (rows(url), shape(url)) == (again, form)
    assert lower_form != form
    assert migrate.current(url) == revision


def test_base_leaves_nothing(url: str) -> None:
    migrate.downgrade(url, "base")

    assert (rows(url), shape(url), migrate.current(url)) == ({}, {}, None)


@SQLITE
def test_base_leaves_no_word_of_the_trip_in_the_file(trip: CanaryTrip, url: str) -> None:
    token = trip.canary("person.mei.legal_name").encode()
    assert token in file_of(url).read_bytes()

    migrate.downgrade(url, "base")

    assert token not in file_of(url).read_bytes()


def test_tables_that_are_rebuilt_keep_their_rows_and_those_that_refer_to_them(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, form = rows(url), shape(url)
    monkeypatch.setattr(migrate, "SCRIPTS", with_revision(tmp_path / "scripts", REBUILD, UNDO))

    migrate.upgrade(url)
    above = rows(url)
    migrate.downgrade(url, "-1")
    below, below_form = rows(url), shape(url)
    migrate.upgrade(url)

    assert common(above, before) == before
    assert above["trip"]["weather"] == [None]
    assert (below, below_form) == (before, form)
    assert rows(url) == above
    assert migrate.current(url) == MADE_UP


def test_a_failing_revision_leaves_everything_as_it_was(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, form, revision = rows(url), shape(url), migrate.current(url)
    monkeypatch.setattr(migrate, "SCRIPTS", with_revision(tmp_path / "scripts", BREAK))

    with pytest.raises(RuntimeError, match="breaks in the middle"):
        migrate.upgrade(url)

    assert (rows(url), shape(url), migrate.current(url)) == (before, form, revision)


def test_a_revision_that_breaks_a_reference_is_refused(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, revision = rows(url), migrate.current(url)
    monkeypatch.setattr(migrate, "SCRIPTS", with_revision(tmp_path / "scripts", ORPHAN))

    with pytest.raises(Exception, match=r"(?i)foreign key|refer"):
        migrate.upgrade(url)

    assert (rows(url), migrate.current(url)) == (before, revision)


def _files(file: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in file.parent.glob(f"{file.name}*")}


@SQLITE
@pytest.mark.parametrize("fault", ["a revision that breaks", "no revisions at all"])
def test_a_failing_upgrade_leaves_the_file_byte_for_byte_and_no_copy_beside_it(
    url: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _files(file_of(url))
    scripts = tmp_path / "scripts"
    if fault == "a revision that breaks":
        with_revision(scripts, BREAK)
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)

    with pytest.raises(Exception, match=r"breaks in the middle|Path doesn't exist"):
        migrate.upgrade(url, MADE_UP)

    assert _files(file_of(url)) == before
    assert list(before) == [file_of(url).name]


@SQLITE
@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_an_upgrade_makes_a_copy_and_swaps_it_in_with_the_same_mode(
    url: str, mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(url)
    file.chmod(mode)
    old = os.open(file, os.O_RDONLY)
    before = file.read_bytes()
    monkeypatch.setattr(migrate, "SCRIPTS", with_revision(tmp_path / "scripts", REBUILD))

    migrate.upgrade(url)

    kept = os.pread(old, os.fstat(old).st_size, 0)
    os.close(old)
    assert kept == before
    assert file.read_bytes() != before
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert list(_files(file)) == [file.name]


@SQLITE
def test_an_upgrade_to_the_head_that_is_there_touches_nothing(url: str) -> None:
    before = file_of(url).stat()

    migrate.upgrade(url)

    after = file_of(url).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@SQLITE
def test_what_is_still_in_the_write_ahead_log_goes_along(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = make_engine(url)
    with writer.begin() as connection:
        connection.execute(text("UPDATE trip SET label = 'only in the log'"))
    assert Path(f"{file_of(url)}-wal").stat().st_size
    monkeypatch.setattr(migrate, "SCRIPTS", with_revision(tmp_path / "scripts", REBUILD))

    migrate.upgrade(url)
    writer.dispose()

    assert rows(url)["trip"]["label"] == ["only in the log"]


def test_a_database_that_was_never_made_is_at_no_revision(database_url: str) -> None:
    assert migrate.current(database_url) is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql+psycopg://ann:secret@db/m", "postgresql+psycopg://ann:***@db/m"),
        ("sqlite:////var/m.db", "sqlite:////var/m.db"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert migrate.without_password(url) == shown
