"""`missions backup` and `missions restore` as they are given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete

from missions import clock
from missions.cli.main import main
from missions.installation import Installation
from missions.retention import journal
from missions.retention.journal import Ended
from missions.trips.model import Trip
from tests.factories.canary_trip import CanaryTrip
from tests.operations.drill import fill
from tests.operations.test_drill import THEN


class Shell:
    """Runs commands in an installation's environment."""

    def __init__(self, installation: Installation) -> None:
        self.env = {
            "MISSIONS_HOME": str(installation.settings.home),
            "MISSIONS_DATABASE_URL": installation.settings.database_url,
        }

    def __call__(self, *words: str | Path) -> Result:
        return CliRunner(env=self.env).invoke(main, [str(word) for word in words])

    def json(self, *words: str | Path, code: int = 0) -> Any:
        result = self(*words, "--json")
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)


@pytest.fixture
def trip(installation: Installation) -> Iterator[CanaryTrip]:
    """A full installation at a fixed instant."""
    with clock.frozen(THEN):
        yield fill(installation)


@pytest.fixture
def shell(installation: Installation, trip: CanaryTrip) -> Shell:
    return Shell(installation)


def test_a_backup_is_told_checked_and_put_back(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "b"

    made = shell.json("backup", file)
    checked = shell.json("restore", file, "--check")
    done = shell.json("restore", file, "--replace", "--yes")

    assert made == checked
    assert (made["made_at"], made["rows"]["trip"], made["scans"]) == (
        "2026-06-01T12:00:00+00:00",
        1,
        1,
    )
    assert (made["bytes"], made["scans_gone"]) == (file.stat().st_size, 0)
    assert {name: done[name] for name in made} == made
    assert done["ended"] == {"browsers": 1, "sign_in_links": 1, "invitations": 1, "letters": 1}
    assert done["purged_again"] == {"trips": 0, "persons": 0}
    assert [sentence.split()[0] for sentence in done["to_do"]][:3] == [
        "Passwords,",
        "Calendar",
        "Letters",
    ]
    assert done["to_do"][-1] == "Start the service, then: missions doctor"


def test_what_was_purged_since_goes_again(
    shell: Shell, installation: Installation, trip: CanaryTrip, tmp_path: Path
) -> None:
    file = tmp_path / "b"
    shell.json("backup", file)
    path = journal.file_of(installation.settings)
    journal.begin(path, Ended("p" * 32, (f"trip:{trip.trip_id}",)))
    journal.done(path, "p" * 32)
    with installation.store.write() as session:
        session.execute(delete(Trip))

    done = shell.json("restore", file, "--replace", "--yes")

    with installation.store.read() as session:
        left = session.query(Trip).count()
    assert (done["purged_again"]["trips"], left) == (1, 0)


def test_a_full_database_is_not_replaced_unasked(shell: Shell, tmp_path: Path) -> None:
    shell.json("backup", tmp_path / "b")

    refused = shell.json("restore", tmp_path / "b", code=1)
    unasked = shell("restore", tmp_path / "b", "--replace")

    assert "add --replace" in refused["error"]
    assert (unasked.exit_code, "Add --yes." in unasked.stderr) == (2, True)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_refusals_are_sentences(shell: Shell, installation: Installation, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear all, this is a letter and no backup, as everybody can see at once here.")

    over = shell("backup", other)
    missing = shell("restore", tmp_path / "none", "--check")
    installation.settings.key_file.unlink()
    keyless = shell("backup", tmp_path / "b")

    assert [(one.exit_code, one.stdout) for one in (over, missing, keyless)] == [(1, "")] * 3
    assert "is no backup" in over.stderr
    assert "No such file" in missing.stderr
    assert "Put it back from your escrow copy" in keyless.stderr
