"""Public emergency numbers by country: dated data with its source.

Source of every row: common knowledge of November 2026, for the European Union the Union's single
number 112. No official page was read, so each row is unverified until somebody does and says so in
`verified`; papers print them beside the trip's own contacts, which a leader has checked.
"""

from __future__ import annotations

from dataclasses import dataclass

READ_ON = "2026-11"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Police, fire and ambulance of a country; `verified` when an official page was read."""

    police: str
    fire: str
    ambulance: str
    verified: bool = False


NUMBERS: dict[str, Numbers] = {
    "US": Numbers("911", "911", "911"),
    "CA": Numbers("911", "911", "911"),
    "MX": Numbers("911", "911", "911"),
    "KR": Numbers("112", "119", "119"),
    "CN": Numbers("110", "119", "120"),
    "TW": Numbers("110", "119", "119"),
    "HK": Numbers("999", "999", "999"),
    "JP": Numbers("110", "119", "119"),
    "VN": Numbers("113", "114", "115"),
    "TH": Numbers("191", "199", "1669"),
    "PH": Numbers("911", "911", "911"),
    "GB": Numbers("999", "999", "999"),
    "DE": Numbers("110", "112", "112"),
    "FR": Numbers("17", "18", "15"),
    "ES": Numbers("112", "112", "112"),
    "IT": Numbers("112", "115", "118"),
    "PL": Numbers("112", "112", "112"),
    "RO": Numbers("112", "112", "112"),
    "HU": Numbers("112", "112", "112"),
    "UA": Numbers("102", "101", "103"),
    "TR": Numbers("112", "112", "112"),
    "IN": Numbers("112", "112", "112"),
    "NP": Numbers("100", "101", "102"),
    "AU": Numbers("000", "000", "000"),
    "NZ": Numbers("111", "111", "111"),
    "BR": Numbers("190", "193", "192"),
    "KE": Numbers("999", "999", "999"),
    "UG": Numbers("999", "999", "999"),
    "ZA": Numbers("10111", "10177", "10177"),
    "HN": Numbers("911", "911", "911"),
    "SV": Numbers("911", "911", "911"),
    "CR": Numbers("911", "911", "911"),
    "DO": Numbers("911", "911", "911"),
    "EC": Numbers("911", "911", "911"),
    "CO": Numbers("123", "123", "123"),
    "HT": Numbers("114", "115", "116"),
    "KH": Numbers("117", "118", "119"),
    "BD": Numbers("999", "999", "999"),
    "CH": Numbers("117", "118", "144"),
    "NO": Numbers("112", "110", "113"),
}
_UNION = ("AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "GR", "IE", "LV", "LT", "LU", "MT")
NUMBERS.update(
    (country, Numbers("112", "112", "112"))
    for country in (*_UNION, "NL", "PT", "SK", "SI", "SE", "IS")
)


def numbers_of(country: str) -> Numbers | None:
    """Return a country's numbers (ISO 3166-1 alpha-2), None where we have none."""
    return NUMBERS.get(country)
