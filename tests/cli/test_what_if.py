"""`missions trip what-if`: told in lines and as a document, applied only when asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from missions.installation import Installation
from missions.settings import Settings
from missions.trips.model import Membership, Trip
from tests.cli.test_commands import Shell
from tests.factories.folders import write_csv, write_toml

PEOPLE = [
    {"key": "lea", "preferred_name": "Lea", "role": "leader", "birth_date": "1980-01-01"},
    {"key": "sam", "preferred_name": "Sam", "role": "volunteer", "birth_date": "1990-01-01"},
]
FLIGHT = {
    "key": "out",
    "mode": "flight",
    "number": "KE38",
    "from": "ORD",
    "to": "ICN",
    "departs": "2027-05-01T12:35",
    "arrives": "2027-05-02T17:20",
    "people": "all",
}
PASSPORT = {
    "key": "sam-passport",
    "person": "sam",
    "kind": "passport",
    "country": "US",
    "issued": "2017-06-01",
    "expires": "2027-05-05",
}
ON = ("--on", "2027-02-01")


@pytest.fixture
def shell(settings: Settings, installation: Installation, tmp_path: Path) -> Shell:
    """A shell with a trip whose one passport runs out too soon."""
    assert installation.settings == settings
    folder = tmp_path / "trip"
    folder.mkdir()
    trip = {"code": "maple-27", "posture": "open", "starts": "2027-05-01", "ends": "2027-05-09"}
    write_toml(
        folder / "trip.toml",
        {**trip, "home_zone": "America/Chicago"},
        requirement=[{"kind": "passport", "due": "-60d", "applies": "sam"}],
    )
    write_csv(folder / "people.csv", PEOPLE)
    write_csv(folder / "travel.csv", [FLIGHT])
    write_csv(folder / "documents.csv", [PASSPORT])
    made = Shell(settings)
    made.json("trip", "import", folder)
    return made


def _stands(installation: Installation) -> tuple[str, set[str]]:
    with installation.store.read() as session:
        trip = session.query(Trip).one()
        return trip.starts.isoformat(), {key for (key,) in session.query(Membership.key)}


def test_a_renewed_passport_is_told_in_lines_and_saved_nowhere(
    shell: Shell, installation: Installation
) -> None:
    words = ("--renew", "sam", "--expires", "2036-12-31", "--issued", "2027-01-02", *ON)

    result = shell("trip", "what-if", "maple-27", *words)

    assert result.exit_code == 0, result.output
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[0] == "today then"
    assert lines[2] == "ready 1/2 2/2"
    assert "Better:" in lines
    assert "Sam, passport: invalid to met. It is valid until 31 December 2036." in lines
    assert _stands(installation) == ("2027-05-01", {"lea", "sam"})


def test_a_cancelled_leg_is_told_as_a_document(shell: Shell) -> None:
    found = shell.json("trip", "what-if", "maple-27", "--cancel", "out", *ON)

    assert found["stranded"] == ["lea", "sam"]
    assert found["notes"] == [
        "Lea and Sam have no other way from Chicago O'Hare International Airport to Incheon"
        " International Airport without KE38."
    ]
    assert (found["gone"], found["applied"]) == ([], [])
    assert found["now"]["people"] == found["then"]["people"] == 2


def test_apply_changes_the_plan(shell: Shell, installation: Installation) -> None:
    found = shell.json(
        "trip", "what-if", "maple-27", "--without", "sam", "--move", "-7", "--apply", *ON
    )

    assert found["applied"] == ["The trip is 7 days earlier.", "Sam is off the trip."]
    assert found["gone"] == ["sam"]
    assert _stands(installation) == ("2027-04-24", {"lea"})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Suppose something: --without, --move, --cancel or --renew."),
        (("--renew", "sam"), "A new passport wants --renew PERSON and --expires DATE."),
        (("--issued", "2027-01-02"), "A new passport wants --renew PERSON and --expires DATE."),
        (("--without", "tom"), "“tom” is nobody who travels on this trip."),
        (("--cancel", "back"), "No leg of this trip has the key “back”."),
        (("--move", "400"), "A trip is moved by at most 366 days, not by 400."),
        (("--without", "lea", "--apply"), "Nobody else leads this trip."),
    ],
)
def test_what_makes_no_sense_is_said_with_exit_code_two(
    shell: Shell, installation: Installation, words: tuple[str, ...], said: str
) -> None:
    result = shell("trip", "what-if", "maple-27", *words, *ON)

    assert result.exit_code == 2
    assert said in result.stderr
    assert _stands(installation) == ("2027-05-01", {"lea", "sam"})
