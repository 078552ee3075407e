"""Which column is which, by heading and by content."""

from __future__ import annotations

from datetime import date

import pytest

from missions.intake.faults import IntakeRefused
from missions.intake.roster.guess import Confidence, Guess, guess, mapping_of
from missions.intake.roster.sheet import Roster, read_roster
from missions.intake.roster.wordings import TARGETS, heading_target
from tests.intake.roster import rosters

ON = date(2026, 6, 1)


def targets(roster: Roster) -> dict[str, str]:
    """Return heading → target of a roster, those that have one."""
    guesses = guess(roster.header, roster.samples(), on=ON)
    return {each.heading: each.target for each in guesses if each.target}


def test_a_web_form() -> None:
    assert targets(read_roster("form.csv", rosters.FORM.encode())) == {
        "Email Address": "email",
        "Legal First Name": "given_names",
        "Middle Name": "middle_name",
        "Legal Last Name": "surname",
        "What name do you prefer?": "preferred_name",
        "Date of Birth": "birth_date",
        "Gender": "gender",
        "Cell phone": "phone",
        "Passport Number": "passport_number",
        "Passport Expiration Date": "passport_expires",
        "Passport Country of Issue": "passport_country",
        "Emergency Contact Name": "emergency_name",
        "Emergency Contact Phone": "emergency_phone",
        "Do you have any allergies?": "allergies",
    }


def test_german_in_windows_1252() -> None:
    roster = read_roster("export.csv", rosters.GERMAN)
    assert targets(roster) == {
        "Nachname": "surname",
        "Vorname": "given_names",
        "Geburtsdatum": "birth_date",
        "Geschlecht": "gender",
        "E-Mail": "email",
        "Handynummer": "phone",
        "Staatsangehörigkeit": "nationality",
        "Ernährung": "diet",
    }
    assert [str(each) for each in roster.notices] == [
        "export.csv: Read as Windows-1252; it will be saved as UTF-8.",
        "export.csv: Its cells are separated by semicolons.",
    ]


def test_korean_in_cp949() -> None:
    assert targets(read_roster("명단.csv", rosters.KOREAN)) == {
        "성명": "local_name",
        "영문 이름": "legal_name",
        "생년월일": "birth_date",
        "성별": "gender",
        "휴대폰": "phone",
        "이메일": "email",
        "여권번호": "passport_number",
        "여권 만료일": "passport_expires",
    }


def test_chinese_in_gb18030() -> None:
    assert targets(read_roster("名单.csv", rosters.CHINESE)) == {
        "姓名": "legal_name",
        "性别": "gender",
        "出生日期": "birth_date",
        "手机号": "phone",
        "邮箱": "email",
        "护照号码": "passport_number",
        "紧急联系人": "emergency_name",
        "紧急联系电话": "emergency_phone",
    }


def test_a_workbook() -> None:
    roster = read_roster("answers.xlsx", rosters.workbook())
    assert roster.rows[0].cells == (
        "Ode, Ben",
        "1992-08-17",
        "3125550155",
        "512345678",
        "2028-02-29",
        "O+",
    )
    assert targets(roster) == {
        "Full Name": "legal_name",
        "DOB": "birth_date",
        "Phone": "phone",
        "Passport #": "passport_number",
        "Passport exp. date": "passport_expires",
        "Blood type": "blood_type",
    }
    told = "answers.xlsx, sheet Form Responses 1: Only this sheet is read; left out: Payments."
    assert [str(each) for each in roster.notices] == [told]


def test_titles_above_the_heading_are_passed_over() -> None:
    roster = read_roster("team.csv", rosters.TITLED.encode())
    assert roster.header == ("Participant", "Birthday", "Email", "Phone")
    assert [row.line for row in roster.rows] == [5, 6]


def test_by_content_alone() -> None:
    roster = read_roster("bare.csv", rosters.BARE.encode())
    assert guess(roster.header, roster.samples(), on=ON) == (
        Guess(0, "A", "", Confidence.NONE, "Neither the heading nor the cells are known."),
        Guess(1, "B", "email", Confidence.LIKELY, "The cells are e-mail addresses."),
        Guess(2, "C", "gender", Confidence.LIKELY, "The cells are words for a gender."),
        Guess(
            3,
            "D",
            "birth_date",
            Confidence.LIKELY,
            "The cells are dates on which people of a team may have been born.",
        ),
    )


def test_a_target_is_given_once_to_the_best() -> None:
    found = guess(["Mobile of participant", "Phone", "Cell"], [["312 555 0161"] * 3], on=ON)
    assert [(each.target, each.reason) for each in found] == [
        ("", "phone is taken from column 2, “Phone”."),
        ("phone", "The heading means phone."),
        ("", "phone is taken from column 2, “Phone”."),
    ]


def test_cells_that_contradict_the_heading_make_it_less_sure() -> None:
    (found,) = guess(["DOB"], [["Springfield"], ["Lima"]], on=ON)
    assert found == Guess(
        0,
        "DOB",
        "birth_date",
        Confidence.LIKELY,
        "The heading says birth_date, but most cells are no dates of birth.",
    )


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("First Name", "given_names"),
        ("LAST NAME*", "surname"),
        ("Name (as on passport)", "legal_name"),
        ("성명", "legal_name"),
        ("이름", "legal_name"),
        ("姓名", "legal_name"),
        ("DOB (MM/DD/YYYY)", "birth_date"),
        ("Passport Expiration Date", "passport_expires"),
        ("Expiration date of your passport", "passport_expires"),
        ("Passport - date of issue", "passport_issued"),
        ("Emergency contact: relationship", "emergency_relation"),
        ("Emergency Contact Email", "-"),
        ("T-shirt size", "-"),
        ("Spouse's phone", "-"),
        ("Driver's license number", "-"),
        ("Place of birth", ""),
        ("passport_number", "passport_number"),
        ("Dietary restrictions / food allergies", "allergies"),
        ("Favourite colour", ""),
        ("", ""),
    ],
)
def test_headings(heading: str, target: str) -> None:
    assert heading_target(heading)[0] == target


def test_every_wording_leads_to_a_target() -> None:
    found = {heading_target(each)[0] for each in TARGETS}
    assert found == set(TARGETS)


def test_the_mapping_has_what_was_found() -> None:
    found = guess(["Email", "T-shirt size", "Name"], [], on=ON)
    assert mapping_of(found) == {0: "email", 2: "legal_name"}


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("a.csv", b"", "a heading row with the columns' names"),
        ("a.csv", b"Name,DOB\n", "a heading, and at least one row"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "an .xlsx workbook; this is an old .xls one"),
        ("a.xlsx", b"PK\x03\x04", "an .xlsx workbook that is whole"),
        ("a.csv", b"x" * (5 * 1024 * 1024 + 1), "a file of at most 5 MiB"),
        ("a.csv", b"Name\n" + b"x\n" * 5001, "at most 5,000 rows"),
    ],
    ids=["empty", "no rows", "old", "damaged", "large", "long"],
)
def test_what_cannot_be_read_is_refused(name: str, data: bytes, wanted: str) -> None:
    with pytest.raises(IntakeRefused) as refused:
        read_roster(name, data)
    (fault,) = refused.value.faults
    assert fault.wanted.startswith(wanted)
