"""What is saved reads back as it was: as a folder, a zip and a workbook, with and without seals."""

from __future__ import annotations

import csv
import shutil
import stat
import unicodedata
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from missions.briefing.queries import NoTrip
from missions.installation import Installation
from missions.intake import plan_rows as plan
from missions.intake import rows
from missions.intake.apply import import_trip
from missions.intake.cells import without_hidden
from missions.intake.columns import Kind, columns_of
from missions.intake.folder import IN_CSV, TABLES, TripFolder
from missions.intake.read import read_trip
from missions.intake.save import save_trip
from missions.intake.targets.csv_file import csv_bytes
from missions.intake.targets.disk import CannotSave, write_files, zipped
from missions.intake.targets.toml_file import toml_bytes
from missions.intake.targets.xlsx_file import CellTooLong, xlsx_bytes
from tests.factories.installations import sqlite_installation
from tests.intake import willow

CODE = "willow-26"
NOTHING_SEALED = dict.fromkeys(TABLES, ())
ODD = st.sampled_from(
    [
        "=1+1",
        "+82 10-1234",
        "-minh",
        "@cedar",
        "'=x",
        "''",
        "'tis",
        '"quoted", with; both\tdelimiters',
        "two\nlines",
        '"""',
        "'''",
        "back\\slash \\u0041",
        "_x0041_ _x000D_",
        "<script>alert('x')</script>",
        "Team <Alpha & Co>",
        "n" * 300,
        "가나다 陳 Ñandú",
        "#N/A",
        "1E5",
        "007",
        "TRUE",
        "2026-07-10",
    ]
)


def settled(text: str) -> str:
    """Return text as reading leaves it."""
    return unicodedata.normalize("NFC", without_hidden(text)).strip()


TEXTS = (ODD | st.text(max_size=30)).map(settled)
FREE = {"kind", "legal_name", "surname", "given_names", "origin", "destination", "driver"}
FREE |= {"ticketed_as", "mark", "mrz1", "mrz2", "preferred_name", "chosen"}


def skeleton() -> TripFolder:
    """Return a folder in which everything that refers to something finds it."""
    folder = TripFolder()
    at = datetime(2026, 7, 12, 9, 5)
    folder.trip.rows = [
        rows.TripRow(
            code="willow-26",
            starts=date(2026, 7, 10),
            ends=date(2026, 7, 22),
            home_zone="America/Chicago",
            posture="guarded",
        )
    ]
    folder.partner.rows = [rows.PartnerRow(key="lee", mark="Host 2")]
    folder.site.rows = [
        rows.SiteRow(key="maple", mark="B", zone="Asia/Seoul", partner="lee", latitude=-37.5)
    ]
    folder.word.rows = [rows.WordRow(term="orphanage")]
    folder.requirement.rows = [rows.RequirementRow(kind="passport", due="-60d", minimum=1.5)]
    folder.contact.rows = [rows.ContactRow(role="police")]
    folder.page.rows = [rows.PageRow(title="Packing")]
    folder.people.rows = [
        rows.PersonRow(key="minh", surname="NGUYEN", given_names="VAN", legal_name="NGUYEN, VAN"),
        rows.PersonRow(key="ruth", role="guardian", birth_date=date(1980, 1, 2), drives=True),
    ]
    folder.travel.rows = [
        plan.TravelRow(
            key="bus",
            mode="coach",
            origin="the gate",
            destination="maple",
            departs=at,
            arrives=at,
            from_zone="Asia/Seoul",
            people="all; -ruth",
        )
    ]
    folder.crossings.rows = [plan.CrossingRow(key="x", zone="Asia/Seoul", closes=at, opens=at)]
    folder.stays.rows = [
        plan.StayRow(key="s", site="maple", check_in=at.date(), check_out=at.date())
    ]
    folder.rooms.rows = [plan.RoomRow(stay="s", room="301", people="minh", capacity=2)]
    folder.schedule.rows = [
        plan.ItemRow(
            key="i",
            day=at.date(),
            starts=datetime.min.replace(hour=23),
            ends=datetime.min.replace(hour=1),
            ends_day=date(2026, 7, 13),
            site="maple",
        )
    ]
    folder.training.rows = [
        plan.TrainingRow(key="t", title="T", starts=at, ends=at, zone="America/Chicago")
    ]
    folder.attendance.rows = [plan.AttendanceRow(training="t", person="minh", state="made up")]
    folder.documents.rows = [
        plan.DocumentRow(key="d", person="minh", kind="visa", by="ruth", blank_pages=4)
    ]
    folder.exemptions.rows = [plan.ExemptionRow(person="minh", kind="passport")]
    folder.overrides.rows = [plan.OverrideRow(kind="overlap", items="i", people="minh")]
    return folder


