"""The worker as a process, and what the operator sees of letters that did not go out."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from missions import clock
from missions.accounts.model import Account
from missions.cli.main import main
from missions.installation import Installation
from missions.outbox import leases
from missions.outbox.actions import post
from missions.outbox.model import Letter
from missions.store.base import new_id
from tests.clients.smtp import HANG, OK, Postbox, postbox

__all__ = ["postbox"]

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from missions.cli.main import main; main()"]


class Shell:
    """Runs commands on an installation, with a mail server or without."""

    def __init__(self, installation: Installation, mail_url: str) -> None:
        self.env = {
            "MISSIONS_HOME": str(installation.settings.home),
            "MISSIONS_DATABASE_URL": installation.settings.database_url,
            "MISSIONS_MAIL_URL": mail_url,
            "MISSIONS_MAIL_FROM": "news@post.invalid" if mail_url else "",
        }

    def __call__(self, *words: str) -> Result:
        kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            return CliRunner(env=self.env).invoke(main, list(words))
        finally:
            for number, handler in kept.items():
                signal.signal(number, handler)

    def json(self, *words: str) -> Any:
        result = self(*words, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    @contextmanager
    def started(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        """Yield a command in a process of its own, which does not outlive the block."""
        with subprocess.Popen(
            [*COMMAND, *words],
            env={**os.environ, **self.env, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            text=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as child:
            try:
                yield child
            finally:
                child.kill()


@pytest.fixture
def shell(installation: Installation) -> Shell:
    return Shell(installation, "")


@pytest.fixture
def mailing(installation: Installation, postbox: Postbox) -> Shell:
    return Shell(installation, postbox.url)


@pytest.fixture
def put(installation: Installation) -> Callable[[int], list[str]]:
    """Posts letters that have been due for long; returns their ids in the order of sending."""

    def post_letters(count: int) -> list[str]:
        account = Account(id=new_id(), created_at=LONG_AGO, email="mei@mail.invalid")
        with clock.frozen(LONG_AGO), installation.store.write() as session:
            session.add(account)
            facts = {"account": account.id}
            made = [post(session, "password-changed", facts, str(n)) for n in range(count)]
        return sorted(made)

    return post_letters


def sent(installation: Installation) -> list[bool]:
    with installation.store.read() as session:
        rows = session.query(Letter).order_by(Letter.due_at, Letter.id)
        return [row.sent_at is not None for row in rows]


def test_once_does_what_is_due(
    mailing: Shell, postbox: Postbox, put: Callable[[int], list[str]]
) -> None:
    put(2)

    told = mailing.json("worker", "--once")

    assert told["letters"] == {"waiting": 0, "given_up": 0}
    assert set(told["duties"].values()) == {""}
    assert len(postbox.received) == 2


def test_without_a_mail_server_it_says_that_letters_wait(
    shell: Shell, put: Callable[[int], list[str]]
) -> None:
    put(2)

    result = shell("worker", "--once")

    assert (result.exit_code, result.stdout) == (0, "Letters: 2 waiting, 0 given up\n")
    assert result.stderr == "Letters wait: MISSIONS_MAIL_URL is not set.\n"


def test_a_duty_that_fails_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("missions.feeds.rebuild_waiting", lambda _one: 1 / 0)

    result = shell("worker", "--once")

    assert (result.exit_code, "Failed: feeds (ZeroDivisionError)\n" in result.stderr) == (1, True)


def test_letters_given_up_are_listed_and_tried_again(
    installation: Installation, mailing: Shell, put: Callable[[int], list[str]]
) -> None:
    first, second = put(2)
    letter = leases.take(installation.store, "one", LONG_AGO, 1)[0]
    leases.give_up(installation.store, letter, "one", LONG_AGO, "Gone.")
    usual = {"name": "password-changed", "attempts": 0, "problem": ""}
    waiting = {**usual, "id": second, "state": "waiting", "next_at": str(LONG_AGO)}
    given_up = {"state": "given up", "attempts": 1, "problem": "Gone.", "next_at": None}

    assert mailing.json("letters") == [{**usual, "id": first, **given_up}, waiting]
    assert f"{first}  given up  1  password-changed  Gone.\n" in mailing("letters").stdout
    assert mailing.json("letters", "retry", first) == {"id": first, "state": "waiting"}
    again = {"state": "waiting", "problem": "Gone.", "next_at": str(LONG_AGO)}
    assert mailing.json("letters")[0] == {**usual, "id": first, **again}

    mailing.json("worker", "--once")

    assert mailing.json("letters") == []
    assert mailing("letters").stdout == "No letter waits.\n"


def test_only_what_was_given_up_is_tried_again(
    shell: Shell, put: Callable[[int], list[str]]
) -> None:
    (waiting,) = put(1)

    results = [shell("letters", "retry", letter) for letter in (waiting, "unknown")]

    assert [(result.exit_code, result.stderr) for result in results] == [
        (2, f"There is no letter “{waiting}” that was given up.\n"),
        (2, "There is no letter “unknown” that was given up.\n"),
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_finishes_the_letter_in_hand(
    installation: Installation,
    mailing: Shell,
    postbox: Postbox,
    put: Callable[[int], list[str]],
    number: signal.Signals,
) -> None:
    put(3)
    postbox.on_data = lambda _letter: HANG if len(postbox.received) == 2 else OK

    with mailing.started("worker") as child:
        assert child.stderr is not None
        assert child.stderr.readline() == "Working, Ctrl-C ends it.\n"
        assert postbox.reached.wait(timeout=60)
        child.send_signal(number)
        assert child.stderr.readline() == "Ending after what is in hand.\n"
        postbox.go.set()
        assert child.wait(timeout=60) == 0

    assert sent(installation) == [True, True, False]
    with installation.store.read() as session:
        assert session.query(Letter).filter(Letter.leased_by != "").count() == 0


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_server_told_to_end_lets_its_worker_finish(
    installation: Installation, mailing: Shell, postbox: Postbox, put: Callable[[int], list[str]]
) -> None:
    put(1)
    postbox.on_data = lambda _letter: HANG
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    with mailing.started("serve", "--port", str(port)) as child:
        assert child.stderr is not None
        assert child.stderr.readline().startswith("Serving on http://127.0.0.1:")
        assert postbox.reached.wait(timeout=60)
        child.send_signal(signal.SIGTERM)
        postbox.go.set()
        assert child.wait(timeout=60) == 0

    assert sent(installation) == [True]
