"""`missions keys`: looking at keys, replacing them, printing the outer one and putting it back."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from click.testing import CliRunner, Result

from missions import clock
from missions.briefing.actions import publish
from missions.cli.main import main
from missions.disclosure import SealedFact, reveal
from missions.installation import Installation, create, open_installation
from missions.people.model import Person
from missions.settings import at_home
from missions.trips.model import Membership
from missions.vault import outer
from missions.vault.keyring import person_scope
from missions.vault.typed import rows_of
from tests.factories.canary_trip import CanaryTrip, build

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CanaryTrip]:
    """A home with a published trip, made once and copied for each test."""
    home = tmp_path_factory.mktemp("made") / "home"
    create(at_home(home))
    installation = open_installation(at_home(home))
    trip = build(installation, "closed")
    publish(installation, trip.code, "operator", "First")
    installation.close()
    return home, trip


@pytest.fixture
def home(made_once: tuple[Path, CanaryTrip], tmp_path: Path) -> Iterator[Path]:
    """A home of the test's own, at a moment of its own."""
    copied = tmp_path / "home"
    shutil.copytree(made_once[0], copied)
    with clock.frozen(NOW):
        yield copied


def keys(home: Path, *args: str, typed: str = "") -> Result:
    environment = {"MISSIONS_HOME": str(home)}
    return CliRunner().invoke(main, ["keys", *args], env=environment, input=typed)


def document(home: Path, *args: str, typed: str = "") -> dict[str, Any]:
    done = keys(home, *args, "--json", typed=typed)
    assert done.exit_code == 0, done.stderr
    return dict(json.loads(done.stdout))


def fact(installation: Installation, trip: CanaryTrip) -> str:
    with installation.store.write() as session:
        member = session.query(Membership).filter_by(key="mei").one()
        person = session.get_one(Person, member.person_id)
        place = f"person/{person.id}/allergies"
        sealed = SealedFact(person_scope(person.id), place, person.allergies)
        return reveal(installation, session, "operator", person.id, [sealed], "test")[0]


def can_open(home: Path, trip: CanaryTrip) -> bool:
    installation = open_installation(at_home(home))
    try:
        return fact(installation, trip) == trip.canary("person.mei.allergies")
    finally:
        installation.close()


def fingerprint(home: Path) -> str:
    return outer.fingerprint(outer.load(home / "outer.key"))


def test_status_counts_keys_and_says_what_was_never_done(home: Path) -> None:
    found = document(home, "status")

    assert found["keys"] == {
        "person": {"count": 4, "generations": {"1": 4}},
        "trip": {"count": 1, "generations": {"1": 1}},
    }
    assert found["unfinished"] == []
    assert found["outer"] == {
        "file": str(home / "outer.key"),
        "present": True,
        "fingerprint": fingerprint(home),
        "problem": "",
        "unfinished": False,
        "escrow": {"at": None, "days": None, "current": None},
    }
    assert {key: found["store"][key] for key in ("file", "present", "problem", "backup")} == {
        "file": str(home / "keys.db"),
        "present": True,
        "problem": "",
        "backup": {"at": None, "days": None},
    }


def test_status_for_a_person_gives_the_next_commands_and_no_key(home: Path) -> None:
    done = keys(home, "status")

    lines = done.stdout.splitlines()
    assert lines[0] == f"Outer key      {fingerprint(home)}  {home / 'outer.key'}"
    assert lines[1] == "Paper copies   never printed. Run: missions keys escrow --out DIR"
    assert lines[3:] == [
        "Its copy       never made. Run: missions keys backup FILE",
        "Person         4: 4 of generation 1",
        "Trip           1: 1 of generation 1",
    ]
    assert (home / "outer.key").read_text().strip() not in done.stdout


