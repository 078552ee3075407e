"""The commands as a leader gives them, on both databases, through the real entry point."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from missions.cli.main import main
from missions.installation import Installation
from missions.settings import Settings
from missions.store import migrate
from tests.factories.folders import write_csv, write_toml

PEOPLE = [
    {
        "key": "lea",
        "legal_name": "KIM, LEA",
        "preferred_name": "Lea",
        "role": "leader",
        "allergies": "walnuts",
    },
    {
        "key": "sam",
        "legal_name": "OH, SAM",
        "preferred_name": "Sam",
        "role": "volunteer",
        "allergies": "",
    },
]
LUNCH = {
    "key": "lunch",
    "day": "2027-05-02",
    "starts": "12:00",
    "ends": "13:00",
    "site": "maple",
    "title": "Lunch",
    "kind": "meal",
}


def _folder(path: Path, starts: str = "12:00", people: list[dict[str, str]] = PEOPLE) -> Path:
    path.mkdir(exist_ok=True)
    write_toml(
        path / "trip.toml",
        {
            "code": "maple-27",
            "name": "Maple week",
            "label": "May trip",
            "posture": "guarded",
            "starts": "2027-05-01",
            "ends": "2027-05-03",
            "home_zone": "America/Chicago",
        },
        site=[{"key": "maple", "alias": "Maple House", "mark": "B", "zone": "Asia/Seoul"}],
    )
    write_csv(path / "people.csv", people)
    write_csv(path / "schedule.csv", [{**LUNCH, "starts": starts}])
    return path


class Shell:
    """Runs commands in an installation's environment."""

    def __init__(self, settings: Settings) -> None:
        self.env = {
            "MISSIONS_HOME": str(settings.home),
            "MISSIONS_DATABASE_URL": settings.database_url,
        }

    def __call__(self, *words: str | Path) -> Result:
        return CliRunner(env=self.env).invoke(main, [str(word) for word in words])

    def json(self, *words: str | Path, code: int = 0) -> Any:
        result = self(*words, "--json")
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)


@pytest.fixture
def shell(settings: Settings, installation: Installation) -> Shell:
    assert installation.settings == settings
    return Shell(settings)


def test_a_folder_becomes_papers(shell: Shell, tmp_path: Path) -> None:
    imported = shell.json("trip", "import", _folder(tmp_path / "trip"))
    assert (imported["imported"], imported["created"]) == (True, True)

    published = shell.json("trip", "publish", "maple-27")
    assert (published["edition"], published["unchanged"]) == (1, False)

    files = shell.json("trip", "export", "maple-27", "--to", tmp_path / "out", "--unlocked")
    kinds = {(f["what"], f["audience"], f["person"], f["format"]) for f in files}
    assert len(kinds) == len(files)
    assert ("packet", "border", "sam", "pdf") in kinds
    assert all(f["edition"] == 1 for f in files)
    for f in files:
        body = Path(f["path"]).read_bytes()
        assert hashlib.sha256(body).hexdigest() == f["sha256"]


def test_the_same_folder_twice_changes_nothing(shell: Shell, tmp_path: Path) -> None:
    folder = _folder(tmp_path / "trip")
    shell.json("trip", "import", folder)
    first = shell.json("trip", "publish", "maple-27")

    again = shell.json("trip", "import", folder)
    second = shell.json("trip", "publish", "maple-27")

    assert again["changed"] is False
    assert (second["unchanged"], second["digest"]) == (True, first["digest"])


def test_a_moved_lunch_is_a_difference_for_its_people(shell: Shell, tmp_path: Path) -> None:
    shell.json("trip", "import", _folder(tmp_path / "trip"))
    shell.json("trip", "publish", "maple-27")
    shell.json("trip", "import", _folder(tmp_path / "trip", starts="12:30"))

    changes = shell.json("trip", "diff", "maple-27", "--person", "sam")["changes"]

    assert changes == [
        {
            "kinds": ["retimed"],
            "key": "lunch",
            "day": "2027-05-02",
            "now": "Lunch, 12:30–13:00",
            "was": "12:00–13:00",
        }
    ]


def test_options_narrow_an_export(shell: Shell, tmp_path: Path) -> None:
    shell.json("trip", "import", _folder(tmp_path / "trip"))
    shell.json("trip", "publish", "maple-27")

    def export(*options: str) -> list[tuple[str, str, str | None, str]]:
        files = shell.json("trip", "export", "maple-27", "--to", tmp_path / "out", *options)
        return [(f["what"], f["audience"], f["person"], f["format"]) for f in files]

    assert export("--what", "calendar", "--audience", "calendar", "--format", "ics") == [
        ("calendar", "calendar", None, "ics"),
        ("calendar", "calendar", "lea", "ics"),
        ("calendar", "calendar", "sam", "ics"),
    ]
    assert export("--person", "sam", "--audience", "border", "--what", "packet") == [
        ("packet", "border", "sam", "pdf"),
        ("packet", "border", "sam", "json"),
    ]
    assert export("--what", "book", "--audience", "border") == []


