"""`missions word`: the organisation's own list, which no paper of a careful trip may show."""

from __future__ import annotations

import click

from missions.audit.log import OPERATOR
from missions.cli.main import LazyGroup, Table
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option
from missions.discretion.actions import BadTerm, add_house_word, drop_house_word
from missions.discretion.queries import KINDS, house_words

COMMANDS: Table = {
    "list": ("missions.cli.word:list_", "Show the organisation's list."),
    "add": ("missions.cli.word:add", "Put a term on it."),
    "drop": ("missions.cli.word:drop", "Take a term off it."),
}
KIND = click.option(
    "--kind", type=click.Choice(KINDS), default="word", show_default=True, help="What it is."
)


@click.group(cls=LazyGroup, table=COMMANDS)
def word() -> None:
    """Keep the organisation's list of what is never said."""


@click.command("list")
@json_option
@guarded
def list_(as_json: bool) -> None:
    """Show the organisation's list."""
    with installed() as installation, installation.store.read() as session:
        rows = house_words(session)
    document = [{"kind": row.kind, "term": row.term, "plain": row.plain or None} for row in rows]
    lines = [f"{row.kind:<10} {row.term:<40} {row.plain}" for row in rows]
    answer(document, as_json, *(lines or ["Nothing is on it. Begin with: missions word add"]))


@click.command()
@click.argument("term")
@KIND
@click.option("--plain", default="", help="The neutral word to say instead.")
@json_option
@guarded
def add(term: str, kind: str, plain: str, as_json: bool) -> None:
    """Put TERM on the list."""
    with installed() as installation, installation.store.write() as session:
        try:
            add_house_word(session, kind, term, plain, OPERATOR)
        except BadTerm as error:
            fail(str(error), BAD_INPUT)
    answer({"kind": kind, "term": term}, as_json, f"“{term}” is on the list.")


@click.command()
@click.argument("term")
@KIND
@json_option
@guarded
def drop(term: str, kind: str, as_json: bool) -> None:
    """Take TERM off the list."""
    with installed() as installation, installation.store.write() as session:
        row = next((r for r in house_words(session) if (r.kind, r.term) == (kind, term)), None)
        if row is None:
            raise click.UsageError(f"There is no {kind} “{term}” on the list.")
        drop_house_word(session, row.id, OPERATOR)
    answer({"kind": kind, "term": term}, as_json, f"“{term}” is off the list.")
