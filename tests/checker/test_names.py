"""Real names, telephone numbers and addresses in the forms in which people write them."""

from __future__ import annotations

import pytest

from missions.checker import (
    Kind,
    Lexicon,
    Right,
    Term,
    address_terms,
    house_terms,
    name_terms,
    phone_terms,
    telling_parts,
    trip_words,
)


def found(lexicon: Lexicon, text: str) -> list[tuple[str, bool, bool]]:
    return [(hit.found, hit.part, hit.warns) for hit in lexicon.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Kim Min-jun",
        "KIM, MIN JUN",
        "Kim Minjun",
        "Min-jun Kim",
        "Minjun Kim",
        "min jun\nkim",
        "Ｋｉｍ Min-Jun",
        "Kim\u00a0Min\u2011jun",
    ],
)
def test_a_romanised_name_is_found_whole_in_either_order(text: str) -> None:
    lexicon = Lexicon(name_terms("Kim Min-jun"))

    assert found(lexicon, f"Ask {text}’s brother") == [(text, False, False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("김민준 댁", [("김민준", False, False)]),
        ("김 민준 씨와 점심", [("김 민준", False, False)]),
        ("김민준씨와 점심", [("김민준", False, False)]),
        ("김민준 목사님께", [("김민준", False, False)]),
        ("민준이네 집", [("민준", True, False)]),
        ("민준님이 마중", [("민준", True, False)]),
        ("민준에게 열쇠", [("민준", True, False)]),
        ("주민준비물 확인", []),
        ("민준비 회의", []),
    ],
)
def test_a_korean_name_is_found_with_and_without_surname(
    text: str, expected: list[tuple[str, bool, bool]]
) -> None:
    assert found(Lexicon(name_terms("김민준")), text) == expected


def test_a_chinese_name_is_found_with_and_without_surname() -> None:
    lexicon = Lexicon(name_terms("王小明"))

    assert found(lexicon, "和王小明吃饭，小明开车") == [
        ("王小明", False, False),
        ("小明", True, False),
    ]
    assert found(Lexicon(name_terms("歐陽文")), "歐陽 文") == [("歐陽 文", False, False)]


def test_ordinary_words_of_a_name_are_no_telling_parts() -> None:
    assert telling_parts("Grace House Center, Seoul") == ("grace",)
    assert telling_parts("Pastor Samuel David Ortiz") == ("samuel", "david", "ortiz")
    assert telling_parts("Kim Min-jun") == ("kim", "min jun")
    assert telling_parts("새문안교회") == ("새문안교회", "새문안")
    assert telling_parts("김하나") == ("김하나",)
    assert telling_parts("The New Children’s Home") == ("children s",)
    assert telling_parts("") == ()


def test_a_part_that_is_shared_only_warns_and_the_whole_never_does() -> None:
    lexicon = Lexicon(name_terms("Kim Min-jun"), shared=["Kenneth Kim", "Korean Air"])

    assert found(lexicon, "Kenneth Kim and Min-jun; then Kim Min-jun") == [
        ("Kim", True, True),
        ("Min-jun", True, False),
        ("Kim Min-jun", False, False),
    ]


def test_a_name_of_one_word_that_is_shared_only_warns() -> None:
    terms = name_terms("Mrs. Lee", "the cook")

    assert found(Lexicon(terms, shared=["Ana Lee"]), "Lee") == [("Lee", False, True)]
    assert found(Lexicon(terms, shared=["Ana Lee"]), "Mrs Lee") == [("Mrs Lee", False, False)]
    assert found(Lexicon(terms), "Lee") == [("Lee", False, False)]
    assert {term.source for term in terms} == {"the cook"}


def test_the_longest_wins_and_nothing_is_found_twice() -> None:
    words = trip_words([("church", "hall"), ("hill church", "site")])
    lexicon = Lexicon([*name_terms("Hill Church Lodge"), *words])

    assert found(lexicon, "Hill Church Lodge; hill church; church") == [
        ("Hill Church Lodge", False, False),
        ("hill church", False, False),
        ("church", False, False),
    ]


def test_an_alias_never_counts_but_a_longer_name_around_it_does() -> None:
    terms = name_terms("Maple House of Prayer")
    lexicon = Lexicon(terms, never=["Maple House"])

    assert found(lexicon, "To Maple House, maple-house, Maple") == [("Maple", True, False)]
    assert found(lexicon, "Maple House of Prayer") == [("Maple House of Prayer", False, False)]
    assert found(lexicon, "Maple Houses") == [("Maple", True, False)]


