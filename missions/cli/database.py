"""`missions db`."""

from __future__ import annotations

import click

from missions import schema
from missions.cli.output import answer, fail, guarded, json_option
from missions.settings import from_environment
from missions.store import migrate


@click.group()
def db() -> None:
    """Upgrade or check the database."""


@db.command()
@json_option
@guarded
def upgrade(as_json: bool) -> None:
    """Bring the database to this version's revision (SQLite: on a copy that is then swapped in)."""
    url = from_environment().database_url
    before = migrate.current(url)
    migrate.upgrade(url)
    after = migrate.current(url)
    answer({"from": before, "to": after}, as_json, f"Revision {after} (was {before or 'empty'})")


@db.command()
@json_option
@guarded
def check(as_json: bool) -> None:
    """Say whether the database is at this version's revision and equals the models."""
    schema.check()
    url = from_environment().database_url
    revision, wanted = migrate.current(url), migrate.head()
    found = migrate.differences(url) if revision == wanted else []
    document = {"revision": revision, "wanted": wanted, "differences": found}
    answer(document, as_json, f"Revision {revision or 'empty'}, wanted {wanted}", *found)
    if revision != wanted:
        fail("The database waits for: missions db upgrade")
    if found:
        fail("The database differs from this version's tables; restore a backup or ask for help.")
