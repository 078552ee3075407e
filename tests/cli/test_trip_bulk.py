"""Rosters and flights by command: a preview that writes nothing, then all of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from missions import clock
from missions.assets import samples_dir
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.held import find_trip, load
from missions.intake.read import read_trip
from missions.settings import Settings, from_environment
from tests.cli.typing_shell import Shell
from tests.intake.confirmations.carriers import event, flight, page

CODE = "spring-27"
ROSTER = """\
Participant,Goes by,DOB,Cell,Home church
"RIVERA, TOMAS ANDRES",Tomás,1992-10-11,+1 312 555 0199,Pilsen
"ODE, BEN",Benny,1992-08-17,312 555 0160,Uptown
"""
UA881 = flight(
    "881", ("UA", "United"), ("ORD", "HND"), ("2027-03-07T12:45:00", "2027-03-08T16:40:00")
)
UA881["underName"]["name"] = "Caleb John Wright"


@pytest.fixture
def shell(settings: Settings, installation: Installation) -> Shell:
    """Commands in an installation that holds the closed sample."""
    import_trip(installation, read_trip(samples_dir() / CODE), actor="operator")
    return Shell(settings)


@pytest.fixture(autouse=True)
def _winter() -> object:
    with clock.frozen(datetime(2027, 2, 1, 12, tzinfo=UTC)):
        yield


def _written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _held(installation: Installation) -> dict[str, dict[str, str]]:
    """Return phones by person, and the people by flight."""
    with installation.store.read() as session:
        trip = find_trip(session, CODE)
        assert trip is not None
        folder = load(session, trip).folder
        return {
            "phones": {row.key: row.phone for row in folder.people.rows},
            "people": {row.key: row.people for row in folder.travel.rows},
        }


def test_a_roster_is_shown_and_then_kept(
    shell: Shell, installation: Installation, tmp_path: Path
) -> None:
    file, before = _written(tmp_path / "team.csv", ROSTER), _held(installation)

    shown = shell.json("trip", "roster", CODE, file)

    assert (shown["applied"], shown["changed"]) == (False, False)
    assert shown["columns"] == {
        "Participant": "legal_name",
        "Goes by": "preferred_name",
        "DOB": "birth_date",
        "Cell": "phone",
    }
    assert [(row["what"], row["key"], row["differences"]) for row in shown["rows"]] == [
        (
            "changed",
            "tomas",
            [{"field": "phone", "was": "+1 312 555 0108", "becomes": "+1 312 555 0199"}],
        ),
        ("new", "benny", []),
    ]
    assert _held(installation) == before

    kept = shell.json("trip", "roster", CODE, file, "--apply")

    assert (kept["applied"], kept["changed"]) == (True, True)
    assert _held(installation)["phones"] == {
        **before["phones"],
        "tomas": "+1 312 555 0199",
        "benny": "312 555 0160",
    }
    assert shell("trip", "roster", CODE, file).stdout.splitlines()[-1] == (
        "There is nothing to do: spring-27 says all of it already."
    )


def test_a_column_is_what_one_says(shell: Shell, tmp_path: Path) -> None:
    file = _written(tmp_path / "team.csv", ROSTER)

    shown = shell.json("trip", "roster", CODE, file, "--map", "Home church=groups", "--map", "4=-")

    assert shown["columns"] == {
        "Participant": "legal_name",
        "Goes by": "preferred_name",
        "DOB": "birth_date",
        "Home church": "groups",
    }


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("Shoes=diet", "--map “Shoes=diet” names no column."),
        ("9=diet", "--map “9=diet” names no column."),
        ("Cell=purpose", "--map “Cell=purpose” names no target."),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(
    shell: Shell, tmp_path: Path, said: str, error: str
) -> None:
    file = _written(tmp_path / "team.csv", ROSTER)

    refused = shell.json("trip", "roster", CODE, file, "--map", said, code=2)

    assert refused["error"].startswith(error)


def test_a_faulty_roster_is_refused_whole(
    shell: Shell, installation: Installation, tmp_path: Path
) -> None:
    file = _written(tmp_path / "team.csv", ROSTER.replace("1992-08-17", "7/10/92"))
    before = _held(installation)

    refused = shell.json("trip", "roster", CODE, file, "--apply", code=2)

    assert refused["applied"] is False
    assert [(fault["cause"], fault["row"], fault["cell"]) for fault in refused["faults"]] == [
        ("two_days", 3, "7/10/92")
    ]
    assert _held(installation) == before


def test_flights_are_shown_and_then_kept(
    shell: Shell, installation: Installation, tmp_path: Path
) -> None:
    file, before = _written(tmp_path / "united.html", page(UA881)), _held(installation)

    shown = shell.json("trip", "flights", CODE, file)

    assert (shown["applied"], shown["not_understood"]) == (False, [])
    assert shown["segments"] == [
        {
            "verdict": "new",
            "segment": "",
            "mode": "flight",
            "number": "UA881",
            "from": "ORD",
            "to": "HND",
            "departs": "2027-03-07T12:45",
            "arrives": "2027-03-08T16:40",
            "locator": "QWX7RT",
            "people": ["caleb"],
            "unmatched": [],
            "differences": [],
            "joins": [],
            "leaves": [],
            "off": "",
            "for_all": 0,
            "asks": [],
            "keep": True,
        }
    ]
    assert _held(installation) == before

    assert shell.json("trip", "flights", CODE, file, "--apply")["changed"] is True
    assert _held(installation)["people"] == {**before["people"], "ua881-0307": "caleb"}

    off = json.loads(json.dumps(UA881))
    off["reservationStatus"] = "http://schema.org/ReservationCancelled"
    other = _written(tmp_path / "off.html", page(off))
    assert shell.json("trip", "flights", CODE, other, "--apply")["applied"] is False
    assert shell.json("trip", "flights", CODE, other, "--apply", "--cancelled")["changed"] is True
    assert _held(installation) == before


@pytest.mark.parametrize(
    ("locator", "said", "people"),
    [
        ("K9X2QP", "it is another booking: takes tomas off ord-icn", "all; -minho; -tomas"),
        ("R4TZ8K", "it changes for all 15 on it", "all; -minho"),
    ],
)
def test_a_change_for_all_and_another_booking_are_told_apart(
    shell: Shell, installation: Installation, tmp_path: Path, locator: str, said: str, people: str
) -> None:
    later = flight(
        "38",
        ("KE", "Korean Air"),
        ("ORD", "ICN"),
        ("2027-03-08T13:35:00", "2027-03-09T17:20:00"),
        reservationNumber=locator,
    )
    later["underName"]["name"] = "Tomas Andres Rivera"
    file = _written(tmp_path / "korean.html", page(later))

    assert said in shell("trip", "flights", CODE, file).stdout
    shell.json("trip", "flights", CODE, file, "--apply")

    assert _held(installation)["people"]["ord-icn"] == people


def test_people_are_said_where_a_confirmation_names_nobody(
    shell: Shell, installation: Installation, tmp_path: Path
) -> None:
    calendar = event(
        "Flight UA881 ORD-HND",
        ";TZID=America/Chicago:20270307T124500",
        ";TZID=Asia/Tokyo:20270308T164000",
    )
    file = _written(tmp_path / "united.ics", calendar)

    alone = shell.json("trip", "flights", CODE, file, "--apply")
    said = shell.json("trip", "flights", CODE, file, "--people", "ruth; @music", "--apply")
    nobody = shell.json("trip", "flights", CODE, file, "--people", "zoe", code=2)

    assert (alone["applied"], [each["keep"] for each in alone["segments"]]) == (False, [False])
    assert said["segments"][0]["people"] == ["mei", "ruth", "ben", "esther", "lily"]
    assert _held(installation)["people"]["ua881-0307"] == "mei; ruth; ben; esther; lily"
    assert nobody["error"] == "--people “zoe” is nobody of the trip. Wanted: people's keys."


def test_what_cannot_be_read_is_said(shell: Shell, tmp_path: Path) -> None:
    file = _written(tmp_path / "photo.png", b"\x89PNG\x00\x01\x02\x03")

    result = shell("trip", "flights", CODE, file)

    assert result.exit_code == 0
    assert result.stdout == "None found.\n"
    assert "“photo.png” is a file that is no text." in result.stderr


def test_a_trip_that_is_not_there_is_said(shell: Shell, tmp_path: Path) -> None:
    file = _written(tmp_path / "team.csv", ROSTER)

    refused = shell.json("trip", "roster", "nowhere", file, code=2)

    assert "There is no trip “nowhere”." in refused["error"]


def test_the_extractor_is_a_setting() -> None:
    settings = from_environment({"MISSIONS_HOME": "/x", "MISSIONS_KITINERARY": "/opt/extract"})

    assert settings.kitinerary == "/opt/extract"
    assert from_environment({"MISSIONS_HOME": "/x"}).kitinerary == ""
