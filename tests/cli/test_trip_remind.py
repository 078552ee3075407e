"""`missions trip remind`: told first, then sent, once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from click.testing import CliRunner, Result

from missions import clock
from missions.cli.main import main
from missions.installation import Installation
from missions.outbox.model import Letter
from tests.factories.owing import NOON, Owing, Who, owe, owing_trip

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def now() -> Iterator[datetime]:
    with clock.frozen(NOON):
        yield NOON


@pytest.fixture
def trip(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Owing:
    """A trip in which one may be written to, one not yet, one not at all; its board holds."""
    made = owing_trip(installation, Who("ann"), Who("ben"), Who("cho", mail=None), Who("dan"))
    owe(installation, made, "ann")
    owe(installation, made, "ben", due=date(2027, 5, 20))
    owe(installation, made, "cho", "form", title="Driver’s papers")
    monkeypatch.setattr("missions.cli.trip_remind.board_of", lambda *_asked: None)
    return made


@pytest.fixture
def run(installation: Installation) -> Run:
    """Run a command on the installation."""
    home = str(installation.settings.home)
    environment = {
        "MISSIONS_HOME": home,
        "MISSIONS_DATABASE_URL": installation.settings.database_url,
    }

    def called(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments, env=environment)

    return called


LINES = """\
1 letter {}.
letter       Ann: Passport
not yet      Ben: Passport
no account   Cho: Driver’s papers
"""


def count(installation: Installation) -> int:
    with installation.store.read() as session:
        return session.query(Letter).count()


def test_a_dry_run_tells_and_sends_nothing(
    installation: Installation, trip: Owing, run: Run
) -> None:
    told = run("trip", "remind", "owing", "--dry-run")

    assert (told.exit_code, told.stdout) == (0, LINES.format("would go out"))
    assert told.stderr == "Letters wait: MISSIONS_MAIL_URL is not set.\n"
    assert count(installation) == 0


def test_it_sends_once(installation: Installation, trip: Owing, run: Run) -> None:
    assert run("trip", "remind", "owing").stdout == LINES.format("posted")
    assert run("trip", "remind", "owing").stdout.startswith("0 letters posted.\ntold         Ann")
    assert count(installation) == 1


def test_as_a_document(installation: Installation, trip: Owing, run: Run) -> None:
    document: dict[str, Any] = json.loads(run("trip", "remind", "owing", "--json").stdout)

    def of(person: str, why: str, *, at: str | None, owes: dict[str, str]) -> dict[str, Any]:
        return {
            "person": person,
            "letter": at is not None,
            "why": why,
            "at": at,
            "reminded": None,
            "owes": [{"person": person, **owes}],
        }

    passport = {"kind": "passport", "title": ""}
    form = {"kind": "form", "title": "Driver’s papers", "due": "2027-02-10"}
    assert document == {
        "code": "owing",
        "sent": True,
        "people": [
            of("ann", "weekly", at=str(NOON), owes={**passport, "due": "2027-02-10"}),
            of("ben", "not yet", at=None, owes={**passport, "due": "2027-05-20"}),
            of("cho", "no account", at=None, owes=form),
        ],
    }


def test_a_trip_that_is_not_there(run: Run) -> None:
    told = run("trip", "remind", "nowhere")

    assert (told.exit_code, told.stdout) == (2, "")
    assert "There is no trip “nowhere”." in told.stderr
