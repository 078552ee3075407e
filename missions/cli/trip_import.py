"""`missions trip import`, `template` and `save`."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from missions.audit.log import OPERATOR
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option, say
from missions.cli.progress import progress
from missions.intake.apply import ImportResult, import_trip
from missions.intake.faults import IntakeRefused, report
from missions.intake.read import read_trip
from missions.intake.save import save_trip
from missions.intake.template import write_template

PASSPHRASE = "MISSIONS_PASSPHRASE"  # noqa: S105 - the variable's name, not a secret


def passphrase(wanted: bool) -> str | None:
    """Return the passphrase for sealed facts: from the environment, or asked for at a terminal."""
    given = os.environ.get(PASSPHRASE)
    if given or not wanted:
        return given or None
    if not sys.stdin.isatty():
        fail(f"--with-sealed wants a passphrase: set {PASSPHRASE}.", BAD_INPUT)
    asked: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    return asked


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--remove", is_flag=True, help="Take out rows that the folder no longer has.")
@json_option
@guarded
def import_(path: Path, remove: bool, as_json: bool) -> None:
    """Read a trip folder, a .zip of one, or an .xlsx from PATH: all of it, or nothing.

    A sealed.age beside it is opened with the passphrase in MISSIONS_PASSPHRASE.
    """
    with installed() as installation, progress(as_json) as step:
        reading = read_trip(path, passphrase(False), progress=step)
        try:
            done = import_trip(installation, reading, actor=OPERATOR, remove=remove, progress=step)
        except IntakeRefused as refused:
            _refused(path, refused, as_json)
            return
    _report(done, as_json)


def _refused(path: Path, refused: IntakeRefused, as_json: bool) -> None:
    faults = [fault.as_dict() for fault in refused.faults]
    if as_json:
        answer({"imported": False, "faults": faults}, as_json)
    say(report(refused.faults))
    count = len(faults)
    fail(
        f"{path} was not read: {count} {'fault' if count == 1 else 'faults'}."
        " The database is as it was.",
        BAD_INPUT,
    )


def _report(done: ImportResult, as_json: bool) -> None:
    document: dict[str, Any] = {
        "imported": True,
        "code": done.code,
        "created": done.created,
        "changed": done.changed,
        "removed": done.removed,
        "tables": {name: asdict(count) for name, count in done.tables.items()},
        "missing": [asdict(row) for row in done.missing],
        "warnings": [row.as_dict() for row in done.warnings],
        "notices": [row.as_dict() for row in done.notices],
    }
    answer(document, as_json, *_lines(done))
    for remark in (*done.warnings, *done.notices):
        say(str(remark))
    if done.missing and not done.removed:
        names = ", ".join(f"{row.table} {row.key}" for row in done.missing[:8])
        more = f" and {len(done.missing) - 8} more" if len(done.missing) > 8 else ""
        count = len(done.missing)
        stay, them = ("row of the trip is not in this folder and stays", "it")
        if count > 1:
            stay, them = ("rows of the trip are not in this folder and stay", "them")
        say(f"{count} {stay}: {names}{more}. To take {them} out: --remove")


def _lines(done: ImportResult) -> list[str]:
    if not done.changed:
        return [f"{done.code}: nothing has changed."]
    head = f"{done.code} is {'new' if done.created else 'changed'}."
    lines = []
    for name, count in done.tables.items():
        parts = [
            f"{number} {word}"
            for word, number in asdict(count).items()
            if number and (word != "unchanged")
        ]
        if parts:
            lines.append(f"  {name:<12} {', '.join(parts)}")
    if not lines:  # A new place in the file is written, but counts as no change of the row.
        head = f"{done.code} is changed: only the order of rows."
    return [head, *lines, f"Next: missions trip check {done.code}"]


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@guarded
def template(path: Path, as_json: bool) -> None:
    """Write an empty workbook to PATH.xlsx, with drop-downs and notes."""
    if path.suffix.lower() != ".xlsx":
        fail(f"“{path}” should end in .xlsx", BAD_INPUT)
    if path.exists():
        fail(f"{path} is there already; give another name.", BAD_INPUT)
    write_template(path)
    answer({"path": str(path.absolute())}, as_json, f"Written: {path}")


@click.command()
@click.argument("code")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--with-sealed", is_flag=True, help="Put sealed facts into an encrypted sealed.age.")
@json_option
@guarded
def save(code: str, path: Path, with_sealed: bool, as_json: bool) -> None:
    """Write trip CODE to PATH: a folder, or a workbook where PATH ends in .xlsx.

    Sealed columns are left out. With --with-sealed they go into sealed.age, encrypted with the
    passphrase in MISSIONS_PASSPHRASE (or asked for).
    """
    with installed() as installation, progress(as_json) as step:
        secret = passphrase(True) if with_sealed else None
        done = save_trip(
            installation, code, path, actor=OPERATOR, with_sealed=secret, progress=step
        )
    document = {
        "code": done.code,
        "files": [str(file.absolute()) for file in done.files],
        "left_out": done.left_out,
        "sealed": done.sealed,
    }
    answer(document, as_json, *(str(file) for file in done.files))
    if done.words():
        say(done.words())
