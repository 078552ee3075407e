"""Bringing a folder in by page: whose it may be, faults in place, nothing half done."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from missions.assets import samples_dir
from missions.people.model import Person
from missions.trips.model import Membership, Trip
from tests.web.house import Caller, House, words, zipped

CODE, NEW = "spring-27", "summer-27"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The closed sample under a code of its own, to be changed."""
    copy = tmp_path / "folder"
    shutil.copytree(samples_dir() / CODE, copy)
    _replace(copy / "trip.toml", f'code = "{CODE}"', f'code = "{NEW}"')
    return copy


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _codes(house: House) -> set[str]:
    with house.installation.store.read() as session:
        return set(session.scalars(select(Trip.code)))


def _accounts(house: House, code: str) -> dict[str, bool]:
    """Return whose rows of a trip have an account."""
    with house.installation.store.read() as session:
        rows = session.execute(
            select(Membership.key, Person.account_id)
            .join(Person, Person.id == Membership.person_id)
            .join(Trip, Trip.id == Membership.trip_id)
            .where(Trip.code == code)
        )
        return {key: account is not None for key, account in rows}


def _leader(house: House) -> Caller:
    return house.signed_in(CODE, "grace")


def test_a_leader_brings_a_new_trip_in_and_leads_it(samples: House, folder: Path) -> None:
    caller = _leader(samples)

    answer = caller.bring("/import", folder)

    assert answer.status_code == 200
    assert "The trip is in Only leaders see it until you publish" in words(answer)
    assert caller.get(f"/trips/{NEW}").status_code == 200
    assert [key for key, bound in _accounts(samples, NEW).items() if bound] == ["grace"]


def test_the_same_name_and_birth_date_is_the_same_person(samples: House, folder: Path) -> None:
    _replace(folder / "people.csv", _email(folder, "grace"), "another@example.org")

    assert _leader(samples).bring("/import", folder).status_code == 200
    assert _accounts(samples, NEW)["grace"]


def _email(folder: Path, key: str) -> str:
    header, *rows = (folder / "people.csv").read_text(encoding="utf-8").splitlines()
    row = next(row for row in rows if row.startswith(f"{key},"))
    found = re.search(r"[\w.]+@[\w.]+", row)
    assert "email" in header
    assert found is not None
    return found.group()


@pytest.mark.parametrize("change", ["not on it", "volunteer"])
def test_a_new_trip_that_somebody_else_leads_is_refused(
    samples: House, folder: Path, change: str
) -> None:
    if change == "volunteer":
        _replace(folder / "people.csv", "Grace,안은혜,leader", "Grace,안은혜,volunteer")
    else:
        _replace(folder / "people.csv", _email(folder, "grace"), "another@example.org")
        (folder / "documents.csv").unlink()
        _replace(folder / "people.csv", "1978-05-14", "1978-05-15")

    answer = _leader(samples).bring("/import", folder)

    assert answer.status_code == 422
    assert "a row for yourself with the role leader or co-leader" in words(answer)
    assert _codes(samples) == {CODE, "casa-27"}


def test_the_code_of_somebody_elses_trip_is_only_taken(samples: House, folder: Path) -> None:
    _replace(folder / "trip.toml", f'code = "{NEW}"', 'code = "casa-27"')
    with samples.installation.store.read() as session:
        before = session.query(Trip.version, Trip.label).filter_by(code="casa-27").one()

    answer = _leader(samples).bring("/import", folder)

    assert answer.status_code == 422
    page = words(answer)
    assert "casa-27" in page
    assert "Wanted: another code: this one is taken." in page
    assert "Casa Reyes" not in page
    with samples.installation.store.read() as session:
        after = session.query(Trip.version, Trip.label).filter_by(code="casa-27").one()
    assert tuple(after) == tuple(before)


def test_another_trips_folder_does_not_go_into_this_one(samples: House, folder: Path) -> None:
    answer = _leader(samples).bring(f"/trips/{CODE}/folder", folder)

    assert answer.status_code == 422
    assert f"{CODE}: this is the page of that trip" in words(answer)
    assert _codes(samples) == {CODE, "casa-27"}


