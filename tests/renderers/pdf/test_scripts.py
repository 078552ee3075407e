"""Which font sets which characters."""

from __future__ import annotations

import unicodedata

from missions.renderers.pdf import scripts, typefaces
from missions.renderers.pdf.typefaces import JP, KR, LATIN, SC, TC

MIXED = "Anna Nguyễn Thị Ánh 김준호 陈美玲 陳美玲 さくら"


def split(text: str, *languages: str) -> list[tuple[str, str]]:
    pieces = scripts.split(scripts.clean(text), typefaces.covers, languages)
    return [(source.name if source else "", piece) for source, piece in pieces]


def test_a_line_of_five_scripts_is_split_by_what_each_font_has() -> None:
    assert split(MIXED) == [
        ("NotoSans", "Anna Nguyễn Thị Ánh "),
        ("NotoSansKR", "김준호"),
        ("NotoSans", " "),
        ("NotoSansSC", "陈美玲"),
        ("NotoSans", " "),
        ("NotoSansJP", "陳美玲"),
        ("NotoSans", " "),
        ("NotoSansJP", "さくら"),
    ]


def test_han_alone_goes_to_the_font_of_its_own_character_set() -> None:
    assert [split(name)[0][0] for name in ("陈美玲", "陳美玲", "王小明")] == [
        SC.name,
        TC.name,
        SC.name,
    ]


def test_the_trips_language_decides_where_two_fonts_have_it_all() -> None:
    assert split("王小明", "en", "ko") == [(KR.name, "王小明")]
    assert split("王小明", "ja") == [(JP.name, "王小明")]
    assert split("王小明", "zh-TW") == [(TC.name, "王小明")]
    assert split("王小明", "zh_CN") == [(SC.name, "王小明")]


def test_han_beside_hangul_is_set_with_it() -> None:
    assert split("金俊浩 (김준호)") == [
        (KR.name, "金俊浩"),
        (LATIN.name, " ("),
        (KR.name, "김준호"),
        (LATIN.name, ")"),
    ]


def test_one_font_sets_a_stretch_of_scripts_that_touch() -> None:
    assert split("鈴木さくら") == [(JP.name, "鈴木さくら")]


def test_a_stretch_that_no_font_has_whole_is_split_by_script() -> None:
    assert split("김陈") == [(KR.name, "김"), (SC.name, "陈")]


def test_what_no_font_has_belongs_to_none() -> None:
    assert split("A😀ب") == [(LATIN.name, "A"), ("", "😀ب")]


def test_rare_han_beyond_the_basic_plane_is_found() -> None:
    assert split("𠮷田") == [(JP.name, "𠮷田")]


def test_text_is_composed_and_rid_of_what_nobody_sees() -> None:
    loose = unicodedata.normalize("NFD", "Nguyễn 김")
    assert scripts.clean(loose) == "Nguyễn 김"
    assert scripts.clean("a\u200db\ufe0f\u202ec\x07d\ud800e\ttab") == "abcd\ufffde tab"
    assert scripts.clean("one\r\ntwo\u2028three\x0bfour") == "one\ntwo\nthree\nfour"
