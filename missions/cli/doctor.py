"""`missions doctor`."""

from __future__ import annotations

from dataclasses import asdict

import click

from missions import schema
from missions.cli.output import FAILED, answer, guarded, json_option
from missions.letters.mail_server import server_of
from missions.letters.mailbox import sender
from missions.letters.post_office import why_waiting
from missions.operations.examination import examine
from missions.operations.findings import State
from missions.operations.greeting import trouble_with
from missions.operations.outside import Mail
from missions.settings import Settings, from_environment


@click.command()
@json_option
@guarded
def doctor(as_json: bool) -> None:
    """Look at everything that can go wrong, and say what to do. Exit 1 when something is wrong."""
    schema.check()
    settings = from_environment()
    found = examine(settings, _mail(settings))
    answer([asdict(one) for one in found], as_json, *(one.line for one in found))
    if any(one.state is State.WRONG for one in found):
        raise SystemExit(FAILED)


def _mail(settings: Settings) -> Mail:
    """Ask the mail server for a greeting, where letters go out at all."""
    waiting = why_waiting(settings)
    if waiting:
        return Mail(waiting, "", "")
    server = server_of(settings.mail_url)
    hello = sender(settings.mail_from).domain
    trouble = trouble_with(server.host, server.port, hello, tls=server.tls)
    return Mail("", f"{server.host}:{server.port}", trouble)