def test_faults_stand_in_place(samples: House, folder: Path) -> None:
    _replace(folder / "travel.csv", "2027-03-08T12:35", "3/8/27 12:35")
    _replace(folder / "stays.csv", "harbor-out,harbor", "harbor-out,harbour")
    _replace(folder / "trip.toml", 'home_zone = "America/Chicago"', 'home_zone = "Chicago"')

    answer = _leader(samples).bring("/import", folder)

    assert answer.status_code == 422
    tables = re.findall(
        r'<h2 class="section-title">(\S+) .*?<tbody>(.*?)</tbody>', answer.text, re.DOTALL
    )
    cells = {
        name: [
            re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", cell)).strip()
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", body, re.DOTALL)
        ]
        for name, body in tables
    }
    assert set(cells) == {"stays.csv", "travel.csv", "trip.toml"}
    assert cells["stays.csv"][:3] == ["2", "site", "harbour"]
    assert "Did you mean harbor?" in cells["stays.csv"][3]
    assert cells["travel.csv"][1:3] == ["departs", "3/8/27 12:35"]
    assert cells["trip.toml"][1:3] == ["home_zone", "Chicago"]
    assert "Did you mean America/Chicago?" in cells["trip.toml"][3]
    assert "3 things to put right first Nothing was kept and nothing was changed." in words(answer)
    assert _codes(samples) == {CODE, "casa-27"}


def test_markup_in_a_faulty_cell_is_text(samples: House, folder: Path) -> None:
    _replace(folder / "stays.csv", "harbor-out,harbor", "harbor-out,<script>alert(1)</script>")

    answer = _leader(samples).bring("/import", folder)

    assert '<code class="cell">&lt;script&gt;alert(1)&lt;/script&gt;</code>' in answer.text
    assert "<script>" not in answer.text


def test_the_same_folder_again_changes_nothing(samples: House, folder: Path) -> None:
    caller = _leader(samples)
    caller.bring("/import", folder)

    answer = caller.bring("/import", folder)

    assert "Nothing has changed The trip says already what your folder says." in words(answer)


def test_rows_that_are_missing_are_listed_and_taken_out_on_demand(
    samples: House, folder: Path
) -> None:
    caller = _leader(samples)
    caller.bring("/import", folder)
    lines = (folder / "schedule.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("11-breakfast,")]
    (folder / "schedule.csv").write_text("".join(kept), encoding="utf-8")

    listed = caller.bring(f"/trips/{NEW}/folder", folder)
    taken = caller.bring(f"/trips/{NEW}/folder", folder, remove="yes")
    again = caller.bring(f"/trips/{NEW}/folder", folder)

    assert "Still in the trip, but not in your folder" in words(listed)
    assert "schedule 11-breakfast" in words(listed)
    assert 'type="checkbox" name="remove" value="yes"' in listed.text
    assert "The folder no longer has these rows. 1 row schedule 11-breakfast" in words(taken)
    assert "11-breakfast" not in words(again)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("trip.pdf", b"%PDF"),
        ("trip.zip", b"no zip at all"),
        ("trip.xlsx", b"no workbook"),
        ("", b""),
    ],
)
def test_what_is_no_folder_is_refused_in_words(samples: House, name: str, body: bytes) -> None:
    answer = _leader(samples).post("/import", {"folder": (BytesIO(body), name)})

    assert answer.status_code == 422
    assert "1 thing to put right first" in words(answer)
    assert _codes(samples) == {CODE, "casa-27"}


def test_a_form_without_a_file_is_refused_in_words(samples: House) -> None:
    answer = _leader(samples).post("/import", {})

    assert answer.status_code == 422
    assert "No file was chosen" in words(answer)


def test_a_zip_that_climbs_out_is_refused(samples: House, folder: Path) -> None:
    packed = zipped(folder)
    with ZipFile(packed, "a") as archive:
        archive.writestr("../../climbed.csv", "key\n")
    packed.seek(0)

    answer = _leader(samples).bring("/import", packed)

    assert answer.status_code == 422
    assert _codes(samples) == {CODE, "casa-27"}


def test_nothing_of_an_upload_stays_on_disk(
    samples: House, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(uploads))

    _leader(samples).bring("/import", folder)

    assert list(uploads.iterdir()) == []


def test_a_name_that_climbs_stays_below(samples: House, folder: Path) -> None:
    upload = (zipped(folder), "../../etc/passwd.zip")

    answer = _leader(samples).post("/import", {"folder": upload})

    assert answer.status_code == 200
