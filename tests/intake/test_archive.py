"""What is handed over: folders, zips and workbooks, friendly and hostile."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from missions.intake.read import read_trip
from tests.intake import willow

MIB = 1024 * 1024


def read_bytes(folder: Path, data: bytes, name: str = "willow.zip") -> list[str]:
    """Write a file, read it and return the faults as told."""
    path = folder / name
    path.write_bytes(data)
    return willow.told(read_trip(path))


def raw_zip(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    """Return a zip of entries as they are."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in entries:
            archive.writestr(info, content)
    return data.getvalue()


@pytest.mark.parametrize("below", ["", "willow/", "a/b/"])
def test_a_zip_reads_as_its_folder(tmp_path: Path, below: str) -> None:
    (tmp_path / "willow.zip").write_bytes(willow.zipped(willow.FILES, below))
    reading = read_trip(tmp_path / "willow.zip")
    assert willow.told(reading) == []
    assert willow.rows_of(reading.folder) == willow.rows_of(willow.read(tmp_path / "f").folder)


def test_a_zip_of_a_folder_is_read_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "willow.xlsx"
    path.write_bytes(willow.zipped(willow.FILES))
    assert willow.told(read_trip(path)) == []


def test_files_of_the_system_are_passed_over_and_others_named(tmp_path: Path) -> None:
    more = {
        ".DS_Store": "x",
        "__MACOSX/._people.csv": "x",
        "Thumbs.db": "x",
        "room.csv": "x",
        "photo.jpg": "x",
    }
    (tmp_path / "willow.zip").write_bytes(willow.zipped({**willow.FILES, **more}))
    reading = read_trip(tmp_path / "willow.zip")
    assert [str(each) for each in (*reading.faults, *reading.warnings, *reading.notices)] == [
        "room.csv: This is no part of a trip folder and was left out. Did you mean rooms.csv?",
        "photo.jpg: This is no part of a trip folder and was left out.",
        "trip.toml, [site], line 26, zone: It is blank: Asia/Seoul is taken, the only zone of"
        " South Korea.",
    ]


