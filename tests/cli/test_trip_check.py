"""`missions trip check` and what a leader decides, against answers worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from missions import clock
from missions.audit.log import OPERATOR
from missions.board.keeping import is_current, refresh
from missions.briefing.queries import trip_by_code
from missions.installation import Installation
from missions.readiness.model import KeptVerdict
from missions.reference.queries import rules_of
from missions.settings import Settings
from tests.cli.test_commands import Shell
from tests.factories.folders import write_csv, write_toml

CODE = "willow-26"
ON = ("--on", "2026-05-20")
"""After the passports were due (11 May), before the waivers are (10 June)."""

PEOPLE = (
    ("lea", "KIM, LEA", "Lea", "leader", "1980-05-01"),
    ("sam", "OH, SAM", "Sam", "volunteer", "1990-02-03"),
    ("ruth", "OKAFOR, RUTH", "Ruth", "volunteer", "1971-11-30"),
)
PAPERS = (
    ("lea", "passport", "X1", "KIM, LEA", "2021-01-01", "2031-01-01", "accepted"),
    ("lea", "waiver", "", "", "2026-04-01", "", ""),
    ("sam", "passport", "X2", "OH, SAM", "2017-01-01", "2027-01-21", ""),
    ("ruth", "passport", "", "", "", "", "applied"),
)
"""The return is on 22 July: six months later is 22 January 2027, a day after Sam's ends."""


def _row(names: str, values: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(names.split(), values, strict=True))


def folder(path: Path) -> Path:
    path.mkdir()
    write_toml(
        path / "trip.toml",
        {
            "code": CODE,
            "label": "Summer trip",
            "posture": "open",
            "starts": "2026-07-10",
            "ends": "2026-07-22",
            "home_zone": "America/Chicago",
        },
        site=[
            {"key": "inn", "alias": "The inn", "kind": "lodging", "zone": "America/Chicago"},
            {"key": "park", "alias": "The park", "kind": "meeting", "zone": "America/Chicago"},
        ],
    )
    with (path / "trip.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[requirement]]\nkind = "passport"\ndue = "-60d"\n'
            "[requirement.with]\nmonths_beyond_return = 6\n"
            '\n[[requirement]]\nkind = "waiver"\ndue = "-30d"\nseverity = "warning"\n'
        )
    names = "key legal_name preferred_name role birth_date"
    write_csv(path / "people.csv", [_row(names, person) for person in PEOPLE])
    names = "person kind number name_on_document issued expires state"
    write_csv(path / "documents.csv", [_row(names, paper) for paper in PAPERS])
    names = "key day starts ends site title kind people"
    items = (
        ("walk", "2026-07-11", "10:00", "12:00", "park", "A walk", "other", "sam;ruth"),
        ("talk", "2026-07-11", "11:30", "13:00", "inn", "A talk", "meeting", "sam;lea"),
    )
    write_csv(path / "schedule.csv", [_row(names, item) for item in items])
    names = "key site check_in check_out"
    write_csv(path / "stays.csv", [_row(names, ("inn", "inn", "2026-07-10", "2026-07-22"))])
    return path


@pytest.fixture
def shell(settings: Settings, installation: Installation, tmp_path: Path) -> Shell:
    assert installation.settings == settings
    made = Shell(settings)
    made.json("trip", "import", folder(tmp_path / "trip"))
    return made


