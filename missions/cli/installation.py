"""`missions init`."""

from __future__ import annotations

import click

from missions import schema
from missions.cli.output import answer, guarded, json_option, say
from missions.installation import create
from missions.settings import from_environment


@click.command()
@json_option
@guarded
def init(as_json: bool) -> None:
    """Make the instance folder, the database and the outer key. Safe to repeat; asks nothing."""
    schema.check()
    made = create(from_environment())
    document = {
        "home": str(made.home),
        "database": made.database,
        "key_file": str(made.key_file),
        "new_key": made.new_key,
        "new_database": made.new_database,
    }
    answer(document, as_json, f"Ready at {made.home}")
    if made.new_key:
        say(
            f"A new outer key was written to {made.key_file}. Keep a copy of it apart from the"
            " database: without it, sealed facts can't be read."
        )
