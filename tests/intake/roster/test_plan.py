"""What a roster would do to a trip's people."""

from __future__ import annotations

from datetime import date

import pytest

from missions.intake.roster.guess import guess, mapping_of
from missions.intake.roster.known import Standing
from missions.intake.roster.names import Name, split_name
from missions.intake.roster.plan import Difference, Plan, What, plan
from missions.intake.roster.sheet import read_roster
from tests.intake.roster import rosters

ON = date(2026, 6, 1)


def planned(data: str | bytes, *people: Standing, name: str = "team.csv") -> Plan:
    roster = read_roster(name, data.encode() if isinstance(data, str) else data)
    return plan(roster, mapping_of(guess(roster.header, roster.samples(), on=ON)), people, on=ON)


def told(result: Plan) -> list[tuple[int, What, str, str]]:
    return [(row.line, row.what, row.key, row.name) for row in result.rows]


def faults(result: Plan) -> list[tuple[int, str, str, str]]:
    return [(each.place.row, each.place.column, each.cell, each.wanted) for each in result.faults]


def notices(result: Plan) -> list[str]:
    return [str(each) for each in result.notices]


def test_a_web_form() -> None:
    result = planned(rosters.FORM)
    assert told(result) == [
        (2, What.NEW, "hannah", "Park, Hana Joy"),
        (3, What.NEW, "person", "Li, Wei"),
    ]
    assert result.rows[0].cells == {
        "email": "hana.park@post.example",
        "given_names": "Hana Joy",
        "surname": "Park",
        "legal_name": "Park, Hana Joy",
        "preferred_name": "Hannah",
        "birth_date": "1999-03-09",
        "gender": "F",
        "phone": "(312) 555-0141",
        "passport_number": "X7654321",
        "passport_expires": "2031-11-30",
        "passport_country": "US",
        "emergency_name": "Dan Park",
        "emergency_phone": "312-555-0142",
        "allergies": "none",
    }
    assert result.rows[1].cells["passport_expires"] == "2030-05-04"
    assert notices(result) == [
        "team.csv, Date of Birth: Other rows show that its dates are month first;"
        " 1 could be two days.",
        "team.csv, Passport Expiration Date: Other rows show that its dates are month first;"
        " 1 could be two days.",
    ]


def test_german_day_first() -> None:
    result = planned(rosters.GERMAN)
    assert [row.cells["birth_date"] for row in result.rows] == ["1988-03-25", "1979-05-04"]
    assert [row.cells["gender"] for row in result.rows] == ["F", "M"]
    assert [row.cells["nationality"] for row in result.rows] == ["DE", "DE"]
    assert [row.name for row in result.rows] == ["Müller, Änne", "von der Heide, Jörg"]


def test_korean_and_chinese() -> None:
    korean = planned(rosters.KOREAN)
    assert [
        (row.name, row.cells["local_name"], row.cells["birth_date"], row.cells["gender"])
        for row in korean.rows
    ] == [
        ("KIM, MINJUN", "김민준", "1995-03-02", "M"),
        ("PARK, SEOYEON", "박서연", "2001-11-30", "F"),
    ]
    chinese = planned(rosters.CHINESE)
    assert [(row.name, row.cells["gender"]) for row in chinese.rows] == [
        ("王秀英", "F"),
        ("李娜", "F"),
    ]


def test_a_workbook_keeps_formulas_as_text() -> None:
    result = planned(rosters.workbook(), name="answers.xlsx")
    assert [row.name for row in result.rows] == ["Ode, Ben", "=1+1, Eve"]
    assert result.rows[0].cells["passport_expires"] == "2028-02-29"


def test_names_with_one_too_many_commas_are_a_fault_of_the_layout() -> None:
    result = planned("Name,DOB\nKim, Min Jun,1995-03-02\n")
    assert [each[0] for each in faults(result)] == [2]
    assert not result.changes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kim, Min Jun", Name("Kim", "Min Jun")),
        ("KIM/MIN JUN", Name("KIM", "MIN JUN")),
        ("Min Jun Kim", Name("Kim", "Min Jun", guessed=True)),
        ("KIM Min Jun", Name("KIM", "Min Jun")),
        ("Min Jun KIM", Name("KIM", "Min Jun")),
        ("Ana de la Cruz", Name("de la Cruz", "Ana", guessed=True)),
        ("KIM MINJUN", Name("KIM", "MINJUN", guessed=True)),
        ("ANNA KIM", Name("KIM", "ANNA", guessed=True)),
        ("김민준", Name("", "김민준")),
        ("김 민준", Name("", "김 민준")),
        ("Madonna", Name("", "Madonna")),
    ],
)
def test_names_are_split(text: str, name: Name) -> None:
    assert split_name(text) == name


