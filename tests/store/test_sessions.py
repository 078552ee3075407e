"""Sessions: SQLite's safe settings are in force, a write is one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from missions.store.sessions import Store
from missions.trips.model import Word

SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def store(migrated_url: str) -> Iterator[Store]:
    """A store on an empty, migrated database."""
    opened = Store(migrated_url)
    yield opened
    opened.close()


@SQLITE
@pytest.mark.parametrize("way", ["read", "write"])
def test_the_pragmas_are_in_force(store: Store, way: str) -> None:
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")

    with getattr(store, way)() as session:
        found = {name: session.execute(text(f"PRAGMA {name}")).scalar_one() for name in names}

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
    }


def try_to_write(store: Store) -> str:
    """Return what another program is told that wants to write at once."""
    with closing(sqlite3.connect(str(make_url(store.url).database), timeout=0)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            return str(error)
    return ""


@SQLITE
def test_a_write_holds_the_lock_from_its_beginning_and_a_read_does_not(store: Store) -> None:
    found = {}
    for way in ("read", "write"):
        with getattr(store, way)() as session:
            session.execute(text("SELECT 1"))
            found[way] = try_to_write(store)

    assert found == {"read": "", "write": "database is locked"}
    assert try_to_write(store) == ""


def words(store: Store) -> int | None:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(Word))


def add_word(store: Store, trip_id: str, *, fail: bool = False, way: str = "write") -> None:
    with getattr(store, way)() as session:
        if trip_id == "trip":
            session.execute(
                text(
                    "INSERT INTO trip (id, code, name, label, posture, field_access, starts, ends,"
                    " home_zone, paper, languages, version) VALUES ('trip', 'c', '', '', 'open',"
                    " '', '2026-07-10', '2026-07-14', 'UTC', 'a4', 'en', 1)"
                )
            )
        session.add(Word(trip_id=trip_id, term="term"))
        session.flush()
        if fail:
            raise ValueError("the action fails")


def test_a_write_that_ends_well_is_kept(store: Store) -> None:
    add_word(store, "trip")

    assert words(store) == 1


def test_a_write_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(ValueError, match="the action fails"):
        add_word(store, "trip", fail=True)

    assert words(store) == 0


def test_what_a_reading_session_writes_is_not_kept(store: Store) -> None:
    add_word(store, "trip", way="read")

    assert words(store) == 0


def test_a_row_that_refers_to_nothing_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        add_word(store, "nobody's trip")

    assert words(store) == 0