VERDICTS = [
    {
        "person": "lea",
        "kind": "passport",
        "state": "met",
        "due": None,
        "reason": "It is valid until 1 January 2031.",
        "next": "",
    },
    {
        "person": "lea",
        "kind": "waiver",
        "state": "met",
        "due": None,
        "reason": "Handed in.",
        "next": "",
    },
    {
        "person": "sam",
        "kind": "passport",
        "state": "invalid",
        "due": "2026-05-11",
        "reason": "It ends on 21 January 2027; wanted is 22 January 2027 or later (for this trip,"
        " 6 months after the return).",
        "next": "Renew the passport now, expedited, and enter the new one.",
    },
    {
        "person": "sam",
        "kind": "waiver",
        "state": "due",
        "due": "2026-06-10",
        "reason": "Not handed in yet.",
        "next": "Hand it in.",
    },
    {
        "person": "ruth",
        "kind": "passport",
        "state": "missing",
        "due": "2026-05-11",
        "reason": "Applied for, not here yet.",
        "next": "Ask how the application stands.",
    },
    {
        "person": "ruth",
        "kind": "waiver",
        "state": "due",
        "due": "2026-06-10",
        "reason": "Not handed in yet.",
        "next": "Hand it in.",
    },
]
OVERLAP = {
    "kind": "overlap",
    "severity": "error",
    "items": ["walk", "talk"],
    "people": ["sam"],
    "reason": "Two things at once for Sam on 11 July: “A walk” (10:00 to 12:00) and “A talk”"
    " (11:30 to 13:00).",
    "overridden": False,
}


def test_a_trip_is_judged_as_of_a_day(shell: Shell) -> None:
    assert shell.json("trip", "check", CODE, *ON, code=1) == {
        "go": "no-go",
        "verdicts": VERDICTS,
        "conflicts": [OVERLAP],
    }


def test_what_was_due_is_missing_a_day_later_and_not_before(shell: Shell) -> None:
    def states(day: str) -> dict[str, str]:
        found = shell.json("trip", "check", CODE, "--on", day, code=1)
        return {
            f"{one['person']} {one['kind']}": one["state"]
            for one in found["verdicts"]
            if one["state"] in ("due", "missing")
        }

    assert states("2026-05-11") == {
        "sam waiver": "due",
        "ruth passport": "due",
        "ruth waiver": "due",
    }
    assert states("2026-06-11") == {
        "sam waiver": "missing",
        "ruth passport": "missing",
        "ruth waiver": "missing",
    }


def test_a_person_reads_the_worst_first(shell: Shell) -> None:
    result = shell("trip", "check", CODE, *ON)

    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[0] == "No-go as of 2026-05-20."
    assert [line.split(":")[0] for line in lines if line.startswith(("inv", "mis", "due"))] == [
        "invalid  Sam, passport by 2026-05-11",
        "missing  Ruth, passport by 2026-05-11",
        "due      Sam, waiver (warning) by 2026-06-10",
        "due      Ruth, waiver (warning) by 2026-06-10",
    ]
    assert lines[-1] == "2 of 6 requirements are met or waived."


def test_what_is_waived_and_let_be_stops_nothing_until_it_is_taken_back(shell: Shell) -> None:
    reason = ("--reason", "Stays in the country", "--by", "Lea")
    for person in ("sam", "ruth"):
        assert shell("trip", "waive", CODE, person, "passport", *reason).exit_code == 0
    clash = ("trip", "let-be", CODE, "overlap", "--items", "walk;talk")
    assert shell(*clash, "--reason", "Sam leaves early").exit_code == 0

    found = shell.json("trip", "check", CODE, *ON)
    assert found["go"] == "go"
    assert [one["reason"] for one in found["verdicts"] if one["state"] == "waived"] == [
        "Waived by Lea: Stays in the country",
        "Waived by Lea: Stays in the country",
    ]
    assert found["conflicts"] == [{**OVERLAP, "overridden": True}]

    assert shell("trip", "waive", CODE, "sam", "passport", "--take-back").exit_code == 0
    assert shell(*clash, "--take-back").exit_code == 0
    found = shell.json("trip", "check", CODE, *ON, code=1)
    assert (found["go"], found["conflicts"]) == ("no-go", [OVERLAP])