@st.composite
def folders(draw: st.DrawFn) -> TripFolder:
    """Return the skeleton with any text in every column that takes any text."""
    folder = skeleton()
    for table in folder.tables():
        for row in table.rows:
            for column in columns_of(table.row):
                if column.kind is Kind.TEXT and column.attribute not in FREE:
                    text = draw(TEXTS)
                    if text or not column.needed:
                        setattr(row, column.attribute, text)
                elif column.kind is Kind.YES_NO and column.attribute not in FREE:
                    setattr(row, column.attribute, draw(st.booleans()))
                elif column.kind is Kind.CHOICE and column.attribute not in FREE | {"mode"}:
                    blank = [] if column.needed else [column.blank]
                    setattr(row, column.attribute, draw(st.sampled_from([*column.allowed, *blank])))
    return folder


def as_folder(path: Path, folder: TripFolder) -> Path:
    """Write a folder's files."""
    files = {"trip.toml": toml_bytes(folder, NOTHING_SEALED)}
    for name in IN_CSV:
        table = getattr(folder, name)
        files[f"{name}.csv"] = csv_bytes(table, columns_of(table.row))
    write_files(path, files)
    return path


def as_workbook(path: Path, folder: TripFolder) -> Path:
    """Write a workbook."""
    write_files(path, {"trip.xlsx": xlsx_bytes(folder, NOTHING_SEALED)})
    return path / "trip.xlsx"


ROUND_TRIP = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(folder=folders())
@settings(ROUND_TRIP, max_examples=40)
def test_any_text_is_read_back_from_a_folder(tmp_path: Path, folder: TripFolder) -> None:
    reading = read_trip(as_folder(tmp_path, folder))
    assert willow.told(reading) == []
    assert willow.rows_of(reading.folder) == willow.rows_of(folder)


@given(folder=folders())
@settings(ROUND_TRIP, max_examples=15)
def test_any_text_is_read_back_from_a_workbook(tmp_path: Path, folder: TripFolder) -> None:
    reading = read_trip(as_workbook(tmp_path, folder))
    assert willow.told(reading) == []
    assert willow.rows_of(reading.folder) == willow.rows_of(folder)


