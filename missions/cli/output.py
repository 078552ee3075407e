"""What commands print: people read standard error, programs read one JSON document."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar

import click

from missions.briefing.actions import DraftMoved
from missions.briefing.desk import NoEdition
from missions.briefing.queries import NoTrip
from missions.installation import Installation, NotReady, open_installation
from missions.intake.targets.disk import CannotSave
from missions.settings import BadSettings, Settings, from_environment
from missions.vault.keyring import KeyShredded
from missions.vault.outer import OuterKeyUnusable

F = TypeVar("F", bound=Callable[..., Any])

FAILED, BAD_INPUT = 1, 2
FAILURES = (
    BadSettings,
    CannotSave,
    DraftMoved,
    KeyShredded,
    NotReady,
    OuterKeyUnusable,
)
"""What a command reports in a sentence and exit code 1."""
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def _day(_context: click.Context, _option: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def day_option(name: str, words: str) -> Callable[[F], F]:
    """Return an option that takes a day as 2027-03-08; None where it is left out."""
    return click.option(name, type=click.DateTime(["%Y-%m-%d"]), callback=_day, help=words)


on_option = day_option("--on", "Judge as of this day; by default today, at home.")


def say(text: str) -> None:
    """Tell the person something, on standard error."""
    click.echo(text, err=True)


def answer(document: Any, as_json: bool, *lines: str) -> None:
    """Print the JSON document, or the lines for a person, on standard output."""
    if as_json:
        json.dump(document, sys.stdout, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write("\n")
        return
    for line in lines:
        click.echo(line)


def fail(text: str, code: int = FAILED) -> None:
    """Say what is wrong and leave."""
    say(text)
    raise SystemExit(code)


def _give_up(text: str, code: int, options: dict[str, Any]) -> None:
    """Say what is wrong, as a document too where a program reads."""
    if options.get("as_json"):
        answer({"error": text}, True)
    fail(text, code)


def guarded(command: F) -> F:
    """Turn what can go wrong in any command into a sentence and an exit code."""

    @functools.wraps(command)
    def run(*args: Any, **kw: Any) -> Any:
        try:
            return command(*args, **kw)
        except (NoTrip, NoEdition, click.UsageError) as error:
            _give_up(str(error), BAD_INPUT, kw)
        except (
            NotReady,
            OuterKeyUnusable,
            KeyShredded,
            DraftMoved,
            CannotSave,
            BadSettings,
        ) as error:
            _give_up(str(error), FAILED, kw)

    return run  # type: ignore[return-value]


@contextmanager
def installed(settings: Settings | None = None) -> Iterator[Installation]:
    """Open the installation of the environment (or of `settings`) and close it at the end."""
    installation = open_installation(settings or from_environment())
    try:
        yield installation
    finally:
        installation.close()