PHONE = "+82 10-1234-5678"


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("010-1234-5678", "010-1234-5678"),
        ("01012345678", "01012345678"),
        ("010.1234.5678", "010.1234.5678"),
        ("０１０ １２３４ ５６７８", "０１０ １２３４ ５６７８"),
        ("٠١٠١٢٣٤٥٦٧٨", "٠١٠١٢٣٤٥٦٧٨"),
        ("+821012345678", "821012345678"),
        ("+82 (0)10 1234 5678", "10 1234 5678"),
        ("0082-10-1234-5678", "10-1234-5678"),
        ("00821012345678", "00821012345678"),
        ("011821012345678", "011821012345678"),
        ("at 09:30 010 1234\n5678 ring", "010 1234\n5678"),
        ("Tel:10 12 34 56 78", "10 12 34 56 78"),
        ("0\u200b10-1234-5678", "0\u200b10-1234-5678"),
    ],
)
def test_a_phone_is_found_in_any_spacing(text: str, stands: str) -> None:
    for written in (PHONE, "010-1234-5678", "01012345678 ext. 4", "+82 (0)10-1234-5678"):
        assert [hit.found for hit in Lexicon(phone_terms(written)).find(text)] == [stands]


@pytest.mark.parametrize(
    "text",
    [
        "010-1234-567",
        "010-1234-56789",
        "9910123456781",
        "1234 5678",
        "2027-06-19",
    ],
)
def test_another_number_is_not_that_phone(text: str) -> None:
    assert Lexicon(phone_terms(PHONE)).find(text) == ()


def test_short_numbers_are_no_secret_and_a_field_may_hold_two() -> None:
    assert phone_terms("119") == ()
    assert phone_terms("") == ()
    assert [term.text for term in phone_terms("02 123 4567 / 031-765-4321", "site")] == [
        "21234567",
        "317654321",
    ]
    assert [term.text for term in phone_terms("82 10 1234 5678")] == ["1012345678", "821012345678"]
    assert [term.text for term in phone_terms("011-234-5678")] == ["112345678"]


@pytest.mark.parametrize(
    ("address", "text", "stands", "part"),
    [
        (
            "12 Maple Rd, Unit 3, Springfield 62704",
            "12 MAPLE RD.\nUNIT 3\nSpringfield – 62704",
            "12 MAPLE RD.\nUNIT 3\nSpringfield – 62704",
            False,
        ),
        ("12 Maple Rd, Springfield", "by 12 Maple Road, left", "12 Maple Road", True),
        ("12 Maple Street, Springfield", "12 Maple St", "12 Maple St", True),
        (
            "서울특별시 종로구 세종대로 175",
            "서울특별시\n종로구 세종대로\n175에서",
            "서울특별시\n종로구 세종대로\n175",
            False,
        ),
        ("서울특별시 종로구 세종대로 175", "세종대로175 앞", "세종대로175", True),
        ("北京市朝阳区建国路88号", "北京市朝阳\n区建国路 88号", "北京市朝阳\n区建国路 88号", False),
        ("北京市朝阳区建国路88号", "到建国路 88 号", "建国路 88 号", True),
        ("台北市大安區忠孝東路四段12號", "忠孝東路四段12號", "忠孝東路四段12號", True),
    ],
)
def test_an_address_is_found_over_line_breaks(
    address: str, text: str, stands: str, part: bool
) -> None:
    assert found(Lexicon(address_terms(address)), text) == [(stands, part, False)]


def test_the_street_with_another_number_is_another_house() -> None:
    lexicon = Lexicon(address_terms("12 Maple Rd, Springfield 62704"))

    assert lexicon.find("112 Maple Rd, 12 Maple Rdx, 12 Maple Court, Springfield") == ()
    assert address_terms(" ") == ()


def test_the_organisation_is_found_by_name_domain_staff_programme_and_alias() -> None:
    terms = house_terms(
        name="Far Shore",
        domain="farshore.example",
        staff=["Dana Holt", " "],
        programmes=["Open Hands"],
        aliases=["Willow Team"],
    )
    text = "Far-Shore: mail dana@mail.farshore.example. Holt, Dana of Open Hands, the willow team"

    assert [(hit.found, hit.term.kind) for hit in Lexicon(terms).find(text)] == [
        ("Far-Shore", Kind.HOUSE),
        ("farshore.example", Kind.HOUSE),
        ("Holt, Dana", Kind.HOUSE),
        ("Open Hands", Kind.HOUSE),
        ("willow team", Kind.HOUSE),
    ]
    assert Lexicon(terms).find("Dana drives") == ()


def test_a_real_name_comes_before_the_same_word_of_a_list() -> None:
    terms = [*trip_words([("Grace", "")]), *house_terms(name="Grace"), *name_terms("Grace")]

    assert [hit.term.kind for hit in Lexicon(terms).find("grace")] == [Kind.NAME]


def test_a_trip_adds_words_and_stems() -> None:
    assert trip_words([("orphanage", "school"), ("agri*", " "), (" ", "nothing")]) == (
        Term("orphanage", Kind.WORD, "school", source="trip", right=Right.INFLECTED),
        Term("agri", Kind.WORD, "", source="trip", right=Right.ANY),
    )
    assert found(Lexicon(trip_words([("agri*", "")])), "agricultural day") == [
        ("agricultural", False, False)
    ]
