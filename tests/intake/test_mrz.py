"""The machine-readable zone, against the specimen of ICAO 9303 part 4 and by its own arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.intake.checks import mrz
from missions.intake.checks.mrz import Flaw, Passport

UPPER = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
LOWER = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
VISA = "V<USANGUYEN<<VAN<MINH<<<<<<<<<<<<<<<<<<<<<<<"
DIGIT = "the check digit"
LATEST = date(2026, 7, 22)


def test_the_specimen_is_right() -> None:
    assert mrz.flaws(UPPER, LOWER) == []
    assert mrz.read(UPPER, LOWER, LATEST) == Passport(
        number="L898902C3",
        country="",
        surname="ERIKSSON",
        given_names="ANNA MARIA",
        birth_date=date(1974, 8, 12),
        sex="F",
        expires=date(2012, 4, 15),
    )


def at(place: int, char: str) -> str:
    """Return the lower line with another character at a place."""
    return LOWER[:place] + char + LOWER[place + 1 :]


@pytest.mark.parametrize(
    ("upper", "lower", "flaws"),
    [
        (UPPER, at(9, "7"), [Flaw(2, f"{DIGIT} 6 for the number; here is 7", LOWER)]),
        (UPPER, at(19, "0"), [Flaw(2, f"{DIGIT} 2 for the date of birth; here is 0", LOWER)]),
        (UPPER, at(27, "1"), [Flaw(2, f"{DIGIT} 9 for the date of expiry; here is 1", LOWER)]),
        (UPPER, at(42, "2"), [Flaw(2, f"{DIGIT} 1 for the personal number; here is 2", LOWER)]),
        (UPPER, at(43, "7"), [Flaw(2, f"{DIGIT} 0 for the whole line; here is 7", LOWER)]),
        (UPPER[:-1], LOWER, [Flaw(1, "44 characters A-Z, 0-9 and <; here are 43")]),
        (UPPER, "", [Flaw(2, "44 characters A-Z, 0-9 and <; here are 0")]),
        ("I" + UPPER[1:], LOWER, [Flaw(1, "a line that begins with P, as every passport's does")]),
        (VISA, LOWER[:42] + "<<", []),
    ],
)
def test_what_is_wrong_is_named_with_what_is_right(
    upper: str, lower: str, flaws: list[Flaw]
) -> None:
    assert mrz.flaws(upper, lower) == flaws


@given(st.sampled_from([*range(0, 9), *range(13, 19), *range(21, 27)]), st.data())
def test_a_slip_in_a_checked_field_is_found(place: int, data: st.DataObject) -> None:
    weight_of_old = mrz.check_digit(LOWER[place])
    digit = st.sampled_from("0123456789").filter(lambda it: mrz.check_digit(it) != weight_of_old)
    assert mrz.flaws(UPPER, at(place, data.draw(digit)))[:1] != []


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("260722", date(2026, 7, 22)),
        ("260723", date(1926, 7, 23)),
        ("000229", date(2000, 2, 29)),
        ("990101", date(1999, 1, 1)),
        ("<<<<<<", None),
        ("9901<<", None),
    ],
)
def test_nobody_is_born_after_the_trip(birth: str, expected: date | None) -> None:
    lower = LOWER[:13] + birth + LOWER[19:]
    assert mrz.read(UPPER, lower, LATEST).birth_date == expected


@pytest.mark.parametrize(
    ("name", "upper", "same"),
    [
        ("ERIKSSON, ANNA MARIA", UPPER, True),
        ("Anna Maria Eriksson", UPPER, True),
        ("Anna-Maria ERIKSSON", UPPER, True),
        ("ERIKSSON, ANNA", UPPER, False),
        ("ERICSSON, ANNA MARIA", UPPER, False),
        ("안나", UPPER, True),
        ("Müller, Jörg", "P<D<<MUELLER<<JOERG" + "<" * 25, True),
        ("Müller, Jörg", "P<D<<MULLER<<JORG" + "<" * 27, True),
        ("Nguyễn Văn Đức", "P<VNMNGUYEN<<VAN<DUC" + "<" * 24, True),
        ("Muñoz O'Neil, José", "P<MEXMUNOZ<ONEIL<<JOSE" + "<" * 22, True),
        ("Suharto", "P<IDNSUHARTO" + "<" * 32, True),
        (
            "Nilavadhanananda Chayapa, Dejthamrong Krasuang",
            "P<UTONILAVADHANANANDA<CHAYAPA<<DEJTHAMRONG<K",
            True,
        ),
    ],
)
def test_a_name_is_compared_as_a_machine_spells_it(name: str, upper: str, same: bool) -> None:
    assert mrz.same_name(name, mrz.read(upper, LOWER, LATEST)) is same


def test_a_line_is_tidied_before_it_is_read() -> None:
    assert mrz.tidy(" p<uto eriksson«anna ") == "P<UTOERIKSSON<<ANNA"