@given(folder=folders())
@settings(max_examples=40, deadline=None)
def test_no_saved_cell_is_a_formula(folder: TripFolder) -> None:
    for name in IN_CSV:
        table = getattr(folder, name)
        text = csv_bytes(table, columns_of(table.row)).decode()
        cells = [cell for row in csv.reader(text.splitlines(keepends=True)) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    folder = skeleton()
    folder.people.rows[0].diet = '=HYPERLINK("http://x")'
    folder.page.rows[0].text = "+1"
    book = load_workbook(as_workbook(tmp_path, folder))
    diet = next(cell for cell in book["people"][1] if cell.value == "diet").column
    cell = book["people"].cell(2, diet)
    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == (
        '=HYPERLINK("http://x")',
        "s",
        "@",
        True,
    )
    formulas = [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert formulas == []


def test_a_text_too_long_for_a_workbook_is_refused(tmp_path: Path) -> None:
    folder = skeleton()
    folder.page.rows[0].text = "x" * 32_768
    with pytest.raises(CellTooLong) as refused:
        as_workbook(tmp_path, folder)
    assert str(refused.value) == (
        "The sheet page would hold 32,768 characters in one cell of text; a workbook takes 32,767."
        " Save the trip as a folder."
    )


@pytest.fixture
def trip(installation: Installation, tmp_path: Path) -> Installation:
    """An installation with the willow trip."""
    import_trip(installation, willow.read(tmp_path / "willow"), actor="operator")
    return installation


@pytest.mark.parametrize("name", ["saved", "saved.xlsx", "saved.zip"])
def test_what_is_saved_changes_nothing_when_it_is_read(
    trip: Installation, tmp_path: Path, name: str
) -> None:
    result = save_trip(trip, CODE, tmp_path / "out" / name, actor="operator")
    reading = read_trip(tmp_path / "out" / name)
    assert willow.told(reading) == []
    again = import_trip(trip, reading, actor="operator")
    assert (again.changed, again.missing) == (False, ())
    assert result.words() == (
        "Sealed columns were left out (trip: purpose; partner: name, phone; site: name; people:"
        " allergies, medication, blood_type; documents: number, country, name_on_document, issued,"
        " entries, blank_pages, by, mrz1, mrz2, note). --with-sealed keeps them."
    )


PASSPHRASE = "six words"
SECRETS = (b"repaint", b"Grace Hall", b"Soon-ja", b"peanuts", b"X1234567", b"2019-03-04")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder, a workbook and a zip of the willow trip, each with its sealed file."""
    base = tmp_path_factory.mktemp("sealed")
    installation = sqlite_installation(base / "home")
    import_trip(installation, willow.read(base / "willow"), actor="operator")
    out = base / "folder"
    result = save_trip(installation, CODE, out, actor="operator", with_sealed=PASSPHRASE)
    assert result.words() == (
        "Sealed columns stand in sealed.age, under the passphrase (trip: purpose; partner: name,"
        " phone; site: name; people: allergies, medication, blood_type; documents: number, country,"
        " name_on_document, issued, entries, blank_pages, by, mrz1, mrz2, note)."
    )
    book = save_trip(installation, CODE, base / "book" / "trip.xlsx", actor="operator").files[0]
    shutil.copy(out / "sealed.age", book.parent)
    files = {path.name: path.read_bytes() for path in out.iterdir()}
    write_files(base, {"trip.zip": zipped(CODE, files)})
    installation.close()
    return base


def test_without_the_passphrase_no_secret_is_in_any_file(sealed: Path) -> None:
    written = list((sealed / "folder").iterdir())
    data = b"".join(path.read_bytes() for path in written)
    assert [secret for secret in SECRETS if secret in data] == []
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}


@pytest.mark.parametrize("name", ["folder", "book/trip.xlsx", "trip.zip"])
def test_with_the_passphrase_everything_comes_back(sealed: Path, name: str) -> None:
    reading = read_trip(sealed / name, PASSPHRASE)
    original = read_trip(sealed / "willow").folder
    assert willow.told(reading) == []
    assert willow.rows_of(reading.folder) == willow.rows_of(original)


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [
        (
            None,
            [
                "sealed.age: It was not opened: no passphrase was given. What it holds stays as it"
                " is."
            ],
        ),
        ("wrong", ["sealed.age\n    Wanted: the passphrase with which it was saved."]),
    ],
)
def test_a_sealed_file_without_its_passphrase(
    sealed: Path, passphrase: str | None, told: list[str]
) -> None:
    reading = read_trip(sealed / "folder", passphrase)
    assert [str(each) for each in (*reading.faults, *reading.notices)] == told


def test_a_sealed_file_of_another_trip_is_left_out(sealed: Path, tmp_path: Path) -> None:
    other = {"trip.toml": willow.TOML.replace(CODE, "willow-27")}
    folder = willow.write(tmp_path, other)
    shutil.copy(sealed / "folder" / "sealed.age", folder)
    reading = read_trip(folder, PASSPHRASE)
    assert [str(warning) for warning in reading.warnings] == [
        "sealed.age: It belongs to the trip willow-26 and was left out."
    ]


def test_in_an_open_trip_real_names_of_places_are_saved(
    installation: Installation, tmp_path: Path
) -> None:
    toml = willow.TOML.replace("guarded", "open")
    reading = willow.read(tmp_path / "willow", {"trip.toml": toml})
    import_trip(installation, reading, actor="operator")
    save_trip(installation, CODE, tmp_path / "out", actor="operator")
    saved = read_trip(tmp_path / "out").folder
    assert (saved.site.rows[0].name, saved.partner.rows[0].name, saved.settings.purpose) == (
        "Grace Hall",
        "Lee Soon-ja",
        "",
    )


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_file_of_an_earlier_save_does_not_outlive_its_rows(
    trip: Installation, tmp_path: Path
) -> None:
    save_trip(trip, CODE, tmp_path / "out", actor="operator")
    emptied = {"rooms.csv": "stay,room\n"}
    reading = willow.read(tmp_path / "willow", emptied)
    import_trip(trip, reading, actor="operator", remove=True)
    save_trip(trip, CODE, tmp_path / "out", actor="operator")
    assert (tmp_path / "out" / "rooms.csv").read_text() == "stay,room,floor,capacity,people\n"
    assert not (tmp_path / "out" / "crossings.csv").exists()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_place_that_cannot_be_written_is_told(trip: Installation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotSave) as refused:
        save_trip(trip, CODE, tmp_path / "file" / "out", actor="operator")
    told = f"{tmp_path / 'file' / 'out'} cannot be written: Not a directory."
    assert str(refused.value) == told


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_sealed_file_of_another_trip_is_not_lost(
    trip: Installation, sealed: Path, tmp_path: Path
) -> None:
    shutil.copy(sealed / "folder" / "sealed.age", tmp_path)
    with pytest.raises(CannotSave) as refused:
        save_trip(trip, CODE, tmp_path / "a.xlsx", actor="operator", with_sealed="other words")
    assert str(refused.value) == (
        f"{tmp_path / 'sealed.age'} is of another trip, or under another passphrase. Save willow-26"
        " into a folder of its own."
    )
    result = save_trip(trip, CODE, tmp_path / "a.xlsx", actor="operator")
    assert (result.older, result.words().endswith("An older sealed.age still lies there.")) == (
        True,
        True,
    )


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_an_unknown_trip_is_not_saved(trip: Installation, tmp_path: Path) -> None:
    with pytest.raises(NoTrip):
        save_trip(trip, "oak-27", tmp_path / "out", actor="operator")
    assert not (tmp_path / "out").exists()


def test_the_same_files_are_the_same_zip() -> None:
    files = {"trip.toml": b"a", "people.csv": b"b"}
    assert zipped("willow", files) == zipped("willow", files)


def test_the_skeleton_covers_every_table() -> None:
    assert [table.name for table in skeleton().tables() if not table.rows] == []