def test_faults_leave_everything_as_it_was(shell: Shell, tmp_path: Path) -> None:
    shell.json("trip", "import", _folder(tmp_path / "trip"))
    before = shell.json("trip", "publish", "maple-27")

    refused = shell.json("trip", "import", _folder(tmp_path / "trip", starts="25:99"), code=2)

    assert refused["imported"] is False
    assert [(f["file"], f["column"], f["cell"]) for f in refused["faults"]] == [
        ("schedule.csv", "starts", "25:99")
    ]
    assert shell.json("trip", "publish", "maple-27")["digest"] == before["digest"]


def test_a_saved_folder_reads_back_as_it_was(shell: Shell, tmp_path: Path) -> None:
    shell.json("trip", "import", _folder(tmp_path / "trip"))

    saved = shell.json("trip", "save", "maple-27", tmp_path / "saved")
    again = shell.json("trip", "import", tmp_path / "saved")

    assert saved["left_out"] == {"people": ["allergies", "medication", "blood_type"]}
    assert again["changed"] is False
    written = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "saved").iterdir())
    assert "walnuts" not in written


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("trip", "publish", "nowhere"), 2, "There is no trip “nowhere”."),
        (("trip", "import", "/no/such/folder"), 2, "The database is as it was."),
        (("trip", "export", "x", "--to", "y", "--what", "poem"), 2, "“poem” is not one of"),
        (("trip", "template", "sheet.ods"), 2, "should end in .xlsx"),
        (("sign-in", "nowhere", "--person", "lea"), 2, "There is no trip “nowhere”."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    shell: Shell, words: tuple[str, ...], code: int, said: str
) -> None:
    result = shell(*words)

    assert result.exit_code == code
    assert said in result.stderr
    assert result.stdout == ""


def test_a_trip_without_an_edition_says_what_to_do(shell: Shell, tmp_path: Path) -> None:
    shell.json("trip", "import", _folder(tmp_path / "trip"))

    answered = shell.json("trip", "export", "maple-27", "--to", tmp_path / "out", code=2)

    assert "missions trip publish" in answered["error"]


def test_a_sign_in_link_is_printed_for_a_known_person(shell: Shell, tmp_path: Path) -> None:
    shell.json("trip", "import", _folder(tmp_path / "trip"))

    answered = shell.json("sign-in", "maple-27", "--person", "lea")

    assert answered["url"].startswith("http://127.0.0.1:8080/sign-in/")
    assert len(answered["url"].rsplit("/", 1)[1]) >= 43


def test_the_database_is_what_the_tables_say(shell: Shell) -> None:
    head = migrate.head()

    assert shell.json("db", "check") == {"revision": head, "wanted": head, "differences": []}


def test_nothing_works_before_init(tmp_path: Path) -> None:
    env = {"MISSIONS_HOME": str(tmp_path / "none"), "MISSIONS_DATABASE_URL": ""}

    result = CliRunner(env=env).invoke(main, ["trip", "list"])

    assert (result.exit_code, "Run: missions init" in result.stderr) == (1, True)


def test_init_may_be_repeated(tmp_path: Path) -> None:
    env = {"MISSIONS_HOME": str(tmp_path / "home"), "MISSIONS_DATABASE_URL": ""}
    runs = [CliRunner(env=env).invoke(main, ["init", "--json"]) for _ in range(2)]
    key = tmp_path / "home" / "outer.key"

    assert [json.loads(run.stdout)["new_key"] for run in runs] == [True, False]
    assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("code", ["spring-27", "casa-27"])
def test_the_samples_are_read_without_a_remark(tmp_path: Path, code: str) -> None:
    env = {"MISSIONS_HOME": str(tmp_path / "home"), "MISSIONS_DATABASE_URL": ""}
    CliRunner(env=env).invoke(main, ["init"])

    result = CliRunner(env=env).invoke(main, ["trip", "import", f"samples/{code}", "--json"])

    document = json.loads(result.stdout)
    assert (document["created"], document["warnings"], document["notices"]) == (True, [], [])


def test_a_blank_zone_at_home_is_utc_and_a_partial_folder_leaves_it(
    shell: Shell, tmp_path: Path
) -> None:
    folder = _folder(tmp_path / "trip")
    toml = folder / "trip.toml"
    whole = toml.read_text(encoding="utf-8")
    shell.json("trip", "import", folder)
    toml.write_text('[trip]\ncode = "maple-27"\n', encoding="utf-8")

    partial = shell.json("trip", "import", folder)
    toml.write_text(whole.replace("maple-27", "oak-27").replace("America/Chicago", ""), "utf-8")
    blank = shell.json("trip", "import", folder)

    assert partial["tables"]["trip"]["changed"] == 0
    assert [notice["column"] for notice in blank["notices"]] == ["home_zone"]
