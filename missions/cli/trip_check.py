"""`missions trip check`, `waive` and `let-be`: who and what is ready, and what a leader decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click

from missions.audit.log import OPERATOR
from missions.board.actions import NotDecided, ask_again, let_be, mind_again, waive
from missions.board.judging import Judgement, judge_trip, today
from missions.board.queries import boards_of_all
from missions.briefing.queries import trip_by_code
from missions.cli.output import (
    BAD_INPUT,
    FAILED,
    answer,
    fail,
    guarded,
    installed,
    json_option,
    on_option,
)
from missions.readiness.assess import Judged
from missions.readiness.going import called
from missions.readiness.verdict import WORST_FIRST, Conflict, Go, State
from missions.trips.rules import split_list

_WORDS = {State.AT_RISK: "at risk"}
_CODE = click.argument("code")


@click.command()
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="Every trip, as it stood when last judged.")
@on_option
@json_option
@guarded
def check(code: str | None, every: bool, on: date | None, as_json: bool) -> None:
    """Tell who and what is not ready of trip CODE, why, by when, and what to do next.

    Exit code 0: go; 1: not yet, or no-go.
    """
    if every == (code is not None) or (every and on is not None):
        raise click.UsageError("Give a trip's CODE, with --on DAY if you like; or --all alone.")
    if code is None:
        _check_all(as_json)
        return
    with installed() as installation, installation.store.write() as session:
        trip = trip_by_code(session, code)
        judgement = judge_trip(installation, session, trip, OPERATOR, on or today(trip))
    answer(as_document(judgement), as_json, *lines_of(judgement))
    if judgement.go is not Go.GO:
        raise SystemExit(FAILED)


def _check_all(as_json: bool) -> None:
    """Tell how every trip stands, from what is kept; nothing is judged."""
    with installed() as installation, installation.store.read() as session:
        found = [(trip.code, kept) for trip, kept in boards_of_all(session)]
    document = [
        {
            "code": code,
            "go": kept.go,
            "ready": kept.ready,
            "people": kept.people,
            "day": kept.day.isoformat(),
        }
        for code, kept in found
    ]
    lines = [
        f"{code:<16} {kept.go:<8} {kept.ready:>4} of {kept.people} ready, as of {kept.day}"
        for code, kept in found
    ]
    answer(document, as_json, *(lines or ["No trip has been judged yet: missions trip check CODE"]))
    if any(kept.go != Go.GO for _code, kept in found):
        raise SystemExit(FAILED)


def as_document(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement as plain data; people and items by the folder's keys."""
    return {
        "go": judgement.go.value,
        "verdicts": [_verdict(one) for one in judgement.judged],
        "conflicts": [conflict_data(one) for one in judgement.conflicts],
    }


def _verdict(one: Judged) -> dict[str, Any]:
    verdict = one.verdict
    return {
        "person": one.person_key,
        "kind": one.requirement.kind,
        "state": verdict.state.value,
        "due": verdict.due.isoformat() if verdict.due else None,
        "reason": verdict.full_reason,
        "next": verdict.next_step,
    }


def conflict_data(clash: Conflict) -> dict[str, Any]:
    """Return a clash as plain data."""
    return {
        "kind": clash.kind,
        "severity": clash.severity.value,
        "items": list(clash.items),
        "people": list(clash.people),
        "reason": clash.reason,
        "overridden": bool(clash.overridden),
    }


def conflict_lines(clashes: Sequence[Conflict]) -> Iterator[str]:
    """Return clashes as lines for a person: what, whose, and how it can be mended."""
    for clash in clashes:
        mark = "let be" if clash.overridden else clash.severity.value
        where = ", ".join(clash.items)
        yield f"{mark:<8} {clash.kind:<14} {clash.reason}" + (f"  [{where}]" if where else "")
        if clash.overridden:
            yield f"{'':<24}{clash.overridden}"
        elif clash.fix:
            yield f"{'':<24}{clash.fix}"