def test_a_guessed_surname_is_told() -> None:
    result = planned("Name\nMin Jun Kim\n")
    assert notices(result) == [
        "team.csv, row 2: “Min Jun Kim” is read as surname Kim, given names Min Jun."
    ]


def test_dates_that_could_be_two_days_are_faults_with_both_readings() -> None:
    result = planned('Name,DOB,Passport exp\n"A, B",7/10/96,7/10/2027\n"C, D",1/2/98,3/3/28\n')
    assert faults(result) == [
        (
            2,
            "DOB",
            "7/10/96",
            "a date as 2026-07-10; this could be 10 July 1996 (1996-07-10)"
            " or 7 October 1996 (1996-10-07)",
        ),
        (
            2,
            "Passport exp",
            "7/10/2027",
            "a date as 2026-07-10; this could be 10 July 2027 (2027-07-10)"
            " or 7 October 2027 (2027-10-07)",
        ),
        (
            3,
            "DOB",
            "1/2/98",
            "a date as 2026-07-10; this could be 2 January 1998 (1998-01-02)"
            " or 1 February 1998 (1998-02-01)",
        ),
    ]
    assert [row.what for row in result.rows] == [What.FAULTY, What.FAULTY]
    assert result.rows[1].faults == result.faults[2:]
    assert not result.changes


def test_rows_that_disagree_settle_nothing() -> None:
    result = planned('Name,DOB\n"A, B",25/3/1990\n"C, D",3/25/1991\n"E, F",4/5/1992\n')
    assert [each[0] for each in faults(result)] == [4]


def test_a_year_of_two_digits_is_the_last_that_is_past() -> None:
    result = planned('Name,DOB\n"A, B",25/3/10\n"C, D",25/3/71\n')
    assert [row.cells["birth_date"] for row in result.rows] == ["2010-03-25", "1971-03-25"]


def test_a_birth_to_come_a_strange_country_and_a_row_without_name_are_faults() -> None:
    result = planned('Name,DOB,Citizenship\n"A, B",2027-01-01,US\n"C, D",,Atlantis\n,,KR\n')
    assert faults(result) == [
        (4, "", "", "a name as in the passport, in one column or in two"),
        (2, "DOB", "2027-01-01", "a day that is past; 2027-01-01 is still to come"),
        (3, "Citizenship", "Atlantis", "a country's two letters (ISO 3166-1) as KR"),
    ]
    assert [row.what for row in result.rows] == [What.FAULTY] * 3


MINH = Standing(
    "minh",
    {
        "key": "minh",
        "legal_name": "NGUYỄN, VAN MINH",
        "surname": "NGUYỄN",
        "given_names": "VAN MINH",
        "preferred_name": "Minh",
        "birth_date": "1984-02-29",
        "email": "minh@post.example",
        "phone": "",
        "nationality": "US",
        "passport_number": "",
    },
)
SORA = Standing(
    "sora",
    {
        "legal_name": "KIM, SO RA",
        "surname": "KIM",
        "given_names": "SO RA",
        "birth_date": "2010-05-06",
        "email": "kims@post.example",
    },
)
RUTH = Standing("ruth", {"legal_name": "KIM, RUTH", "birth_date": "", "email": ""})


def test_found_by_key() -> None:
    result = planned("Key,Phone\nMINH,312 555 0101\n", MINH)
    (row,) = result.rows
    assert (row.what, row.key, row.differences) == (
        What.CHANGED,
        "minh",
        (Difference("phone", "", "312 555 0101"),),
    )
    assert result.changes


def test_found_by_e_mail_and_the_same() -> None:
    result = planned("First name,Last name,Email\nVan Minh,Nguyen,Minh@Post.example\n", MINH)
    assert told(result) == [(2, What.SAME, "minh", "Nguyen, Van Minh")]
    assert not result.changes


def test_found_by_name_and_birth_date() -> None:
    result = planned("Name,DOB,Nationality\nSo-Ra Kim,6 May 2010,Korea\n", MINH, SORA)
    (row,) = result.rows
    assert (row.key, row.differences) == ("sora", (Difference("nationality", None, "KR"),))
    assert notices(result)[0] == "team.csv, row 2, Nationality: “Korea” is read as KR, South Korea."