def test_status_tells_an_unfinished_rotation_and_rotating_ends_it(
    home: Path, made_once: tuple[Path, CanaryTrip]
) -> None:
    trip = made_once[1]
    installation = open_installation(at_home(home))
    installation.keyring.begin_rotation(f"trip:{trip.trip_id}")
    installation.close()

    said = keys(home, "status").stdout.splitlines()[-1]
    done = document(home, "rotate", "--unfinished")

    assert said == (
        "Replacing keys was stopped (1 trip); nothing is lost."
        " Run: missions keys rotate --unfinished"
    )
    assert done["keys"] == 1
    after = document(home, "status")
    assert (after["unfinished"], after["keys"]["trip"]["generations"]) == ([], {"2": 1})


def test_a_rotation_that_can_not_go_on_says_why_and_waits(home: Path) -> None:
    (home / "scans").write_text("in the way")

    done = keys(home, "rotate", "--person", "canary:mei", "--json")

    assert done.exit_code == 1
    (home / "scans").unlink()
    assert json.loads(done.stdout)["error"].endswith(
        "Nothing is lost: both keys are kept. Run it again when that is mended."
    )
    assert len(document(home, "status")["unfinished"]) == 1
    assert document(home, "rotate", "--unfinished")["keys"] == 1


@pytest.mark.parametrize(
    ("options", "replaced"),
    [
        (("--trip", "canary"), {"person": {"1": 4}, "trip": {"2": 1}}),
        (("--person", "canary:mei"), {"person": {"1": 3, "2": 1}, "trip": {"1": 1}}),
        (("--all",), {"person": {"2": 4}, "trip": {"2": 1}}),
    ],
)
def test_rotating_replaces_what_was_named(
    home: Path,
    made_once: tuple[Path, CanaryTrip],
    options: tuple[str, ...],
    replaced: dict[str, dict[str, int]],
) -> None:
    done = document(home, "rotate", *options)

    found = document(home, "status")["keys"]
    assert {kind: each["generations"] for kind, each in found.items()} == replaced
    assert done["resealed"] > 0
    assert can_open(home, made_once[1])


def test_rotating_the_outer_key_makes_the_paper_old(
    home: Path, made_once: tuple[Path, CanaryTrip], tmp_path: Path
) -> None:
    before = document(home, "escrow", "--out", str(tmp_path / "paper"))["fingerprint"]

    after = document(home, "rotate", "--outer")["outer"]

    assert (before == after, after) == (False, fingerprint(home))
    assert can_open(home, made_once[1])
    assert keys(home, "status").stdout.splitlines()[1] == (
        "Paper copies   printed today, of an older key. Run: missions keys escrow --out DIR"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Give one of --outer, --trip, --person, --all, --unfinished."),
        (("--all", "--outer"), "Give one of --outer, --trip, --person, --all, --unfinished."),
        (("--person", "mei"), "Name the person as CODE:KEY, as in spring-27:mei."),
        (("--person", "canary:nobody"), "There is no person “nobody” in canary."),
    ],
)
def test_what_can_not_be_rotated_says_so(home: Path, options: tuple[str, ...], said: str) -> None:
    done = keys(home, "rotate", *options)

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"{said}\n")


def test_the_paper_has_the_key_and_it_can_be_put_back(
    home: Path, made_once: tuple[Path, CanaryTrip], tmp_path: Path
) -> None:
    out = tmp_path / "paper"
    rows = rows_of(outer.load(home / "outer.key"))
    said = document(home, "escrow", "--out", str(out))

    files = [Path(file) for file in said["files"]]
    assert [file.name for file in files] == ["outer-key-1-of-2.pdf", "outer-key-2-of-2.pdf"]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
    assert sorted(path.name for path in out.iterdir()) == [file.name for file in files]
    for number, file in enumerate(files, 1):
        reader = pypdf.PdfReader(BytesIO(file.read_bytes()))
        words = " ".join(page.extract_text() for page in reader.pages).split()
        assert len(reader.pages) == 1
        assert [group for row in rows for group in row.split() if group not in words] == []
        assert f"Printed Mon 1 March 2027, copy {number} of 2" in " ".join(words)

    was = (home / "outer.key").read_bytes()
    (home / "outer.key").unlink()
    back = document(home, "enter", typed="\n".join(rows).lower() + "\n\n")

    assert back == {"file": str(home / "outer.key"), "fingerprint": said["fingerprint"]}
    assert (home / "outer.key").read_bytes() == was
    assert stat.S_IMODE((home / "outer.key").stat().st_mode) == 0o600
    assert can_open(home, made_once[1])


