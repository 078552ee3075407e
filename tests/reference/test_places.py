"""Airports and countries: what is known of them, and what a slip was meant to be."""

from __future__ import annotations

import pytest

from missions import zones
from missions.reference.airports import Airport, airport, likely_airports
from missions.reference.countries import (
    country_name,
    from_alpha_3,
    is_country,
    likely_country,
    zones_of,
)


def test_an_airport() -> None:
    assert airport("ICN") == Airport(
        code="ICN",
        name="Incheon International Airport",
        city="Seoul",
        country="KR",
        zone="Asia/Seoul",
    )
    assert (airport("QQQ"), airport("icn"), airport("")) == (None, None, None)


@pytest.mark.parametrize(
    ("code", "city", "zone"),
    [
        ("NRT", "Tokyo", "Asia/Tokyo"),
        ("YYZ", "Toronto", "America/Toronto"),
        ("IST", "Istanbul", "Europe/Istanbul"),
        ("DPS", "Bali", "Asia/Makassar"),
        ("CEB", "Cebu", "Asia/Manila"),
        ("PNH", "Phnom Penh", "Asia/Phnom_Penh"),
        ("CJS", "Ciudad Juárez", "America/Ciudad_Juarez"),
        ("REX", "Reynosa", "America/Matamoros"),
        ("CUU", "Chihuahua", "America/Chihuahua"),
        ("URC", "Urumqi", "Asia/Shanghai"),
        ("MWX", "Muan", "Asia/Seoul"),
    ],
)
def test_cities_are_called_as_people_call_them_and_zones_are_those_that_hold(
    code: str, city: str, zone: str
) -> None:
    found = airport(code)
    assert found is not None
    assert (found.city, found.zone, zones.zone(found.zone).key) == (city, zone, zone)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Seoul", ["ICN", "GMP"]),
        ("chicgo", ["MDW", "ORD"]),
        ("ITJ", ["TIJ"]),
        ("nowhere at all", []),
        ("", []),
    ],
)
def test_what_airport_was_meant(text: str, codes: list[str]) -> None:
    assert [each.code for each in likely_airports(text)][:2] == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Korea", "KR"),
        ("South Korea", "KR"),
        ("KOR", "KR"),
        ("한국", "KR"),
        ("Viet Nam", "VN"),
        ("Mexcio", "MX"),
        ("Kosovo", ""),
        ("Narnia", ""),
        ("", ""),
    ],
)
def test_what_country_was_meant(text: str, code: str) -> None:
    assert likely_country(text) == code


def test_countries_are_called_as_people_call_them() -> None:
    assert [country_name(code) for code in ("KR", "TW", "VN", "US", "XK", "ZZ")] == [
        "South Korea",
        "Taiwan",
        "Vietnam",
        "United States",
        "Kosovo",
        "ZZ",
    ]
    assert [is_country(code) for code in ("KR", "kr", "UK", "XK", "")] == [
        True,
        False,
        False,
        False,
        False,
    ]


def test_a_passport_s_three_letters() -> None:
    assert [from_alpha_3(code) for code in ("KOR", "D", "GBR", "GBN", "UTO", "")] == [
        "KR",
        "DE",
        "GB",
        "GB",
        "",
        "",
    ]


def test_the_zones_of_a_country() -> None:
    assert (zones_of("KR"), zones_of("ZZ"), zones_of("VN")) == (
        ("Asia/Seoul",),
        (),
        ("Asia/Ho_Chi_Minh",),
    )
