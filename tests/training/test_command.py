"""`missions training`: list, mark, sheet, certificate, copy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from missions import clock
from missions.audit.log import OPERATOR
from missions.cli.main import main
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.training.model import Attendance
from tests.factories.folders import write_csv, write_toml
from tests.factories.installations import sqlite_installation
from tests.renderers.pdf import reading

TRIP = {
    "label": "Summer team",
    "posture": "open",
    "ends": date(2026, 7, 22),
    "home_zone": "America/Chicago",
}
NOW = datetime(2026, 7, 1, 15, tzinfo=UTC)


def _folder(root: Path, code: str, starts: date, ends: date) -> Path:
    folder = root / code
    folder.mkdir()
    trip = {**TRIP, "code": code, "starts": starts, "ends": ends}
    write_toml(folder / "trip.toml", trip)
    people = [
        {"key": "mei", "preferred_name": "Mei", "legal_name": "LIN, MEI", "role": "leader"},
        {"key": "ben", "preferred_name": "Ben", "role": "volunteer"},
    ]
    write_csv(folder / "people.csv", people)
    if code == "willow-26":
        sessions = [
            {
                "key": "safe",
                "title": "Safe with children",
                "starts": "2026-06-06T09:30",
                "ends": "11:00",
                "required": "yes",
                "topic": "children",
                "course": "Children",
            }
        ]
        write_csv(folder / "training.csv", sessions)
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """An installation with two trips, one of which has a session."""
    monkeypatch.setenv("MISSIONS_HOME", str(tmp_path / "home"))
    with clock.frozen(NOW):
        made = sqlite_installation(tmp_path / "home")
        for code, starts, ends in (
            ("willow-26", date(2026, 7, 10), date(2026, 7, 22)),
            ("willow-27", date(2027, 7, 9), date(2027, 7, 21)),
        ):
            folder = _folder(tmp_path, code, starts, ends)
            import_trip(made, read_trip(folder), actor=OPERATOR)
        yield made
        made.close()


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, ["training", *words])


def _document(*words: str) -> Any:
    found = _run(*words, "--json")
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


def test_sessions_are_listed(home: Installation) -> None:
    assert _document("list", "willow-26") == [
        {
            "key": "safe",
            "title": "Safe with children",
            "course": "Children",
            "topic": "children",
            "starts": "2026-06-06 09:30:00",
            "ends": "2026-06-06 11:00:00",
            "zone": "America/Chicago",
            "place": None,
            "required": True,
            "minutes": 90,
            "people": 2,
            "there": 0,
            "excused": 0,
            "missed": 0,
            "unmarked": 2,
        }
    ]
    assert "No trainings yet." in _run("list", "willow-27").stdout


def test_somebody_is_marked_and_unmarked(home: Installation) -> None:
    assert _document("mark", "willow-26", "safe", "ben", "missed", "--note", "ill")["state"] == (
        "missed"
    )
    document = _document("mark", "willow-26", "safe", "ben", "made up", "--date", "2026-06-09")
    assert (document["before"], document["state"]) == ("missed", "made up")
    with home.store.read() as session:
        row = session.query(Attendance).one()
        assert (row.state, row.date, row.note) == ("made up", date(2026, 6, 9), "ill")
    assert _document("mark", "willow-26", "safe", "ben", "none")["state"] is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("mark", "willow-26", "safe", "ghost", "attended"), "isn’t for “ghost”"),
        (("mark", "willow-26", "safe", "ben", "made up"), "On which day was it made up?"),
        (("mark", "willow-26", "safe", "ben", "made up", "--date", "x"), "“x” is no day."),
        (("mark", "willow-26", "none", "ben", "attended"), "Known: safe"),
        (("list", "nowhere"), "nowhere"),
        (("copy", "willow-26", "willow-26"), "can't be copied onto itself"),
        (("certificate", "willow-26", "ben", "--course", "X", "-o", "x"), "no course “X”"),
    ],
)
def test_bad_input_is_a_sentence(home: Installation, words: tuple[str, ...], told: str) -> None:
    found = _run(*words)
    assert (found.exit_code, told in found.output) == (2, True), found.output


def test_a_sheet_is_written(home: Installation, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    assert _document("sheet", "willow-26", "safe", "-o", str(out))["people"] == 2
    assert reading.pages(out.read_bytes())[0][0] == "Safe with children"


def test_a_certificate_is_written_once_it_is_earned(home: Installation, tmp_path: Path) -> None:
    out = tmp_path / "certificate.pdf"
    early = _run("certificate", "willow-26", "mei", "-o", str(out))
    assert (early.exit_code, out.exists()) == (1, False)
    assert "Missing: Safe with children: not marked on Sat 6 June." in early.output

    _run("mark", "willow-26", "safe", "mei", "attended")
    assert _document("certificate", "willow-26", "mei", "-o", str(out))["minutes"] == 90
    assert "MEI LIN" in reading.pages(out.read_bytes())[0]


def test_a_curriculum_is_carried_over(home: Installation) -> None:
    document = _document("copy", "willow-26", "willow-27")
    assert document["copied"] == [
        {"key": "safe", "starts": "2027-06-05 09:30:00", "was": "2026-06-06 09:30:00"}
    ]
    assert "Nothing new." in _run("copy", "willow-26", "willow-27").stdout


def test_a_course_comes_from_the_folder_and_goes_back(home: Installation, tmp_path: Path) -> None:
    out = tmp_path / "saved"
    found = CliRunner().invoke(main, ["trip", "save", "willow-26", str(out)])
    assert found.exit_code == 0, found.output
    head, row = (out / "training.csv").read_text(encoding="utf-8-sig").splitlines()
    assert dict(zip(head.split(","), row.split(","), strict=True))["course"] == "Children"
