"""The `missions` command: a table of names, so that help costs nothing.

A command's module is imported when the command is called. Exit 0: done, 1: failed, 2: bad input.
"""

from __future__ import annotations

import importlib

import click

Table = dict[str, tuple[str, str]]

COMMANDS: Table = {
    "init": ("missions.cli.installation:init", "Make the instance folder, database and keys."),
    "demo": ("missions.cli.demo:demo", "Load the sample trips, write their papers, and serve."),
    "serve": ("missions.cli.serve:serve", "Serve the pages and calendars."),
    "worker": ("missions.cli.worker:worker", "Send letters and do what else is due."),
    "letters": ("missions.cli.worker:letters", "List the letters that did not go out."),
    "sign-in": ("missions.cli.sign_in:sign_in", "Print a one-time sign-in link for a person."),
    "account": ("missions.cli.account:account", "See accounts, make administrators."),
    "access": ("missions.cli.access:access", "Say who may reach a trip."),
    "word": ("missions.cli.word:word", "Keep the organisation's list of what is never said."),
    "link": ("missions.cli.link:link", "Addresses for home, hosts and calendars."),
    "trip": ("missions.cli.trip:trip", "Import, publish, compare, save and export trips."),
    "training": ("missions.cli.training:training", "Sessions, attendance, sheets, certificates."),
    "purge": ("missions.cli.purge:purge", "End a trip's facts: announce, confirm, carry out."),
    "person": ("missions.cli.person:person", "A person's own data, erasing, safeguarding."),
    "document": ("missions.cli.document:document", "List, accept and return documents."),
    "rules": ("missions.cli.rules:rules", "Read and change the dated rules of travel."),
    "audit": ("missions.cli.audit:audit", "Verify the audit log, show a trip's, keep its head."),
    "keys": ("missions.cli.keys:keys", "Look at, replace, print and put back the keys."),
    "backup": ("missions.cli.backup:backup", "Write a backup: database and scans, encrypted."),
    "restore": ("missions.cli.backup:restore", "Put a backup back."),
    "doctor": ("missions.cli.doctor:doctor", "Look at everything that can go wrong."),
    "db": ("missions.cli.database:db", "Upgrade or check the database."),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports them when they are called."""

    def __init__(self, table: Table, **kw: object) -> None:
        super().__init__(**kw)  # type: ignore[arg-type]
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the table's order."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, None for an unknown name."""
        if cmd_name not in self._table:
            return None
        module, _, name = self._table[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the one-line helps from the table, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self._table.items()])


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="missions")
def main() -> None:
    """Plan short-term team trips; hand out calendars and briefing papers that are right.

    The installation lives in MISSIONS_HOME (by default ~/.missions). Every command takes --json.
    """
