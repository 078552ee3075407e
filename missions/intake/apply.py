"""Putting a folder that was read into the database: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from missions.accounts import capabilities
from missions.audit import log
from missions.installation import Installation
from missions.intake.changes import Changes, Count, of_new, of_overlay, seal
from missions.intake.check import examine
from missions.intake.columns import Seal, columns_of
from missions.intake.faults import IntakeRefused, Remark
from missions.intake.folder import TripFolder
from missions.intake.held import find_trip, load, open_seals
from missions.intake.overlay import Overlay, lay_over
from missions.intake.read import Progress, Reading, silent
from missions.intake.standing import carry_out, standings_of
from missions.intake.writing import spare_shared, write
from missions.policy.actions import Action
from missions.store.base import new_id
from missions.trips.actions import count_write
from missions.trips.model import Trip


@dataclass(frozen=True, slots=True)
class Missing:
    """A row that the trip has and the folder has not."""

    table: str
    key: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did.

    `missing` are the rows that the folder no longer has: taken out where `removed` is true, kept
    otherwise. `changed` is false when the database was as the folder says already.
    """

    code: str
    trip_id: str
    created: bool
    changed: bool
    removed: bool
    tables: dict[str, Count]
    missing: tuple[Missing, ...] = ()
    warnings: tuple[Remark, ...] = ()
    notices: tuple[Remark, ...] = ()


def import_trip(
    installation: Installation,
    reading: Reading,
    *,
    actor: str,
    remove: bool = False,
    progress: Progress | None = None,
) -> ImportResult:
    """Bring the trip to what the folder says. Safe to repeat.

    Args:
        installation: where the trip lives.
        reading: what `read_trip` returned.
        actor: an account's id, or `audit.log.OPERATOR`.
        remove: take out the rows that the folder no longer has.
        progress: is told how far the writing has come.

    Raises:
        IntakeRefused: with every fault; nothing was changed.
        OuterKeyUnusable: sealed columns are given and the outer key is missing.
    """
    code = reading.folder.settings.code
    if not code:
        raise IntakeRefused(reading.faults)
    with installation.store.write() as session:
        trip = find_trip(session, code, for_writing=True)
        if trip is None:
            return _create(installation, session, reading, actor, progress or silent)
        return _change(installation, session, trip, reading, actor, remove, progress or silent)


def _create(
    installation: Installation, session: Session, reading: Reading, actor: str, tell: Progress
) -> ImportResult:
    if reading.faults:
        raise IntakeRefused(reading.faults)
    changes = of_new(new_id(), reading.folder)
    seal(installation, changes)
    write(session.connection(), changes, tell)
    log.record(
        session, actor, Action.TRIP_IMPORT, changes.trip_id, _detail(changes), changes.trip_id
    )
    return ImportResult(
        code=reading.folder.settings.code,
        trip_id=changes.trip_id,
        created=True,
        changed=True,
        removed=False,
        tables=changes.counts,
        warnings=tuple(reading.warnings),
        notices=tuple(reading.notices),
    )


def _change(
    installation: Installation,
    session: Session,
    trip: Trip,
    reading: Reading,
    actor: str,
    remove: bool,
    tell: Progress,
) -> ImportResult:
    held = load(session, trip, for_writing=True)
    sealed = _with_sealed_cells(reading.folder)
    if sealed:
        open_seals(installation, session, held, sealed, actor, "compare")
    overlay = lay_over(held.folder, reading.folder, remove=remove)
    findings = examine(overlay.folder, reading.cells)
    if findings.faults:
        raise IntakeRefused(findings.faults)
    changes = of_overlay(held, overlay, remove=remove)
    if changes.any:
        spare_shared(session, changes)
        seal(installation, changes)
        ended = _end_addresses(session, changes)
        standing = standings_of(session, changes)
        write(session.connection(), changes, tell)
        count_write(session, trip)
        capabilities.tell(session, ended, actor, trip.id)
        carry_out(session, standing, actor, trip.id)
        log.record(session, actor, Action.TRIP_REIMPORT, trip.id, _detail(changes), trip.id)
    whole = replace(reading, whole=findings)
    return ImportResult(
        code=trip.code,
        trip_id=trip.id,
        created=False,
        changed=changes.any,
        removed=remove,
        tables=changes.counts,
        missing=_missing(overlay),
        warnings=_of_the_folder(whole.warnings),
        notices=_of_the_folder(whole.notices),
    )


def _end_addresses(session: Session, changes: Changes) -> list[capabilities.Ended]:
    """End the addresses of members and hosts that are taken out, while it is known whose they are.

    Calendars that follow them empty themselves then.
    """
    return capabilities.end_quietly(
        session,
        memberships=changes.deletes.get("membership", ()),
        partners=changes.deletes.get("partner", ()),
    )


def _with_sealed_cells(folder: TripFolder) -> list[str]:
    """Return the tables in which the folder gives sealed columns."""
    names = []
    for table in folder.tables():
        sealed = {each.attribute for each in columns_of(table.row) if each.seal is not Seal.NEVER}
        if any(sealed & row.given for row in table.rows):
            names.append(table.name)
    return names


def _missing(overlay: Overlay) -> tuple[Missing, ...]:
    return tuple(
        Missing(name, " ".join(str(getattr(row, each)) for each in row.IDENTITY))
        for name, rows in overlay.missing.items()
        for row in rows
    )


def _of_the_folder(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Leave out what was said of rows that the folder leaves alone."""
    return tuple(remark for remark in remarks if remark.place.file)


def _detail(changes: Changes) -> str:
    counts = changes.counts.values()
    added, changed, removed = (
        sum(getattr(count, what) for count in counts) for what in ("added", "changed", "removed")
    )
    return f"added={added} changed={changed} removed={removed}"
