"""Whether a name or a phone is that of somebody on the roster."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.readiness.facts import Member
from missions.readiness.named import last_digits, names_of, spellings, words_of

OBRIEN = Member("kevin", "Kev", legal_name="O'BRIEN, KEVIN THOMAS")
MINHO = Member("minho", "Min-ho", surname="BAEK", given_names="MIN HO", local_name="백민호")


@pytest.mark.parametrize(
    ("written", "member"),
    [
        ("Kevin O’Brien", OBRIEN),
        ("O'Brien Kevin Thomas", OBRIEN),
        ("Thomas Kevin OBRIEN", OBRIEN),
        ("kev o'brien", OBRIEN),
        ("Min-ho Baek", MINHO),
        ("Baek Minho", MINHO),
        ("BAEK, MIN HO", MINHO),
        ("백민호", MINHO),
    ],
)
def test_a_person_is_met_under_any_way_of_writing_the_name(written: str, member: Member) -> None:
    assert spellings(written) & names_of(member)


@pytest.mark.parametrize(
    ("written", "member"),
    [
        ("Kevin", OBRIEN),
        ("Maureen O’Brien", OBRIEN),
        ("Kevin Thomas", OBRIEN),
        ("Kev", OBRIEN),
        ("Min-ho", MINHO),
        ("Min-su Baek", MINHO),
        ("민호", MINHO),
        ("", OBRIEN),
        ("", Member("x", "")),
        ("- ,", Member("x", "")),
    ],
)
def test_others_and_first_names_alone_are_nobody(written: str, member: Member) -> None:
    assert not spellings(written) & names_of(member)


@given(words=st.lists(st.text("abcdéñüz", min_size=1, max_size=6), min_size=2, max_size=4))
def test_a_name_meets_itself_in_any_order(words: list[str]) -> None:
    assert spellings(" ".join(words)) & spellings(" ".join(reversed(words)))


@given(text=st.text(max_size=40))
def test_any_text_can_be_taken_for_a_name_or_a_phone(text: str) -> None:
    assert all(words_of(text))
    assert last_digits(text) == "" or last_digits(text).isdigit()


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("+82 10-5550-0104", "055500104"),
        ("010 5550 0104", "055500104"),
        ("(312) 555-0141", "125550141"),
        ("555-0141", "5550141"),
        ("911", ""),
        ("at work", ""),
        ("", ""),
    ],
)
def test_numbers_agree_in_their_last_digits(phone: str, digits: str) -> None:
    assert last_digits(phone) == digits
