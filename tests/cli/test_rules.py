"""`missions rules` on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from missions import clock
from missions.installation import Installation
from missions.reference.rulebook import KEYS
from missions.settings import Settings
from tests.board.test_rulebook import CODE, NOW, _folder
from tests.cli.typing_shell import Shell

MONTHS = "passport.months_beyond_return"
SET = (
    *("rules", "set", MONTHS, "3", "--nationality", "china", "--destination", "us"),
    *("--until", "2026-12-31", "--source", "Consulate, notice 7", "--read-on", "2026-05-02"),
)
OURS = {
    "key": MONTHS,
    "nationality": "CN",
    "destination": "US",
    "place": None,
    "value": 3,
    "unit": "months",
    "from": None,
    "until": "2026-12-31",
    "source": "Consulate, notice 7",
    "read_on": "2026-05-02",
    "verified": False,
    "note": None,
    "ours": True,
}


@pytest.fixture
def shell(settings: Settings, installation: Installation) -> Iterator[Shell]:
    assert installation.settings == settings
    with clock.frozen(NOW):
        yield Shell(settings)


def test_a_value_is_set_listed_and_dropped(shell: Shell) -> None:
    where = ("--nationality", "CN", "--destination", "US")
    kept = shell.json(*SET)
    listed = shell.json("rules", "list", "--key", MONTHS, *where)
    later = shell.json("rules", "list", "--key", MONTHS, *where, "--on", "2027-01-01")
    dropped = shell.json("rules", "drop", MONTHS, *where)
    again = shell("rules", "drop", MONTHS, *where)

    assert kept == OURS
    assert listed[0] == OURS
    assert {(row["nationality"], row["destination"]) for row in listed[1:]} == {
        (None, "US"),
        (None, None),
    }
    assert OURS not in later
    assert dropped == {"dropped": OURS, "shipped": 6}
    assert again.exit_code == 2
    assert "No value of our own is held for passport.months_beyond_return" in again.stderr


def test_what_people_read(shell: Shell) -> None:
    said = shell(*SET)
    listed = shell("rules", "list", "--key", "rooms")
    gone = shell("rules", "drop", MONTHS, "--nationality", "cn", "--destination", "us")

    whom = "Citizens of China going to the United States"
    assert said.stdout == f"Ours from now on: {MONTHS} 3 months until 31 December 2026, {whom}.\n"
    assert "rooms.max_minors" in listed.stdout
    assert "[unverified, read on 2026-11-24: churchlawandtax.com]" in listed.stdout
    assert gone.stdout == (
        f"Dropped: {MONTHS} 3 months until 31 December 2026, {whom}; shipped: 6 months.\n"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("set", MONTHS, "six", "--source", "x"), "“six” does not fit"),
        (("set", MONTHS, "6"), "Who says so is missing"),
        (("set", MONTHS, "6", "--source", "x", "--read-on", "2026-05-05"), "is still to come"),
        (("set", MONTHS, "6", "--source", "x", "--place", "ICN"), "whatever the airport"),
        (("set", MONTHS, "6", "--source", "x", "--nationality", "XX"), "“XX” is no country’s code"),
        (("set", "passport.colour", "6"), "“passport.colour” is not a rule that we know. Known: "),
        (("show", "colour"), "See: missions rules list."),
        (("list", "--on", "soon"), "“soon” is no day. One as 2026-11-24 is wanted."),
    ],
)
def test_what_is_wrong_is_told(shell: Shell, words: tuple[str, ...], told: str) -> None:
    result = shell("rules", *words)

    assert result.exit_code == 2
    assert told in result.stderr


def test_a_key_is_explained(shell: Shell) -> None:
    found = shell.json("rules", "show", "visa.survives_renewal")

    about = KEYS["visa.survives_renewal"]
    values = found.pop("values")
    assert found == {
        "key": about.key,
        "meaning": about.meaning,
        "form": "bool",
        "unit": None,
        "per": ["nationality", "destination"],
        "choices": [],
    }
    assert [(row["nationality"], row["destination"], row["verified"]) for row in values] == [
        ("US", "CN", False),
        (None, "US", True),
    ]


def test_what_coming_trips_rest_on_is_checked(shell: Shell, tmp_path: Path) -> None:
    """The shipped value for China is unverified; ours is an official text, until it is old."""
    shell.json("trip", "import", _folder(tmp_path / "trip"))
    ours = (
        "rules",
        "set",
        MONTHS,
        "3",
        "--destination",
        "CN",
        "--source",
        "Notice 7",
        "--verified",
    )

    def found() -> list[tuple[object, ...]]:
        rows = shell.json("rules", "check")
        return [(row["value"], row["why"], row["trips"]) for row in rows if row["key"] == MONTHS]

    before = found()
    shell.json(*ours, "--read-on", "2026-01-10")
    after = found()
    with clock.frozen(datetime(2026, 7, 10, 9, tzinfo=UTC)):
        old = found()
    with clock.frozen(datetime(2026, 7, 23, 9, tzinfo=UTC)):
        over = found()

    assert before == [(6, ["unverified"], [CODE])]
    assert after == []
    assert old == [(3, ["read long ago"], [CODE])]
    assert over == []
