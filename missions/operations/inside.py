"""Checks of the installation itself: keys, database, log, worker, backups, people. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from missions.operations.findings import Finding, look, ok, wrong

_BACKUP_LOOK, _BACKUP_WRONG = timedelta(days=7), timedelta(days=30)
_WORKER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file or folder that only its owner may read; `mode` is None where it is missing."""

    name: str
    mode: int | None
    wanted: int


def files(kept: Sequence[KeptFile]) -> Finding:
    """Look whether the keys are there and nobody else can read them."""
    missing = [one.name for one in kept if one.mode is None]
    if missing:
        return wrong(
            "key files",
            f"Missing: {', '.join(missing)}.",
            "Put a copy back before you start anything: a new key opens nothing old.",
        )
    loose = [one for one in kept if one.mode is not None and one.mode & ~one.wanted]
    if loose:
        told = ", ".join(f"{one.name} {one.mode:04o}" for one in loose)
        fix = "; ".join(f"chmod {one.wanted:o} {one.name}" for one in loose)
        return wrong("key files", f"Others may read: {told}.", f"In the instance folder: {fix}")
    return ok("key files", "All there, for their owner only.")


def outer_key(trouble: str, unfinished: bool) -> Finding:
    """Look whether the outer key opens the store of keys. `trouble`: why not, in a sentence."""
    if trouble:
        return wrong("outer key", trouble, "Plans and calendars work, sealed facts don't.")
    if unfinished:
        return look(
            "outer key",
            "Its replacement was stopped in between; the store opens all the same.",
            "Finish it: missions keys rotate --outer",
        )
    return ok("outer key", "It opens the store of keys.")


def escrow(at: datetime | None, of: str, present: str) -> Finding:
    """Look whether the present outer key lies on paper somewhere else.

    Args:
        at: when it was last printed.
        of: the fingerprint of the key that was printed.
        present: that of the present one, "" where it can't be read.
    """
    if at is None:
        return wrong(
            "escrow",
            "The outer key was never printed: one broken disk, and every sealed fact is lost.",
            "Print it, and lock it away in another building: missions keys escrow --out FOLDER",
        )
    if present and of != present:
        return wrong(
            "escrow",
            f"The sheet of {at:%Y-%m-%d} is of the key {of or '?'}, the present one is {present}.",
            "Print the present key, and keep the older sheet as long as backups of its time:"
            " missions keys escrow --out FOLDER",
        )
    return ok("escrow", f"Printed on {at:%Y-%m-%d}, fingerprint {of}.")


def backup(at: datetime | None, of: str, present: str, now: datetime) -> Finding:
    """Look how old the newest backup is, and whether the present outer key opens it.

    Args:
        at: when it was made.
        of: the fingerprint of the outer key that it was made under.
        present: that of the present one, "" where it can't be read.
        now: the present instant.
    """
    advice = "Make one, and let a timer make the next: missions backup FILE"
    if at is None:
        return wrong("backup", "There was never a backup.", advice)
    told = f"The newest backup is of {at:%Y-%m-%d}, {(now - at).days} days old."
    if now - at > _BACKUP_WRONG:
        return wrong("backup", told, advice)
    if present and of != present:
        return look("backup", f"{told} It was made under an older outer key.", advice)
    return look("backup", told, advice) if now - at > _BACKUP_LOOK else ok("backup", told)


def key_copy(at: datetime | None, now: datetime) -> Finding:
    """Look how old the newest copy of the store of keys is: newer trips' keys are not in it."""
    name = "copy of keys"
    advice = "Copy it, in place of the older copy and apart from backups: missions keys backup FILE"
    if at is None:
        return wrong(name, "The store of keys was never copied.", advice)
    told = f"The store of keys was copied on {at:%Y-%m-%d}, {(now - at).days} days ago."
    if now - at > _BACKUP_WRONG:
        return wrong("copy of keys", told, advice)
    return (
        look("copy of keys", told, advice) if now - at > _BACKUP_LOOK else ok("copy of keys", told)
    )


def worker(at: datetime | None, now: datetime) -> Finding:
    """Look whether letters and other work are being done."""
    advice = "Start the service, or: missions worker"
    if at is None:
        return wrong("worker", "No worker has ever been at work.", advice)
    if now - at > _WORKER:
        return wrong("worker", f"Last seen {at:%Y-%m-%d %H:%M} UTC.", advice)
    return ok("worker", "At work.")


@dataclass(frozen=True, slots=True)
class Tables:
    """What a database says of itself; `trouble` why it says nothing."""

    revision: str
    wanted: str
    differences: int
    trouble: str


def database(facts: Tables) -> Finding:
    """Look whether the database is there, and this version's."""
    if facts.trouble:
        return wrong("database", facts.trouble, "Is it running, and MISSIONS_DATABASE_URL right?")
    if not facts.revision:
        return wrong("database", "It is empty.", "Run: missions init")
    if facts.revision != facts.wanted:
        return wrong(
            "database",
            f"It is at revision {facts.revision}; this version wants {facts.wanted}.",
            "Stop the service and run: missions db upgrade",
        )
    if facts.differences:
        return wrong(
            "database",
            f"Its tables differ from this version's in {facts.differences} places.",
            "See which: missions db check",
        )
    return ok("database", f"At revision {facts.revision}, as this version wants it.")


def audit_log(told: str, whole: bool) -> Finding:
    """Look whether the log is whole; `told` says what was found."""
    if whole:
        return ok("audit log", told)
    return wrong("audit log", told, "Read more: missions audit verify")


def administrators(named: int, strong: int) -> Finding:
    """Look whether one lost telephone would lock everybody out.

    Args:
        named: how many administrators and leaders can sign in.
        strong: how many of them have a second factor.
    """
    told = f"{strong} of {named} administrators and leaders have a second factor."
    if strong >= 2:
        return ok("second factors", told)
    return look(
        "second factors",
        told,
        "Two should, so that one lost telephone locks nobody out.",
    )


def scans(trouble: str, place: str) -> Finding:
    """Look whether the store of scans answers."""
    if trouble:
        return wrong("scans", trouble, "Look at MISSIONS_SCANS and the bucket's keys.")
    return ok("scans", f"{place} answers.")
