"""`missions init` makes what is missing, says so, and changes nothing the second time."""

from __future__ import annotations

import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from missions.cli.main import main
from missions.installation import Installation, NotReady, create, open_installation
from missions.settings import Settings, at_home
from missions.store import migrate
from tests.factories.canary_trip import build
from tests.factories.telling_trip import bring


def init(home: Path, *options: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["init", *options], env={"MISSIONS_HOME": str(home)})
    return done.exit_code, done.stdout, done.stderr


def content(path: Path) -> bytes:
    """Return a file's bytes, of a database what it holds."""
    if path.suffix != ".db":
        return path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump()).encode()


def files(home: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (content(path), stat.S_IMODE(path.stat().st_mode))
        for path in sorted(home.iterdir())
    }


def document(home: Path, *, new: bool) -> dict[str, Any]:
    return {
        "home": str(home),
        "database": f"sqlite:///{home / 'missions.db'}",
        "key_file": str(home / "outer.key"),
        "new_key": new,
        "new_database": new,
    }


def test_the_first_time_makes_everything_and_the_second_time_nothing(tmp_path: Path) -> None:
    home = tmp_path / "a" / "home"

    code, out, err = init(home, "--json")
    made = files(home)
    again = init(home, "--json")

    assert (code, json.loads(out)) == (0, document(home, new=True))
    assert err == (
        f"A new outer key was written to {home / 'outer.key'}. Keep a copy of it apart from the"
        " database: without it, sealed facts can't be read.\n"
    )
    assert (again[0], json.loads(again[1]), again[2]) == (0, document(home, new=False), "")
    assert files(home) == made
    assert sorted(made) == ["audit.key", "keys.db", "missions.db", "outer.key", "web.key"]
    keys = ("audit.key", "keys.db", "outer.key", "web.key")
    assert {made[name][1] for name in keys} == {0o600}


def test_a_trip_in_the_installation_survives_a_second_init(tmp_path: Path) -> None:
    settings = at_home(tmp_path)
    create(settings)
    installation = open_installation(settings)
    build(installation, "closed")
    installation.close()
    before = files(tmp_path)

    assert init(tmp_path)[:2] == (0, f"Ready at {tmp_path}\n")
    assert files(tmp_path) == before


def test_a_folder_without_an_installation_says_what_to_do(tmp_path: Path) -> None:
    settings = at_home(tmp_path / "home")

    with pytest.raises(NotReady) as missing:
        open_installation(settings)
    (tmp_path / "home").mkdir()
    with pytest.raises(NotReady) as empty:
        open_installation(settings)

    assert str(missing.value) == (
        f"There is no installation at {tmp_path / 'home'}. Run: missions init"
    )
    assert str(empty.value) == "The database is empty. Run: missions init"


def test_a_database_of_another_version_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = at_home(tmp_path)
    create(settings)
    revision = migrate.head()
    monkeypatch.setattr(migrate, "head", lambda: "9999")

    with pytest.raises(NotReady) as caught:
        open_installation(settings)

    assert str(caught.value) == (
        f"The database is at revision {revision}, this version wants 9999. Run: missions db upgrade"
    )


def test_a_lost_outer_key_is_not_replaced_where_keys_are_wrapped_by_it(tmp_path: Path) -> None:
    settings = at_home(tmp_path)
    create(settings)
    installation = open_installation(settings)
    build(installation, "closed")
    installation.close()
    settings.key_file.unlink()

    code, out, err = init(tmp_path)

    assert (code, out) == (1, "")
    assert err.startswith(f"The outer key {settings.key_file} is not there.")
    assert not settings.key_file.exists()


def test_a_lost_store_of_keys_is_not_made_anew_over_trips(
    settings: Settings, installation: Installation, tmp_path: Path
) -> None:
    bring(installation, tmp_path / "folder")
    installation.close()
    settings.key_store.unlink()

    with pytest.raises(NotReady, match="is gone, and there are trips that it sealed"):
        create(settings)

    assert not settings.key_store.exists()


def test_a_lost_key_of_the_log_is_not_made_anew(
    settings: Settings, installation: Installation, tmp_path: Path
) -> None:
    bring(installation, tmp_path / "folder")
    installation.close()
    settings.audit_key_file.unlink()

    for opening in (open_installation, create):
        with pytest.raises(NotReady, match="The key of the audit log"):
            opening(settings)

    assert not settings.audit_key_file.exists()
