"""`missions trip export`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from missions.briefing.checking.findings import HeldBack
from missions.briefing.document import What
from missions.briefing.papers import FORMATS, PAGE
from missions.cli.export import Choice, Written, export_papers
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option, say
from missions.cli.progress import progress
from missions.cli.trip_publish import held_back
from missions.privacy import Audience


def _words(text: str | None) -> list[str]:
    return [word.strip() for word in (text or "").split(",") if word.strip()]


def _checked(option: str, text: str | None, known: list[str]) -> frozenset[str]:
    words = _words(text)
    for word in words:
        if word not in known:
            fail(f"--{option}: “{word}” is not one of: {', '.join(known)}", BAD_INPUT)
    return frozenset(words)


@click.command()
@click.argument("code")
@click.option("--to", "target", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--audience", help="Comma list: leader, team, family, host, border, calendar.")
@click.option("--format", "fmt", help="Comma list: pdf, ics, csv, json, html.")
@click.option("--what", help="Comma list: book, packet, card, manifest, rooming, host-sheet, …")
@click.option("--person", help="Comma list of the folder's keys: only these people's own papers.")
@click.option("--edition", type=int, help="An earlier edition; by default the newest.")
@click.option("--unlocked", is_flag=True, help="Leave leaders' papers open to whoever finds them.")
@json_option
@guarded
def export(code: str, target: Path, as_json: bool, **options: Any) -> None:
    """Write the papers and calendars of CODE below a folder.

    Options left out mean everything that exists. Pages (html) are written when asked for.
    Leaders' papers are locked with a passphrase that is told once, on standard error: a PDF asks
    for it, every other format becomes a .age file.
    """
    choice = _choice(**options)
    with installed() as installation, progress(as_json) as step:
        try:
            files = export_papers(installation, code, target, choice, step)
        except HeldBack as held:
            held_back(held, code, as_json)
            return
    answer(_document(files), as_json, *_lines(files))
    say(f"{len(files)} files written to {target}" if files else "Nothing to export.")
    if any(file.locked for file in files):
        say(f"Passphrase of leader papers: {choice.passphrase}")
        say("It is told this once. Keep it apart from the papers.")


def _choice(
    *,
    audience: str | None,
    fmt: str | None,
    what: str | None,
    person: str | None,
    edition: int | None,
    unlocked: bool,
) -> Choice:
    known_formats = sorted({name for names in FORMATS.values() for name in names} | {PAGE})
    return Choice(
        audiences=_checked("audience", audience, [str(one) for one in Audience]),
        formats=_checked("format", fmt, known_formats),
        whats=_checked("what", what, [str(one) for one in What]),
        people=frozenset(_words(person)),
        edition=edition,
        unlocked=unlocked,
    )


def _document(files: list[Written]) -> list[dict[str, Any]]:
    return [
        {
            "path": str(file.path),
            "sha256": file.sha256,
            "audience": str(file.asked.audience),
            "what": str(file.asked.what),
            "format": file.format,
            "person": file.asked.person,
            "partner": file.asked.partner,
            "edition": file.edition,
            "locked": file.locked,
        }
        for file in files
    ]


def _lines(files: list[Written]) -> list[str]:
    return [
        f"{file.asked.audience:<9} {file.asked.what:<13} {file.format:<5}"
        f" {file.asked.person or file.asked.partner or 'shared':<14} {file.path}"
        for file in files
    ]
