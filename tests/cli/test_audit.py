"""`missions audit`: verifying, showing and keeping the log, on both databases."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, text

from missions import clock
from missions.audit import log
from missions.audit.model import AuditEntry
from missions.cli.main import main
from missions.installation import Installation
from missions.outbox.model import Letter
from missions.settings import Settings
from tests.audit.chains import let_change
from tests.factories.canary_trip import build

NIGHT = datetime(2026, 7, 10, 23, 30, tzinfo=UTC)
NO_HEADS = (
    "There was no daily head to compare with, so a cut at the end would not be noticed."
    " The worker keeps one a day; name another copy with --heads.\n"
)
RESTORE = (
    "Keep the database and the file of heads as they are, find out who could write to the"
    " database, and compare with the newest backup that still verifies.\n"
)


class Shell:
    """Runs commands in an installation's environment, at `NIGHT`."""

    def __init__(self, settings: Settings) -> None:
        self.env = {
            "MISSIONS_HOME": str(settings.home),
            "MISSIONS_DATABASE_URL": settings.database_url,
        }

    def __call__(self, *words: str | Path) -> Result:
        with clock.frozen(NIGHT):
            return CliRunner(env=self.env).invoke(main, ["audit", *map(str, words)])

    def json(self, *words: str | Path, code: int = 0) -> Any:
        result = self(*words, "--json")
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)


@pytest.fixture
def shell(settings: Settings, installation: Installation) -> Shell:
    """Commands on an installation with three entries."""
    with clock.frozen(NIGHT), installation.store.write() as session:
        for account in ("a1", "a2", "a3"):
            log.record(session, account, "sign-in", account)
    return Shell(settings)


def digests(installation: Installation) -> list[str]:
    with installation.store.read() as session:
        return list(session.scalars(select(AuditEntry.digest).order_by(AuditEntry.number)))


def tamper(installation: Installation, *statements: str) -> None:
    with installation.store.write() as session:
        let_change(session)
        for statement in statements:
            session.execute(text(statement))


def test_a_whole_log(shell: Shell, settings: Settings) -> None:
    result = shell("verify")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "The log is whole: 3 entries.\n",
        NO_HEADS,
    )
    shell("head", "--write")
    result = shell("verify")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "The log is whole: 3 entries.\n",
        "",
    )
    assert shell.json("verify") == {
        "whole": True,
        "fitting": 3,
        "entry": None,
        "fault": None,
        "anchored": None,
        "anchors": 1,
        "words": "The log is whole: 3 entries.",
    }


def test_a_changed_entry(shell: Shell, installation: Installation) -> None:
    tamper(installation, "UPDATE audit_entry SET actor = 'a9' WHERE number = 2")
    words = (
        "Entry 2 of the log is not what was written. It, or what came before it, was changed"
        " outside the service; or audit.key is another key than the one it was written with."
    )

    result = shell("verify")

    assert (result.exit_code, result.stdout, result.stderr) == (1, words + "\n", RESTORE)
    assert shell.json("verify", code=1) == {
        "whole": False,
        "fitting": 1,
        "entry": 2,
        "fault": "altered",
        "anchored": None,
        "anchors": 0,
        "words": words,
    }


def test_a_cut_end_is_found_by_a_head_that_was_kept_elsewhere(
    shell: Shell, installation: Installation, tmp_path: Path
) -> None:
    _one, two, three = digests(installation)
    elsewhere = tmp_path / "copied.txt"
    elsewhere.write_text(f"2026-07-09 2 {two}\n2026-07-10 3 {three}\n")
    tamper(
        installation,
        "DELETE FROM audit_entry WHERE number = 3",
        f"UPDATE audit_head SET number = 2, digest = '{two}'",
    )

    blind, seeing = shell("verify"), shell("verify", "--heads", elsewhere)

    assert (blind.exit_code, blind.stdout) == (0, "The log is whole: 2 entries.\n")
    assert (seeing.exit_code, seeing.stdout) == (
        1,
        "The log ends before entry 3, but on 2026-07-10 it was longer: its end was cut off outside"
        " the service, or an older backup was restored. The 2 entries before it fit.\n",
    )


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_file_of_heads_that_is_none(shell: Shell, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("nothing\n")

    wrong, missing = shell("verify", "--heads", bad), shell("verify", "--heads", tmp_path / "no")

    assert (wrong.exit_code, missing.exit_code) == (2, 2)
    assert wrong.stderr.startswith(f"Line 1 of {bad} is not a head of the audit log.")


def test_the_head_is_printed_and_written_once_a_day(
    shell: Shell, settings: Settings, installation: Installation
) -> None:
    line = f"2026-07-10 3 {digests(installation)[-1]}"

    printed = shell("head")
    assert (printed.stdout, settings.head_file.exists()) == (line + "\n", False)

    first, second = shell("head", "--write"), shell("head", "--write")
    assert (first.stdout, first.stderr) == (line + "\n", f"Written to {settings.head_file}\n")
    assert (second.stdout, second.stderr) == (
        line + "\n",
        "Today's line stood there already.\n",
    )
    assert settings.head_file.read_text() == line + "\n"
    assert shell.json("head") == {
        "day": "2026-07-10",
        "number": 3,
        "digest": digests(installation)[-1],
        "written": None,
    }


def test_a_head_that_is_written_is_mailed_too(shell: Shell, installation: Installation) -> None:
    shell.env["MISSIONS_AUDIT_MAIL"] = "keeper@example.org"

    shell("head", "--write")
    shell("head", "--write")

    with installation.store.read() as session:
        letters = session.scalars(select(Letter)).all()
        found = [(one.name, one.facts, one.idempotency_key) for one in letters]
    facts = {"number": "3", "digest": digests(installation)[-1], "day": "2026-07-10"}
    assert found == [("audit-head", facts, "audit-head/2026-07-10")]


def test_a_trips_log_is_shown_in_words_and_homes_clock(
    shell: Shell, installation: Installation
) -> None:
    trip = build(installation, "closed")
    with clock.frozen(NIGHT), installation.store.write() as session:
        log.record(session, log.OPERATOR, "trip:import", trip.trip_id, "added=1", trip.trip_id)
        log.record(session, "a1", "paper:read", "e1", "book team pdf", trip.trip_id)
        log.record(session, "a1", "edition:publish", "e9", "number=4", "another trip")

    result = shell("show", trip.code)

    assert (result.exit_code, result.stdout) == (
        0,
        "2026-07-10 18:30  The operator brought the trip in from a folder: 1 row added\n"
        "2026-07-10 18:30  Somebody outside this trip downloaded the book for the team (PDF) of an"
        " edition\n",
    )
    assert shell.json("show", trip.code)[1] == {
        "number": 5,
        "at": "2026-07-10T23:30:00+00:00",
        "kind": "papers",
        "action": "paper:read",
        "actor": "a1",
        "subject": "e1",
        "detail": "book team pdf",
        "words": (
            "Somebody outside this trip downloaded the book for the team (PDF) of an edition"
        ),
    }


def test_a_trip_that_is_not_there(shell: Shell) -> None:
    assert shell("show", "nowhere").exit_code == 2


def test_a_trip_without_entries(shell: Shell, installation: Installation) -> None:
    trip = build(installation, "open")

    result = shell("show", trip.code)

    assert (result.exit_code, result.stdout) == (0, "Nothing is recorded of this trip yet.\n")


def test_the_group_is_listed() -> None:
    result = CliRunner().invoke(main, ["--help"])

    assert "audit    " in result.stdout
