"""`missions trip copies` and `trace`: papers in people's hands."""

from __future__ import annotations

from typing import Any

import click

from missions.audit import log
from missions.briefing.copies import Copy, copies_of
from missions.briefing.copies import trace as trace_copy
from missions.briefing.copy_names import Names, names_of
from missions.briefing.queries import trip_by_code
from missions.cli.output import answer, guarded, installed, json_option
from missions.policy.actions import Action


def _data(copy: Copy) -> dict[str, Any]:
    return {
        "code": copy.code,
        "edition": copy.edition,
        "older": copy.older,
        "what": copy.what,
        "audience": copy.audience,
        "person": copy.person or None,
        "times": copy.times,
        "issued_at": copy.issued_at.isoformat(),
        "issued_by": copy.issued_by,
        "state": str(copy.state),
        "stated_at": copy.stated_at.isoformat() if copy.stated_at else None,
    }


def _line(copy: Copy, names: Names) -> str:
    older = f" (edition {copy.newest} is out)" if copy.older else ""
    return (
        f"{copy.code}  {copy.state:<10} edition {copy.edition:<3} {copy.what:<9}"
        f" {copy.audience:<7} {names.person(copy.person):<16} {copy.times} ×,"
        f" last {copy.issued_at:%Y-%m-%d %H:%M} UTC{older}"
    )


@click.command()
@click.argument("code")
@json_option
@guarded
def copies(code: str, as_json: bool) -> None:
    """List the copies of the papers of CODE that were handed out, missing ones first."""
    with installed() as installation, installation.store.read() as session:
        trip = trip_by_code(session, code)
        found, names = copies_of(session, trip.id), names_of(session, trip.id)
    lines = [_line(copy, names) for copy in found]
    answer([_data(copy) for copy in found], as_json, *(lines or ["No copies are out."]))


@click.command()
@click.argument("code")
@click.argument("copy_code")
@json_option
@guarded
def trace(code: str, copy_code: str, as_json: bool) -> None:
    """Tell whose sheet of CODE was found, by the COPY_CODE at the foot of its pages."""
    with installed() as installation, installation.store.write() as session:
        trip = trip_by_code(session, code)
        found, names = trace_copy(session, [trip.id], copy_code), names_of(session, trip.id)
        subject, detail = (found.id, "found") if found else (trip.id, "unknown")
        log.record(session, log.OPERATOR, Action.COPIES_READ, subject, detail, trip_id=trip.id)
    line = _line(found, names) if found else "No copy of this trip has that code."
    answer({"found": _data(found) if found else None}, as_json, line)
