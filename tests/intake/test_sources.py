"""CSV, TOML and workbooks become the same rows; what is broken is told with its place."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from missions.intake.read import Reading, read_trip
from missions.intake.rows import PersonRow
from tests.intake import willow

PEOPLE = "people.csv"
ONLY = dict.fromkeys(willow.FILES.keys() - {"trip.toml", PEOPLE})
SHORT = """\
[trip]
code = "willow-26"
posture = "open"
starts = 2026-07-10
ends = 2026-07-22
home_zone = "America/Chicago"
"""


def read_people(folder: Path, people: str, toml: str = SHORT) -> Reading:
    """Read a folder of the two files that are required."""
    return willow.read(folder, {**ONLY, "trip.toml": toml, PEOPLE: people})


def test_headings_are_forgiven_and_unknown_columns_left_out(tmp_path: Path) -> None:
    people = (
        "Cell, Legal Name ,DOB*,shoe size,Nick-name,lega_name,key,Sex\n"
        '\'+1 312,"KIM, MIN JUN",1990-03-04,44,MJ,x,mj,m\n'
    )
    reading = read_people(tmp_path, people)
    assert willow.told(reading) == []
    assert reading.folder.people.rows == [
        PersonRow(
            key="mj",
            legal_name="KIM, MIN JUN",
            surname="KIM",
            given_names="MIN JUN",
            preferred_name="MJ",
            birth_date=date(1990, 3, 4),
            gender="M",
            phone="+1 312",
        )
    ]
    assert [str(warning) for warning in reading.warnings] == [
        "people.csv, row 1, shoe size: This column is not known and was left out.",
        "people.csv, row 1, lega_name: This column is not known and was left out."
        " Did you mean legal_name?",
    ]


@pytest.mark.parametrize(
    ("people", "faults"),
    [
        (
            'key,preferred_name\na,"Ann"e\n',
            [
                "people.csv, row 2\n    Wanted: a cell whose quotation mark closes at its end;"
                " one inside it is doubled."
            ],
        ),
        (
            'key,preferred_name\na,Ann\nb,"Bob\nc,Cid\n',
            ["people.csv, row 3\n    Wanted: a quotation mark that is opened here to be closed."],
        ),
        (
            "key,preferred_name\na,Lee, Ann\n",
            [
                "people.csv, row 2:  Ann\n    Wanted: 2 cells as in the heading; a cell with the"
                " delimiter in it stands in quotation marks."
            ],
        ),
        (
            "key,Key\na,b\n",
            ["people.csv, row 1, Key: Key\n    Wanted: one column key; this is the second."],
        ),
        ("", ["people.csv, row 1\n    Wanted: a heading row with the columns' names."]),
        (
            "minh,Minh,leader\nsora,Sora,\n",
            [
                "people.csv, row 1: minh, Minh, leader\n    Wanted: a heading row with the columns'"
                " names, as key, legal_name, surname, given_names."
            ],
        ),
        ("key,preferred_name\n", ["people.csv\n    Wanted: at least one row."]),
        (
            "key\n" + "".join(f"k{n}\n" for n in range(5001)),
            ["people.csv\n    Wanted: at most 5,000 rows; here are 5,001."],
        ),
        (
            f"key,preferred_name\na,{'x' * 140_000}\n",
            ["people.csv, row 2\n    Wanted: a cell of at most 131,072 characters."],
        ),
    ],
)
def test_a_broken_csv_is_told_with_its_row(tmp_path: Path, people: str, faults: list[str]) -> None:
    assert willow.told(read_people(tmp_path, people)) == faults


def test_the_line_that_names_the_delimiter_is_no_row(tmp_path: Path) -> None:
    reading = read_people(tmp_path, "sep=;\r\nkey;drives\r\na;perhaps\r\n")
    assert willow.told(reading) == [
        "people.csv, row 2, drives: perhaps\n    Wanted: yes, no or blank."
    ]


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    people = 'key,preferred_name,drives\na,"Ann\nof two lines",yes\n\n,,\nb,Bob,perhaps\n'
    reading = read_people(tmp_path, people)
    assert willow.told(reading) == [
        "people.csv, row 5, drives: perhaps\n    Wanted: yes, no or blank."
    ]


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        (
            "[trip]\ncode = “willow-26”\n",
            "trip.toml, line 2: code = “willow-26”\n    Wanted: a value: text in"
            ' "quotation marks", a list in [ ], true or false. Did you mean code = "willow-26"?',
        ),
        (
            "[trip]\ncode willow\n",
            "trip.toml, line 2: code willow\n    Wanted: an = between a name and its value.",
        ),
        (
            '[trip]\ncode = "willow\nname = "x"\n',
            'trip.toml, line 2: code = "willow\n    Wanted: a quotation mark at the end of the'
            " text, on the same line.",
        ),
        (
            '[trip]\ncode = "a"\ncode = "b"\n',
            'trip.toml, line 3: code = "b"\n    Wanted: each name once in a table; this one stands'
            " twice.",
        ),
        (
            "[trip]\nstarts = 7/10/26\n",
            "trip.toml, line 2: starts = 7/10/26\n    Wanted: one value and nothing more: text in"
            ' "quotation marks", a date as 2026-07-10.',
        ),
        (
            "[trip]\nstarts = 2026-02-30\n",
            "trip.toml, line 2: starts = 2026-02-30\n    Wanted: a day that exists, as 2026-07-10.",
        ),
        (
            'languages = ["en"',
            'trip.toml, line 1: languages = ["en"\n    Wanted: a ] at the end of the list.',
        ),
        (
            "[trip]\n[trip]\n",
            "trip.toml, line 2: [trip]\n    Wanted: each table in single brackets once; use [[ ]]"
            " for one of several.",
        ),
    ],
)
def test_a_syntax_error_names_its_line_and_what_is_wanted(
    tmp_path: Path, toml: str, fault: str
) -> None:
    assert willow.told(read_people(tmp_path, "key\na\n", toml)) == [fault]


def test_faults_of_trip_toml_name_the_cell_s_own_line(tmp_path: Path) -> None:
    toml = SHORT + (
        '\n[[site]]\nkey = "a"\nlocal_address = """\nzone = "not this"\n"""\n'
        'zone = "Asia/Soeul"\n\n[[site]]\nkey = "b"\nlatitude = "north"\ncarry = {x = 1}\n'
        '\n[[requirement]]\nkind = "passport"\n[requirement.with]\nmonths_beyond_return = "six"\n'
    )
    assert willow.told(read_people(tmp_path, "key\na\n", toml)) == [
        "trip.toml, [site], line 18, carry: {'x': 1}\n    Wanted: a text, a number, a date, true or"
        " false, or a list of texts.",
        "trip.toml, [site], line 17, latitude: north\n    Wanted: a number as 37.57.",
        "trip.toml, [requirement], line 23, with.months_beyond_return: six\n    Wanted: a number as"
        " 37.57.",
        "trip.toml, [site], line 13, zone: Asia/Soeul\n    Wanted: a time zone's IANA name as"
        " Asia/Seoul. Did you mean Asia/Seoul?",
    ]


def test_unknown_tables_and_names_are_told_and_left_out(tmp_path: Path) -> None:
    toml = 'code = "x"\n' + SHORT + 'colour = "red"\n[[sites]]\nkey = "a"\n[extra]\n'
    reading = read_people(tmp_path, "key\na\n", toml)
    assert willow.told(reading) == []
    assert [str(warning) for warning in reading.warnings] == [
        "trip.toml, line 1, code: This is not known and was left out. It stands before the first"
        " table; does it belong under [trip]?",
        "trip.toml, line 9, sites: This is not known and was left out. Did you mean [site]?",
        "trip.toml, line 11, extra: This is not known and was left out.",
        "trip.toml, [trip], line 8, colour: This column is not known and was left out.",
    ]


def test_an_empty_trip_table_lacks_what_a_trip_needs(tmp_path: Path) -> None:
    reading = read_people(tmp_path, "key\na\n", '[trip]\n[[word]]\nwrod = "x"\n')
    assert willow.told(reading) == [
        "trip.toml, [trip], line 1, code\n    Wanted: a short handle in code.",
        "trip.toml, [trip], line 1, starts\n    Wanted: a date in starts.",
        "trip.toml, [trip], line 1, ends\n    Wanted: a date in ends.",
        "trip.toml, [word], line 2, term\n    Wanted: text in term.",
    ]


def workbook(sheets: dict[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return a workbook as a spreadsheet program would save it."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


TRIP = [
    ("name", "value"),
    ("code", "willow-26"),
    ("Posture", "open"),
    ("starts", date(2026, 7, 10)),
    ("ends", datetime(2026, 7, 22)),
    ("home_zone", "Asia/Seoul"),
    ("languages", "en, ko"),
]


def read_workbook(folder: Path, data: bytes) -> Reading:
    """Write a workbook and read it."""
    path = folder / "trip.xlsx"
    path.write_bytes(data)
    return read_trip(path)


def test_real_date_and_number_cells_are_read(tmp_path: Path) -> None:
    data = workbook(
        {
            "trip": TRIP,
            "People": [
                ("key", "Phone", "DOB", "drives"),
                ("a", 13125550100, date(1990, 3, 4), True),
            ],
            "site": [
                ("key", "zone", "latitude", "opens"),
                ("maple", "Asia/Seoul", 37.5, time(10, 0)),
            ],
            "schedule": [
                ("key", "day", "starts", "ends", "site", "title"),
                (1, datetime(2026, 7, 11), time(9, 5), timedelta(hours=10), "maple", "=1+1"),
            ],
            "training": [
                ("key", "title", "starts", "ends"),
                (2.0, "First", datetime(2026, 5, 2, 18, 29, 59, 999_990), time(20, 0)),
            ],
            "requirement": [
                ("kind", "with.months_beyond_return"),
                ("passport", 6),
            ],
            "notes": [("anything",)],
        }
    )
    reading = read_workbook(tmp_path, data)
    folder = reading.folder
    assert willow.told(reading) == []
    person, item, training = folder.people.rows[0], folder.schedule.rows[0], folder.training.rows[0]
    assert (person.phone, person.birth_date, person.drives) == (
        "13125550100",
        date(1990, 3, 4),
        True,
    )
    assert (folder.settings.ends, folder.settings.languages) == (date(2026, 7, 22), "en; ko")
    assert (item.key, item.begins(), item.finishes(), item.title) == (
        "1",
        datetime(2026, 7, 11, 9, 5),
        datetime(2026, 7, 11, 10, 0),
        "=1+1",
    )
    assert (training.key, training.starts) == ("2", datetime(2026, 5, 2, 18, 30))
    assert (folder.site.rows[0].opens, folder.requirement.rows[0].months_beyond_return) == (
        "10:00",
        6.0,
    )
    assert [str(notice) for notice in reading.notices] == [
        "trip.xlsx, sheet notes: This sheet is not known and was left out."
    ]


def test_a_date_cell_without_a_time_is_no_wall_time(tmp_path: Path) -> None:
    travel = [
        ("mode", "from", "to", "departs", "arrives"),
        ("flight", "ORD", "ICN", date(2026, 7, 10), datetime(2026, 7, 11)),
    ]
    reading = read_workbook(
        tmp_path, workbook({"trip": TRIP, "people": [("key",), ("a",)], "travel": travel})
    )
    assert willow.told(reading) == [
        "trip.xlsx, sheet travel, row 2, departs: 2026-07-10\n    Wanted: a day and a wall time as"
        " 2026-07-10T14:35."
    ]


def test_a_fault_in_a_workbook_names_sheet_and_row(tmp_path: Path) -> None:
    trip = [*TRIP[:3], ("starts", "7/10/26"), *TRIP[4:]]
    people = [("key", "drives"), ("a", ""), (None, None), ("b", "perhaps"), ("b", "")]
    sheets: dict[str, Sequence[Sequence[Any]]] = {
        "trip": trip,
        "people": people,
        "peopel": [],
        "rooms": [],
    }
    reading = read_workbook(tmp_path, workbook(sheets))
    assert willow.told(reading) == [
        "trip.xlsx, sheet trip, row 4, starts: 7/10/26\n    Wanted: a date as 2026-07-10; this"
        " could be 10 July 2026 (2026-07-10) or 7 October 2026 (2026-10-07).",
        "trip.xlsx, sheet people, row 4, drives: perhaps\n    Wanted: yes, no or blank.",
        "trip.xlsx, sheet people, row 5, key: b\n    Wanted: each key once; trip.xlsx, sheet"
        " people, row 4 has it already.",
    ]
    assert [str(warning) for warning in reading.warnings] == [
        "trip.xlsx, sheet peopel: This sheet is not known and was left out. Did you mean people?"
    ]


def test_a_sheet_of_too_many_rows_is_refused(tmp_path: Path) -> None:
    people = [("key",), *((f"k{n}",) for n in range(5001))]
    reading = read_workbook(tmp_path, workbook({"trip": TRIP, "people": people}))
    assert willow.told(reading) == [
        "trip.xlsx, sheet people, row 5002\n    Wanted: at most 5,000 rows in a sheet."
    ]
