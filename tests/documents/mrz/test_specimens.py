"""Zones as ICAO 9303 prints them, and as states do: the whole of what each one says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from missions.documents.mrz import Format, Reading, Zone, check_digit, parse, tidy

ON = date(2026, 7, 22)
ANNA = Zone(
    format=Format.TD3,
    document_code="P",
    issuer="",
    issuer_code="UTO",
    surname="ERIKSSON",
    given_names="ANNA MARIA",
    names_cut=False,
    number="L898902C3",
    nationality="",
    nationality_code="UTO",
    birth_date=date(1974, 8, 12),
    birth_text="740812",
    sex="F",
    expires=date(2012, 4, 15),
    optional="ZE184226B",
)
CARD = replace(ANNA, document_code="I", number="D23145890", optional="")
VISA = replace(
    ANNA,
    document_code="V",
    number="L8988901C",
    nationality_code="XXX",
    birth_date=date(1940, 9, 7),
    birth_text="400907",
    expires=date(1996, 12, 10),
    optional="",
)
PETER = replace(
    CARD,
    surname="STEVENSON",
    given_names="PETER JOHN",
    number="D23145890734",
    birth_date=date(1934, 7, 12),
    birth_text="340712",
    sex="M",
    expires=date(1995, 7, 12),
)

SPECIMENS = {
    "part 4, TD3": (
        """P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
           L898902C36UTO7408122F1204159ZE184226B<<<<<10""",
        ANNA,
    ),
    "part 4, TD3 with the second letter of 2026": (
        """PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
           L898902C36UTO7408122F1204159ZE184226B<<<<<10""",
        replace(ANNA, document_code="PP"),
    ),
    "part 5, TD1": (
        """I<UTOD231458907<<<<<<<<<<<<<<<
           7408122F1204159UTO<<<<<<<<<<<6
           ERIKSSON<<ANNA<MARIA<<<<<<<<<<""",
        replace(CARD, format=Format.TD1),
    ),
    "part 6, TD2": (
        """I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<
           D231458907UTO7408122F1204159<<<<<<<6""",
        replace(CARD, format=Format.TD2),
    ),
    "part 7, MRV-A": (
        """V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
           L8988901C4XXX4009078F96121096ZE184226B<<<<<<""",
        replace(VISA, format=Format.MRV_A, optional="6ZE184226B"),
    ),
    "part 7, MRV-B": (
        """V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<
           L8988901C4XXX4009078F9612109<<<<<<<<""",
        replace(VISA, format=Format.MRV_B),
    ),
    "part 11, TD1 with a long number": (
        """I<UTOD23145890<7349<<<<<<<<<<<
           3407127M9507122UTO<<<<<<<<<<<2
           STEVENSON<<PETER<JOHN<<<<<<<<<""",
        replace(PETER, format=Format.TD1),
    ),
    "part 11, TD2 with a long number": (
        """I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<
           D23145890<UTO3407127M95071227349<<<8""",
        replace(PETER, format=Format.TD2),
    ),
    "part 11, TD2, its last digit as the rule has it": (
        """I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<
           L898902C<3UTO6908061F9406236<<<<<<<2""",
        replace(
            CARD,
            format=Format.TD2,
            number="L898902C",
            birth_date=date(1969, 8, 6),
            birth_text="690806",
            expires=date(1994, 6, 23),
        ),
    ),
    "a Thai card whose name is cut": (
        """IDTHA95555554612902968000000<<
           6802295F1307245THA<<<<<<<<<<<6
           NILAVADHANANANDA<<CHAYAPA<DE<K""",
        Zone(
            format=Format.TD1,
            document_code="ID",
            issuer="TH",
            issuer_code="THA",
            surname="NILAVADHANANANDA",
            given_names="CHAYAPA DE K",
            names_cut=True,
            number="955555546",
            nationality="TH",
            nationality_code="THA",
            birth_date=date(1968, 2, 29),
            birth_text="680229",
            sex="F",
            expires=date(2013, 7, 24),
            optional="2902968000000",
        ),
    ),
    "a German passport": (
        """P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<
           C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4""",
        Zone(
            format=Format.TD3,
            document_code="P",
            issuer="DE",
            issuer_code="D",
            surname="MUSTERMANN",
            given_names="ERIKA",
            names_cut=False,
            number="C01X00T47",
            nationality="DE",
            nationality_code="D",
            birth_date=date(1964, 8, 12),
            birth_text="640812",
            sex="F",
            expires=date(2027, 2, 28),
            optional="",
        ),
    ),
}


@pytest.mark.parametrize(("text", "zone"), SPECIMENS.values(), ids=SPECIMENS.keys())
def test_a_specimen_is_read_whole(text: str, zone: Zone) -> None:
    lines = tidy(text)
    assert parse(lines, ON) == Reading(lines, zone)


@pytest.mark.parametrize(("text", "zone"), SPECIMENS.values(), ids=SPECIMENS.keys())
def test_it_is_read_as_well_from_one_line_in_small_letters(text: str, zone: Zone) -> None:
    pasted = "".join(text.split()).lower().replace("<<", "«")
    assert parse(tidy(pasted), ON).zone == zone


LOWER = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


@pytest.mark.parametrize(
    ("field", "surname", "given", "cut"),
    [
        ("ERIKSSON<<ANNA<MARIA", "ERIKSSON", "ANNA MARIA", False),
        ("HENG<<DEBORAH<MING<LO", "HENG", "DEBORAH MING LO", False),
        ("SMITH<JONES<<SUSIE<MARGARET", "SMITH JONES", "SUSIE MARGARET", False),
        ("OCONNOR<<ENYA<SIOBHAN", "OCONNOR", "ENYA SIOBHAN", False),
        ("VAN<DER<MUELLEN<<MARTIN", "VAN DER MUELLEN", "MARTIN", False),
        ("AL<BASRI<<HUDA<MUHAMMAD<JAWAD", "AL BASRI", "HUDA MUHAMMAD JAWAD", False),
        ("ARKFREITH", "ARKFREITH", "", False),
        ("SATRIYA<SUDARPA", "SATRIYA SUDARPA", "", False),
        (
            "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K",
            *("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG K", True),
        ),
        (
            "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU",
            *("NILAVADHANANANDA", "ARNPOL PETCH CHARONGU", True),
        ),
        (
            "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI",
            *("BENNELONG WOOLOOMOOLOO WARRANDYTE W", "DI", True),
        ),
        (
            "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO",
            *("BENNELONG WOOLOOM WARRAND WARNAM", "DINGO", True),
        ),
        (
            "BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO",
            *("BENNEL WOOLOO WARRAN WARNAM", "DINGO POTO", True),
        ),
        (
            "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR",
            *("PAPANDROPOULOUS", "JONATHON WARREN TREVOR", True),
        ),
    ],
)
def test_the_names_of_part_4_section_4_2_3(field: str, surname: str, given: str, cut: bool) -> None:
    zone = replace(ANNA, surname=surname, given_names=given, names_cut=cut)
    assert parse((f"P<UTO{field:<<39}", LOWER), ON).zone == zone
    assert zone.name == (f"{surname}, {given}" if given else surname)


@pytest.mark.parametrize(
    ("code", "country"),
    [
        *[("USA", "US"), ("KOR", "KR"), ("D", "DE"), ("GBN", "GB"), ("GBD", "GB"), ("CHE", "CH")],
        *[("UTO", ""), ("UNO", ""), ("XXA", ""), ("XXB", ""), ("XXX", ""), ("EUE", ""), ("", "")],
    ],
)
def test_a_code_is_a_country_s_or_nobody_s(code: str, country: str) -> None:
    lower = f"{LOWER[:10]}{code:<<3}{LOWER[13:]}"
    expected = replace(ANNA, nationality=country, nationality_code=code)
    assert parse((f"P<UTO{'ERIKSSON<<ANNA<MARIA':<<39}", lower), ON).zone == expected


@pytest.mark.parametrize(
    ("field", "right"),
    [("520727", 3), ("AB2134<<<", 5), ("L898902C3", 6), ("", 0), ("<<<", 0), ("D23145890734", 9)],
)
def test_check_digits_of_part_3_section_4_9(field: str, right: int) -> None:
    assert check_digit(field) == right


@pytest.mark.parametrize("field", ["a", "É", "1 2"])
def test_a_check_digit_is_of_the_zone_s_characters(field: str) -> None:
    with pytest.raises(ValueError, match="A-Z"):
        check_digit(field)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (" p<uto eriksson«anna ", ("P<UTOERIKSSON<<ANNA",)),
        ("P‹UTO\r\n\r\n\tL8＜９\u200b\u00a0C\n", ("P<UTO", "L8<9C")),
        ("Ｐ＜ＫＯＲ《a〈b≪&lt;\n", ("P<KOR<<A<B<<<",)),
        (["P<UTO\nL898", "  ", "C3"], ("P<UTO", "L898", "C3")),
        ("AB" * 44, ("AB" * 22, "AB" * 22)),
        ("AB" * 36, ("AB" * 18, "AB" * 18)),
        ("AB" * 45, ("AB" * 15, "AB" * 15, "AB" * 15)),
        ("AB" * 43, ("AB" * 43,)),
        ("", ()),
    ],
)
def test_what_is_typed_and_pasted_becomes_lines(
    text: str | list[str], lines: tuple[str, ...]
) -> None:
    assert tidy(text) == lines
