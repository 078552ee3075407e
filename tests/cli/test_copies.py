"""Leaders' papers locked on export, copies listed, a found sheet traced."""

from __future__ import annotations

import hashlib
import io
import json
import re
from pathlib import Path

import pyrage
import pytest
from pypdf import PdfReader

from missions.audit.model import AuditEntry
from missions.installation import Installation
from missions.settings import Settings
from tests.cli.test_commands import Shell, _folder

LEADERS = ("--audience", "leader", "--what", "manifest")


@pytest.fixture
def shell(settings: Settings, installation: Installation, tmp_path: Path) -> Shell:
    """A shell with a published trip."""
    assert installation.settings == settings
    made = Shell(settings)
    made.json("trip", "import", _folder(tmp_path / "trip"))
    made.json("trip", "publish", "maple-27")
    return made


def _exports(installation: Installation) -> list[str]:
    with installation.store.read() as session:
        rows = session.query(AuditEntry).filter_by(action="paper:export")
        return [row.detail for row in rows.order_by(AuditEntry.number)]


def test_leaders_papers_are_locked_with_a_passphrase_told_on_standard_error(
    shell: Shell, installation: Installation, tmp_path: Path
) -> None:
    result = shell("trip", "export", "maple-27", "--to", tmp_path / "out", *LEADERS, "--json")

    (passphrase,) = re.findall(r"^Passphrase of leader papers: (\S+)$", result.stderr, re.MULTILINE)
    files = {file["format"]: file for file in json.loads(result.stdout)}
    bodies = {name: Path(file["path"]).read_bytes() for name, file in files.items()}
    assert passphrase not in result.stdout
    assert {name: Path(file["path"]).name for name, file in files.items()} == {
        "pdf": "manifest-leader-edition-1.pdf",
        "csv": "manifest-leader-edition-1.csv.age",
        "json": "manifest-leader-edition-1.json.age",
    }
    assert all(file["locked"] for file in files.values())
    for name, file in files.items():
        assert hashlib.sha256(bodies[name]).hexdigest() == file["sha256"]
    reader = PdfReader(io.BytesIO(bodies["pdf"]))
    assert reader.is_encrypted
    assert reader.decrypt(passphrase)
    opened = json.loads(pyrage.passphrase.decrypt(bodies["json"], passphrase))
    assert (opened["what"], opened["audience"]) == ("manifest", "leader")
    assert _exports(installation) == ["manifest leader pdf,csv,json"]


def test_each_run_has_a_passphrase_of_its_own(shell: Shell, tmp_path: Path) -> None:
    command = ("trip", "export", "maple-27", "--to", tmp_path / "out", *LEADERS, "--format", "pdf")
    told = {shell(*command).stderr for _ in range(2)}

    assert len(told) == 2


def test_unlocked_papers_are_the_operators_choice_and_recorded(
    shell: Shell, installation: Installation, tmp_path: Path
) -> None:
    result = shell("trip", "export", "maple-27", "--to", tmp_path / "out", *LEADERS, "--unlocked")

    out = tmp_path / "out" / "leader"
    assert "assphrase" not in result.stderr
    assert sorted(path.name for path in out.iterdir()) == [
        "manifest-leader-edition-1.csv",
        "manifest-leader-edition-1.json",
        "manifest-leader-edition-1.pdf",
    ]
    assert not PdfReader(out / "manifest-leader-edition-1.pdf").is_encrypted
    assert _exports(installation) == ["manifest leader pdf,csv,json unlocked"]


def test_other_papers_are_never_locked(shell: Shell, tmp_path: Path) -> None:
    command = ("trip", "export", "maple-27", "--to", tmp_path / "out", "--audience", "team,border")
    result = shell(*command, "--what", "packet", "--format", "pdf", "--json")

    files = json.loads(result.stdout)
    assert "assphrase" not in result.stderr
    assert [file["locked"] for file in files] == [False] * 4
    assert not any(PdfReader(file["path"]).is_encrypted for file in files)


def test_copies_are_listed_and_traced(
    shell: Shell, installation: Installation, tmp_path: Path
) -> None:
    assert shell.json("trip", "copies", "maple-27") == []
    assert "No copies are out." in shell("trip", "copies", "maple-27").stdout
    command = ("trip", "export", "maple-27", "--to", tmp_path / "out", "--audience", "team")
    for _ in range(2):
        shell.json(*command, "--what", "card,manifest", "--person", "sam")
    shell.json(*command, "--what", "manifest", "--format", "html,csv")
    shell.json(*command, "--what", "rooming", "--format", "csv,json")

    listed = shell.json("trip", "copies", "maple-27")
    code = next(copy["code"] for copy in listed if copy["person"] == "sam")
    traced = shell.json("trip", "trace", "maple-27", code.lower().replace("-", ""))
    unknown = shell.json("trip", "trace", "maple-27", "7KQ2M-9RXT4")

    told = [(c["what"], c["person"], c["times"], c["state"], c["issued_by"]) for c in listed]
    assert told == [
        ("manifest", None, 1, "issued", "operator"),
        ("card", "sam", 2, "issued", "operator"),
    ]
    assert traced == {"found": next(copy for copy in listed if copy["code"] == code)}
    assert unknown == {"found": None}
    line = shell("trip", "trace", "maple-27", code).stdout
    assert line.startswith(f"{code}  issued     edition 1   card      team    Sam  ")
    with installation.store.read() as session:
        rows = session.query(AuditEntry.actor, AuditEntry.detail).filter_by(action="copies:read")
        assert [tuple(row) for row in rows.order_by(AuditEntry.number)] == [
            ("operator", "found"),
            ("operator", "unknown"),
            ("operator", "found"),
        ]
    page = next((tmp_path / "out" / "team").glob("manifest*.html")).read_text(encoding="utf-8")
    assert f"copy {listed[0]['code']}" in page
