"""Scans: kept sealed, read with an audit row, dropped with their file, swept when left over."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from missions import clock
from missions.audit.model import AuditEntry
from missions.documents import actions
from missions.documents.actions import (
    NotTheirs,
    ScanLost,
    drop_scan,
    files_of,
    keep_scan,
    read_scan,
    sweep,
)
from missions.documents.model import Document, Scan
from missions.documents.pictures import Unwanted, cleaned
from missions.documents.queries import scan_of, scans_of
from missions.installation import Installation
from missions.trips.model import Membership
from missions.vault.keyring import KeyShredded, generation_of, person_scope
from missions.vault.outer import OuterKeyUnusable
from tests.documents.bucket import serving
from tests.documents.uploads import CANARIES, jpeg
from tests.factories.canary_trip import build


class PowerCut(BaseException):
    """The machine stops here."""


@dataclass
class Desk:
    """An installation with a passport to scan."""

    installation: Installation
    trip_id: str
    person: str
    document: str

    def keep(self, upload: bytes | None = None) -> Scan:
        with self.installation.store.write() as session:
            return keep_scan(
                *(self.installation, session, self.document, self.person),
                *(jpeg() if upload is None else upload, "lea"),
                name="passport.jpg",
            )

    def files(self) -> list[str]:
        return sorted(kept.name for kept in files_of(self.installation).names())

    def scans(self) -> list[Scan]:
        with self.installation.store.read() as session:
            return scans_of(session, [self.document])

    def log(self) -> list[tuple[str, str, str, str]]:
        with self.installation.store.read() as session:
            rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
            found = [(row.actor, row.action, row.subject, row.detail) for row in rows]
            return [row for row in found if "scan" in row[1]]


@pytest.fixture
def desk(installation: Installation) -> Desk:
    """A trip with a passport, on each engine."""
    trip = build(installation, "closed")
    with installation.store.read() as session:
        person = session.scalars(select(Membership).where(Membership.key == "mei")).one()
        document = session.scalars(select(Document).where(Document.key == "mei-passport")).one()
    return Desk(installation, trip.trip_id, person.person_id, document.id)


def test_a_scan_is_kept_sealed_and_read_with_an_audit_row(desk: Desk) -> None:
    scan = desk.keep()
    wanted = cleaned("passport.jpg", jpeg()).content

    with desk.installation.store.write() as session:
        found = scan_of(session, scan.id)
        assert found is not None
        content = read_scan(desk.installation, session, "lea", found)

    (name,) = desk.files()
    sealed = files_of(desk.installation).get(name)
    assert content == wanted
    assert (name, generation_of(sealed), len(sealed)) == (scan.object_name, 1, len(wanted) + 33)
    assert (scan.media_type, scan.size) == ("image/jpeg", len(wanted))
    assert [token for token in CANARIES.values() if token.encode() in sealed + content] == []
    assert wanted[20:60] not in sealed
    assert desk.log() == [
        ("lea", "scan:change", scan.id, f"kept document={desk.document}"),
        ("lea", "sealed:scan", scan.id, f"bytes={len(wanted)}"),
    ]


def test_a_file_in_another_ones_place_does_not_open(desk: Desk) -> None:
    one, other = desk.keep(), desk.keep()
    files = files_of(desk.installation)
    files.put(one.object_name, files.get(other.object_name))

    with (
        desk.installation.store.write() as session,
        pytest.raises(ValueError, match="does not open with this key at this address"),
    ):
        read_scan(desk.installation, session, "lea", one)


def test_what_is_not_taken_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(Unwanted, match=r"^“passport.jpg” is text\."):
        desk.keep(b"hello")

    assert (desk.files(), desk.scans(), desk.log()) == ([], [], [])


def test_a_document_of_somebody_else_is_refused(desk: Desk) -> None:
    desk.person = "0" * 32

    with pytest.raises(NotTheirs):
        desk.keep()

    assert (desk.files(), desk.scans()) == ([], [])


@pytest.mark.parametrize("moment", ["put", "record"])
def test_a_crash_while_keeping_leaves_no_row_without_a_file(
    desk: Desk, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_args: object) -> None:
        raise PowerCut

    owner = actions.ScanFiles if moment == "put" else actions.log
    with monkeypatch.context() as patch:
        patch.setattr(owner, moment, cut)
        with pytest.raises(PowerCut):
            desk.keep()

    assert (len(desk.files()), desk.scans()) == (0 if moment == "put" else 1, [])
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        assert sweep(desk.installation) == (0 if moment == "put" else 1)
    assert desk.files() == []


def test_a_dropped_scan_takes_its_file_along_once_that_is_certain(desk: Desk) -> None:
    scan = desk.keep()
    with suppress(PowerCut), desk.installation.store.write() as session:
        drop_scan(desk.installation, session, session.get_one(Scan, scan.id), "lea")
        session.flush()
        raise PowerCut
    assert (desk.files(), len(desk.scans())) == ([scan.object_name], 1)

    with desk.installation.store.write() as session:
        drop_scan(desk.installation, session, session.get_one(Scan, scan.id), "lea")
        session.flush()
        assert desk.files() == [scan.object_name]

    assert (desk.files(), desk.scans()) == ([], [])
    assert desk.log()[-1] == ("lea", "scan:change", scan.id, "dropped")


def test_a_file_that_is_gone_says_so(desk: Desk) -> None:
    scan = desk.keep()
    files_of(desk.installation).delete(scan.object_name)

    with desk.installation.store.write() as session, pytest.raises(ScanLost):
        read_scan(desk.installation, session, "lea", scan)


def test_sweeping_spares_what_has_a_row_and_what_is_new(desk: Desk) -> None:
    scan = desk.keep()
    files = files_of(desk.installation)
    folder = Path(desk.installation.settings.scan_store)
    for name, minutes in (("old", 61), ("new", 59), (scan.object_name, 600)):
        if name != scan.object_name:
            files.put(name, b"left over")
        then = clock.now().timestamp() - minutes * 60
        os.utime(folder / name, (then, then))

    assert sweep(desk.installation) == 1
    assert desk.files() == sorted(["new", scan.object_name])


def test_an_upload_that_is_not_committed_yet_is_not_swept(desk: Desk) -> None:
    with desk.installation.store.write() as session:
        keep_scan(desk.installation, session, desk.document, desk.person, jpeg(), "lea")
        assert sweep(desk.installation) == 0

    assert len(desk.files()) == len(desk.scans()) == 1


def test_a_shredded_person_takes_the_scan_along(desk: Desk) -> None:
    scan = desk.keep()
    desk.installation.keyring.shred([person_scope(desk.person)])

    with desk.installation.store.write() as session, pytest.raises(KeyShredded):
        read_scan(desk.installation, session, "lea", scan)


def test_without_the_outer_key_nothing_is_kept_or_read(desk: Desk) -> None:
    scan = desk.keep()
    desk.installation.settings.key_file.unlink()
    keyring = type(desk.installation.keyring)(
        desk.installation.settings.key_file, desk.installation.settings.key_store
    )
    desk.installation = replace(desk.installation, keyring=keyring)

    with pytest.raises(OuterKeyUnusable, match="is not there"):
        desk.keep()
    with (
        desk.installation.store.write() as session,
        pytest.raises(OuterKeyUnusable, match="sealed facts do not"),
    ):
        read_scan(desk.installation, session, "lea", scan)
    assert desk.files() == [scan.object_name]


def test_scans_go_into_a_bucket_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(desk.installation.settings, scans="s3://scans/missions")
    desk.installation = replace(desk.installation, settings=settings)
    with serving() as bucket:
        for name, value in bucket.environment.items():
            monkeypatch.setenv(name, value)
        scan = desk.keep()
        assert list(bucket.objects) == [f"scans/missions/{scan.object_name}"]
        with desk.installation.store.write() as session:
            content = read_scan(desk.installation, session, "lea", scan)
        with desk.installation.store.write() as session:
            drop_scan(desk.installation, session, session.get_one(Scan, scan.id), "lea")
        left = dict(bucket.objects)

    assert (Image.open(BytesIO(content)).size, left) == ((60, 40), {})
