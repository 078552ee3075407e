"""`missions trip what-if`: the trip as it is beside the trip as it would be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click

from missions.audit.log import OPERATOR
from missions.board.applying import PlanMoved, apply
from missions.board.judging import today
from missions.board.supposing import WhatIf, what_if
from missions.briefing.queries import trip_by_code
from missions.cli.output import (
    BAD_INPUT,
    answer,
    day_option,
    fail,
    guarded,
    installed,
    json_option,
    on_option,
)
from missions.cli.trip_check import conflict_data
from missions.readiness.differing import Change, ClashChange, Numbers
from missions.readiness.going import called
from missions.readiness.supposing import (
    Cancel,
    CannotSuppose,
    Move,
    Renew,
    Supposition,
    Without,
)
from missions.readiness.verdict import State
from missions.trips.actions import LastLeader

_WORDS = {None: "not asked", State.AT_RISK: "at risk"}


@click.command("what-if")
@click.argument("code")
@click.option("--without", multiple=True, metavar="PERSON", help="Somebody drops out, by key.")
@click.option("--move", type=int, default=0, help="The trip is so many DAYS later; -7: earlier.")
@click.option("--cancel", multiple=True, metavar="SEGMENT", help="A leg is cancelled, by key.")
@click.option("--renew", default="", metavar="PERSON", help="A passport is renewed, by key.")
@day_option("--expires", "Until when the new passport is valid.")
@day_option("--issued", "When it is issued; by default today.")
@on_option
@click.option("--apply", "for_real", is_flag=True, help="Change the plan so.")
@json_option
@guarded
def what_if_(code: str, on: date | None, for_real: bool, as_json: bool, **options: Any) -> None:
    """Show what would get worse or better if the plan changed; nothing is saved without --apply."""
    suppositions = _suppositions(**options)
    words: tuple[str, ...] = ()
    try:
        with installed() as installation:
            with installation.store.write() as session:
                trip = trip_by_code(session, code)
                day, trip_id = on or today(trip), trip.id
                found = what_if(installation, session, trip, OPERATOR, suppositions, day)
            if for_real:
                with installation.store.write() as session:
                    seen = found.version
                    done = apply(installation, session, trip_id, suppositions, seen, OPERATOR)
                words = done.words
    except (CannotSuppose, LastLeader, PlanMoved) as error:
        fail(str(error), BAD_INPUT)
    answer({**as_document(found), "applied": list(words)}, as_json, *lines_of(found), *words)


def _suppositions(
    without: Sequence[str],
    move: int,
    cancel: Sequence[str],
    renew: str,
    expires: date | None,
    issued: date | None,
) -> tuple[Supposition, ...]:
    """Return what is supposed, in the order of the options; leave where that is nothing."""
    found: list[Supposition] = [Without(key) for key in without]
    found += [Move(move)] if move else []
    found += [Cancel(key) for key in cancel]
    if renew and expires is not None:
        found.append(Renew(renew, expires, issued))
    elif renew or expires or issued:
        fail("A new passport wants --renew PERSON and --expires DATE.", BAD_INPUT)
    if not found:
        fail("Suppose something: --without, --move, --cancel or --renew.", BAD_INPUT)
    return tuple(found)


def as_document(found: WhatIf) -> dict[str, Any]:
    """Return what differs as plain data; people and items by the folder's keys."""
    difference = found.difference
    return {
        "now": _numbers(difference.before),
        "then": _numbers(difference.after),
        "changes": [_change(one) for one in difference.changes],
        "gone": list(found.supposed.gone),
        "stranded": list(found.supposed.stranded),
        "notes": list(found.supposed.notes),
    }


def _numbers(numbers: Numbers) -> dict[str, Any]:
    return {
        "go": numbers.go.value,
        "people": numbers.people,
        "ready": numbers.ready,
        "clashes": numbers.clashes,
    }


def _change(change: Change) -> dict[str, Any]:
    if isinstance(change, ClashChange):
        what = "clash gone" if change.gone else "new clash"
        return {"what": what, "worse": change.worse, **conflict_data(change.clash)}
    return {
        "what": "verdict",
        "worse": change.worse,
        "person": change.person,
        "kind": change.requirement.kind,
        "from": change.before.value if change.before else None,
        "to": change.after.value if change.after else None,
        "reason": change.verdict.full_reason,
    }


def lines_of(found: WhatIf) -> Iterator[str]:
    """Return what differs as lines for a person, what gets worse first."""
    before, after = found.difference.before, found.difference.after
    yield f"{'':<8} {'today':<8} then"
    yield f"{'trip':<8} {before.go.value:<8} {after.go.value}"
    yield f"{'ready':<8} {f'{before.ready}/{before.people}':<8} {after.ready}/{after.people}"
    yield f"{'clashes':<8} {before.clashes:<8} {after.clashes}"
    for word, changes in (("Worse", found.difference.worse), ("Better", found.difference.better)):
        yield from ("", f"{word}:") if changes else ()
        for one in changes:
            yield f"  {_line(one)}"
    if not found.difference.changes:
        yield from ("", "No verdict changes, and no clash appears or goes.")
    yield from ("", "To see to by hand:") if found.supposed.notes else ()
    for note in found.supposed.notes:
        yield f"  {note}"


def _line(change: Change) -> str:
    if isinstance(change, ClashChange):
        return f"{'clash gone' if change.gone else 'new clash'}: {change.clash.reason}"
    states = (_state(one) for one in (change.before, change.after))
    what = f"{change.name or change.person}, {called(change.requirement)}"
    return f"{what}: {' to '.join(states)}. {change.verdict.full_reason}"


def _state(state: State | None) -> str:
    return _WORDS.get(state) or (state.value if state else "")
