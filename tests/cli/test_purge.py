"""`missions purge` as the operator gives it: either role, never both, the code typed once more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from missions import clock
from missions.audit.model import AuditEntry
from missions.installation import Installation
from missions.retention.announcing import confirm
from missions.retention.queries import newest_purge
from missions.retention.rules import Role
from missions.settings import Settings
from tests.cli.typing_shell import Shell
from tests.retention.canary_house import AFTER, RUNNING, CanaryHouse, counted, furnish


@pytest.fixture
def house(installation: Installation) -> Iterator[CanaryHouse]:
    """The canary trip, seven weeks after its end."""
    made = furnish(installation)
    with clock.frozen(AFTER):
        yield made


@pytest.fixture
def shell(house: CanaryHouse, settings: Settings) -> Shell:
    """Commands in its installation."""
    return Shell(settings)


def agree(house: CanaryHouse) -> None:
    """Let the trip's leader confirm."""
    with house.installation.store.read() as session:
        state = newest_purge(session, house.trip_id)
    assert state is not None
    confirm(house.installation, state.id, house.accounts["lea"], Role.LEADER)


def test_announced_confirmed_and_run_at_once(house: CanaryHouse, shell: Shell) -> None:
    assert shell.json("purge", "status", "canary") == {"code": "canary", "stage": None}
    announced = shell.json("purge", "announce", "canary", "--days", "7")
    assert announced == {
        "code": "canary",
        "stage": "announced",
        "announced": {
            "role": "administrator",
            "by": "operator",
            "at": "2026-09-01T12:00:00+00:00",
        },
        "due": "2026-09-08T12:00:00+00:00",
        "confirmed": None,
        "even_though_ahead": False,
    }
    assert shell.json("purge", "run", "canary", code=2) == {
        "error": "It is not confirmed yet: it waits for a leader, who is not whoever announced it."
    }
    agree(house)
    assert "it is due on 2026-09-08" in shell("purge", "run", "canary").stderr

    wrong = shell("purge", "run", "canary", "--now", typed="cannary\n")
    assert (wrong.exit_code, counted(house.installation)["trip"]) == (2, 1)
    done = shell("purge", "run", "canary", "--now", typed="canary\n")
    assert (done.exit_code, done.stdout) == (0, "The facts of canary are gone.\n")
    assert "trip" not in counted(house.installation)
    with house.installation.store.read() as session:
        entry = session.scalar(select(AuditEntry).where(AuditEntry.action == "trip:purge"))
    assert entry is not None
    assert entry.actor == "operator"


@pytest.mark.parametrize("role", ["leader", "administrator"])
def test_the_operator_does_not_confirm_their_own(shell: Shell, role: str) -> None:
    shell.json("purge", "announce", "canary", "--as", role)

    assert shell.json("purge", "confirm", "canary", code=2) == {
        "error": "Whoever announced a purge can’t confirm it; another person has to."
    }
    assert shell.json("purge", "withdraw", "canary")["stage"] == "withdrawn"
    assert shell.json("purge", "withdraw", "canary", code=2) == {
        "error": "No purge of canary is announced."
    }


def test_a_trip_that_runs_takes_a_word_more(house: CanaryHouse, shell: Shell) -> None:
    with clock.frozen(RUNNING):
        refused = shell.json("purge", "announce", "canary", code=2)
        assert refused["error"].endswith("Add --even-though-ahead if you mean it.")
        assert "purge" not in counted(house.installation)
        told = shell.json("purge", "announce", "canary", "--even-though-ahead")
    assert told["even_though_ahead"] is True


def test_an_unknown_code_is_said_so(shell: Shell) -> None:
    for step in ("announce", "confirm", "withdraw", "status", "run"):
        assert "no trip “nope”" in shell.json("purge", step, "nope", code=2)["error"]
