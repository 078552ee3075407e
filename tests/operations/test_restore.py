"""What restoring refuses, and that nothing has changed then; replacing; older revisions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from missions import clock, schema
from missions.accounts.model import Account
from missions.audit.anchors import anchor
from missions.documents.files import ScanFiles
from missions.documents.model import Scan
from missions.installation import Installation, open_installation
from missions.operations import archive, kinds
from missions.operations.archive import ArchiveWriter, Manifest
from missions.operations.backup import back_up, snapshot
from missions.operations.envelope import BackupRefused, written
from missions.operations.restore import check, key_for, restore
from missions.operations.revisions import known
from missions.store import migrate, sessions
from missions.store.sessions import make_engine
from missions.trips.model import Trip
from missions.upkeep.queries import last
from missions.vault import outer
from missions.vault.outer import OuterKeyUnusable
from tests.operations.drill import everything, fill
from tests.operations.test_drill import LATER, THEN


@pytest.fixture
def full(installation: Installation) -> Iterator[Installation]:
    """An installation with a trip, a scan and an account, on each engine."""
    with clock.frozen(THEN):
        fill(installation)
        yield installation


def key_of(installation: Installation) -> bytes:
    return outer.load(installation.settings.key_file)


def rename(installation: Installation, name: str) -> None:
    with installation.store.write() as session:
        session.query(Trip).one().name = name


def name_of(installation: Installation) -> str:
    with installation.store.read() as session:
        return session.query(Trip).one().name


def forged(path: Path, key: bytes, manifest: Manifest, parts: dict[str, bytes]) -> None:
    """Write a backup by hand, whole in itself."""
    with written(path, key) as sealer, ArchiveWriter(sealer) as made:
        for name, content in parts.items():
            made.add(name, content)
        document = manifest.as_json() | {"digests": dict(made.digests)}
        made.add(archive.MANIFEST, json.dumps(document).encode())


def changed(path: Path, key: bytes, to: Path, **fields: Any) -> None:
    """Write a backup again with another manifest."""
    manifest = archive.inspect(path, key)
    parts = dict(archive.members(path, key))
    del parts[archive.MANIFEST]
    document = manifest.as_json() | fields
    with written(to, key) as sealer, ArchiveWriter(sealer) as made:
        for name, content in parts.items():
            made.add(name, content)
        made.add(archive.MANIFEST, json.dumps(document).encode())


def test_a_full_database_is_replaced_only_when_asked(full: Installation, tmp_path: Path) -> None:
    file = tmp_path / "b"
    back_up(full, file)
    rename(full, "Renamed since")

    with pytest.raises(BackupRefused, match="not empty"):
        restore(full, file, key_of(full))
    refused = name_of(full)
    with clock.frozen(LATER):
        done = restore(full, file, key_of(full), replace=True)

    assert (refused, name_of(full)) == ("Renamed since", "q102z")
    assert migrate.differences(full.settings.database_url) == []
    kept = Path(done.kept)
    if full.store.engine.dialect.name == "sqlite":
        assert kept.name == "missions.sqlite3.before-restore"
        assert b"Renamed since" in kept.read_bytes()
        assert kept.stat().st_mode == Path(str(full.store.engine.url.database)).stat().st_mode
        again = restore(full, file, key_of(full), replace=True)
        assert Path(again.kept).name == "missions.sqlite3.before-restore-2"
    else:
        assert done.kept == ""


def test_a_failure_in_the_middle_changes_nothing(
    full: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b"
    back_up(full, file)
    rename(full, "Renamed since")
    before = everything(full)

    def fails(*_args: object) -> None:
        raise OSError("no space left on the device")

    with monkeypatch.context() as patch:
        patch.setattr(ScanFiles, "put", fails)
        with pytest.raises(BackupRefused, match="no space left"):
            restore(full, file, key_of(full), replace=True)

    assert everything(full) == before
    assert list(tmp_path.glob("*.restoring*")) == []


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_database_in_use_is_not_replaced(
    full: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b"
    back_up(full, file)
    full.store.close()
    monkeypatch.setattr(sessions, "_PRAGMAS", (*sessions._PRAGMAS, "PRAGMA busy_timeout=20"))
    with snapshot(make_engine(full.settings.database_url)) as reading:
        assert reading.scalar(select(Trip.name)) == "q102z"
        rename(full, "Renamed meanwhile")

        with pytest.raises(BackupRefused, match="stop the service"):
            restore(full, file, key_of(full), replace=True)

    assert name_of(full) == "Renamed meanwhile"
    assert list(tmp_path.glob("*.restoring*")) == []


def test_rows_that_do_not_fit_together_change_nothing(full: Installation, tmp_path: Path) -> None:
    file, broken = tmp_path / "b", tmp_path / "broken"
    manifest = back_up(full, file)
    key = key_of(full)
    parts = dict(archive.members(file, key))
    del parts[archive.MANIFEST], parts["tables/person/000001.jsonl"]
    rows = manifest.rows | {"person": 0}
    fields = {name: getattr(manifest, name) for name in Manifest.__dataclass_fields__}
    forged(broken, key, Manifest(**fields | {"rows": rows}), parts)
    before = everything(full)

    with pytest.raises(BackupRefused, match="did not take the backup"):
        restore(full, broken, key, replace=True)

    assert everything(full) == before


def test_a_manifest_that_says_otherwise_is_refused(full: Installation, tmp_path: Path) -> None:
    file, other = tmp_path / "b", tmp_path / "other"
    manifest = back_up(full, file)
    key = key_of(full)

    changed(file, key, other, rows=manifest.rows | {"trip": 2})
    with pytest.raises(BackupRefused, match="other rows"):
        check(other, key)
    changed(file, key, other, digests=manifest.digests | {"scans/x": "0" * 64})
    with pytest.raises(BackupRefused, match="not what its manifest says"):
        check(other, key)
    changed(file, key, other, format=2)
    with pytest.raises(BackupRefused, match="newer version"):
        check(other, key)
    changed(file, key, other, revision="9999")
    with pytest.raises(BackupRefused, match="revision 9999, which this version does not know"):
        check(other, key)


def test_another_outer_key_is_told_by_its_fingerprint(full: Installation, tmp_path: Path) -> None:
    file, stranger = tmp_path / "b", tmp_path / "stranger.key"
    back_up(full, file)
    outer.create(stranger)

    with pytest.raises(BackupRefused) as refused:
        key_for(file, stranger)

    assert full.keyring.fingerprint() in str(refused.value)
    assert outer.fingerprint(outer.load(stranger)) in str(refused.value)
    assert key_for(file, full.settings.key_file) == key_of(full)


def test_without_the_outer_key_nothing_is_written(full: Installation, tmp_path: Path) -> None:
    full.settings.key_file.rename(tmp_path / "away")

    with pytest.raises(OuterKeyUnusable, match="is not there"):
        back_up(full, tmp_path / "b")

    assert not (tmp_path / "b").exists()
    with full.store.read() as session:
        assert last(session, "backup") is None


def test_a_scan_that_was_deleted_meanwhile_is_noted(full: Installation, tmp_path: Path) -> None:
    with full.store.read() as session:
        name = session.scalars(select(Scan.object_name)).one()
    ScanFiles(full.settings.scan_store).delete(name)

    manifest = back_up(full, tmp_path / "b")

    assert (manifest.scans, manifest.absent) == (0, (name,))
    assert check(tmp_path / "b", key_of(full)).absent == (name,)


def test_a_backup_sees_one_instant(full: Installation) -> None:
    with snapshot(full.store.engine) as connection:
        first = connection.scalar(select(Trip.name))
        rename(full, "Renamed meanwhile")
        second = connection.scalar(select(Trip.name))

    assert first == second == "q102z"
    assert name_of(full) == "Renamed meanwhile"


def test_a_backup_of_an_older_revision_is_upgraded(
    installation: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "b"
    row = {"id": "a" * 32, "created_at": "2026-01-01T00:00:00+00:00"}
    columns: archive.Columns = (
        ("id", kinds.Kind.TEXT),
        ("created_at", kinds.Kind.INSTANT),
    )
    oldest = known()[-1]
    manifest = Manifest(oldest, THEN, {"account": columns}, {"account": 1}, 0, (), {})
    part = json.dumps(list(row.values())).encode() + b"\n"
    forged(file, key_of(installation), manifest, {"tables/account/000001.jsonl": part})

    with clock.frozen(LATER):
        restore(installation, file, key_of(installation))

    with installation.store.read() as session:
        account = session.query(Account).one()
        found = (account.id, account.created_at.year, account.email, account.administrator)
    assert oldest != migrate.head()
    assert found == ("a" * 32, 2026, None, False)
    assert migrate.current(installation.settings.database_url) == migrate.head()
    assert migrate.differences(installation.settings.database_url) == []


def test_heads_that_know_more_than_the_log_are_put_aside(
    full: Installation, tmp_path: Path
) -> None:
    heads = full.settings.head_file
    back_up(full, tmp_path / "b")
    with full.store.write() as session:
        kept = anchor(session, heads)
    same = restore(full, tmp_path / "b", key_of(full), replace=True)
    assert kept is not None
    assert same.heads == ""

    heads.unlink()
    with clock.frozen(LATER):
        with full.store.write() as session:
            anchor(session, heads)
        done = restore(full, tmp_path / "b", key_of(full), replace=True)

    assert done.heads == f"{heads}.before-restore-20260602120000"
    assert (Path(done.heads).exists(), heads.exists()) == (True, False)


def test_a_log_of_another_audit_key_is_put_back_only_when_asked(
    full: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "b"
    back_up(full, file)
    rename(full, "Renamed since")
    full.settings.audit_key_file.write_text("0" * 64, encoding="ascii")
    other = open_installation(full.settings)

    with pytest.raises(BackupRefused, match=r"audit\.key of the backup's time"):
        restore(other, file, key_of(full), replace=True)
    refused = name_of(other)
    restore(other, file, key_of(full), replace=True, unverified_log=True)
    allowed = name_of(other)
    other.close()

    assert (refused, allowed) == ("Renamed since", "q102z")


def test_trips_whose_keys_are_gone_are_counted(full: Installation, tmp_path: Path) -> None:
    back_up(full, tmp_path / "b")
    full.keyring.shred(list(full.keyring.generations()))

    done = restore(full, tmp_path / "b", key_of(full), replace=True)

    assert done.keyless == 1


def test_every_column_has_a_kind_and_no_json_is_null() -> None:
    columns = [one for table in schema.metadata.sorted_tables for one in table.columns]

    found = {one: kinds.kind_of(one) for one in columns}

    assert set(found.values()) == set(kinds.Kind)
    assert [one for one in columns if found[one] is kinds.Kind.JSON and one.nullable] == []