def test_publishing_says_which_clashes_are_open_and_publishes(shell: Shell) -> None:
    result = shell("trip", "publish", CODE)

    assert result.exit_code == 0
    assert "Edition 1 is published." in result.stdout
    assert OVERLAP["reason"] in result.stderr
    assert OVERLAP["reason"] not in result.stdout

    shell("trip", "let-be", CODE, "overlap", "--items", "walk;talk", "--reason", "Fine")
    assert OVERLAP["reason"] not in shell("trip", "publish", CODE).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("waive", CODE, "nobody", "passport", "--reason", "x"),
            "“nobody” is nobody of this trip. Give a person's key.",
        ),
        (
            ("waive", CODE, "sam", "visa", "--reason", "x"),
            "This trip asks for no visa. Give a requirement of the trip.",
        ),
        (
            ("waive", CODE, "sam", "passport", "--reason", "  "),
            "The reason is blank. Say why, in a few words; it is kept and printed.",
        ),
        (
            ("waive", CODE, "sam", "passport", "--reason", "x" * 501),
            "The reason has 501 characters; at most 500 are kept.",
        ),
        (
            ("waive", CODE, "sam", "passport", "--take-back"),
            "No passport is waived for “sam”.",
        ),
        (
            ("let-be", CODE, "overlap", "--items", "walk", "--reason", "x"),
            "No clash of kind overlap has these items. See: missions trip check willow-26",
        ),
        (
            ("let-be", CODE, "overlap", "--items", "walk;talk"),
            "The reason is blank. Say why, in a few words; it is kept and printed.",
        ),
    ],
)
def test_a_decision_that_lacks_something_is_refused_and_nothing_changes(
    shell: Shell, words: tuple[str, ...], said: str
) -> None:
    result = shell("trip", *words)

    assert (result.exit_code, result.stderr) == (2, f"{said}\n")
    assert shell.json("trip", "check", CODE, *ON, code=1)["verdicts"] == VERDICTS


def test_a_day_that_is_none_and_a_trip_that_is_none_are_said(shell: Shell) -> None:
    assert shell("trip", "check", CODE, "--on", "7/10/26").exit_code == 2
    assert shell.json("trip", "check", "nowhere", code=2) == {
        "error": "There is no trip “nowhere”. Run: missions trip list"
    }


def test_looking_keeps_nothing(shell: Shell, installation: Installation) -> None:
    shell.json("trip", "check", CODE, *ON, code=1)

    with installation.store.read() as session:
        assert session.query(KeptVerdict).count() == 0


def test_every_trip_stands_as_it_was_last_judged(shell: Shell, installation: Installation) -> None:
    assert shell.json("trip", "check", "--all") == []
    with clock.frozen(datetime(2026, 5, 20, 15, tzinfo=UTC)), installation.store.write() as session:
        refresh(installation, session, trip_by_code(session, CODE), OPERATOR)

    assert shell.json("trip", "check", "--all", code=1) == [
        {"code": CODE, "go": "no-go", "ready": 1, "people": 3, "day": "2026-05-20"}
    ]
    assert shell("trip", "check", "--all").stdout == (
        "willow-26        no-go       1 of 3 ready, as of 2026-05-20\n"
    )


@pytest.mark.parametrize("words", [(), (CODE, "--all"), ("--all", *ON)])
def test_one_trip_or_all_is_asked_for(shell: Shell, words: tuple[str, ...]) -> None:
    result = shell("trip", "check", *words)

    assert result.exit_code == 2
    assert "Give a trip's CODE, with --on DAY if you like; or --all alone." in result.stderr


def test_a_trip_in_which_nothing_is_sealed_is_judged_whole_and_its_board_stays_current(
    shell: Shell, installation: Installation, tmp_path: Path
) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    write_toml(
        plain / "trip.toml",
        {"code": "plain", "posture": "open", "starts": "2027-03-08", "ends": "2027-03-10"},
    )
    write_csv(plain / "people.csv", [{"key": "ann", "preferred_name": "Ann", "role": "leader"}])
    shell.json("trip", "import", plain)

    assert "Sealed facts could not be read" not in shell("trip", "check", "plain").stdout
    with clock.frozen(datetime(2027, 2, 1, 15, tzinfo=UTC)), installation.store.write() as session:
        trip = trip_by_code(session, "plain")
        assert refresh(installation, session, trip, OPERATOR).kept.opened is True
        assert is_current(installation, session, trip, rules_of(session).stamp)
