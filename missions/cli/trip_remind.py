"""`missions trip remind`: write to those who owe something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from missions.audit.log import OPERATOR
from missions.board.keeping import board_of
from missions.board.reminding import Planned, plan_of
from missions.board.reminding import remind as write_to
from missions.briefing.queries import trip_by_code
from missions.cli.output import answer, guarded, installed, json_option, say
from missions.letters.post_office import why_waiting


@click.command()
@click.argument("code")
@click.option("--dry-run", is_flag=True, help="Only tell who would be written to.")
@json_option
@guarded
def remind(code: str, dry_run: bool, as_json: bool) -> None:
    """Write to everybody of CODE who owes something soon: one letter each, at most one a week.

    Letters that would ring at night wait for the morning where their readers live.
    """
    with installed() as installation:
        with installation.store.read() as session:
            trip = trip_by_code(session, code)
        board_of(installation, trip.id, OPERATOR)
        with installation.store.read() as session:
            people = [one for one in plan_of(session, trip) if one.reader.owed]
        if not dry_run:
            chosen = frozenset(one.reader.membership_id for one in people if one.sends)
            write_to(installation, trip.id, OPERATOR, chosen)
        waiting = why_waiting(installation.settings)
    if waiting:
        say(waiting)
    document = {"code": code, "sent": not dry_run, "people": [as_data(one) for one in people]}
    answer(document, as_json, *_lines(people, dry_run=dry_run))


def as_data(one: Planned) -> dict[str, Any]:
    """Return who is or isn't written to as plain data; `person` is the folder's key."""
    gets = one.sends
    return {
        "person": one.reader.key,
        "letter": gets,
        "why": one.call.why.value if one.reader.reachable else "no account",
        "at": one.call.due_at if gets else None,
        "reminded": one.told,
        "owes": [
            {"person": share.key, "kind": owed.kind, "title": owed.title, "due": owed.due}
            for share in one.reader.shares
            for owed in share.owed
        ],
    }


def _lines(people: Sequence[Planned], *, dry_run: bool) -> Iterator[str]:
    letters = sum(one.sends for one in people)
    would = "would go out" if dry_run else "posted"
    yield f"{letters} {'letter' if letters == 1 else 'letters'} {would}."
    for one in people:
        things = ", ".join(owed.called for owed in one.reader.owed)
        yield f"{_word(one):<12} {one.reader.name}: {things}"


def _word(one: Planned) -> str:
    if not one.reader.reachable:
        return "no account"
    return "letter" if one.sends else one.call.why.value