def link(name: str) -> zipfile.ZipInfo:
    """Return the entry of a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


A_FOLDER = "a folder, a .zip of one or an .xlsx file."
OUTSIDE = "files that stay inside their folder; this name leads out of it"


@pytest.mark.parametrize(
    ("entry", "name", "wanted"),
    [
        ("../trip.toml", "../trip.toml", OUTSIDE),
        ("willow/../../people.csv", "willow/../../people.csv", OUTSIDE),
        ("/etc/people.csv", "/etc/people.csv", OUTSIDE),
        ("..\\people.csv", "..\\people.csv", OUTSIDE),
        ("C:\\people.csv", "C:\\people.csv", OUTSIDE),
        (link("people.csv"), "people.csv", "the file itself; this is a link"),
    ],
)
def test_a_zip_that_leads_out_of_its_folder_is_refused(
    tmp_path: Path, entry: zipfile.ZipInfo | str, name: str, wanted: str
) -> None:
    data = raw_zip(("trip.toml", willow.TOML.encode()), (entry, b"/etc/passwd"))
    assert read_bytes(tmp_path, data) == [f"willow.zip: {name}\n    Wanted: {wanted}."]


def test_a_zip_that_swells_is_refused(tmp_path: Path) -> None:
    data = raw_zip(("trip.toml", b" " * 21 * MIB), ("people.csv", b"key\na\n"))
    assert len(data) < MIB
    assert read_bytes(tmp_path, data) == [
        "willow.zip\n    Wanted: at most 20 MiB when it is unpacked."
    ]


def test_a_file_that_swells_is_refused(tmp_path: Path) -> None:
    data = raw_zip(("trip.toml", willow.TOML.encode()), ("people.csv", b" " * 6 * MIB))
    assert read_bytes(tmp_path, data)[0] == "people.csv\n    Wanted: a file of at most 5 MiB."


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    data = bytearray(raw_zip(("people.csv", b" " * 6 * MIB)))
    size = (6 * MIB).to_bytes(4, "little")
    assert data.count(size) == 2
    assert read_bytes(tmp_path, bytes(data.replace(size, (10).to_bytes(4, "little")))) == [
        "willow.zip\n    Wanted: a .zip or .xlsx file that is whole."
    ]


def test_a_zip_of_too_many_files_is_refused(tmp_path: Path) -> None:
    data = raw_zip(*((f"{n}.txt", b"") for n in range(1001)))
    assert read_bytes(tmp_path, data) == ["willow.zip\n    Wanted: at most 1,000 files in a zip."]


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.zip", b"PK\x03\x04 and no more", "a .zip or .xlsx file that is whole."),
        (
            "a.xls",
            b"\xd0\xcf\x11\xe0old",
            "an .xlsx workbook; this is an old .xls one, or it has a password. Did you mean to save"
            " it as .xlsx without a password?",
        ),
        (
            "people.csv",
            b"key\na\n",
            f"{A_FOLDER} Did you mean the folder in which this file stands?",
        ),
        ("a.txt", b"hello", A_FOLDER),
        ("a.txt", b"", A_FOLDER),
        (
            "Trip.XLSX",
            b"key\na\n",
            "an .xlsx workbook; this file is named .xlsx but is not a workbook.",
        ),
        (
            "a.xlsx",
            raw_zip(("hello.txt", b"hello")),
            "an .xlsx workbook; this is a zip, but neither a workbook nor a trip.",
        ),
        ("a.zip", b"hello", "a .zip of a trip folder; this file is named .zip but is not a zip."),
        ("big.bin", b"x" * (20 * MIB + 1), "a file of at most 20 MiB."),
    ],
)
def test_what_is_no_folder(tmp_path: Path, name: str, data: bytes, fault: str) -> None:
    assert read_bytes(tmp_path, data, name) == [f"{name}\n    Wanted: {fault}"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    assert willow.told(read_trip(tmp_path / "gone")) == [
        "gone\n    Wanted: a folder, a .zip or an .xlsx file that can be read"
        " (no such file or directory)."
    ]


def test_an_empty_folder_lacks_the_required_files(tmp_path: Path) -> None:
    assert willow.told(read_trip(tmp_path)) == [
        "trip.toml\n    Wanted: this file; a trip folder has a trip.toml.",
        "people.csv\n    Wanted: this file; a trip folder has a people.csv.",
    ]


def test_a_folder_with_a_workbook_only_points_to_it(tmp_path: Path) -> None:
    (tmp_path / "trip.xlsx").write_bytes(b"PK")
    assert willow.told(read_trip(tmp_path))[0] == (
        "trip.toml\n    Wanted: trip.toml, or the workbook by its own path. Did you mean trip.xlsx?"
    )


def test_links_and_pipes_in_a_folder_are_refused(tmp_path: Path) -> None:
    folder = willow.write(tmp_path / "f", {"rooms.csv": None, "stays.csv": None})
    (tmp_path / "elsewhere.csv").write_text("stay,room\n")
    (folder / "rooms.csv").symlink_to(tmp_path / "elsewhere.csv")
    os.mkfifo(folder / "stays.csv")
    assert willow.told(read_trip(folder)) == [
        "rooms.csv\n    Wanted: the file itself; this is a link.",
        "stays.csv\n    Wanted: a plain file.",
    ]


def test_names_are_forgiven_their_capitals_but_not_twice(tmp_path: Path) -> None:
    folder = willow.write(tmp_path, {"people.csv": None, "People.CSV": willow.PEOPLE})
    assert willow.told(read_trip(folder)) == []
    (folder / "people.csv").write_text(willow.PEOPLE)
    assert willow.told(read_trip(folder)) == [
        "people.csv\n    Wanted: one file people.csv; here are two."
    ]


def rewritten(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with some bytes of one part replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        entries = [(name, book.read(name)) for name in book.namelist()]
    return raw_zip(
        *((name, body.replace(old, new, 1) if name == part else body) for name, body in entries)
    )


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY a "aaa">]><workbook'),
        ("xl/workbook.xml", b"<workbook", b"<<<"),
        ("xl/workbook.xml", b"sheets", b"sheeps"),
        ("[Content_Types].xml", b"Types", b"Tipes"),
    ],
)
def test_a_forged_or_broken_workbook_is_refused(
    tmp_path: Path, template: bytes, part: str, old: bytes, new: bytes
) -> None:
    data = rewritten(template, part, old, new)
    assert data != template
    assert read_bytes(tmp_path, data, "trip.xlsx")[0] == (
        "trip.xlsx\n    Wanted: an .xlsx workbook that is whole."
    )


def test_a_workbook_that_swells_is_refused(tmp_path: Path, template: bytes) -> None:
    swollen = rewritten(template, "xl/workbook.xml", b"<sheets", b" " * 21 * MIB + b"<sheets")
    assert read_bytes(tmp_path, swollen, "trip.xlsx") == [
        "trip.xlsx\n    Wanted: at most 20 MiB when it is unpacked."
    ]
