"""Access, accounts and the organisation's list from the command line, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from missions.installation import Installation
from missions.settings import Settings
from tests.cli.test_commands import Shell
from tests.factories.telling_trip import CODE, bring


@pytest.fixture
def shell(settings: Settings, installation: Installation, tmp_path: Path) -> Shell:
    """The commands of an installation with a small closed trip that two people lead."""
    bring(installation, tmp_path / "folder", plain_title="Evening prayer")
    return Shell(settings)


def _row(shell: Shell, key: str) -> dict[str, object]:
    rows = shell.json("access", "list", CODE)
    return next(row for row in rows if row["key"] == key)


def test_a_person_is_invited_promoted_ended_and_let_in_again(shell: Shell) -> None:
    invited = shell.json("access", "invite", CODE, "mei")
    shell.json("access", "role", CODE, "mei", "co-leader")
    waiting = _row(shell, "mei")
    shell.json("access", "end", CODE, "mei")
    ended = _row(shell, "mei")
    shell.json("access", "restore", CODE, "mei")

    assert invited == {"code": CODE, "person": "mei"}
    assert (waiting["role"], waiting["joined"]) == ("co-leader", False)
    assert waiting["invited_until"] is not None
    assert ended["ended_at"] is not None
    assert ended["invited_until"] is None
    assert _row(shell, "mei")["ended_at"] is None


def test_an_unknown_person_is_named_with_those_who_are_known(shell: Shell) -> None:
    result = shell("access", "end", CODE, "nobody")

    assert result.exit_code == 2
    assert "There is no “nobody” in linden-27. Known keys: grace, paul, mei" in result.stderr


def test_the_last_leader_stays(shell: Shell) -> None:
    shell.json("access", "end", CODE, "paul")

    result = shell("access", "end", CODE, "grace")

    assert result.exit_code == 2
    assert "Nobody else leads this trip" in result.stderr


def test_a_lift_is_given_and_taken_back(shell: Shell) -> None:
    given = shell("access", "lift", CODE, "mei")
    taken = shell.json("access", "lift", CODE, "mei", "--end")

    assert "mei is let through until" in given.stdout
    assert taken == {"code": CODE, "person": "mei", "until": None}


def test_publishing_is_held_back_until_two_leaders_accept(shell: Shell) -> None:
    held = shell.json("trip", "publish", CODE, code=1)
    blocking = [row for row in held["findings"] if row["weight"] == "asks"]
    once = shell.json("trip", "accept", CODE, 1, "--leader", "grace", "--reason", "their own word")
    again = shell("trip", "accept", CODE, 1, "--leader", "grace")
    stranger = shell("trip", "accept", CODE, 1, "--leader", "mei")
    twice = shell.json("trip", "accept", CODE, 1, "--leader", "paul")

    assert [(row["place"], row["found"]) for row in blocking] == [
        ("schedule/lunch/plain_title", "prayer")
    ]
    assert (once["accepted"], twice["accepted"]) == (False, True)
    assert "another leader has to do so too" in again.stderr
    assert "“mei” leads nothing in linden-27" in stranger.stderr
    assert (again.exit_code, stranger.exit_code) == (2, 2)
    assert shell.json("trip", "publish", CODE)["edition"] == 1


def test_the_organisations_list_is_kept(shell: Shell) -> None:
    shell.json("word", "add", "Safe Harbour", "--kind", "programme", "--plain", "visit")
    listed = shell.json("word", "list")
    shell.json("word", "drop", "Safe Harbour", "--kind", "programme")
    unknown = shell("word", "drop", "Safe Harbour", "--kind", "programme")

    assert listed == [{"kind": "programme", "term": "Safe Harbour", "plain": "visit"}]
    assert shell.json("word", "list") == []
    assert (unknown.exit_code, "There is no programme “Safe Harbour”" in unknown.stderr) == (
        2,
        True,
    )


def test_an_administrator_is_made_and_dropped(shell: Shell) -> None:
    made = shell.json("account", "administrator", "Ruth@Example.org")
    last = shell("account", "administrator", "ruth@example.org", "--drop")
    shell.json("account", "administrator", "amos@example.org")
    shell.json("account", "administrator", "ruth@example.org", "--drop")
    listed = shell.json("account", "list")

    assert "/sign-in/" in made["url"]
    assert (last.exit_code, "There is no other administrator" in last.stderr) == (2, True)
    assert {row["email"]: row["administrator"] for row in listed} == {
        "amos@example.org": True,
        "ruth@example.org": False,
    }


def test_a_word_that_joins_the_list_later_holds_an_export_back(
    shell: Shell, tmp_path: Path
) -> None:
    shell.json("trip", "accept", CODE, 1, "--leader", "grace", "--reason", "their own word")
    shell.json("trip", "accept", CODE, 1, "--leader", "paul")
    shell.json("trip", "publish", CODE)
    shell.json("word", "add", "Spring team", "--kind", "programme")

    held = shell.json("trip", "export", CODE, "--to", tmp_path / "out", code=1)
    leaders = shell.json(
        "trip", "export", CODE, "--to", tmp_path / "mine", "--audience", "leader", "--format", "csv"
    )

    assert held["error"].startswith("Nothing was written: one phrase would tell")
    assert not (tmp_path / "out").exists()
    assert {row["audience"] for row in leaders} == {"leader"}
