"""Typing mistakes: put right where it is certain, pointed at where it is not."""

from __future__ import annotations

from datetime import date

import pytest

from missions.documents.mrz import Flaw, Reading, Repair, parse
from missions.documents.mrz.digits import check_digit

ON = date(2026, 7, 22)
UPPER = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
LOWER = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
NAMED = "P<UTOERIKSSON<<ANNA<MARIA"
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6")
CARD_NAMES = "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
VISA = "V<USANGUYEN<<VAN<MINH<<<<<<<<<<<<<<<<<<<<<<<"
RIGHT = parse((UPPER, LOWER), ON).zone
DIGIT = "the check digit"
DATES = "the date of birth is of digits"
PROVEN = "the check digit proves it"
SHORT, LONG = "the line was too short", "the line was too long"


def at(place: int, text: str, line: str = LOWER) -> str:
    """Return a line with other characters at a place, counted from 1."""
    return line[: place - 1] + text + line[place - 1 + len(text) :]


@pytest.mark.parametrize(
    ("upper", "lower", "repairs"),
    [
        (UPPER, at(6, "O"), [Repair(2, 6, "O", "0", PROVEN)]),
        (UPPER, at(6, "Q"), [Repair(2, 6, "Q", "0", PROVEN)]),
        (UPPER, at(10, "G"), [Repair(2, 10, "G", "6", "the check digit is of digits")]),
        (UPPER, at(16, "O"), [Repair(2, 16, "O", "0", DATES)]),
        (UPPER, at(17, "B"), [Repair(2, 17, "B", "8", DATES)]),
        (UPPER, at(18, "L"), [Repair(2, 18, "L", "1", DATES)]),
        (UPPER, at(18, "IZ"), [Repair(2, 18, "I", "1", DATES), Repair(2, 19, "Z", "2", DATES)]),
        (UPPER, at(13, "0"), [Repair(2, 13, "0", "O", "the nationality has no digits")]),
        (UPPER, at(44, "O"), [Repair(2, 44, "O", "0", "the check digit is of digits")]),
        (at(10, "5", UPPER), LOWER, [Repair(1, 10, "5", "S", "the name has no digits")]),
        (NAMED, LOWER, [Repair(1, 26, "", "<" * 19, SHORT)]),
        (UPPER[:-1], LOWER, [Repair(1, 44, "", "<", SHORT)]),
        (UPPER + "<<", LOWER, [Repair(1, 45, "<<", "", LONG)]),
        (UPPER, LOWER.replace("<<<<<", "<<<"), [Repair(2, 38, "", "<<", SHORT)]),
        (UPPER, LOWER.replace("<<<<<", "<<<<<<<"), [Repair(2, 38, "<<", "", LONG)]),
    ],
)
def test_what_can_be_meant_in_one_way_only_is_put_right(
    upper: str, lower: str, repairs: list[Repair]
) -> None:
    assert parse((upper, lower), ON) == Reading((UPPER, LOWER), RIGHT, (), tuple(repairs))


@pytest.mark.parametrize(
    ("upper", "lower", "flaws"),
    [
        (UPPER, at(10, "7"), [Flaw(2, f"{DIGIT} 6 for the number; here is 7", LOWER, (1, 10))]),
        (
            UPPER,
            at(20, "0"),
            [Flaw(2, f"{DIGIT} 2 for the date of birth; here is 0", LOWER, (14, 20))],
        ),
        (
            UPPER,
            at(28, "1"),
            [Flaw(2, f"{DIGIT} 9 for the date of expiry; here is 1", LOWER, (22, 28))],
        ),
        (
            UPPER,
            at(43, "2"),
            [Flaw(2, f"{DIGIT} 1 for the personal number; here is 2", LOWER, (29, 43))],
        ),
        (UPPER, at(44, "7"), [Flaw(2, f"{DIGIT} 0 for the whole line; here is 7", LOWER, (1, 44))]),
        # 7 for 8: no letter looks like it, and both digits then say that the number is wrong.
        (UPPER, at(2, "7"), [Flaw(2, f"{DIGIT} 3 for the number; here is 6", "", (1, 10))]),
        # B for 8 in column 2 or 8 for B in column 4: either makes all right.
        (UPPER, at(2, "B"), [Flaw(2, f"{DIGIT} 5 for the number; here is 6", "", (1, 10))]),
        (UPPER, "", [Flaw(2, "44 characters A-Z, 0-9 and <; here are 0", "", (1, 1))]),
        (
            UPPER,
            LOWER[:30],
            [Flaw(2, "44 characters A-Z, 0-9 and <; here are 30", "", (1, 30))],
        ),
        # One of the two fillers may be missing that part the surname from the given names.
        (
            "P<UTOERIKSSON<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            LOWER,
            [Flaw(1, "44 characters A-Z, 0-9 and <; here are 43", "", (1, 43))],
        ),
        # The last letter, or one in the midst, may be missing.
        (
            "P<UTOPAPANDROPOULOUS<<JONATHON<WARREN<TREVO",
            LOWER,
            [Flaw(1, "44 characters A-Z, 0-9 and <; here are 43", "", (1, 43))],
        ),
        (
            "X" + UPPER[1:],
            LOWER,
            [Flaw(1, "a line that begins with P, as every passport's does", "", (1, 1))],
        ),
        (
            at(9, "1", UPPER),
            LOWER,
            [Flaw(1, "letters and < in the name; here is “1” in column 9", "", (9, 9))],
        ),
        (
            at(6, "É", UPPER),
            LOWER,
            [Flaw(1, "A-Z, 0-9 and < only; here is “É” in column 6", "", (6, 6))],
        ),
        (
            UPPER,
            at(15, "X"),
            [Flaw(2, "digits in the date of birth; here is “X” in column 15", "", (15, 15))],
        ),
        (
            UPPER,
            at(21, "W"),
            [Flaw(2, "F, M or < for the sex; here is “W” in column 21", "", (21, 21))],
        ),
        (
            UPPER,
            at(16, "<"),
            [Flaw(2, "a date of birth as YYMMDD; 74<812 is none", LOWER, (14, 19))],
        ),
        ("P<UTO" + "<" * 39, LOWER, [Flaw(1, "a name; here are only fillers", "", (6, 44))]),
    ],
)
def test_what_is_doubtful_is_pointed_at(upper: str, lower: str, flaws: list[Flaw]) -> None:
    reading = parse((upper, lower), ON)
    assert (reading.zone, list(reading.flaws)) == (None, flaws)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_zone_has_two_lines_or_three(count: int) -> None:
    said = "1 line" if count == 1 else f"{count} lines"
    wanted = f"two lines of 44 or 36 characters, or three of 30; here are {said}"
    lines = (UPPER,) * count
    assert parse(lines, ON) == Reading(lines, flaws=(Flaw(1, wanted),))


