"""What a leader is told when a folder cannot be taken: whole texts, for every kind of fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from missions.intake.faults import IntakeRefused, report
from tests.intake import willow

WHO = "people's keys, @group, all or -key, separated by semicolons"
SCHEDULE = "key,day,starts,ends,ends_day,site,title,kind,lead,people,partner\n"
TRAVEL = "key,mode,from,to,departs,arrives,from_zone,to_zone,people,ticketed_as\n"
DOCUMENTS = "key,person,kind,number,country,issued,expires,mrz1,mrz2,name_on_document\n"
PEOPLE = "key,preferred_name,birth_date,gender,joins,leaves\n"
MRZ1 = "P<USANGUYEN<<VAN<MINH<<<<<<<<<<<<<<<<<<<<<<<"
MRZ2 = "X123456785USA8402297M2903035<<<<<<<<<<<<<<<2"

CASES: list[tuple[str, str, list[str]]] = [
    # Keys of other tables.
    (
        "schedule.csv",
        SCHEDULE + "a,2026-07-12,,,,mapel,A,,,,\nb,2026-07-12,,,,Oak Inn,B,,,,leee\n",
        [
            "schedule.csv, row 2, site: mapel\n    Wanted: a key of site. Did you mean maple?",
            "schedule.csv, row 3, site: Oak Inn\n    Wanted: a key of site. Did you mean oak?",
            "schedule.csv, row 3, partner: leee\n    Wanted: a key of partner. Did you mean lee?",
        ],
    ),
    (
        "rooms.csv",
        "stay,room,people\noak-2,301,\n",
        ["rooms.csv, row 2, stay: oak-2\n    Wanted: a key of stays. Did you mean oak-1?"],
    ),
    (
        "attendance.csv",
        "training,person,state\nfirst,min,attended\nfrist,minh,attended\n",
        [
            "attendance.csv, row 2, person: min\n    Wanted: the key of one of the people."
            " Did you mean minh?",
            "attendance.csv, row 3, training: frist\n    Wanted: a key of training."
            " Did you mean first?",
        ],
    ),
    # Lists of people.
    (
        "schedule.csv",
        SCHEDULE + "a,2026-07-12,,,,,A,,Mihn,@ceder; nobody at all; -sora,\n",
        [
            f"schedule.csv, row 2, lead: Mihn\n    Wanted: {WHO}. “Mihn” is none of them."
            " Did you mean minh?",
            "schedule.csv, row 2, people: @ceder; nobody at all; -sora\n"
            f"    Wanted: {WHO}. “@ceder” is none of them. Did you mean @cedar?",
            "schedule.csv, row 2, people: @ceder; nobody at all; -sora\n"
            f"    Wanted: {WHO}. “nobody at all” is none of them.",
        ],
    ),
    (
        "training.csv",
        "key,title,starts,ends,applies\nfirst,A,2026-05-02T18:30,20:00,role:leeder\n"
        "b,B,2026-05-02T18:30,20:00,adults; minh\n",
        [
            "training.csv, row 2, applies: role:leeder\n    Wanted: all, adults, minors,"
            " role:leader, or a list of people. “role:leeder” is none of them."
            " Did you mean role:leader?",
            "training.csv, row 3, applies: adults; minh\n    Wanted: all, adults, minors,"
            " role:leader, or a list of people. “adults” is none of them.",
        ],
    ),
    (
        "travel.csv",
        TRAVEL + "a,flight,ORD,ICN,2026-07-10T12:35,2026-07-11T16:20,,,,sorra=KIM; no equals\n",
        [
            "travel.csv, row 2, ticketed_as: sorra=KIM; no equals\n    Wanted: a person's key, ="
            " and the name on the ticket, as minh=NGUYEN. Did you mean sora?",
            "travel.csv, row 2, ticketed_as: sorra=KIM; no equals\n    Wanted: a person's key, ="
            " and the name on the ticket, as minh=NGUYEN.",
        ],
    ),
    # Places and times of travel.
    (
        "travel.csv",
        TRAVEL
        + "a,flight,Seoul,QQQ,2026-07-10T12:35,2026-07-11T16:20,,,,\n"
        + "b,train,Union Station,mapel,2026-07-10T12:35,2026-07-11T16:20,Asia/Seoul,,,\n"
        + "c,coach,Busan,maple,2026-07-12T12:35,2026-07-12T16:20,Asia/Busan,,,\n",
        [
            "travel.csv, row 3, to_zone\n    Wanted: the time zone of “mapel”, as Asia/Seoul; it is"
            " neither an airport nor a site. Did you mean the site maple?",
            "travel.csv, row 4, from_zone: Asia/Busan\n    Wanted: a time zone's IANA name as"
            " Asia/Seoul. Did you mean Asia/Seoul?",
            "travel.csv, row 2, from: Seoul\n    Wanted: an airport's three letters (IATA) as ICN."
            " Did you mean ICN or GMP?",
            "travel.csv, row 2, to: QQQ\n    Wanted: an airport's three letters (IATA) as ICN.",
        ],
    ),
    (
        "travel.csv",
        TRAVEL
        + "a,flight,ORD,ICN,2026-07-10T12:35,2026-07-10T16:20,,,,\n"
        + "b,flight,ICN,ORD,2026-07-22T12:35,2026-07-22T10:30,,,,\n"
        + "c,flight,ICN,ORD,2026-07-22T12:35,2026-07-20T10:30,,,,\n",
        [
            "travel.csv, row 2, arrives: 2026-07-10T16:20\n    Wanted: an arrival after the"
            " departure; 2026-07-10 16:20 in Asia/Seoul is 10 h 15 min before 2026-07-10 12:35 in"
            " America/Chicago. Did you mean 2026-07-11T16:20?",
            "travel.csv, row 4, arrives: 2026-07-20T10:30\n    Wanted: an arrival after the"
            " departure; 2026-07-20 10:30 in America/Chicago is 36 h 05 min before 2026-07-22 12:35"
            " in Asia/Seoul.",
        ],
    ),
    (
        "travel.csv",
        "mode,from,to,departs,people\n,ORD,ICN,2026-07-10T12:35,\n,ORD,ICN,,\n",
        [
            "travel.csv, row 2, mode\n    Wanted: one of flight, train, coach, ferry, car in mode.",
            "travel.csv, row 2, arrives\n    Wanted: a day and a wall time in arrives.",
            "travel.csv, row 3, mode\n    Wanted: one of flight, train, coach, ferry, car in mode.",
            "travel.csv, row 3, departs\n    Wanted: a day and a wall time in departs.",
        ],
    ),
    # Items.
    (
        "schedule.csv",
        SCHEDULE
        + "a,2026-07-12,23:00,01:00,,maple,A,,,,\n"
        + "b,2026-07-12,,,2026-07-11,maple,B,,,,\n"
        + "c,2026-07-12,2026-07-13T09:00,,,maple,C,,,,\n"
        + "d,2026-07-12,09:00,2026-07-13T10:00,2026-07-14,maple,D,,,,\n",
        [
            "schedule.csv, row 4, starts: 2026-07-13T09:00\n    Wanted: the time alone, or the same"
            " day as in day, 2026-07-12.",
            "schedule.csv, row 5, ends: 2026-07-13T10:00\n    Wanted: the time alone, or the same"
            " day as in ends_day, 2026-07-14.",
            "schedule.csv, row 2, ends: 01:00\n    Wanted: a time not before 23:00, or the day it"
            " ends in ends_day. Did you mean 2026-07-13 in ends_day?",
            "schedule.csv, row 3, ends_day: 2026-07-11\n    Wanted: a day not before 2026-07-12.",
        ],
    ),
    (
        "training.csv",
        "key,title,starts,ends\na,A,2026-05-02T18:30,17:00\nb,,18:30,20:00\n",
        [
            "training.csv, row 3, title\n    Wanted: text in title.",
            "training.csv, row 3, starts: 18:30\n    Wanted: a day and a wall time as"
            " 2026-07-10T14:35; the day is missing.",
            "attendance.csv, row 2, training: first\n    Wanted: a key of training.",
            "training.csv, row 2, ends: 17:00\n    Wanted: a time not before the start,"
            " 2026-05-02T18:30.",
        ],
    ),
    (
        "crossings.csv",
        "key,place,zone,closes,opens\na,ICN,,2026-07-11T10:00,2026-07-11T09:00\n"
        "b,The pass,,2026-07-11T10:00,2026-07-11T19:00\n",
        [
            "crossings.csv, row 3, zone\n    Wanted: the time zone of “The pass”, as Asia/Seoul; it"
            " is neither an airport nor a site.",
            "crossings.csv, row 2, opens: 2026-07-11T09:00\n    Wanted: not before closes,"
            " 2026-07-11T10:00.",
        ],
    ),
    (
        "stays.csv",
        "key,site,check_in,check_out\noak-1,oak,2026-07-11,2026-07-10\n",
        [
            "stays.csv, row 2, check_out: 2026-07-10\n    Wanted: not before check_in, 2026-07-11.",
        ],
    ),
    # Keys, twice and malformed.
    (
        "people.csv",
        PEOPLE
        + "minh,Minh,,,2026-07-12,2026-07-11\nMINH,Sora,,,,\nsora,Sora,,,,\nruth,,,f,,\n@x,,,,,\n",
        [
            "people.csv, row 6, key: @x\n    Wanted: a short handle without , or ;, which does not"
            " begin with @ - or ' and is not “all”. Did you mean x?",
            "people.csv, row 3, key: MINH\n    Wanted: each key once; people.csv, row 2 has it"
            " already.",
            f"schedule.csv, row 3, people: @cedar\n    Wanted: {WHO}. “@cedar” is none of them.",
            "people.csv, row 2, leaves: 2026-07-11\n    Wanted: not before joins, 2026-07-12.",
        ],
    ),
    (
        "rooms.csv",
        "stay,room,people\noak-1,301,\noak-1,301,\noak-1,302,\n",
        [
            "rooms.csv, row 3, room: 301\n    Wanted: each stay and room once; rooms.csv, row 2 has"
            " it already."
        ],
    ),
    # Documents.
    (
        "documents.csv",
        DOCUMENTS
        + "a,minh,pasport,,,,,,,\n"
        + "b,minh,visa,,,2026-01-02,2026-01-01,,,\n"
        + "c,minh,photo release,,,,,,,\n",
        [
            "documents.csv, row 2, kind: pasport\n    Wanted: one of passport, visa, entry_permit,"
            " insurance, vaccination, waiver, background_check, child_protection, guardian_consent,"
            " medical_form, funds, Photo release. Did you mean passport?",
            "documents.csv, row 3, expires: 2026-01-01\n    Wanted: a day not before issued,"
            " 2026-01-02.",
        ],
    ),
    (
        "documents.csv",
        DOCUMENTS
        + f"a,minh,passport,,,,,{MRZ1},{MRZ2[:9]}6{MRZ2[10:]},\n"
        + f"b,minh,passport,,,,,{MRZ1.replace('<<VAN', '<VAN')},{MRZ2},\n"
        + f"c,minh,passport,X9,KR,,2029-03-04,{MRZ1},{MRZ2},TRAN VAN MINH\n"
        + f"d,sora,passport,,,,,{MRZ1},{MRZ2},\n",
        [
            f"documents.csv, row 2, mrz2: {MRZ2[:9]}6{MRZ2[10:]}\n    Wanted: the check digit 5 for"
            f" the number; here is 6. Did you mean {MRZ2}?",
            f"documents.csv, row 3, mrz1: {MRZ1.replace('<<VAN', '<VAN')}\n    Wanted: 44"
            " characters A-Z, 0-9 and <; here are 43.",
            "documents.csv, row 4, number: X9\n    Wanted: the same as in the passport's"
            " machine-readable zone. Did you mean X12345678?",
            "documents.csv, row 4, country: KR\n    Wanted: the same as in the passport's"
            " machine-readable zone. Did you mean US?",
            "documents.csv, row 4, expires: 2029-03-04\n    Wanted: the same as in the passport's"
            " machine-readable zone. Did you mean 2029-03-03?",
            "documents.csv, row 4, name_on_document: TRAN VAN MINH\n    Wanted: the same as in the"
            " passport's machine-readable zone. Did you mean NGUYEN, VAN MINH?",
            "people.csv, row 3, birth_date: 2010-05-06\n    Wanted: the same as in the passport's"
            " machine-readable zone. Did you mean 1984-02-29?",
            "people.csv, row 3, gender: F\n    Wanted: the same as in the passport's"
            " machine-readable zone. Did you mean M?",
        ],
    ),
]
"""A file, its content, and all that is told of the folder in which only that file differs."""


@pytest.mark.parametrize(("file", "content", "faults"), CASES)
def test_each_fault_says_where_it_is_and_what_is_wanted(
    tmp_path: Path, file: str, content: str, faults: list[str]
) -> None:
    assert willow.told(willow.read(tmp_path, {file: content})) == faults


def test_faults_of_the_trip_itself(tmp_path: Path) -> None:
    nothing_else = dict.fromkeys(willow.FILES.keys() - {"trip.toml", "people.csv"})
    toml = '[trip]\ncode = "Willow"\nstarts = 2026-07-22\nends = 2026-07-10\nposture = "shut"\n'
    reading = willow.read(tmp_path, {**nothing_else, "trip.toml": toml})
    assert report(reading.faults) == (
        "A value out of its set\n"
        "  trip.toml, [trip], line 5, posture: shut\n"
        "    Wanted: one of open, guarded, closed.\n"
        "\n"
        "A key that cannot be used\n"
        "  trip.toml, [trip], line 2, code: Willow\n"
        "    Wanted: a handle of at most 64 small letters a-z, digits and hyphens, as willow-26."
        " Did you mean willow?\n"
        "\n"
        "The trip ends before it starts\n"
        "  trip.toml, [trip], line 4, ends: 2026-07-10\n"
        "    Wanted: a day not before the start, 2026-07-22."
    )


def test_a_report_groups_by_cause_and_counts(tmp_path: Path) -> None:
    people = (
        "key,preferred_name,drives,joins\nminh,Minh,perhaps,7/10/26\nsora,Sora,no!,soon\nruth,,,\n"
    )
    schedule = "key,day,title\na,7/11/26,A\n"
    reading = willow.read(tmp_path, {"people.csv": people, "schedule.csv": schedule})
    assert str(IntakeRefused(reading.faults)) == (
        "A cell that is no date\n"
        "  people.csv, row 3, joins: soon\n"
        "    Wanted: a date as 2026-07-10.\n"
        "\n"
        "A date that could be two days (2)\n"
        "  people.csv, row 2, joins: 7/10/26\n"
        "    Wanted: a date as 2026-07-10; this could be 10 July 2026 (2026-07-10) or 7 October"
        " 2026 (2026-10-07).\n"
        "  schedule.csv, row 2, day: 7/11/26\n"
        "    Wanted: a date as 2026-07-10; this could be 11 July 2026 (2026-07-11) or 7 November"
        " 2026 (2026-11-07).\n"
        "\n"
        "A cell that is neither yes nor no (2)\n"
        "  people.csv, row 2, drives: perhaps\n"
        "    Wanted: yes, no or blank.\n"
        "  people.csv, row 3, drives: no!\n"
        "    Wanted: yes, no or blank. Did you mean no?"
    )


def test_a_fault_as_plain_data(tmp_path: Path) -> None:
    rooms = "stay,room,capacity\noak-1,301,two\n"
    (fault,) = willow.read(tmp_path, {"rooms.csv": rooms}).faults
    assert fault.as_dict() == {
        "cause": "number",
        "heading": "A cell that is no number",
        "file": "rooms.csv",
        "part": "",
        "row": 2,
        "column": "capacity",
        "cell": "two",
        "wanted": "a whole number as 4",
        "suggestion": "",
    }


def test_a_file_that_cannot_be_read_is_not_blamed_for_its_keys(tmp_path: Path) -> None:
    reading = willow.read(tmp_path, {"people.csv": b"\x00\x01\x02", "trip.toml": "[trip"})
    assert willow.told(reading) == [
        "trip.toml, line 1: [trip\n    Wanted: the brackets of a table's name closed.",
        "people.csv\n    Wanted: a text file, saved as UTF-8.",
    ]
