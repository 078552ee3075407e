"""What reading completes: names, handles, marks, times, zones, what a passport's lines say."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from missions.intake.checks.keys import slug
from missions.intake.plan_rows import DocumentRow, ItemRow, TravelRow
from missions.intake.rows import PersonRow
from missions.intake.whereabouts import Whereabouts
from tests.intake import willow

MRZ1 = "P<USANGUYEN<<VAN<MINH<<<<<<<<<<<<<<<<<<<<<<<"
MRZ2 = "X123456785USA8402297M2903035<<<<<<<<<<<<<<<2"


@pytest.mark.parametrize(
    ("legal", "surname", "given", "expected", "warnings"),
    [
        ("KIM, MIN JUN", "", "", ("KIM, MIN JUN", "KIM", "MIN JUN"), []),
        ("", "KIM", "MIN JUN", ("KIM, MIN JUN", "KIM", "MIN JUN"), []),
        ("Kim, Min-jun", "KIM", "MIN JUN", ("Kim, Min-jun", "KIM", "MIN JUN"), []),
        ("MIN JUN KIM", "KIM", "MIN JUN", ("MIN JUN KIM", "KIM", "MIN JUN"), []),
        ("SUHARTO", "", "", ("SUHARTO", "", "SUHARTO"), []),
        ("SUHARTO,", "", "", ("SUHARTO,", "SUHARTO", ""), []),
        ("", "", "SUHARTO", ("SUHARTO", "", "SUHARTO"), []),
        (
            "MIN JUN KIM",
            "",
            "",
            ("MIN JUN KIM", "", "MIN JUN KIM"),
            [
                "people.csv, row 2, legal_name: Which part of “MIN JUN KIM” is the surname? Write"
                " it first, as KIM, MIN JUN."
            ],
        ),
        (
            "KIM, MIN",
            "KIM",
            "MIN JUN",
            ("KIM, MIN", "KIM", "MIN JUN"),
            [
                "people.csv, row 2, legal_name: It differs from surname and given_names, which"
                " read KIM, MIN JUN."
            ],
        ),
    ],
)
def test_a_legal_name_has_both_its_forms(
    tmp_path: Path,
    legal: str,
    surname: str,
    given: str,
    expected: tuple[str, str, str],
    warnings: list[str],
) -> None:
    people = (
        "key,legal_name,surname,given_names,groups\n"
        f'minh,"{legal}",{surname},{given},cedar\n'
        'sora,"A, B",,,\n'
    )
    reading = willow.read(tmp_path, {"people.csv": people})
    row = reading.folder.people.rows[0]
    assert (row.legal_name, row.surname, row.given_names) == expected
    assert [str(warning) for warning in reading.warnings] == warnings


def test_blank_keys_and_marks_are_made_the_same_each_time(tmp_path: Path) -> None:
    people = (
        "preferred_name,role,key\nMinh,leader,\nSora,,\nĐức Lê,,\n김민준,,\n,guardian,\n"
        "Sora,,sora\n"
    )
    schedule = (
        "day,title,site\n2026-07-12,Breakfast,\n2026-07-12,Breakfast,\n2026-07-13,Breakfast,\n"
    )
    changed = {"people.csv": people, "schedule.csv": schedule}
    without = dict.fromkeys(("rooms.csv", "attendance.csv", "documents.csv", "travel.csv"))
    toml = willow.TOML.replace('key = "oak"\n', "")
    first = willow.read(tmp_path, {**changed, **without, "trip.toml": toml, "stays.csv": None})
    assert willow.told(first) == []
    folder = first.folder
    assert [row.key for row in folder.people.rows] == [
        "minh",
        "sora-2",
        "duc-le",
        "김민준",
        "person",
        "sora",
    ]
    assert [row.key for row in folder.schedule.rows] == [
        "0712-breakfast",
        "0712-breakfast-2",
        "0713-breakfast",
    ]
    assert [(row.key, row.mark) for row in folder.site.rows] == [("maple", "B"), ("oak-inn", "A")]
    assert [row.mark for row in folder.partner.rows] == ["Host 1"]


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("Nguyễn Minh", "nguyen-minh"),
        ("김민준", "김민준"),
        ("  A&B -- c ", "a-b-c"),
        ("<script>", "script"),
        ("=1+1", "1-1"),
        ("x" * 300, "x" * 40),
        ("!!", ""),
    ],
)
def test_a_handle_is_made_of_words(text: str, handle: str) -> None:
    assert slug(text) == handle


def test_an_item_s_times_stand_beside_its_day(tmp_path: Path) -> None:
    schedule = (
        "key,day,starts,ends,ends_day,meet_time,title\n"
        "a,,2026-07-12T23:00,2026-07-13T01:00,,22:45,A\n"
        "b,2026-07-12,9:05 AM,10:00,2026-07-12,2026-07-11T23:30,B\n"
        "c,2026-07-12,,,,,C\n"
    )
    rows = willow.read(tmp_path, {"schedule.csv": schedule}).folder.schedule.rows
    assert [(row.day, row.begins(), row.finishes(), row.ends_day, row.meets()) for row in rows] == [
        (
            date(2026, 7, 12),
            datetime(2026, 7, 12, 23),
            datetime(2026, 7, 13, 1),
            date(2026, 7, 13),
            datetime(2026, 7, 12, 22, 45),
        ),
        (
            date(2026, 7, 12),
            datetime(2026, 7, 12, 9, 5),
            datetime(2026, 7, 12, 10),
            None,
            datetime(2026, 7, 11, 23, 30),
        ),
        (date(2026, 7, 12), None, None, None, None),
    ]


def test_a_passport_s_lines_fill_what_its_row_leaves_blank(tmp_path: Path) -> None:
    people = "key,preferred_name,groups\nminh,Minh,cedar\nsora,Sora,\n"
    documents = f"key,person,kind,mrz1,mrz2\np,Minh,Passport,{MRZ1.lower()},{MRZ2}\n"
    folder = willow.read(tmp_path, {"people.csv": people, "documents.csv": documents}).folder
    assert folder.documents.rows == [
        DocumentRow(
            key="p",
            person="minh",
            kind="passport",
            number="X12345678",
            country="US",
            name_on_document="NGUYEN, VAN MINH",
            expires=date(2029, 3, 3),
            mrz1=MRZ1,
            mrz2=MRZ2,
        )
    ]
    assert folder.people.rows[0] == PersonRow(
        key="minh",
        preferred_name="Minh",
        groups="cedar",
        birth_date=date(1984, 2, 29),
        gender="M",
    )


def test_names_of_people_become_keys(tmp_path: Path) -> None:
    travel = (
        "key,mode,from,to,departs,arrives,people,driver,ticketed_as\n"
        "a,flight,ord,icn,2026-07-10T12:35,2026-07-11T16:20,Sora, Minh ,Sora=KIM SORA;minh=N\n"
    )
    (row,) = willow.read(tmp_path, {"travel.csv": travel}).folder.travel.rows
    assert row == TravelRow(
        key="a",
        mode="flight",
        origin="ORD",
        destination="ICN",
        departs=datetime(2026, 7, 10, 12, 35),
        arrives=datetime(2026, 7, 11, 16, 20),
        people="sora",
        driver="minh",
        ticketed_as="sora=KIM SORA; minh=N",
    )


@pytest.mark.parametrize(
    ("row", "warnings"),
    [
        (
            "a,coach,ICN,maple,2026-07-11T17:30,2026-07-11T18:40,Asia/Tokyo,Asia/Tokyo",
            [
                "travel.csv, row 2, to_zone: maple is in Asia/Seoul, which is taken instead of"
                " Asia/Tokyo."
            ],
        ),
        (
            "a,flight,ORD,LHR,2026-03-08T02:30,2026-03-29T01:30,,",
            [
                "travel.csv, row 2, departs: 02:30 is skipped that night in America/Chicago, when"
                " clocks go forward.",
                "travel.csv, row 2, arrives: 01:30 is skipped that night in Europe/London, when"
                " clocks go forward.",
            ],
        ),
        (
            "a,flight,ORD,ICN,2026-11-01T01:30,2026-11-02T05:00,,",
            [
                "travel.csv, row 2, departs: 01:30 comes twice that night in America/Chicago; the"
                " first is taken."
            ],
        ),
    ],
)
def test_doubtful_zones_and_times_warn(tmp_path: Path, row: str, warnings: list[str]) -> None:
    travel = f"key,mode,from,to,departs,arrives,from_zone,to_zone\n{row}\n"
    reading = willow.read(tmp_path, {"travel.csv": travel})
    assert willow.told(reading) == []
    assert [str(warning) for warning in reading.warnings] == warnings


def test_a_blank_posture_is_the_most_careful_and_said(tmp_path: Path) -> None:
    toml = willow.TOML.replace('posture = "guarded"\n', "")
    reading = willow.read(tmp_path, {"trip.toml": toml})
    assert reading.folder.settings.posture == "closed"
    assert str(reading.notices[0]) == (
        "trip.toml, [trip], line 1, posture: It is blank, so the trip is closed, the most careful"
        " way. Write open or guarded."
    )


@pytest.mark.parametrize(
    ("day", "starts", "people", "zone"),
    [
        ("2026-07-09", "09:00", "", "America/Chicago"),
        ("2026-07-10", "12:00", "", "America/Chicago"),
        ("2026-07-11", "17:00", "", "Asia/Seoul"),
        ("2026-07-12", "", "", "Asia/Seoul"),
        ("2026-07-15", "09:00", "sora", "America/Los_Angeles"),
        ("2026-07-15", "09:00", "minh", "Asia/Seoul"),
        ("2026-07-15", "09:00", "", "Asia/Seoul"),
        ("2026-07-15", "09:00", "dana", "Asia/Seoul"),
        ("2026-07-23", "09:00", "dana", "America/Chicago"),
    ],
)
def test_an_item_without_a_site_is_where_its_people_are(
    tmp_path: Path, day: str, starts: str, people: str, zone: str
) -> None:
    members = "key,role\nminh,leader\nsora,\njin,\nruth,guardian\ndana,\n"
    travel = (
        "key,mode,from,to,departs,arrives,people\n"
        "out,flight,ORD,ICN,2026-07-10T12:35,2026-07-11T16:20,minh;sora;jin\n"
        "early,flight,ICN,LAX,2026-07-14T15:00,2026-07-14T10:00,sora\n"
    )
    reading = willow.read(
        tmp_path,
        {
            "people.csv": members,
            "travel.csv": travel,
            **dict.fromkeys(["rooms.csv", "attendance.csv", "documents.csv", "schedule.csv"]),
        },
    )
    assert willow.told(reading) == []
    at = datetime.fromisoformat(f"0001-01-01T{starts}") if starts else None
    item = ItemRow(day=date.fromisoformat(day), starts=at, people=people)
    assert Whereabouts(reading.folder).zone_of(item) == zone
