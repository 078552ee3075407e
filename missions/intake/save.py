"""Writing a trip as a folder, a zip of one or a workbook, so that reading it changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from missions.briefing.queries import trip_by_code
from missions.installation import Installation
from missions.intake.checks.let_be import without_lapsed
from missions.intake.columns import Seal, column_named, columns_of
from missions.intake.faults import Findings
from missions.intake.folder import IN_CSV, TABLES, Table, TripFolder
from missions.intake.held import Held, load, open_seals
from missions.intake.read import Progress, silent
from missions.intake.sources.handed import SEALED_FILE
from missions.intake.sources.sealed_file import open_sealed, pack
from missions.intake.sources.toml_file import FILE as TOML
from missions.intake.targets.csv_file import csv_bytes
from missions.intake.targets.disk import CannotSave, write_files, zipped
from missions.intake.targets.grid import open_columns, sealed_columns, sealed_sheet
from missions.intake.targets.toml_file import toml_bytes
from missions.intake.targets.xlsx_file import xlsx_bytes
from missions.privacy import Posture
from missions.vault.outer import OuterKeyUnusable


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What was written.

    `left_out` are the sealed columns that no open file has, by table; they stand in `sealed.age`
    where `sealed` is true, and nowhere otherwise. `older` says that a sealed file of an earlier
    save lies beside what was written.
    """

    code: str
    files: tuple[Path, ...]
    left_out: dict[str, tuple[str, ...]]
    sealed: bool
    older: bool = False

    def words(self) -> str:
        """Return what the leader is to be told of sealed columns, "" when there are none."""
        older = f" An older {SEALED_FILE} still lies there." if self.older else ""
        if not self.left_out:
            return older.strip()
        named = "; ".join(f"{name}: {', '.join(each)}" for name, each in self.left_out.items())
        if self.sealed:
            return f"Sealed columns stand in {SEALED_FILE}, under the passphrase ({named})."
        return f"Sealed columns were left out ({named}). --with-sealed keeps them.{older}"


def save_trip(
    installation: Installation,
    code: str,
    path: Path,
    *,
    actor: str,
    with_sealed: str | None = None,
    progress: Progress | None = None,
) -> SaveResult:
    """Write the trip to `path`: a workbook for `.xlsx`, a zip for `.zip`, a folder otherwise.

    Args:
        installation: where the trip lives.
        code: the trip's handle.
        path: what to write; files of an earlier save are replaced.
        actor: an account's id, or `audit.log.OPERATOR`.
        with_sealed: a passphrase; the sealed columns are written under it.
        progress: is told how far the writing has come.

    Raises:
        NoTrip: there is no trip of that code.
        OuterKeyUnusable: sealed columns are wanted and the outer key is missing.
        CannotSave: the place cannot be written, a text does not fit into a workbook, or the
            sealed file of another trip would be lost.
    """
    tell = progress or silent
    tell("save", 0, 2)
    with installation.store.write() as session:
        held = load(session, trip_by_code(session, code))
        shut = _open_what_is_needed(installation, session, held, actor, bool(with_sealed))
    tell("save", 1, 2)
    folder = held.folder
    folder.overrides.rows = without_lapsed(folder)
    files = _files(folder, path, shut)
    beside = path.parent if path.suffix.lower() == ".xlsx" else path
    older = (beside / SEALED_FILE).exists()
    if with_sealed:
        if older and path.suffix.lower() == ".xlsx":
            _spare_another(beside / SEALED_FILE, code, with_sealed)
        sheets = [sealed_sheet(table, shut[table.name]) for table in folder.tables()]
        kept = [sheet for sheet in sheets if shut[sheet.part]]
        files[SEALED_FILE] = pack(code, kept, with_sealed)
    written = _write(path, code, files)
    tell("save", 2, 2)
    left_out = {
        table.name: tuple(column_named(table.row, each).name for each in shut[table.name])
        for table in folder.tables()
        if _holds_sealed(held, table, shut[table.name])
    }
    return SaveResult(code, tuple(written), left_out, bool(with_sealed), older and not with_sealed)


def _spare_another(sealed: Path, code: str, passphrase: str) -> None:
    """Refuse to replace a sealed file beside a workbook that may be another trip's."""
    findings = Findings()
    open_sealed(sealed.read_bytes(), passphrase, code, findings)
    if findings.faults or findings.warnings:
        raise CannotSave(
            f"{sealed} is of another trip, or under another passphrase. Save {code} into a folder"
            " of its own."
        )


def _open_what_is_needed(
    installation: Installation, session: Session, held: Held, actor: str, everything: bool
) -> dict[str, Collection[str]]:
    """Open seals, and return the attributes that no open file may have, by table.

    In an open trip the real names of places and hosts are for the team; without the outer key
    they are left out as well.
    """
    trip_is_open = held.folder.settings.posture == Posture.OPEN
    can_open = installation.keyring.available()
    shut = {
        table.name: sealed_columns(table, trip_is_open=trip_is_open and can_open)
        for table in held.folder.tables()
    }
    if everything:
        if not can_open:
            raise OuterKeyUnusable("The outer key is missing; sealed columns cannot be opened.")
        open_seals(installation, session, held, TABLES, actor, "save")
    elif trip_is_open and can_open:
        names = [table.name for table in held.folder.tables() if _named_in_open_trips(table)]
        open_seals(installation, session, held, names, actor, "save")
    return dict(shut)


def _named_in_open_trips(table: Table[Any]) -> bool:
    return any(column.seal is Seal.UNLESS_OPEN for column in columns_of(table.row))


def _holds_sealed(held: Held, table: Table[Any], shut: Collection[str]) -> bool:
    rows = held.stored[table.name].values()
    return any(row[attribute] is not None for row in rows for attribute in shut)


def _files(folder: TripFolder, path: Path, shut: dict[str, Collection[str]]) -> dict[str, bytes]:
    """Return the open files by name; an empty table only where an older file is to be replaced."""
    if path.suffix.lower() == ".xlsx":
        return {path.name: xlsx_bytes(folder, shut)}
    files = {TOML: toml_bytes(folder, shut)}
    for name in IN_CSV:
        table = getattr(folder, name)
        if table.rows or name == "people" or (path / f"{name}.csv").exists():
            files[f"{name}.csv"] = csv_bytes(table, open_columns(table, shut[name]))
    return files


def _write(path: Path, code: str, files: dict[str, bytes]) -> list[Path]:
    kind = path.suffix.lower()
    if kind == ".zip":
        return write_files(path.parent, {path.name: zipped(code, files)})
    return write_files(path.parent if kind == ".xlsx" else path, files)
