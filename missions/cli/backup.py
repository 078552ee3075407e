"""`missions backup` and `missions restore`."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click

from missions import schema
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option, say
from missions.cli.progress import progress
from missions.documents.files import FilesUnusable
from missions.operations.archive import Manifest
from missions.operations.backup import back_up
from missions.operations.envelope import BackupRefused
from missions.operations.restore import Restored, check, key_for
from missions.operations.restore import restore as put_back
from missions.retention import tombstones

F = TypeVar("F", bound=Callable[..., Any])


def _refusing(command: F) -> F:
    """Turn a refusal into a sentence and exit code 1."""

    @functools.wraps(command)
    def run(*args: Any, **kw: Any) -> Any:
        try:
            return command(*args, **kw)
        except (BackupRefused, FilesUnusable) as error:
            if kw.get("as_json"):
                answer({"error": str(error)}, True)
            fail(str(error))

    return run  # type: ignore[return-value]


def _document(file: Path, manifest: Manifest) -> dict[str, Any]:
    return {
        "file": str(file),
        "bytes": file.stat().st_size,
        "revision": manifest.revision,
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "rows": manifest.rows,
        "scans": manifest.scans,
        "scans_gone": len(manifest.absent),
    }


def _summary(manifest: Manifest) -> str:
    rows = sum(manifest.rows.values())
    return f"{rows} rows and {manifest.scans} scans of {manifest.made_at:%Y-%m-%d %H:%M} UTC"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@guarded
@_refusing
def backup(file: Path, as_json: bool) -> None:
    """Write the database and the scans into FILE, encrypted under the outer key.

    The keys are not in it: keep a copy of those apart. The service may run meanwhile.
    """
    schema.check()
    with installed() as installation, progress(as_json) as step:
        manifest = back_up(installation, file, step)
    answer(_document(file, manifest), as_json, f"{file}: {_summary(manifest)}")
    if manifest.absent:
        say(f"Scans that were deleted meanwhile and are not in it: {len(manifest.absent)}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Put it in place of a database that is not empty.")
@click.option("--yes", is_flag=True, help="With --replace: don't ask.")
@click.option(
    "--unverified-log", is_flag=True, help="Put a log back that the present audit.key does not fit."
)
@click.option("--check", "only_check", is_flag=True, help="Read FILE to its end; change nothing.")
@click.option(
    "--outer-key",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The outer key that FILE was made under, where it is no longer the present one.",
)
@json_option
@guarded
@_refusing
def restore(
    file: Path,
    replace: bool,
    yes: bool,
    unverified_log: bool,
    only_check: bool,
    outer_key: Path | None,
    as_json: bool,
) -> None:
    """Put the backup FILE back: into an empty database after `missions init`, or with --replace.

    Stop the service first.
    """
    schema.check()
    if replace and not (yes or only_check):
        _ask()
    with installed() as installation, progress(as_json) as step:
        key = key_for(file, outer_key or installation.settings.key_file)
        if only_check:
            manifest = check(file, key)
            answer(_document(file, manifest), as_json, f"{file} is whole: {_summary(manifest)}")
            return
        done = put_back(
            installation, file, key, replace=replace, unverified_log=unverified_log, step=step
        )
        purged = tombstones.apply(installation)
    _report(file, done, purged, as_json)


def _ask() -> None:
    question = "Is the service stopped, and may the database be replaced?"
    if not sys.stdin.isatty():
        fail(f"{question} Add --yes.", BAD_INPUT)
    click.confirm(question, abort=True, err=True)


def _report(file: Path, done: Restored, purged: tombstones.Applied, as_json: bool) -> None:
    document = {
        **_document(file, done.manifest),
        "ended": asdict(done.ended),
        "purged_again": asdict(purged),
        "kept": done.kept or None,
        "heads": done.heads or None,
        "to_do": list(_to_do(done)),
    }
    answer(document, as_json, f"Restored from {file}: {_summary(done.manifest)}")
    ended = done.ended
    say(
        f"Ended: {ended.browsers} signed-in browsers, {ended.sign_in_links} sign-in links,"
        f" {ended.invitations} invitations."
    )
    if purged.trips or purged.persons:
        say(f"Deleted again: {purged.trips} purged trips, {purged.persons} erased persons.")
    for sentence in _to_do(done):
        say(f"- {sentence}")


def _to_do(done: Restored) -> Iterator[str]:
    yield (
        "Passwords, second factors, administrators and ended memberships are as they were then."
        " Look through who has access."
    )
    if done.links:
        yield (
            f"Calendar addresses and shared links that open now: {done.links}, those among them"
            " that were ended since. Look through them: missions link list CODE"
        )
    if done.ended.letters:
        yield (
            f"Letters held back, since they may have gone out already: {done.ended.letters}. See"
            " them with missions letters, and let one go with missions letters retry ID"
        )
    if done.manifest.absent:
        yield f"Scans that were gone when the backup was made: {len(done.manifest.absent)}."
    if done.keyless:
        yield (
            f"Trips whose sealed facts can't be opened: {done.keyless}. The store of keys has none"
            " for them; if they were not purged, put a copy of it back."
        )
    if done.heads:
        yield f"The log knows less than its file of heads; that was moved to {done.heads}. Keep it."
    if done.kept:
        yield (
            f"The database that was replaced stands at {done.kept}. Delete it when all is well:"
            " what is purged later stays in it."
        )
    yield "Start the service, then: missions doctor"
