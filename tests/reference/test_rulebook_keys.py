"""Values as a person writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.reference.rulebook import KEYS, Fact, check_value, parse_value, shipped, write_value


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("passport.months_beyond_return", " 6 ", 6),
        ("transfer.detour", "1.4", 1.4),
        ("transfer.detour", "2", 2.0),
        ("passport.card_by_air", "No", False),
        ("passport.card_by_air", "true", True),
        ("entry.needs", "Visa", "visa"),
        ("entry.permit_name", "UK\n ETA", "UK ETA"),
        ("transit.ports", "pek, PVG\nicn pek", ("PEK", "PVG", "ICN")),
        ("transit.nationalities", "us;kr", ("US", "KR")),
        ("insurance.evacuation", "air  rescue, repatriation", ("air rescue", "repatriation")),
        ("funds.schedule", "90:50;30:100", "90:50;30:100"),
    ],
)
def test_values_are_read(key: str, text: str, value: Fact) -> None:
    assert (parse_value(key, text), type(parse_value(key, text))) == (value, type(value))


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        (
            "passport.months_beyond_return",
            "six",
            "“six” does not fit passport.months_beyond_return: "
            "wanted is a whole number of months from 0 to 1000.",
        ),
        (
            "minors.of_age",
            "31",
            "“31” does not fit minors.of_age: wanted is a whole number of years from 0 to 30.",
        ),
        (
            "transfer.detour",
            "0.5",
            "“0.5” does not fit transfer.detour: wanted is a number from 1 to 10.",
        ),
        (
            "minors.of_age",
            "17.5",
            "“17.5” does not fit minors.of_age: wanted is a whole number of years from 0 to 30.",
        ),
        (
            "passport.card_by_air",
            "1",
            "“1” does not fit passport.card_by_air: wanted is yes or no.",
        ),
        (
            "entry.needs",
            "esta",
            "“esta” does not fit entry.needs: wanted is one of visa, permit, nothing.",
        ),
        (
            "entry.permit_name",
            " ",
            "“” does not fit entry.permit_name: wanted is a text such as K-ETA.",
        ),
        (
            "transit.ports",
            "Peking",
            "“PEKING” does not fit transit.ports: wanted is a list such as PEK, PVG.",
        ),
        ("transit.ports", ",", "“” does not fit transit.ports: wanted is a list such as PEK, PVG."),
        (
            "funds.schedule",
            "half at first",
            "“half at first” does not fit funds.schedule: wanted is a text such as 90:50;30:100.",
        ),
        ("passport.colour", "red", "“passport.colour” is not a rule that we know."),
    ],
)
def test_what_does_not_fit_is_told(key: str, text: str, told: str) -> None:
    with pytest.raises(ValueError, match=r"wanted is|rule that we know") as raised:
        parse_value(key, text)
    assert str(raised.value) == told


def test_a_value_of_another_type_does_not_fit() -> None:
    for key, value in (("minors.of_age", True), ("minors.of_age", 18.0), ("entry.needs", 1)):
        with pytest.raises(ValueError, match="does not fit"):
            check_value(key, value)
    with pytest.raises(ValueError, match="does not fit"):
        check_value("transfer.speed_kmh", float("nan"))


def test_what_is_shipped_is_read_as_it_is_written() -> None:
    for each in shipped().values:
        assert parse_value(each.key, write_value(each.value)) == each.value


def test_every_key_is_explained() -> None:
    for key, about in KEYS.items():
        assert about.key == key
        assert about.meaning.endswith(".")
        assert len(set(about.per)) == len(about.per)
        named = about.form in ("text", "list")
        assert not named or about.choices or about.example, key
        if about.example:
            assert write_value(parse_value(key, about.example)) == about.example


@given(st.sampled_from(sorted(KEYS)), st.text(max_size=40))
def test_any_text_is_read_or_refused(key: str, text: str) -> None:
    try:
        value = parse_value(key, text)
    except ValueError:
        return
    check_value(key, value)
    assert parse_value(key, write_value(value)) == value
