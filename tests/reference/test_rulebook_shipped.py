"""The values that come with the service."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from missions.reference.airports import airport
from missions.reference.countries import is_country
from missions.reference.rulebook import KEYS, Rulebook, check_value, shipped

COUNTRIES = ("US", "KR", "CN", "MX", "CA", "GB", "DE")
NOW = date(2026, 11, 24)
LATER = date(2027, 2, 10)


def test_every_value_has_a_known_key_the_right_form_a_source_and_a_date() -> None:
    for each in shipped().values:
        check_value(each.key, each.value)
        about = KEYS[each.key]
        assert each.unit == about.unit
        assert len(each.source) > 5
        assert date(2026, 11, 1) <= each.read_on <= date(2026, 11, 30)
        assert each.from_day is None or each.until is None or each.from_day <= each.until


def test_every_value_is_for_what_its_key_may_differ_by() -> None:
    for each in shipped().values:
        said = {
            "nationality": each.nationality,
            "destination": each.destination,
            "place": each.place,
        }
        assert {name for name, code in said.items() if code} <= set(KEYS[each.key].per), each
        assert all(not code or is_country(code) for code in (each.nationality, each.destination))
        assert not each.place or airport(each.place)


def test_no_two_values_say_something_for_the_same_on_the_same_days() -> None:
    seen = [
        (each.key, each.nationality, each.destination, each.place, each.from_day, each.until)
        for each in shipped().values
    ]
    assert len(set(seen)) == len(seen)


def test_only_official_texts_are_verified() -> None:
    unread = ("Assumption", "Common knowledge")
    verified = [each for each in shipped().values if each.verified]
    assert verified
    assert not [each for each in verified if each.source.startswith(unread)]
    assert all("http" in each.source for each in verified)


def test_every_key_but_one_has_a_value() -> None:
    """Which countries ask for yellow fever is a long list that changes: administrators keep it."""
    valued = {each.key for each in shipped().values}
    assert set(KEYS) - valued == {"vaccination.yellow_fever.required_from"}


def _needs(day: date) -> dict[str, str]:
    return {
        f"{who}→{to}": shipped().text("entry.needs", nationality=who, destination=to, on=day)
        for who, to in permutations(COUNTRIES, 2)
    }


def test_what_each_nationality_needs_in_november_2026() -> None:
    permit = "KR→US GB→US DE→US KR→CA GB→CA DE→CA US→GB CA→GB MX→GB KR→GB DE→GB"
    visa = "CN→US MX→US CN→KR US→CN MX→CN CN→CA MX→CA CN→GB CN→MX CN→DE"
    expected = dict.fromkeys(permit.split(), "permit") | dict.fromkeys(visa.split(), "visa")
    found = _needs(NOW)
    assert len(found) == 42
    assert {pair: needs for pair, needs in found.items() if needs != "nothing"} == expected


def test_what_is_known_to_differ_in_february_2027() -> None:
    now, later = _needs(NOW), _needs(LATER)
    assert {pair: later[pair] for pair in now if now[pair] != later[pair]} == {
        "US→KR": "permit",
        "CA→KR": "permit",
        "GB→KR": "permit",
        "DE→KR": "permit",
        "MX→KR": "permit",
        "KR→CN": "visa",
        "DE→CN": "visa",
        "CA→CN": "visa",
        "GB→CN": "visa",
    }


def test_a_waiver_that_ends_before_the_trip_is_told() -> None:
    ends = shipped().changing(
        "entry.needs", nationality="US", destination="KR", on=NOW, until=LATER
    )
    assert ends is not None
    assert (ends.value, ends.until) == ("nothing", date(2026, 12, 31))


def test_whoever_is_not_listed_needs_a_visa() -> None:
    assert shipped().text("entry.needs", nationality="NG", destination="JP", on=NOW) == "visa"


@pytest.mark.parametrize(
    ("nationality", "destination", "months"),
    [
        ("US", "CN", 6),
        ("US", "KR", 0),
        ("US", "MX", 0),
        ("CN", "US", 6),
        ("KR", "US", 0),
        ("US", "DE", 3),
        ("DE", "DE", 0),
        ("US", "US", 0),
        ("US", "TH", 6),
    ],
)
def test_how_long_a_passport_is_good_for(nationality: str, destination: str, months: int) -> None:
    where = {"nationality": nationality, "destination": destination}
    assert shipped().number("passport.months_beyond_return", **where) == months


def test_passing_through_china() -> None:
    book: Rulebook = shipped()
    ports = book.listed("transit.ports", destination="CN")
    nationalities = book.listed("transit.nationalities", destination="CN")
    assert (len(ports), len(set(ports)), len(set(nationalities))) == (47, 47, 55)
    assert all((found := airport(port)) and found.country == "CN" for port in ports)
    assert all(is_country(code) for code in nationalities)
    assert not {"YNJ", "CGQ"} & set(ports)
    assert book.number("transit.without_visa_hours", nationality="US", destination="CN") == 240
    assert book.find("transit.without_visa_hours", nationality="US", destination="KR") is None


def test_connections_by_place_and_country() -> None:
    asked = [("ICN", "KR"), ("PEK", "CN"), ("LAX", "US"), ("FRA", "DE")]
    found = [
        shipped().number("connection.international", place=place, destination=country)
        for place, country in asked
    ]
    assert found == [90, 120, 150, 120]
