"""`missions keys escrow` and `enter`: the outer key onto paper, and back from it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from missions import clock
from missions.audit.log import OPERATOR, record
from missions.cli.output import answer, guarded, installed, json_option, say
from missions.installation import Installation
from missions.renderers.pdf.escrow import COPIES, Escrow, render_escrow
from missions.settings import from_environment
from missions.upkeep.actions import reach
from missions.vault import outer
from missions.vault.typed import ROWS, NotTyped, key_of, rows_of
from missions.vault.wrapping import put_back, wrapping_key


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@json_option
@guarded
def escrow(out: Path, paper: str, as_json: bool) -> None:
    """Write two paper copies of the outer key (PDF) into a folder, to be printed and deleted."""
    with installed() as installation:
        files = _write(installation, out, paper)
        fingerprint = installation.keyring.fingerprint()
        with installation.store.write() as session:
            reach(session, "escrow", fingerprint)
            record(session, OPERATOR, "keys:escrow", "outer", f"fingerprint={fingerprint}")
    document = {"files": [str(file) for file in files], "fingerprint": fingerprint}
    answer(document, as_json, *map(str, files), f"Fingerprint {fingerprint}")
    say(
        "Whoever has one of these files has the key. Print them on a printer of your own, then"
        " delete them; keep the two sheets in two places, neither near the server."
    )


def _write(installation: Installation, out: Path, paper: str) -> list[Path]:
    settings = installation.settings
    key = wrapping_key(settings.key_file, settings.key_store)
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = []
    for copy in range(1, COPIES + 1):
        sheet = Escrow(
            rows=rows_of(key),
            fingerprint=outer.fingerprint(key),
            printed=clock.now().date(),
            copy=copy,
            key_file=str(settings.key_file),
            key_store=str(settings.key_store),
            paper=paper,
        )
        file = out / f"outer-key-{copy}-of-{COPIES}.pdf"
        _put(file, render_escrow(sheet))
        files.append(file)
    return files


def _put(file: Path, content: bytes) -> None:
    """Write a file for its owner alone, in place of an older one."""
    aside = file.with_name(f".{file.name}")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    aside.replace(file)


@click.command()
@json_option
@guarded
def enter(as_json: bool) -> None:
    """Read the eight rows of a paper copy from standard input and write the outer key's file.

    It writes nothing where there is a file already, or where the key does not open the store.
    """
    settings = from_environment()
    if settings.key_file.exists():
        raise outer.OuterKeyUnusable(
            f"There is an outer key at {settings.key_file} already. Move it away first."
        )
    try:
        key = key_of(_typed())
    except NotTyped as error:
        raise click.UsageError(str(error)) from error
    put_back(settings.key_file, settings.key_store, key)
    fingerprint = outer.fingerprint(key)
    document = {"file": str(settings.key_file), "fingerprint": fingerprint}
    answer(document, as_json, f"Wrote {settings.key_file}, fingerprint {fingerprint}")
    say("Compare the fingerprint with the one on the sheet, then start the service again.")


def _typed() -> str:
    """Return what was typed up to a blank line or the end; say what is wanted to a person."""
    stream = sys.stdin
    if stream.isatty():
        say(f"Type the {ROWS} rows of a paper copy, then a blank line.")
    lines: list[str] = []
    for line in stream:
        if not line.strip() and lines and stream.isatty():
            break
        lines.append(line)
    return "".join(lines)
