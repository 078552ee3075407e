"""Writing papers to a folder: each file written aside, synced, and put in place.

Leaders' papers are locked with one passphrase a run; what isn't a PDF is wrapped in an age file.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import click
from sqlalchemy.orm import Session

from missions.audit import log
from missions.briefing.checking.findings import HeldBack
from missions.briefing.checking.trip import check_papers
from missions.briefing.copies import COPIED, issue
from missions.briefing.copy_codes import passphrase_from
from missions.briefing.desk import Desk, open_desk
from missions.briefing.document import Briefing
from missions.briefing.papers import PAGE, file_name, folder_of, formats, papers
from missions.briefing.queries import trip_by_code
from missions.briefing.reader import Asked
from missions.briefing.release import Viewer, release
from missions.installation import Installation
from missions.privacy import Audience
from missions.renderers.dispatch import render
from missions.renderers.locking import locked, locked_name
from missions.vault.keyring import KeyShredded
from missions.vault.outer import OuterKeyUnusable

Step = Callable[[str, int, int], None]


def _new_passphrase() -> str:
    return passphrase_from(secrets.token_bytes(32))


@dataclass(frozen=True, slots=True)
class Choice:
    """What to export; an empty set means everything.

    `passphrase` locks leaders' papers, unless `unlocked` says to leave them open.
    """

    audiences: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    whats: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    edition: int | None = None
    unlocked: bool = False
    passphrase: str = field(default_factory=_new_passphrase, repr=False)

    def wants(self, asked: Asked) -> bool:
        """Whether a paper is among those asked for."""
        return (
            (not self.audiences or asked.audience in self.audiences)
            and (not self.whats or asked.what in self.whats)
            and (not self.people or asked.person in self.people)
        )

    def formats_of(self, asked: Asked) -> list[str]:
        """Return the formats to write of a paper."""
        known = formats(asked.what)
        if not self.formats:
            return list(known)
        return [fmt for fmt in (*known, PAGE) if fmt in self.formats]

    def locks(self, asked: Asked) -> bool:
        """Whether a paper is written locked."""
        return asked.audience is Audience.LEADER and not self.unlocked


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written."""

    path: Path
    sha256: str
    asked: Asked
    format: str
    edition: int
    locked: bool = False


def export_papers(
    installation: Installation, code: str, target: Path, choice: Choice, step: Step
) -> list[Written]:
    """Write the papers of a trip as the installation's operator; each export is recorded.

    Raises:
        NoTrip, NoEdition: there is no such trip or edition.
        click.UsageError: a person who is not in the trip.
        HeldBack: a paper would tell what the trip keeps to itself; nothing was written.
    """
    with installation.store.write() as session:
        trip = trip_by_code(session, code)
        desk = open_desk(installation, session, trip.id, choice.edition)
        _know(desk, choice)
        wanted = [
            (asked, choice.formats_of(asked)) for asked in papers(desk) if choice.wants(asked)
        ]
        _hold_back(session, desk, [asked for asked, names in wanted if names])
        made = _write_all(session, desk, wanted, target.absolute(), choice, step)
        for asked, names in wanted:
            if names:
                _record(session, desk, asked, names, choice)
        return made


def _hold_back(session: Session, desk: Desk, wanted: list[Asked]) -> None:
    """Raise `HeldBack` where a paper would tell; without the outer key there is nothing to hold."""
    try:
        findings = check_papers(session, desk, wanted)
    except (OuterKeyUnusable, KeyShredded):
        return
    if any(finding.blocks for finding in findings):
        raise HeldBack(findings, "Nothing was written")


def _record(session: Session, desk: Desk, asked: Asked, names: list[str], choice: Choice) -> None:
    opened = " unlocked" if asked.audience is Audience.LEADER and choice.unlocked else ""
    detail = f"{asked.what} {asked.audience} {','.join(names)}{opened}"
    trip_id = desk.plan.trip.id
    log.record(session, log.OPERATOR, "paper:export", desk.edition_id, detail, trip_id=trip_id)


def _know(desk: Desk, choice: Choice) -> None:
    known = [member.key for member in desk.plan.members]
    for key in sorted(choice.people):
        if key not in known:
            raise click.UsageError(
                f"There is no person “{key}” in this trip. Known keys: {', '.join(known)}"
            )


def _write_all(
    session: Session,
    desk: Desk,
    wanted: list[tuple[Asked, list[str]]],
    target: Path,
    choice: Choice,
    step: Step,
) -> list[Written]:
    viewer = Viewer(actor=log.OPERATOR)
    made: list[Written] = []
    taken: set[Path] = set()
    total = sum(len(names) for _, names in wanted)
    for asked, names in wanted:
        briefing = release(desk, viewer, asked)
        for fmt in names:
            step("Writing papers", len(made), total)
            body, name = _file(desk, asked, briefing, fmt, choice)
            path = _free(target / folder_of(desk, asked) / name, taken)
            write_aside(path, body)
            digest = hashlib.sha256(body).hexdigest()
            made.append(Written(path, digest, asked, fmt, desk.number, choice.locks(asked)))
        if briefing.stamp is not None and COPIED & set(names):
            issue(session, desk, viewer, asked, briefing.stamp.copy, log.OPERATOR)
    step("Writing papers", total, total)
    return made


def _file(
    desk: Desk, asked: Asked, briefing: Briefing, fmt: str, choice: Choice
) -> tuple[bytes, str]:
    """Return a paper's bytes and its file's name, locked where it is to be."""
    body = render(briefing, fmt, desk.uid_domain)
    name = file_name(asked, desk.number, fmt)
    if not choice.locks(asked):
        return body, name
    return locked(body, fmt, choice.passphrase), locked_name(name, fmt)


def _free(path: Path, taken: set[Path]) -> Path:
    """Return the path, numbered where two papers would have one name."""
    found, number = path, 2
    while found in taken:
        found, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
    taken.add(found)
    return found


def write_aside(path: Path, body: bytes) -> None:
    """Write a file beside its place, for its owner's eyes only, sync it, and rename it there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".part")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
