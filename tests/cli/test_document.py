"""Documents from the command line, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from missions import clock
from missions.audit.log import OPERATOR
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.settings import Settings
from tests.cli.test_commands import Shell
from tests.factories.telling_trip import CODE, bring

PAPERS = """key,person,kind,number,country,expires,state,chosen,tied_to,replaced_by
mei-old,mei,passport,X1234567,US,2027-04-01,accepted,,,mei-new
mei-new,mei,passport,X7654321,US,2027-08-30,,yes,,
mei-visa,mei,visa,V111,CN,2030-01-01,,,mei-old,
"""


@pytest.fixture
def shell(settings: Settings, installation: Installation, tmp_path: Path) -> Shell:
    """The commands of an installation with a trip whose member has three papers."""
    folder = tmp_path / "folder"
    bring(installation, folder, plain_title="Evening prayer")
    (folder / "documents.csv").write_text(PAPERS)
    import_trip(installation, read_trip(folder), actor=OPERATOR)
    return Shell(settings)


def test_what_is_on_file_is_listed_without_what_is_sealed(shell: Shell) -> None:
    rows = shell.json("document", "list", CODE, "--person", "mei")

    assert rows[0] == {
        "key": "mei-old",
        "person": "mei",
        "kind": "passport",
        "state": "accepted",
        "valid_from": None,
        "expires": "2027-04-01",
        "chosen": False,
        "tied_to": "",
        "replaced_by": "mei-new",
        "scans": 0,
    }
    assert [(row["key"], row["chosen"], row["tied_to"]) for row in rows] == [
        ("mei-old", False, ""),
        ("mei-new", True, ""),
        ("mei-visa", False, "mei-old"),
    ]
    assert "X1234567" not in shell("document", "list", CODE).stdout


def test_one_is_returned_with_a_reason_and_accepted(shell: Shell) -> None:
    returned = shell.json("document", "return", CODE, "mei-new", "--reason", "Too dark.")
    shown = shell.json("document", "show", CODE, "mei-new")
    accepted = shell.json("document", "accept", CODE, "mei-new")

    assert returned == {"code": CODE, "key": "mei-new", "state": "returned", "letters": 0}
    assert (shown["number"], shown["state"]) == ("X7654321", "returned")
    assert [(one["what"], one["reason"]) for one in shown["history"]] == [("returned", "Too dark.")]
    assert accepted == {"code": CODE, "key": "mei-new", "state": "accepted"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("accept", CODE, "mei-old"), "mei-old was replaced by mei-new. Nothing was changed."),
        (("accept", CODE, "nothing"), "There is no document “nothing” in linden-27."),
        (("return", CODE, "mei-visa", "--reason", " "), "Say why it is returned"),
        (("list", CODE, "--person", "nobody"), "There is no person “nobody” in linden-27."),
    ],
)
def test_what_can_not_be_done_is_said(shell: Shell, args: tuple[str, ...], said: str) -> None:
    result = shell("document", *args)

    assert result.exit_code == 2
    assert said in result.stderr


def test_what_ends_soon_is_listed_but_not_what_was_replaced(shell: Shell) -> None:
    with clock.frozen(datetime(2027, 3, 20, tzinfo=UTC)):
        found = shell.json("document", "expiring")
        month = shell("document", "expiring", "--days", "30")

    assert found == [
        {
            "code": CODE,
            "person": "mei",
            "key": "mei-new",
            "kind": "passport",
            "expires": "2027-08-30",
        }
    ]
    assert month.stdout == "No document ends within 30 days.\n"
