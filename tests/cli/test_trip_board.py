"""Who is ready, written as a leaders' paper from the command line."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest
from pypdf import PdfReader

from missions import clock
from missions.audit.model import AuditEntry
from missions.briefing.model import PaperCopy
from missions.installation import Installation
from missions.readiness.model import KeptBoard, ReadinessDay
from missions.settings import Settings
from tests.cli.test_commands import PEOPLE, Shell
from tests.factories.folders import write_csv, write_toml
from tests.renderers.pdf import reading

BEFORE = ("--on", "2027-03-01")


@pytest.fixture
def shell(settings: Settings, installation: Installation, tmp_path: Path) -> Shell:
    """A shell with a trip that asks for a waiver sixty days before it starts."""
    assert installation.settings == settings
    folder = tmp_path / "trip"
    folder.mkdir()
    trip = {"code": "maple-27", "label": "May trip", "posture": "guarded", "paper": "letter"}
    days = {"starts": "2027-05-01", "ends": "2027-05-01", "home_zone": "America/Chicago"}
    asked = [{"kind": "waiver", "due": "-60d"}]
    write_toml(folder / "trip.toml", {**trip, **days}, requirement=asked)
    write_csv(folder / "people.csv", PEOPLE)
    made = Shell(settings)
    made.json("trip", "import", folder)
    return made


def test_the_paper_of_another_day_is_locked_and_nothing_of_it_is_kept(
    shell: Shell, installation: Installation, tmp_path: Path
) -> None:
    shell.json("trip", "publish", "maple-27")
    path = tmp_path / "board.pdf"

    result = shell("trip", "board", "maple-27", "-o", path, "--on", "2027-03-03", "--json")

    (passphrase,) = re.findall(r"^Passphrase of leader papers: (\S+)$", result.stderr, re.MULTILINE)
    with installation.store.read() as session:
        (copy,) = session.query(PaperCopy).all()
        kept = (session.query(KeptBoard).count(), session.query(ReadinessDay).count())
        (entry,) = session.query(AuditEntry).filter_by(action="board:take").all()
    assert json.loads(result.stdout) == {
        "path": str(path),
        "go": "no-go",
        "day": "2027-03-03",
        "edition": 1,
        "copy": copy.code,
        "locked": True,
    }
    assert kept == (0, 0)
    assert (copy.what, copy.audience, copy.person, copy.times) == ("board", "leader", "", 1)
    assert entry.detail == "board leader pdf"
    reader = PdfReader(io.BytesIO(path.read_bytes()))
    assert reader.decrypt(passphrase)
    assert copy.code in reader.pages[0].extract_text()
    assert [shell("trip", "copies", "maple-27").stdout.split()[0]] == [copy.code]


def test_a_trip_without_an_edition_has_neither_number_nor_code(
    shell: Shell, installation: Installation, tmp_path: Path
) -> None:
    path = tmp_path / "board.pdf"

    result = shell("trip", "board", "maple-27", "-o", path, *BEFORE, "--unlocked")

    assert result.stdout == f"Not yet as of 2027-03-01: {path}\n"
    assert result.stderr == ""
    assert reading.pages(path.read_bytes()) == [
        [
            "Not yet As of Mon 1 March 2027",
            "61 days to go. Nobody stops us, two people to chase. "
            "met at risk due missing invalid waived not asked",
            "Waiver open",
            "Lea  leader 1",
            "Sam 1",
            "open 2 2",
            "No debrief is planned on site or at home.",
            "May trip Readiness",
            "leader",
            "1 of 1",
        ]
    ]
    with installation.store.read() as session:
        assert session.query(PaperCopy).count() == 0


def test_an_unknown_trip_is_told(shell: Shell, tmp_path: Path) -> None:
    result = shell("trip", "board", "nowhere", "-o", tmp_path / "board.pdf")

    assert result.exit_code == 2
    assert result.stderr == "There is no trip “nowhere”. Run: missions trip list\n"
    assert not (tmp_path / "board.pdf").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("board.docx", "“board.docx” ends in “.docx”. Wanted: .pdf, .csv or .xlsx."),
        ("board", "“board” has no ending. Wanted: .pdf, .csv or .xlsx."),
    ],
)
def test_another_ending_is_refused_and_nothing_is_written(
    shell: Shell, installation: Installation, tmp_path: Path, name: str, said: str
) -> None:
    result = shell("trip", "board", "maple-27", "-o", tmp_path / name)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / name).exists()
    with installation.store.read() as session:
        assert session.query(AuditEntry).filter_by(action="board:take").count() == 0


def test_a_table_is_written_open_and_locked(shell: Shell, tmp_path: Path) -> None:
    path, sealed = tmp_path / "board.csv", tmp_path / "board.csv.age"

    with clock.frozen(datetime(2027, 3, 1, 18, tzinfo=UTC)):
        opened = shell("trip", "board", "maple-27", "-o", path, "--unlocked")
        text = path.read_bytes().decode("utf-8-sig")
        path.unlink()
        locked = shell("trip", "board", "maple-27", "-o", path)

    (passphrase,) = re.findall(r"^Passphrase of leader papers: (\S+)$", locked.stderr, re.MULTILINE)
    assert opened.stdout == f"Not yet as of 2027-03-01: {path}\n"
    assert opened.stderr == ""
    assert text.splitlines() == [
        "person,name,role,Waiver,open,first_due",
        "lea,Lea,leader,due,1,2027-03-02",
        "sam,Sam,volunteer,due,1,2027-03-02",
    ]
    assert locked.stdout == f"Not yet as of 2027-03-01: {sealed}\n"
    assert not path.exists()
    assert b"Lea" not in sealed.read_bytes()
    assert pyrage.passphrase.decrypt(sealed.read_bytes(), passphrase).decode("utf-8-sig") == text
