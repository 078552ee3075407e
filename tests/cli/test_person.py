"""`missions person`: what is kept about somebody, erasing, and who was cleared for children."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from missions import clock
from missions.installation import Installation
from missions.settings import Settings
from tests.cli.typing_shell import Shell
from tests.retention.canary_house import AFTER, RUNNING, CanaryHouse, counted, furnish, told


@pytest.fixture
def house(installation: Installation) -> Iterator[CanaryHouse]:
    """The canary trip, seven weeks after its end."""
    made = furnish(installation)
    with clock.frozen(AFTER):
        yield made


@pytest.fixture
def shell(house: CanaryHouse, settings: Settings) -> Shell:
    """Commands in its installation."""
    return Shell(settings)


def test_all_that_is_kept_is_written_for_its_owner_alone(
    house: CanaryHouse, shell: Shell, tmp_path: Path
) -> None:
    out = tmp_path / "mei.zip"
    said = shell.json("person", "data", "canary", "mei", "--out", out)

    with ZipFile(out) as archive:
        whole = json.loads(archive.read("about-you.json"))
        found = house.trip.canary.found_in(archive.read("about-you.html").decode())
    assert (said["rows"]["documents"], said["out"]) == (5, str(out))
    assert out.stat().st_mode & 0o777 == 0o600
    assert {place for place in found if ".lea." in place or ".sam." in place} == set()
    assert (
        whole["documents"]["rows"][0]["number"]
        == (house.trip.canary.token["document.mei.passport.number"])
    )
    again = shell("person", "data", "canary", "mei", "--out", out)
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)


def test_erasing_asks_for_the_key(house: CanaryHouse, shell: Shell) -> None:
    wrong = shell("person", "erase", "canary", "mei", typed="me\n")
    assert (wrong.exit_code, counted(house.installation)["account"]) == (2, 5)

    assert shell.json("person", "erase", "canary", "mei", "--yes") == {
        "code": "canary",
        "trips": 1,
        "account_closed": True,
        "safeguarding_records": 1,
    }
    assert told(house.installation, house.canaries("mei")) == {"copy.mei.note"}
    gone = shell.json("person", "erase", "canary", "mei", "--yes", code=2)
    assert gone == {"error": "There is no person “mei” in a trip “canary”."}


def test_who_is_counted_on_is_not_erased(house: CanaryHouse, shell: Shell) -> None:
    with clock.frozen(RUNNING):
        refused = shell.json("person", "erase", "canary", "mei", "--yes", code=2)

    assert refused["error"].startswith("A trip that is ahead or running counts on this person.")


def test_records_are_listed_by_name_and_year(house: CanaryHouse, shell: Shell) -> None:
    assert shell.json("person", "safeguarding") == []
    for key in ("mei", "sam"):
        shell.json("person", "erase", "canary", key, "--yes")
    name = house.trip.canary.token["person.sam.legal_name"]

    assert shell.json("person", "safeguarding", "--name", name.upper(), "--year", "2026") == [
        {
            "legal_name": name,
            "birth_date": "2012-07-08",
            "role": "volunteer",
            "trip": {"starts": "2026-07-10", "ends": "2026-07-14"},
            "with_children": True,
            "documents": [
                {
                    "kind": "guardian_consent",
                    "state": "held",
                    "valid_from": None,
                    "expires": "2031-01-01",
                }
            ],
            "kept_until": "2037-07-08",
        }
    ]
    assert shell.json("person", "safeguarding", "--year", "2025") == []
    assert len(shell("person", "safeguarding").stdout.splitlines()) == 2
