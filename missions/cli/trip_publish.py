"""`missions trip list`, `publish` and `diff`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from missions import feeds
from missions.audit.log import OPERATOR
from missions.board.judging import judge_trip, today
from missions.briefing.actions import publish as publish_trip
from missions.briefing.checking.findings import Finding, HeldBack
from missions.briefing.desk import open_desk
from missions.briefing.diff import differences
from missions.briefing.difference import Difference
from missions.briefing.gather import gather_plan
from missions.briefing.overview import trips
from missions.briefing.queries import trip_by_code
from missions.cli.output import FAILED, answer, guarded, installed, json_option, say
from missions.cli.trip_check import conflict_lines
from missions.installation import Installation
from missions.readiness.verdict import Conflict


def as_data(rows: Sequence[Difference]) -> list[dict[str, Any]]:
    """Return differences as plain data; `key` is the folder's."""
    return [
        {
            "kinds": [str(kind) for kind in row.kinds],
            "key": row.key or None,
            "day": row.day.isoformat() if row.day else None,
            "now": row.now,
            "was": row.was or None,
        }
        for row in rows
    ]


def as_lines(rows: Sequence[Difference]) -> list[str]:
    """Return differences as lines for a person."""
    lines = []
    for row in rows:
        day = f"{row.day:%a} {row.day.day} {row.day:%b}" if row.day else ""
        was = f"  (was {row.was})" if row.was else ""
        lines.append(f"{row.kinds[0]:<9} {day:<11} {row.now}{was}")
    return lines


@click.command("list")
@json_option
@guarded
def list_(as_json: bool) -> None:
    """List the trips with their dates and newest edition."""
    with installed() as installation, installation.store.read() as session:
        found = trips(session)
    document = [
        {
            "code": row.code,
            "name": row.name,
            "label": row.label,
            "posture": row.posture,
            "starts": row.starts.isoformat(),
            "ends": row.ends.isoformat(),
            "people": row.people,
            "edition": row.edition,
        }
        for row in found
    ]
    lines = [
        f"{row.code:<16} {row.starts} to {row.ends}  {row.people:>3} people  "
        f"{'edition ' + str(row.edition) if row.edition else 'not published':<14} {row.name}"
        for row in found
    ]
    answer(document, as_json, *(lines or ["No trips yet. Run: missions trip import PATH"]))


def finding_data(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain data."""
    return {
        "weight": str(finding.weight),
        "kind": finding.kind,
        "place": finding.spot.place,
        "text": finding.text,
        "found": finding.found,
        "term": finding.term,
        "plain": finding.plain or None,
        "audiences": [str(audience) for audience in finding.audiences],
    }


def finding_lines(findings: Sequence[Finding]) -> list[str]:
    """Return findings as numbered lines for a person."""
    return [
        f"{number:>3}  {row.weight:<8} {row.kind:<5} {row.spot.place:<40} “{row.found}” in"
        f" “{row.text[:60]}”" + (f"; say “{row.plain}”" if row.plain else "")
        for number, row in enumerate(findings, 1)
    ]


def held_back(held: HeldBack, code: str, as_json: bool) -> None:
    """Say what would tell, and what to do."""
    say(str(held))
    blocking = [row for row in held.findings if row.blocks]
    document = {
        "code": code,
        "error": str(held),
        "findings": [finding_data(row) for row in held.findings],
    }
    answer(document, as_json)
    for line in finding_lines(blocking):
        say(line)
    say(
        "Change the text in the folder (for an item, plain_title) and import it again; a word may"
        f" stay once two leaders accept it: missions trip accept {code} --help"
    )
    raise SystemExit(FAILED)


def _open_clashes(installation: Installation, code: str) -> list[Conflict]:
    """Return the clashes of the plan that nobody lets be."""
    with installation.store.write() as session:
        trip = trip_by_code(session, code)
        judgement = judge_trip(installation, session, trip, OPERATOR, today(trip))
    return [clash for clash in judgement.conflicts if not clash.overridden]


@click.command()
@click.argument("code")
@click.option("--note", default="", help="A sentence about this edition.")
@json_option
@guarded
def publish(code: str, note: str, as_json: bool) -> None:
    """Freeze the plan of CODE as the next edition; an unchanged plan changes nothing."""
    with installed() as installation:
        try:
            done = publish_trip(installation, code, OPERATOR, note)
        except HeldBack as held:
            held_back(held, code, as_json)
            return
        if not done.unchanged:
            feeds.rebuild_waiting(installation)
        clashes = _open_clashes(installation, code)
    if clashes:
        many = "1 clash" if len(clashes) == 1 else f"{len(clashes)} clashes"
        say(f"{many} in the plan; see: missions trip check {code}")
    for line in conflict_lines(clashes):
        say(line)
    document = {
        "code": code,
        "edition": done.number,
        "unchanged": done.unchanged,
        "digest": done.digest,
        "changes": as_data(done.changes),
        "findings": [finding_data(row) for row in done.findings],
    }
    if done.findings:
        say(f"{len(done.findings)} phrases to look at: missions trip words {code}")
    if done.unchanged:
        answer(document, as_json, f"Nothing has changed: edition {done.number} stands as it was.")
        return
    answer(document, as_json, f"Edition {done.number} is published.", *as_lines(done.changes))


@click.command()
@click.argument("code")
@click.argument("first", required=False, type=int)
@click.argument("second", required=False, type=int)
@click.option("--person", help="Only what changes for this person (the folder's key).")
@json_option
@guarded
def diff(
    code: str, first: int | None, second: int | None, person: str | None, as_json: bool
) -> None:
    """Show what differs.

    Without numbers: the draft against the newest edition. With one: the draft against edition
    FIRST. With two: edition SECOND against edition FIRST.
    """
    with installed() as installation, installation.store.write() as session:
        trip = trip_by_code(session, code)
        old = open_desk(installation, session, trip.id, first)
        if second is None:
            new, name = gather_plan(session, trip), "the draft"
        else:
            desk = open_desk(installation, session, trip.id, second)
            new, name = desk.plan, f"edition {second}"
        member = _member(new.members, old.plan.members, person)
        rows = differences(old.plan, new, member)
    document = {
        "code": code,
        "from": old.number,
        "to": second,
        "person": person,
        "changes": as_data(rows),
    }
    say(f"Edition {old.number} against {name}:")
    answer(document, as_json, *(as_lines(rows) or ["No differences."]))


def _member(now: Sequence[Any], before: Sequence[Any], key: str | None) -> str | None:
    if key is None:
        return None
    for member in (*now, *before):
        if member.key == key:
            return str(member.id)
    known = ", ".join(member.key for member in now)
    raise click.UsageError(f"There is no person “{key}” in this trip. Known keys: {known}")