def lines_of(judgement: Judgement) -> Iterator[str]:
    """Return a judgement as lines for a person, the worst first."""
    yield f"{judgement.go.value.capitalize()} as of {judgement.day.isoformat()}."
    if not judgement.party.opened:
        yield "Sealed facts could not be read, and were not judged: the outer key is missing."
    shown = [one for one in judgement.judged if one.verdict.state not in (State.MET, State.WAIVED)]
    shown.sort(key=lambda one: (WORST_FIRST.index(one.verdict.state), one.requirement.severity))
    if shown:
        yield ""
    for one in shown:
        yield from _verdict_lines(one)
    if judgement.conflicts:
        yield ""
        yield from conflict_lines(judgement.conflicts)
    for note in judgement.notes:
        yield ""
        yield note
    met = len(judgement.judged) - len(shown)
    yield ""
    yield f"{met} of {len(judgement.judged)} requirements are met or waived."


def _verdict_lines(one: Judged) -> Iterator[str]:
    verdict = one.verdict
    state = _WORDS.get(verdict.state, verdict.state.value)
    warns = " (warning)" if one.requirement.severity == "warning" else ""
    due = f" by {verdict.due.isoformat()}" if verdict.due else ""
    yield f"{state:<8} {one.name}, {called(one.requirement)}{warns}{due}: {verdict.full_reason}"
    if verdict.next_step:
        yield f"{'':<9}{verdict.next_step}"


@click.command("waive")
@_CODE
@click.argument("person")
@click.argument("kind")
@click.option("--title", default="", help="Of a form: its title.")
@click.option("--reason", default="", help="Why; kept and printed.")
@click.option("--by", default="the operator", help="Who decided.")
@click.option("--take-back", is_flag=True, help="Ask for it again.")
@json_option
@guarded
def waive_(
    code: str,
    person: str,
    kind: str,
    title: str,
    reason: str,
    by: str,
    take_back: bool,
    as_json: bool,
) -> None:
    """Waive a requirement (as passport, or form with --title) for a PERSON, by key."""
    with installed() as installation, installation.store.write() as session:
        trip = trip_by_code(session, code)
        try:
            if take_back:
                done = ask_again(session, trip, person, kind, title, OPERATOR)
            else:
                waive(session, trip, person, kind, title, reason, by, OPERATOR)
                done = True
        except NotDecided as error:
            fail(str(error), BAD_INPUT)
    if not done:
        fail(f"No {kind} is waived for “{person}”.", BAD_INPUT)
    said = "asked for again" if take_back else "waived"
    answer({"person": person, "kind": kind, "waived": not take_back}, as_json, f"{kind}: {said}.")


@click.command("let-be")
@_CODE
@click.argument("kind")
@click.option("--items", default="", help="Keys of the items that clash, as check prints them.")
@click.option("--people", default=None, help="Keys of the people; by default those who clash now.")
@click.option("--reason", default="", help="Why; kept and printed.")
@click.option("--by", default="the operator", help="Who decided.")
@click.option("--take-back", is_flag=True, help="Mind the clash again.")
@json_option
@guarded
def let_be_(
    code: str,
    kind: str,
    items: str,
    people: str | None,
    reason: str,
    by: str,
    take_back: bool,
    as_json: bool,
) -> None:
    """Let clashes of a KIND be, with a reason: those of these items, and of these people."""
    wanted = set(split_list(items))
    with installed() as installation, installation.store.write() as session:
        trip = trip_by_code(session, code)
        judgement = judge_trip(installation, session, trip, OPERATOR, today(trip))
        found = [
            one
            for one in judgement.conflicts
            if one.kind == kind
            and set(one.items) == wanted
            and (people is None or set(one.people) == set(split_list(people)))
        ]
        try:
            for one in found:
                if take_back:
                    mind_again(session, trip, one.identity, OPERATOR)
                else:
                    let_be(session, trip, one.identity, reason, by, OPERATOR)
        except NotDecided as error:
            fail(str(error), BAD_INPUT)
    if not found:
        fail(f"No clash of kind {kind} has these items. See: missions trip check {code}", BAD_INPUT)
    said = "minded again" if take_back else "let be"
    answer({"kind": kind, "let_be": len(found)}, as_json, f"{kind}: {len(found)} {said}.")
