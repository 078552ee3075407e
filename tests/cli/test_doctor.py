"""`missions doctor`: facts gathered from a real installation, one line a check."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from missions import clock
from missions.accounts.model import Account
from missions.cli.main import main
from missions.installation import Installation
from missions.store.base import new_id
from missions.upkeep.actions import reach
from tests.clients.smtp import Postbox, postbox
from tests.operations.drill import fill

__all__ = ["postbox"]

CHECKS = [
    "address",
    "proxy",
    "mail",
    "key files",
    "outer key",
    "database",
    "clock",
    "escrow",
    "backup",
    "copy of keys",
    "worker",
    "letters",
    "links",
    "second factors",
    "audit log",
    "scans",
    "time zones",
    "disk",
]
NOT_OURS = {"disk", "time zones"}
"""What depends on the machine and the day."""


def doctor(installation: Installation, *words: str, **env: str) -> Result:
    """Run the command in an installation's environment."""
    settings = installation.settings
    known = {
        "MISSIONS_HOME": str(settings.home),
        "MISSIONS_DATABASE_URL": settings.database_url,
        "MISSIONS_KEY_FILE": str(settings.key_file),
    }
    return CliRunner(env=known | env).invoke(main, ["doctor", *words])


def found(result: Result) -> dict[str, Any]:
    return {one["check"]: one for one in json.loads(result.stdout)}


def states(result: Result) -> dict[str, str]:
    return {name: one["state"] for name, one in found(result).items() if name not in NOT_OURS}


def make_sound(installation: Installation) -> None:
    """Reach what a good keeper reaches, with two strong administrators."""
    fingerprint = installation.keyring.fingerprint()
    with installation.store.write() as session:
        for name in ("escrow", "backup", "key-backup", "worker"):
            reach(session, name, fingerprint)
        for number in (1, 2):
            session.add(
                Account(
                    id=new_id(),
                    created_at=clock.now(),
                    email=f"a{number}@example.org",
                    administrator=True,
                    totp_since=clock.now(),
                )
            )


def test_a_sound_installation_has_nothing_wrong(
    installation: Installation, postbox: Postbox
) -> None:
    make_sound(installation)

    result = doctor(
        installation,
        "--json",
        MISSIONS_MAIL_URL=f"smtp://127.0.0.1:{postbox.port}",
        MISSIONS_MAIL_FROM="news@post.invalid",
    )

    assert list(found(result)) == CHECKS
    assert set(states(result).values()) == {"ok"}, result.output


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_an_installation_left_alone_is_told_what_it_lacks(installation: Installation) -> None:
    fill(installation)
    installation.settings.home.chmod(0o755)
    with installation.store.write() as session:
        with clock.frozen(clock.now() - timedelta(days=10)):
            reach(session, "backup", installation.keyring.fingerprint())
        reach(session, "escrow", "of another key")

    result = doctor(
        installation,
        "--json",
        MISSIONS_PUBLIC_URL="http://team.example.org",
        MISSIONS_MAIL_URL="smtp://127.0.0.1:1",
        MISSIONS_MAIL_FROM="news@post.invalid",
    )

    assert result.exit_code == 1
    assert {name: state for name, state in states(result).items() if state != "ok"} == {
        "address": "wrong",
        "mail": "wrong",
        "key files": "wrong",
        "escrow": "wrong",
        "backup": "look",
        "copy of keys": "wrong",
        "worker": "wrong",
        "links": "look",
        "second factors": "look",
    }


def test_a_lost_key_and_a_cut_log_are_wrong(installation: Installation, tmp_path: Path) -> None:
    make_sound(installation)
    fill_log(installation)
    installation.settings.head_file.write_text(f"2026-06-01 99 {'0' * 64}\n", encoding="utf-8")
    installation.settings.key_file.rename(tmp_path / "away")

    result = doctor(installation, "--json")

    wrong = {name for name, state in states(result).items() if state == "wrong"}
    assert wrong == {"key files", "outer key", "audit log"}
    assert "is not there" in found(result)["outer key"]["found"]
    assert "its end was cut off" in found(result)["audit log"]["found"]


def fill_log(installation: Installation) -> None:
    result = CliRunner(
        env={
            "MISSIONS_HOME": str(installation.settings.home),
            "MISSIONS_DATABASE_URL": installation.settings.database_url,
        }
    ).invoke(main, ["account", "administrator", "c@example.org"])
    assert result.exit_code == 0, result.output


def test_a_clock_before_the_newest_entry_is_wrong(installation: Installation) -> None:
    make_sound(installation)
    fill_log(installation)

    with clock.frozen(clock.now() - timedelta(days=1)):
        result = doctor(installation, "--json")

    assert found(result)["clock"]["state"] == "wrong"


def test_without_a_database_the_rest_is_looked_at(tmp_path: Path) -> None:
    home = tmp_path / "home"
    env = {"MISSIONS_HOME": str(home), "MISSIONS_DATABASE_URL": ""}

    nothing = CliRunner(env=env).invoke(main, ["doctor", "--json"])
    env["MISSIONS_DATABASE_URL"] = f"postgresql+psycopg://u:secret@/none?host={tmp_path}"
    unreachable = CliRunner(env=env).invoke(main, ["doctor", "--json"])

    assert (nothing.exit_code, unreachable.exit_code) == (1, 1)
    assert found(nothing)["database"]["found"] == "It is empty."
    assert "can't be reached" in found(unreachable)["database"]["found"]
    assert "secret" not in unreachable.output
    assert [state for name, state in states(nothing).items() if name == "all else"] == ["look"]
    assert not home.exists()


def test_a_person_reads_a_line_a_check(installation: Installation) -> None:
    make_sound(installation)

    result = doctor(installation)

    lines = result.stdout.splitlines()
    assert len(lines) == len(CHECKS)
    assert lines[0] == "● ok     address         http://127.0.0.1:8080 is this machine's own."
    assert lines[2].startswith("▲ look   mail            Letters wait")
