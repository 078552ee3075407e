"""What lies on the disk after a whole life: nothing sealed, and of a purged trip nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from missions import clock, schema
from missions.accounts.administrators import make_administrator
from missions.audit import anchors
from missions.audit.log import OPERATOR
from missions.board.keeping import board_of
from missions.cli.export import Choice, export_papers
from missions.cli.progress import progress
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.operations.backup import back_up
from missions.people.model import Person
from missions.privacy import Sensitivity
from missions.retention.announcing import announce, confirm
from missions.retention.purge import carry_out_due
from missions.retention.rotation import rotate_all
from missions.retention.rules import Role
from missions.trips.model import Membership
from tests.factories.folders import write_csv, write_toml
from tests.proof.columns import private
from tests.proof.crawler import LOCKED, Crawl
from tests.proof.marks import Marks
from tests.proof.peeks import own
from tests.proof.readers import letters, logged
from tests.proof.wanted import column_of, is_private
from tests.proof.world import JUNE, World, built, mailing

AFTER = JUNE + timedelta(days=80)
SECOND, FOLDER = 640, 1280
"""Where the marks of the second trip begin, and those of the folder that is brought in."""
KEPT = ("account.", "passkey.", "web_session.", "house_word.")
"""What is no trip's own: accounts close by themselves, the organisation's words stay."""


@pytest.fixture
def life(installation: Installation) -> Iterator[Installation]:
    """An installation in June."""
    with clock.frozen(JUNE):
        yield replace(installation, settings=mailing(installation.settings))


def _sealed(marks: Marks) -> set[str]:
    classes = private()
    return {
        place
        for place in marks.token
        if place.startswith("scan.") or classes.get(column_of(place)) is Sensitivity.SEALED
    }


def _bring_in(installation: Installation, folder: Path) -> Marks:
    """Bring a folder in whose sealed columns are marked."""
    marks = Marks(FOLDER)
    folder.mkdir()
    head = {"code": "brought", "label": "Trip", "purpose": marks("trip.purpose")}
    days = {"starts": JUNE.date() + timedelta(days=20), "ends": JUNE.date() + timedelta(days=24)}
    trip = {**head, "posture": "closed", "home_zone": "America/Chicago", **days}
    site = {"key": "oak", "alias": "Oak", "kind": "home", "name": marks("site.oak.name")}
    host = {"key": "kim", "alias": "Kim", "name": marks("partner.kim.name")}
    place = {"country": "KR", "zone": "Asia/Seoul"}
    write_toml(folder / "trip.toml", trip, site=[{**site, **place}], partner=[host])
    medical = ("allergies", "medication", "blood_type")
    person = {"key": "ann", "preferred_name": "Ann", "role": "leader", "birth_date": "1980-01-02"}
    write_csv(
        folder / "people.csv",
        [{**person, **{column: marks(f"person.ann.{column}") for column in medical}}],
    )
    paper = {"person": "ann", "kind": "passport", "expires": "2033-01-01"}
    texts = {column: marks(f"document.ann.passport.{column}") for column in ("number", "note")}
    write_csv(folder / "documents.csv", [{**paper, **texts}])
    import_trip(installation, read_trip(folder), actor=OPERATOR)
    return marks


def _live(made: World, folder: Path) -> None:
    """Read, judge, open locked papers, fetch, write letters and papers, back up, rotate."""
    here, base = made.house.installation, f"/trips/{made.trip.code}"
    crawl = Crawl(made, made.sign_in("lea"))
    (locked, *_) = LOCKED.findall(crawl.get(f"{base}/papers").text)
    crawl.unlock(locked, f"{base}/papers")
    for page in ("ready", "ready/mei", "ready/what-if?without=mei", "documents", "ready.pdf"):
        answer = crawl.get(f"{base}/{page}")
        assert answer.status_code == 200
        crawl.open_files(page, answer)
    mei = made.sign_in("mei")
    for path in own(made, "mei"):
        mei.get(path)
    made.house.anyone().get(f"/calendar/{made.links['feed']}.ics")
    made.house.anyone().get(f"/shared/{made.links['host']}")
    letters(made)
    choice = Choice(
        audiences=frozenset({"host", "family", "calendar"}), formats=frozenset({"json"})
    )
    with progress(quiet=True) as step:
        export_papers(here, made.trip.code, folder / "papers", choice, step)
    with here.store.write() as session:
        anchors.anchor(session, here.settings.head_file)
    back_up(here, folder / "backup")
    rotate_all(here)


def _purge(made: World) -> None:
    here = made.house.installation
    with here.store.write() as session:
        ruth = make_administrator(session, "ruth@example.org", OPERATOR)
        lea = session.scalar(
            select(Person.account_id).join(Membership).where(Membership.id == made.members["lea"])
        )
        administrator = ruth.id
    with clock.frozen(AFTER):
        state = announce(here, made.trip.trip_id, str(lea), Role.LEADER, 7)
        confirm(here, state.id, administrator, Role.ADMINISTRATOR)
    with clock.frozen(AFTER + timedelta(days=8)):
        assert carry_out_due(here) == 1


def _on_disk(installation: Installation, tmp_path: Path) -> bytes:
    """Return every byte that is kept: files, and on a server every row of every table."""
    data = [path.read_bytes() for path in sorted(tmp_path.rglob("*")) if _is_kept(path)]
    file = installation.store.url.removeprefix("sqlite:///")
    if file != installation.store.url:
        data += [path.read_bytes() for path in Path(file).parent.glob(f"{Path(file).name}*")]
        return b"\n".join(data)
    with installation.store.read() as session:
        for table in schema.metadata.sorted_tables:
            for row in session.execute(select(table)):
                data += [one if isinstance(one, bytes) else repr(one).encode() for one in row]
    return b"\n".join(data)


def _is_kept(path: Path) -> bool:
    return path.is_file() and not {"folder", "papers"} & set(path.parts)


def test_nothing_sealed_lies_on_the_disk_and_nothing_of_a_purged_trip(
    life: Installation, tmp_path: Path
) -> None:
    with logged() as lines:
        made, gone = built(life, "closed"), built(life, "closed", SECOND)
        brought = _bring_in(life, tmp_path / "folder")
        _live(made, tmp_path)
        board_of(life, gone.trip.trip_id, OPERATOR)
        before = _on_disk(life, tmp_path)
        _purge(gone)
    disk = _on_disk(life, tmp_path) + "\n".join(lines).encode()
    later = b"\n".join(path.read_bytes() for path in tmp_path.glob("backup*"))

    told, open_ = made.marks.in_bytes(disk), gone.marks.in_bytes(disk.replace(later, b""))
    assert len(later) > 10_000
    assert {place for place in told if place in _sealed(made.marks)} == set()
    assert {place for place in brought.in_bytes(disk) if place in _sealed(brought)} == set()
    assert {"person.mei.legal_name", "activity.visit.note"} <= told
    assert {"person.mei.legal_name", "activity.visit.note"} <= gone.marks.in_bytes(before)
    assert {place for place in open_ if is_private(place) and not place.startswith(KEPT)} == set()
    assert len(_sealed(made.marks)) > 150
    assert brought.in_bytes((tmp_path / "folder" / "people.csv").read_bytes()) != set()
