"""What is typed into the form of a rule is read or refused, and what is said of values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.reference.rulebook import KEYS, Fact, shipped
from missions.web.rules_typed import Typed, judge, typed_of
from missions.web.rules_words import pieces, said, term, whom

TODAY = date(2026, 11, 24)


def test_what_is_shipped_is_read_as_it_would_be_typed() -> None:
    values = shipped().values

    assert [judge(one.key, typed_of(one), TODAY).value for one in values] == list(values)


_text = st.text(max_size=30)


@given(
    st.sampled_from(sorted(KEYS)),
    st.builds(Typed, _text, _text, _text, _text, _text, _text, _text, _text, st.booleans(), _text),
)
def test_anything_typed_is_read_or_told(key: str, typed: Typed) -> None:
    judged = judge(key, typed, TODAY)

    assert (judged.value is None) == bool(judged.faults)


@given(st.text(max_size=80))
def test_a_source_loses_nothing_but_the_look_of_its_addresses(source: str) -> None:
    assert "".join(piece.address or piece.text for piece in pieces(source)) == source


@pytest.mark.parametrize(
    ("key", "fact", "words"),
    [
        ("passport.months_beyond_return", 1, "1 month"),
        ("passport.months_beyond_return", 6, "6 months"),
        ("visa.processing_working_days", 1, "1 working day"),
        ("minors.per_adult.0-11", 1, "1 person per adult"),
        ("transfer.speed_kmh", 45.5, "45.5 kilometres an hour"),
        ("transfer.detour", 1.0, "1"),
        ("visa.survives_renewal", False, "no"),
        ("transit.nationalities", ("US", "KR"), "United States, South Korea"),
        ("funds.schedule", "90:50;30:100", "50 % by 90 days before, 100 % by 30 days before"),
    ],
)
def test_a_value_is_said_with_its_unit(key: str, fact: Fact, words: str) -> None:
    assert said(key, fact) == words


@pytest.mark.parametrize(
    ("lists", "words"),
    [
        ((("",), ("",), ("",)), "Everybody"),
        ((("",), ("MX", "CA"), ("",)), "Everybody going to Mexico or Canada"),
        (
            (("US", "GB", "DE"), ("KR",), ("",)),
            "Citizens of the United States, the United Kingdom and Germany going to South Korea",
        ),
        ((("CN",), ("CN",), ("",)), "Citizens of China going to China"),
        (
            (("CN", "US"), ("CN", "US"), ("",)),
            "Citizens going to their own country: China and the United States",
        ),
        ((("",), ("",), ("FRA",)), "At Frankfurt (FRA)"),
    ],
)
def test_it_is_said_for_whom(lists: tuple[tuple[str, ...], ...], words: str) -> None:
    assert whom(*lists) == words


def test_it_is_said_when() -> None:
    assert term(None, None) == ""
    assert (
        term(date(2027, 1, 1), date(2027, 12, 31)) == "from 1 January 2027 until 31 December 2027"
    )
