"""The two columns of a machine-readable zone in a folder: what is taken, mended, told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from missions.intake.plan_rows import DocumentRow
from missions.intake.read import Reading
from tests.intake import willow

HEADER = "key,person,kind,mrz1,mrz2,name_on_document\n"
MRZ1 = "P<USANGUYEN<<VAN<MINH<<<<<<<<<<<<<<<<<<<<<<<"
MRZ2 = "X123456785USA8402297M2903035<<<<<<<<<<<<<<<2"
VISA1 = "V<KORNGUYEN<<VAN<MINH<<<<<<<<<<<<<<<<<<<<<<<"
VISA2 = "X123456785USA8402297M2903035<<<<<<<<<<<<<<<<"


def read(tmp_path: Path, row: str) -> Reading:
    return willow.read(tmp_path, {"documents.csv": f"{HEADER}{row}\n"})


def told(reading: Reading) -> tuple[list[str], list[str], list[str]]:
    """Return the faults, and the warnings and notices of the documents."""
    warnings, notices = (
        [str(remark) for remark in remarks if remark.place.file == "documents.csv"]
        for remarks in (reading.warnings, reading.notices)
    )
    return willow.told(reading), warnings, notices


def row_of(kind: str, country: str, mrz1: str, mrz2: str) -> DocumentRow:
    return DocumentRow(
        key="p",
        person="minh",
        kind=kind,
        number="X12345678",
        country=country,
        name_on_document="NGUYEN, VAN MINH",
        expires=date(2029, 3, 3),
        mrz1=mrz1,
        mrz2=mrz2,
    )


@pytest.mark.parametrize(
    ("kind", "country", "lines"),
    [
        ("passport", "US", (MRZ1, MRZ2)),
        ("visa", "KR", (VISA1, VISA2)),
        ("visa", "KR", (VISA1[:36], VISA2[:36])),
        ("entry_permit", "KR", ("I" + VISA1[1:36], VISA2[:35] + "2")),
    ],
)
def test_passports_visas_and_cards_of_two_lines_are_read(
    tmp_path: Path, kind: str, country: str, lines: tuple[str, str]
) -> None:
    reading = read(tmp_path, f"p,minh,{kind},{','.join(lines)},")
    assert told(reading) == ([], [], [])
    assert reading.folder.documents.rows == [row_of(kind, country, *lines)]


def test_both_lines_in_one_cell_are_taken_apart(tmp_path: Path) -> None:
    reading = read(tmp_path, f"p,minh,passport,{MRZ1}{MRZ2},,")
    assert told(reading) == ([], [], [])
    assert reading.folder.documents.rows == [row_of("passport", "US", MRZ1, MRZ2)]


def test_typing_mistakes_are_mended_and_told(tmp_path: Path) -> None:
    mistyped = MRZ2.replace("840229", "84O229")
    reading = read(tmp_path, f"p,minh,passport,{MRZ1.rstrip('<')},{mistyped},")
    assert told(reading) == (
        [],
        [],
        [
            f"documents.csv, row 2, mrz1: It was mistyped and is read as {MRZ1}:"
            f" {'<' * 23} added at column 22 (the line was too short).",
            f"documents.csv, row 2, mrz2: It was mistyped and is read as {MRZ2}:"
            " 0 for O in column 16 (the date of birth is of digits).",
        ],
    )
    assert reading.folder.documents.rows == [row_of("passport", "US", MRZ1, MRZ2)]


@pytest.mark.parametrize(
    ("name", "faults", "warnings"),
    [
        ("Nguyễn Văn Minh", [], []),
        ("NGUYEN/VANMINHMR", [], []),
        ("阮文明", [], []),
        (
            '"VAN MINH, NGUYEN"',
            [],
            [
                "documents.csv, row 2, name_on_document: Surname and given"
                " names are swapped: VAN MINH, NGUYEN, in the passport NGUYEN, VAN MINH."
            ],
        ),
        (
            '"NGUYEN, VAN"',
            [
                "documents.csv, row 2, name_on_document: NGUYEN, VAN\n    Wanted: the same as in"
                " the passport's machine-readable zone. Did you mean NGUYEN, VAN MINH?"
            ],
            [],
        ),
    ],
)
def test_the_name_is_compared_as_it_may_be_spelled(
    tmp_path: Path, name: str, faults: list[str], warnings: list[str]
) -> None:
    reading = read(tmp_path, f"p,minh,passport,{MRZ1},{MRZ2},{name}")
    assert told(reading) == (faults, warnings, [])


def test_a_zone_that_is_full_may_cut_the_name(tmp_path: Path) -> None:
    upper = "P<USANILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"
    whole = '"NILAVADHANANANDA, CHAYAPA DEJTHAMRONG KRASUANG"'
    assert told(read(tmp_path, f"p,minh,passport,{upper},{MRZ2},{whole}")) == ([], [], [])
    other = whole.replace("CHAYAPA", "CHAIYAPA")
    faults, _, _ = told(read(tmp_path, f"p,minh,passport,{upper},{MRZ2},{other}"))
    assert len(faults) == 1