def test_a_letter_like_two_is_the_one_that_makes_a_country() -> None:
    reading = parse(("P<1TA" + UPPER[5:], at(11, "F1N")), ON)
    assert reading.zone is not None
    assert (reading.zone.issuer, reading.zone.nationality) == ("IT", "FI")
    assert [str(each) for each in reading.repairs] == [
        "I for 1 in column 3 (the issuing state has no digits)",
        "I for 1 in column 12 (the nationality has no digits)",
    ]


def test_a_visa_s_number_is_put_right_only_among_its_like() -> None:
    right = f"ABO123456{check_digit('ABO123456')}USA8402297M2903035<<<<<<<<<<<<<<<<"
    reading = parse((VISA, right.replace("ABO", "AB0")), ON)
    assert (reading.zone, reading.repairs) == (None, ())
    assert [flaw.columns for flaw in reading.flaws] == [(1, 10)]
    assert parse((VISA, right.replace("34", "3A")), ON).zone is None
    assert parse((VISA, right), ON).zone is not None


def test_a_card_s_optional_data_is_proven_by_the_last_digit_alone() -> None:
    first = CARD[0].replace("<<<", "ABC", 1)
    reading = parse((first, CARD[1], CARD_NAMES), ON)
    assert [(flaw.line, flaw.columns) for flaw in reading.flaws] == [(2, (1, 30))]
    assert reading.flaws[0].wanted.endswith("for the whole zone; here is 6")


def test_a_long_number_is_put_right_as_well() -> None:
    right = ("I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2")
    names = "STEVENSON<<PETER<JOHN<<<<<<<<<"
    wrong = right[0].replace("D23145890", "D2314589O")
    assert parse((wrong, right[1], names), ON) == Reading(
        (*right, names),
        parse((*right, names), ON).zone,
        repairs=(Repair(1, 14, "O", "0", PROVEN),),
    )


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("260722", date(2026, 7, 22)),
        ("260723", date(1926, 7, 23)),
        ("000229", date(2000, 2, 29)),
        ("990101", date(1999, 1, 1)),
        ("<<<<<<", None),
        ("9901<<", None),
        ("99<<<<", None),
        ("990000", None),
    ],
)
def test_nobody_is_born_after_the_last_day(birth: str, expected: date | None) -> None:
    lower = f"{VISA_LOWER[:13]}{birth}{check_digit(birth)}{VISA_LOWER[20:]}"
    zone = parse((VISA, lower), date(2030, 1, 1), latest_birth=ON).zone
    assert zone is not None
    assert (zone.birth_date, zone.birth_text) == (expected, birth)


VISA_LOWER = "X123456785USA8402297M2903035<<<<<<<<<<<<<<<<"


@pytest.mark.parametrize("birth", ["741301", "740230", "260230", "<40812"])
def test_a_day_that_is_none_is_pointed_at(birth: str) -> None:
    lower = f"{VISA_LOWER[:13]}{birth}{check_digit(birth)}{VISA_LOWER[20:]}"
    reading = parse((VISA, lower), ON)
    wanted = f"a date of birth as YYMMDD; {birth} is none"
    assert [(flaw.wanted, flaw.columns) for flaw in reading.flaws] == [(wanted, (14, 19))]


@pytest.mark.parametrize(
    ("expires", "on", "expected"),
    [
        ("750101", ON, date(2075, 1, 1)),
        ("760101", ON, date(1976, 1, 1)),
        ("991231", ON, date(1999, 12, 31)),
        ("260721", ON, date(2026, 7, 21)),
        ("010101", date(1999, 1, 1), date(2001, 1, 1)),
        ("<<<<<<", ON, None),
    ],
)
def test_an_expiry_is_near_the_day_of_reading(
    expires: str, on: date, expected: date | None
) -> None:
    lower = f"{VISA_LOWER[:21]}{expires}{check_digit(expires)}{VISA_LOWER[28:]}"
    zone = parse((VISA, lower), on, latest_birth=ON).zone
    assert zone is not None
    assert zone.expires == expected


@pytest.mark.parametrize(("sex", "read"), [("F", "F"), ("M", "M"), ("<", "X"), ("X", "X")])
def test_an_unspecified_sex_is_x(sex: str, read: str) -> None:
    zone = parse((UPPER, at(21, sex)), ON).zone
    assert zone is not None
    assert zone.sex == read
