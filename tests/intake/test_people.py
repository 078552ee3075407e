"""Lists of people, and whom a word names."""

from __future__ import annotations

import pytest

from missions.intake.checks.people import Chosen, Names, Unknown
from missions.intake.faults import Findings
from missions.intake.folder import Table
from missions.intake.rows import PersonRow

ROWS = [
    PersonRow(key="minh", preferred_name="Minh", groups="cedar"),
    PersonRow(key="sora-k", preferred_name="Sora", groups="cedar; Birch Team"),
    PersonRow(key="sora-p", preferred_name="Sora"),
    PersonRow(key="jo", preferred_name="Mary Jo"),
    PersonRow(key="-x-", preferred_name=""),
]


@pytest.fixture
def names() -> Names:
    return Names(Table("people", PersonRow, ROWS), Findings())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("minh", "minh"),
        ("MINH, sora-k;sora-p", "minh; sora-k; sora-p"),
        ("Mary Jo; minh; minh", "jo; minh"),
        ("ALL; -minh", "all; -minh"),
        ("-minh", "-minh"),
        ("−Mary Jo", "-jo"),
        ("@Cedar; -@birch team", "@cedar; -@Birch Team"),
        ("-x-", "-x-"),
        ("--x-", "--x-"),
    ],
)
def test_a_list_is_kept_by_keys(names: Names, text: str, kept: str) -> None:
    assert names.choose(text) == Chosen(kept)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("mihn", Unknown("mihn", "minh")),
        ("Sora", Unknown("Sora", "", ("sora-k", "sora-p"))),
        ("Mary", Unknown("Mary", "jo")),
        ("@ceder", Unknown("@ceder", "@cedar")),
        ("-", Unknown("", "")),
        ("adults", Unknown("adults", "")),
        ("<script>", Unknown("<script>", "")),
    ],
)
def test_who_is_not_known_is_named(names: Names, text: str, unknown: Unknown) -> None:
    assert names.choose(text) == Chosen("", (unknown,))


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("Adults", Chosen("adults")),
        ("minors", Chosen("minors")),
        ("role: leader", Chosen("role:leader")),
        ("role:duty officer", Chosen("role:duty officer")),
        ("role:leeder", Chosen("", (Unknown("role:leeder", "role:leader"),))),
        ("all; -minh", Chosen("all; -minh")),
        ("adults; minh", Chosen("minh", (Unknown("adults", ""),))),
    ],
)
def test_what_applies_may_be_a_kind_of_people(names: Names, text: str, chosen: Chosen) -> None:
    assert names.choose(text, applies=True) == chosen