def test_countries_by_their_own_names_are_read_and_told() -> None:
    said = ("Deutschland", "ÖSTERREICH", "Germany", "한국", "Schweiz", "México", "Großbritannien")
    rows = "".join(
        f'"A, {name}",{country}\n' for name, country in zip("BCDEFGH", said, strict=True)
    )

    result = planned(f"Name,Staatsangehörigkeit\n{rows}")

    codes = [row.cells["nationality"] for row in result.rows]
    assert codes == ["DE", "AT", "DE", "KR", "CH", "MX", "GB"]
    where = "Staatsangehörigkeit"
    assert notices(result) == [
        f"team.csv, row 2, {where}: “Deutschland” is read as DE, Germany.",
        f"team.csv, row 3, {where}: “ÖSTERREICH” is read as AT, Austria.",
        f"team.csv, row 5, {where}: “한국” is read as KR, South Korea.",
        f"team.csv, row 6, {where}: “Schweiz” is read as CH, Switzerland.",
        f"team.csv, row 7, {where}: “México” is read as MX, Mexico.",
        f"team.csv, row 8, {where}: “Großbritannien” is read as GB, United Kingdom.",
    ]


@pytest.mark.parametrize("word", ["d", "Divers"])
def test_divers_is_read_as_x(word: str) -> None:
    result = planned(f'Name,Geschlecht\n"A, B",{word}\n')
    assert [row.cells["gender"] for row in result.rows] == ["X"]


def test_a_familys_address_finds_nobody_else() -> None:
    result = planned('Name,DOB,Email\n"Kim, Paul",2012-01-03,kims@post.example\n', SORA)
    assert told(result) == [(2, What.NEW, "person", "Kim, Paul")]


def test_an_address_that_rows_share_finds_nobody() -> None:
    data = 'Name,DOB,Email\n,,\n"Kim, Paul",2012-01-03,kims@post.example\n'
    result = planned(data + '"Kim, So Ra",2010-05-06,kims@post.example\n', SORA)
    assert told(result) == [
        (3, What.NEW, "person", "Kim, Paul"),
        (4, What.SAME, "sora", "Kim, So Ra"),
    ]


def test_a_name_without_a_birth_date_is_not_enough() -> None:
    result = planned('Name,DOB\n"Kim, Ruth",1980-01-02\n', RUTH)
    assert told(result) == [(2, What.NEW, "person", "Kim, Ruth")]
    assert notices(result) == [
        "team.csv, row 2: It has the name of ruth, but no birth date makes it sure;"
        " taken as a new person."
    ]


def test_the_same_person_twice_is_pointed_at() -> None:
    data = 'Name,DOB\n"Ode, Ben",1992-08-17\n"BEN ODE",1992-08-17\n"Ode, Ben",1993-08-17\n'
    assert faults(planned(data)) == [
        (3, "", "ODE, BEN", "each person once; row 2 is the same person")
    ]


def test_two_rows_about_one_of_the_trip_are_pointed_at() -> None:
    data = 'Key,Name,DOB\nminh,"Nguyen, Minh",1984-02-29\n,"Nguyen, Van Minh",1984-02-29\n'
    assert faults(planned(data, MINH)) == [
        (3, "", "Nguyen, Van Minh", "each person once; row 2 is minh already")
    ]


def test_a_key_of_nobody_without_a_name_is_a_fault() -> None:
    assert faults(planned("Key,Phone\nmihn,312 555 0101\n", MINH)) == [
        (2, "", "mihn", "the key of somebody on the trip, or a name")
    ]


def test_new_keys_are_free_and_tell_nothing_private() -> None:
    data = 'Name,Nickname\n"A, B",Minh\n"C, D",Minh\n"E, F",All\n"G, H",\n"I, J",\n'
    result = planned(data, MINH)
    assert [row.key for row in result.rows] == ["minh-2", "minh-3", "all-2", "person", "person-2"]


def test_said_to_be_nothing_is_blank_but_for_allergies() -> None:
    result = planned('Name,Diet,Medication,Allergies\n"A, B",n/a,None,None\n')
    assert result.rows[0].cells == {
        "legal_name": "A, B",
        "surname": "A",
        "given_names": "B",
        "allergies": "None",
    }


@pytest.mark.parametrize("mapping", [{0: "shoe"}, {0: "email", 1: "email"}, {7: "email"}])
def test_a_mapping_that_cannot_be_is_refused(mapping: dict[int, str]) -> None:
    roster = read_roster("a.csv", b"A,B\nx,y\n")
    with pytest.raises(ValueError, match="a mapping with"):
        plan(roster, mapping, (), on=ON)
