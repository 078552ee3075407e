"""`missions keys`: the group's table."""

from __future__ import annotations

import click

from missions.cli.main import LazyGroup, Table

COMMANDS: Table = {
    "status": ("missions.cli.keys_status:status", "Say which keys there are and what they need."),
    "rotate": ("missions.cli.keys_rotate:rotate", "Replace keys; safe to repeat after a crash."),
    "escrow": ("missions.cli.keys_paper:escrow", "Write two paper copies of the outer key."),
    "enter": ("missions.cli.keys_paper:enter", "Put the outer key back from a paper copy."),
    "backup": ("missions.cli.keys_status:backup", "Write a copy of the store of keys."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def keys() -> None:
    """Look at, replace, print and put back the keys of sealed facts."""
