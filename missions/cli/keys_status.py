"""`missions keys status` and `backup`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from missions import clock
from missions.audit.log import OPERATOR, record
from missions.cli.output import answer, guarded, installed, json_option, say
from missions.installation import Installation
from missions.upkeep.actions import reach
from missions.upkeep.model import Milestone
from missions.upkeep.queries import last
from missions.vault.keystore import KeyStoreMissing
from missions.vault.outer import OuterKeyUnusable

BACKUP_KEPT = timedelta(days=30)
ESCROW = "escrow"
BACKUP = "key-backup"


@click.command()
@json_option
@guarded
def status(as_json: bool) -> None:
    """Say which keys there are, whether a rotation waits, and when the outer key was printed.

    It works without the outer key, and shows no key.
    """
    with installed() as installation:
        document = _document(installation)
    answer(document, as_json, *_lines(document))


def _document(installation: Installation) -> dict[str, Any]:
    keyring, settings = installation.keyring, installation.settings
    with installation.store.read() as session:
        printed, copied = last(session, ESCROW), last(session, BACKUP)
    generations, problem = _generations(installation)
    outer = _outer(installation)
    return {
        "outer": {
            "file": str(settings.key_file),
            **outer,
            "unfinished": keyring.rewrapping(),
            "escrow": {**_milestone(printed), "current": _is_current(printed, outer)},
        },
        "store": {
            "file": str(settings.key_store),
            **_age(settings.key_store),
            "problem": problem,
            "backup": _milestone(copied),
        },
        "keys": _counts(generations),
        "unfinished": sorted(scope for scope, held in generations.items() if len(held) > 1),
    }


def _generations(installation: Installation) -> tuple[dict[str, tuple[int, ...]], str]:
    try:
        return installation.keyring.generations(), ""
    except KeyStoreMissing as error:
        return {}, str(error)


def _outer(installation: Installation) -> dict[str, Any]:
    try:
        fingerprint = installation.keyring.fingerprint()
    except OuterKeyUnusable as error:
        return {"present": False, "fingerprint": None, "problem": str(error)}
    return {"present": True, "fingerprint": fingerprint, "problem": ""}


def _is_current(printed: Milestone | None, outer: Mapping[str, Any]) -> bool | None:
    """Whether the paper copies are of the present key; None where that can't be told."""
    if printed is None or not outer["present"]:
        return None
    return bool(printed.detail == outer["fingerprint"])


def _milestone(row: Milestone | None) -> dict[str, Any]:
    if row is None:
        return {"at": None, "days": None}
    return {"at": row.at.isoformat(), "days": (clock.now() - row.at).days}


def _age(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {"present": False, "changed": None, "days": None}
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    days = max(0, (clock.now() - changed).days)
    return {"present": True, "changed": changed.isoformat(), "days": days}


def _counts(generations: Mapping[str, tuple[int, ...]]) -> dict[str, Any]:
    kinds = Counter(scope.partition(":")[0] for scope in generations)
    newest = {kind: Counter[int]() for kind in kinds}
    for scope, held in generations.items():
        newest[scope.partition(":")[0]][held[-1]] += 1
    return {
        kind: {
            "count": kinds[kind],
            "generations": {str(number): count for number, count in sorted(newest[kind].items())},
        }
        for kind in sorted(kinds)
    }


def _lines(document: Mapping[str, Any]) -> list[str]:
    outer, store = document["outer"], document["store"]
    lines = [f"Outer key      {outer['fingerprint'] or 'missing'}  {outer['file']}"]
    lines += [f"               {outer['problem']}"] if outer["problem"] else []
    lines.append(f"Paper copies   {_printed(outer['escrow'])}")
    age = f"last changed {_ago(store['days'])}" if store["present"] else "missing"
    lines.append(f"Store of keys  {age}  {store['file']}")
    lines.append(f"Its copy       {_copied(store['backup'])}")
    lines += [_kind_line(kind, found) for kind, found in document["keys"].items()]
    return lines + _unfinished(document)


def _kind_line(kind: str, found: Mapping[str, Any]) -> str:
    parts = [f"{count} of generation {number}" for number, count in found["generations"].items()]
    return f"{kind.capitalize():<14} {found['count']}: {', '.join(parts)}"


def _printed(escrow: Mapping[str, Any]) -> str:
    if escrow["at"] is None:
        return "never printed. Run: missions keys escrow --out DIR"
    if escrow["current"] is False:
        return (
            f"printed {_ago(escrow['days'])}, of an older key. Run: missions keys escrow --out DIR"
        )
    return f"printed {_ago(escrow['days'])}"


def _copied(backup: Mapping[str, Any]) -> str:
    if backup["at"] is None:
        return "never made. Run: missions keys backup FILE"
    return f"made {_ago(backup['days'])}"


def _ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def _unfinished(document: Mapping[str, Any]) -> list[str]:
    waiting = document["unfinished"]
    lines = []
    if document["outer"]["unfinished"]:
        lines.append("Replacing the outer key was stopped. Run: missions keys rotate --outer")
    if waiting:
        kinds = Counter(scope.partition(":")[0] for scope in waiting)
        named = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        lines.append(
            f"Replacing keys was stopped ({named}); nothing is lost."
            " Run: missions keys rotate --unfinished"
        )
    return lines


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@guarded
def backup(file: Path, as_json: bool) -> None:
    """Write a copy of the store of keys to FILE (mode 0600); the outer key is not in it."""
    with installed() as installation:
        try:
            installation.keyring.back_up(file)
        except FileExistsError as error:
            raise click.UsageError(f"{file} is there already; name a new file.") from error
        except OSError as error:
            raise click.UsageError(f"{file} can't be written: {error.strerror}.") from error
        with installation.store.write() as session:
            reach(session, BACKUP)
            record(session, OPERATOR, "keys:backup", "store")
    until = (clock.now() + BACKUP_KEPT).date()
    answer({"file": str(file), "destroy_after": until.isoformat()}, as_json, str(file))
    say(
        f"Destroy it after {until} ({BACKUP_KEPT.days} days): deleting a key is how facts are"
        " purged, and this copy still opens what is purged from now on. Keep it apart from the"
        " database’s backups and from the outer key."
    )