def test_a_mistake_in_typing_names_its_row_and_writes_nothing(home: Path) -> None:
    rows = list(rows_of(outer.load(home / "outer.key")))
    (home / "outer.key").unlink()
    rows[2] = "0000 0000 00"

    done = keys(home, "enter", typed="\n".join(rows))

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Row 3 has a mistake: ")
    assert not (home / "outer.key").exists()


def test_a_key_of_another_installation_is_refused(home: Path) -> None:
    right = fingerprint(home)
    (home / "outer.key").unlink()
    other = bytes(32)

    done = keys(home, "enter", typed="\n".join(rows_of(other)))

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        f"This key ({outer.fingerprint(other)}) does not open the keys in {home / 'keys.db'},"
        f" which wants the one with the fingerprint {right}. Nothing was written.\n"
    )
    assert not (home / "outer.key").exists()


def test_a_key_that_is_there_is_not_replaced_by_typing(home: Path) -> None:
    was = (home / "outer.key").read_bytes()

    done = keys(home, "enter", typed="\n".join(rows_of(bytes(32))))

    assert done.exit_code == 1
    assert done.stderr == (
        f"There is an outer key at {home / 'outer.key'} already. Move it away first.\n"
    )
    assert (home / "outer.key").read_bytes() == was


def test_a_copy_of_the_store_serves_in_its_place(
    home: Path, made_once: tuple[Path, CanaryTrip], tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"

    said = keys(home, "backup", str(copy))

    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert said.stderr.startswith("Destroy it after 2027-03-31 (30 days): ")
    (home / "keys.db").unlink()
    copy.rename(home / "keys.db")
    assert can_open(home, made_once[1])
    with clock.frozen(NOW + timedelta(days=3)):
        assert document(home, "status")["store"]["backup"] == {
            "at": "2027-03-01T12:00:00+00:00",
            "days": 3,
        }


def test_a_copy_does_not_replace_a_file(home: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")

    done = keys(home, "backup", str(tmp_path / "copy.db"))

    assert (done.exit_code, (tmp_path / "copy.db").read_text()) == (2, "mine")
    assert done.stderr == f"{tmp_path / 'copy.db'} is there already; name a new file.\n"


def test_without_the_outer_key_status_says_what_is_missing(home: Path) -> None:
    (home / "outer.key").unlink()

    found = document(home, "status")

    missing = (
        f"The outer key {home / 'outer.key'} is not there. Put it back from your escrow copy;"
        " plans and calendars work meanwhile, sealed facts do not."
    )
    assert found["outer"]["present"] is False
    assert (found["outer"]["fingerprint"], found["outer"]["problem"]) == (None, missing)
    assert found["keys"]["person"]["count"] == 4
    for command in (("rotate", "--all"), ("rotate", "--outer"), ("escrow", "--out", str(home))):
        done = keys(home, *command)
        assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"{missing}\n")


def test_without_the_store_status_says_so_and_makes_none(home: Path) -> None:
    (home / "keys.db").unlink()

    found = document(home, "status")

    assert (found["store"]["present"], found["keys"]) == (False, {})
    assert found["store"]["problem"].startswith(f"The store of keys {home / 'keys.db'} is not")
    assert not (home / "keys.db").exists()


def test_no_command_prints_the_key(home: Path, tmp_path: Path) -> None:
    key = (home / "outer.key").read_text().strip()
    done = [
        keys(home, *command)
        for command in (
            ("status",),
            ("escrow", "--out", str(tmp_path / "paper")),
            ("backup", str(tmp_path / "copy.db")),
            ("rotate", "--all"),
            ("rotate", "--outer"),
        )
    ]

    assert [each.exit_code for each in done] == [0] * 5
    assert [key in each.output for each in done] == [False] * 5
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM wrapped_key").fetchone() == (10,)
