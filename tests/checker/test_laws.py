"""What holds for every text: places, spelling, aliases, and the steps it takes."""

from __future__ import annotations

import sys
import unicodedata
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.checker import Lexicon, address_terms, default_words, name_terms, phone_terms
from missions.checker.folding import fold
from tests.checker.phrases import phrases, words

REAL = (
    *name_terms("Kim Min-jun"),
    *name_terms("김민준"),
    *name_terms("새문안교회"),
    *phone_terms("+82 10-1234-5678"),
    *address_terms("12 Maple Rd, Springfield"),
)
LEXICON = Lexicon((*default_words(), *REAL), shared=["Kenneth Kim"])
PIECES = st.sampled_from(
    [
        *(
            "church",
            "Kim",
            "Min-jun",
            "교회",
            "민준",
            "기도",
            "教会",
            "礼拜",
            "三",
            "mission",
            "s",
            "es",
        ),
        *(
            "010",
            "1234",
            "5678",
            "+82",
            " ",
            "\n",
            "-",
            "\u200b",
            "\u00ad",
            "\u0301",
            "ﬁ",
            "ß",
            "İ",
        ),
        *("12 Maple Rd", "경", "\u1100", "\u1161", "ＣＨ", "é", "x", "9"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))
CAUGHT = st.sampled_from([phrase.text for phrase in phrases("caught")])


def terms_in(text: str) -> list[str]:
    return [hit.term.text for hit in LEXICON.find(text)]


@given(TEXTS)
def test_every_find_stands_where_it_says_and_overlaps_no_other(text: str) -> None:
    hits = LEXICON.find(text)

    assert [text[hit.start : hit.end] for hit in hits] == [hit.found for hit in hits]
    assert all(hit.found for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))


@given(TEXTS)
def test_folded_text_leads_back_to_the_text(text: str) -> None:
    folded = fold(text)

    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(folded.starts, folded.ends, strict=True))
    assert "  " not in folded.text


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@given(CAUGHT)
def test_case_width_and_composition_make_no_difference(text: str) -> None:
    expected = terms_in(text)

    assert terms_in(text.upper()) == expected
    assert terms_in(text.swapcase()) == expected
    assert terms_in(wide(text)) == expected
    assert terms_in(unicodedata.normalize("NFD", text)) == expected
    assert terms_in(unicodedata.normalize("NFC", text)) == expected


@given(CAUGHT, st.data())
def test_what_has_no_width_makes_no_difference(text: str, data: st.DataObject) -> None:
    nothing = data.draw(st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f"))
    at = data.draw(st.integers(0, len(text)))

    assert terms_in(text[:at] + nothing + text[at:]) == terms_in(text)
    assert terms_in(nothing.join(text)) == terms_in(text)


@given(TEXTS)
def test_an_alias_is_never_found(alias: str) -> None:
    lexicon = Lexicon((*default_words(), *REAL), never=[alias])

    assert lexicon.find(alias) == ()
    assert lexicon.find(f"({alias})") == ()


@given(st.text(), st.text())
def test_any_text_may_be_a_name_or_a_phone_or_an_address(name: str, text: str) -> None:
    terms = (*name_terms(name), *phone_terms(name), *address_terms(name))

    for hit in Lexicon(terms, shared=[text]).find(f"{text} {name}"):
        assert hit.term in terms


@given(st.text(alphabet="abcÉßﬁжω김민준교회王明ｘ", min_size=1))
def test_a_name_is_found_whole_in_itself(name: str) -> None:
    assert [(hit.found, hit.part) for hit in Lexicon(name_terms(name)).find(name)] == [
        (name, False)
    ]


def test_a_ligature_is_marked_whole() -> None:
    (hit,) = Lexicon(name_terms("Griffi")).find("the griﬃ")

    assert (hit.start, hit.end, hit.found) == (4, 8, "griﬃ")


def steps(text: str) -> int:
    """Count the calls that reading a text takes, those of built-in functions included."""
    count = 0

    def note(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        LEXICON.find(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "Lunch at the lake, then tools and 국수. ",
        "church ",
        "교회",
        "教",
        "礼拜三",
        "1 ",
        "010 1234 5678 ",
        "evangelis",
        "min jun kim min jun ",
        "e\u0301\u0301",
        "\u0301",
        "- ",
    ],
)
def test_twice_the_text_takes_twice_the_steps(piece: str) -> None:
    LEXICON.find(piece * 100)
    short, long = steps(piece * 200), steps(piece * 800)

    assert long <= 4.5 * short


def test_the_word_list_is_read_once() -> None:
    assert default_words() is default_words()
    assert words() is words()
