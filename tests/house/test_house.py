"""The laws of the house, read from the source: where things may stand and how long they may be."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.laws import (
    ROOT,
    Source,
    calls,
    doings,
    file_lengths,
    function_lengths,
    imports_inside,
    percentile_90,
    sources,
    vague_names,
)

PACKAGE = sources()


def broken(found: list[list[str]]) -> list[str]:
    return [place for places in found for place in places]


def test_there_is_a_house_to_look_at() -> None:
    paths = {source.path for source in PACKAGE}

    assert {"missions/clock.py", "missions/disclosure.py", "missions/briefing/release.py"} <= paths
    assert len(paths) > 100


def test_no_import_stands_inside_a_function() -> None:
    assert broken([imports_inside(source) for source in PACKAGE]) == []


def test_no_file_is_longer_than_300_lines_and_nine_of_ten_no_longer_than_200() -> None:
    lengths = file_lengths(PACKAGE)

    assert {path: lines for path, lines in lengths.items() if lines > 300} == {}
    assert percentile_90(lengths) <= 200


def test_no_function_is_longer_than_40_lines_and_nine_of_ten_no_longer_than_20() -> None:
    lengths = function_lengths(PACKAGE)

    assert {name: lines for name, lines in lengths.items() if lines > 40} == {}
    assert percentile_90(lengths) <= 20


def test_every_file_and_folder_says_what_is_in_it() -> None:
    assert broken([vague_names(source) for source in [*PACKAGE, *sources("tests")]]) == []


@pytest.mark.parametrize(
    ("names", "rooms"),
    [
        pytest.param((".unseal",), ("missions/briefing/",), id="private values are opened"),
        pytest.param(
            ("keyring.open", "keyring.open_all"), ("missions/disclosure.py",), id="seals are opened"
        ),
        pytest.param(("open_bytes", ".open_bytes"), ("missions/vault/",), id="ciphers are used"),
        pytest.param(
            (
                *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
                *("time.time", "time.time_ns", "time.localtime", "time.gmtime"),
            ),
            ("missions/clock.py",),
            id="the time is asked for",
        ),
        pytest.param(("print", "pprint", "breakpoint"), (), id="something is printed"),
        pytest.param(("sqlite3.connect",), ("missions/store/", "missions/vault/"), id="SQLite"),
    ],
)
def test_this_is_done_nowhere_but_in_its_room(
    names: tuple[str, ...], rooms: tuple[str, ...]
) -> None:
    outside = [source for source in PACKAGE if not source.path.startswith(rooms or ("/",))]
    inside = [source for source in PACKAGE if source.path.startswith(rooms or ("/",))]

    assert broken([calls(source, *names) for source in outside]) == []
    assert bool(broken([calls(source, *names) for source in inside])) is bool(rooms)


def test_the_package_is_empty_at_the_door_and_its_rooms_do_nothing_there() -> None:
    doors = [source for source in PACKAGE if source.path.endswith("/__init__.py")]

    assert {source.path: source.text for source in doors}["missions/__init__.py"] == ""
    assert broken([doings(source) for source in doors]) == []


def loaded(module: str, tmp_path: Path) -> set[str]:
    """Return the packages that a new process has loaded after importing a module."""
    ask = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", ask],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
    )
    return {name.split(".")[0] for name in json.loads(done.stdout)}


HEAVY = {"flask", "sqlalchemy", "reportlab", "alembic", "cryptography", "icalendar", "fontTools"}


def test_the_command_line_loads_nothing_heavy_for_its_help(tmp_path: Path) -> None:
    assert loaded("missions.cli.main", tmp_path) & HEAVY == set()
    assert {"flask", "sqlalchemy"} <= loaded("missions.web.app", tmp_path)


def test_help_is_printed_without_anything_heavy(tmp_path: Path) -> None:
    ask = (
        "import sys\nfrom missions.cli.main import main\n"
        "main(['--help'], standalone_mode=False)\n"
        f"sys.exit(', '.join(sorted({HEAVY!r} & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", ask],
        capture_output=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        check=False,
    )

    assert (done.returncode, done.stderr.decode()) == (0, "")
    for command in ("init", "demo", "serve", "sign-in", "trip", "db"):
        assert f"\n  {command} " in done.stdout.decode()


def test_imports_point_down_only() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]

    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)

    assert done.returncode == 0, done.stdout.decode()


BAD = """
import time as clock_of_another_name
from datetime import date, datetime

def long_one():
    '''
    A docstring
    of three lines.
    '''
    import os
    if os:
        from sys import path
    return path


class Room:
    def method(self, fact):
        print(fact.unseal())
        self.keyring.open("scope", "address", b"")
        self._keyring.open("scope", "address", b"")
        open("file")
        now = datetime.now
        return now(), date.today()
"""


def test_the_laws_find_what_breaks_them() -> None:
    bad = Source("missions/helpers/things.py", BAD)

    assert imports_inside(bad) == [f"{bad.path}:10", f"{bad.path}:12"]
    assert calls(bad, ".unseal") == [f"{bad.path}:18"]
    assert calls(bad, "print") == [f"{bad.path}:18"]
    assert calls(bad, "keyring.open") == [f"{bad.path}:19", f"{bad.path}:20"]
    assert calls(bad, "open") == [f"{bad.path}:21"]
    assert calls(bad, "datetime.now", "date.today") == [f"{bad.path}:22", f"{bad.path}:23"]
    assert vague_names(bad) == [bad.path]
    assert doings(bad) == [f"{bad.path}:5", f"{bad.path}:16"]
    assert function_lengths([bad]) == {f"{bad.path}:5 long_one": 5, f"{bad.path}:17 method": 7}
    assert file_lengths([bad]) == {bad.path: 23 - 4}
    assert percentile_90(dict.fromkeys("abcdefghi", 5) | {"j": 50}) == 5
