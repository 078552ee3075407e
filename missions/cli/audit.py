"""`missions audit`: whether the log is whole, what it says of a trip, and its present head."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from missions import clock
from missions.audit.anchors import BadHeads, anchor, line_of, read_heads
from missions.audit.chain import Anchor, Entry, Verdict
from missions.audit.phrases import kind_of
from missions.audit.queries import trip_entries
from missions.audit.verdicts import RESTORE, told
from missions.audit.verify import present_head
from missions.audit.verify import verify as verify_log
from missions.audit.words import Names, sentence
from missions.briefing.queries import trip_by_code
from missions.cli.output import answer, fail, guarded, installed, json_option, say
from missions.outbox.actions import post
from missions.settings import Settings
from missions.web.log import scope_and_names
from missions.zones import zone


@click.group()
def audit() -> None:
    """Verify the audit log, show a trip's, keep its head."""


@audit.command()
@click.option(
    "--heads",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file of daily heads, best one from another machine (default: the installation's).",
)
@json_option
@guarded
def verify(heads: Path | None, as_json: bool) -> None:
    """Say whether the log is whole, or which entry does not fit first. Exit 1 when broken."""
    with installed() as installation, installation.store.read() as session:
        anchors = _anchors(heads, installation.settings)
        verdict = verify_log(session, anchors)
    answer(_verdict_data(verdict, anchors), as_json, told(verdict))
    if not verdict.whole:
        fail(RESTORE)
    if not anchors:
        say(
            "There was no daily head to compare with, so a cut at the end would not be noticed."
            " The worker keeps one a day; name another copy with --heads."
        )


def _anchors(heads: Path | None, settings: Settings) -> list[Anchor]:
    path = heads or settings.head_file
    if heads is None and not path.exists():
        return []
    try:
        return read_heads(path)
    except BadHeads as error:
        raise click.UsageError(str(error)) from error


def _verdict_data(verdict: Verdict, anchors: list[Anchor]) -> dict[str, Any]:
    return {
        "whole": verdict.whole,
        "fitting": verdict.fitting,
        "entry": verdict.number,
        "fault": str(verdict.fault) if verdict.fault else None,
        "anchored": verdict.day.isoformat() if verdict.day else None,
        "anchors": len(anchors),
        "words": told(verdict),
    }


@audit.command()
@click.argument("code")
@json_option
@guarded
def show(code: str, as_json: bool) -> None:
    """Tell what happened in trip CODE, the oldest first, in the clock of its home."""
    with installed() as installation, installation.store.read() as session:
        trip = trip_by_code(session, code)
        scope, names = scope_and_names(session, trip.id)
        entries = trip_entries(session, scope)[::-1]
    document = [_entry_data(entry, names) for entry in entries]
    home = zone(trip.home_zone)
    lines = [
        f"{entry.at.astimezone(home):%Y-%m-%d %H:%M}  {sentence(entry, names)}" for entry in entries
    ]
    answer(document, as_json, *(lines or ["Nothing is recorded of this trip yet."]))


def _entry_data(entry: Entry, names: Names) -> dict[str, Any]:
    kind = kind_of(entry.action)
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "kind": str(kind) if kind else None,
        "action": entry.action,
        "actor": entry.actor,
        "subject": entry.subject,
        "detail": entry.detail,
        "words": sentence(entry, names),
    }


@audit.command()
@click.option("--write", is_flag=True, help="Keep it as today's line in the file of heads.")
@json_option
@guarded
def head(write: bool, as_json: bool) -> None:
    """Print the log's present head: day (UTC), number, digest."""
    with installed() as installation:
        settings = installation.settings
        with installation.store.write() as session:
            now = present_head(session)
            kept = anchor(session, settings.head_file) if write else None
            if kept is not None and settings.audit_mail:
                facts = {"number": str(kept.number), "digest": kept.digest, "day": str(kept.day)}
                post(session, "audit-head", facts, key=f"audit-head/{kept.day}")
    found = Anchor(clock.now().date(), now.number, now.digest)
    document = {
        "day": found.day.isoformat(),
        "number": found.number,
        "digest": found.digest,
        "written": str(settings.head_file) if kept else None,
    }
    answer(document, as_json, line_of(found))
    if write:
        say(f"Written to {settings.head_file}" if kept else "Today's line stood there already.")
