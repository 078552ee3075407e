"""The column types that keep time honest, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, MetaData, Table, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from missions.store.sessions import make_engine
from missions.store.types import Instant, WallTime

TIMES = Table(
    "times",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("instant", Instant),
    Column("wall", WallTime),
)
SEOUL = ZoneInfo("Asia/Seoul")
NAIVE = datetime(2026, 3, 8, 2, 30)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    """A connection to a database that has the table of times."""
    engine = make_engine(database_url)
    with engine.connect() as opened:
        TIMES.metadata.create_all(opened)
        yield opened
    engine.dispose()


def written(connection: Connection, **values: datetime | None) -> tuple[object, object]:
    connection.execute(insert(TIMES).values(id=1, **values))
    row = connection.execute(select(TIMES.c.instant, TIMES.c.wall)).one()
    return row.instant, row.wall


def test_an_instant_refuses_a_naive_value(connection: Connection) -> None:
    with pytest.raises(StatementError, match="an instant needs a zone: 2026-03-08T02:30:00"):
        connection.execute(insert(TIMES).values(id=1, instant=NAIVE))


def test_a_wall_time_refuses_an_aware_value(connection: Connection) -> None:
    aware = NAIVE.replace(tzinfo=SEOUL)

    with pytest.raises(StatementError, match="a wall time carries no zone: 2026-03-08T02:30:00"):
        connection.execute(insert(TIMES).values(id=1, wall=aware))


def test_an_instant_comes_back_as_the_same_moment_in_utc(connection: Connection) -> None:
    instant, _ = written(connection, instant=datetime(2026, 7, 11, 17, 10, tzinfo=SEOUL))

    assert repr(instant) == "datetime.datetime(2026, 7, 11, 8, 10, tzinfo=datetime.timezone.utc)"


@pytest.mark.parametrize("wall", [NAIVE, datetime(2026, 11, 1, 1, 30), datetime(1, 1, 1)])
def test_a_wall_time_comes_back_as_it_was(connection: Connection, wall: datetime) -> None:
    _, found = written(connection, wall=wall)

    assert repr(found) == repr(wall)


def test_blanks_stay_blank(connection: Connection) -> None:
    assert written(connection, instant=None, wall=None) == (None, None)


@given(
    naive=st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2200, 1, 1)),
    minutes=st.integers(min_value=-14 * 60, max_value=14 * 60),
)
def test_an_instant_is_stored_in_utc_whatever_its_zone(naive: datetime, minutes: int) -> None:
    kind, dialect = Instant(), sqlite.dialect()
    aware = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))

    stored = kind.process_bind_param(aware, dialect)
    plain = (naive - timedelta(minutes=minutes)).replace(tzinfo=UTC)

    assert repr(stored) == repr(plain)
    assert kind.process_result_value(stored.replace(tzinfo=None), dialect) == aware
    assert kind.process_result_value(stored.astimezone(SEOUL), dialect) == aware
