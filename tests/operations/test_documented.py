"""Every command that a document, a unit or the doctor names exists, with its options."""

from __future__ import annotations

import re
import shlex
from importlib.metadata import requires
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement

from missions.cli.main import main
from tests.operations.test_checks import CASES

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "docs/running.md", "docs/copies.md")
UNITS = sorted((ROOT / "deploy").glob("*.service"))
_LINE = re.compile(r"(?:^|\$ |bin/|; )missions ([a-z].*)$")
_INLINE = re.compile(r"`missions ([a-z][^`]*)`")
_ADVICE = re.compile(r"missions ([a-z].*)$")
_END = re.compile(r"[|;#]")


def commands_in(text: str) -> list[str]:
    """Return the commands in code blocks and in code within a line."""
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith("    ") and not line.startswith("    # "):
            found += _LINE.findall(line.strip())
        elif not line.startswith("    "):
            found += _INLINE.findall(line)
    return found


def complaint(command: str) -> str:
    """Return what is wrong with a command, "" when it would be understood."""
    words = shlex.split(_END.split(command)[0])
    context = click.Context(main, info_name="missions")
    one: click.Command = main
    while isinstance(one, click.Group) and words and not words[0].startswith("-"):
        found = one.get_command(context, words[0])
        if found is None:
            return f"{command}: there is no “{words[0]}”"
        one, words = found, words[1:]
    if isinstance(one, click.Group) and not one.invoke_without_command and "--help" not in words:
        return f"{command}: a command is missing"
    known = {name for each in one.params for name in each.opts} | {"--help"}
    unknown = [word for word in words if word.startswith("--") and word.split("=")[0] not in known]
    return f"{command}: no {unknown}" if unknown else ""


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_a_document_exists(document: str) -> None:
    commands = commands_in((ROOT / document).read_text(encoding="utf-8"))

    assert commands
    assert [said for said in map(complaint, commands) if said] == []


def test_the_units_give_commands_that_exist() -> None:
    texts = [unit.read_text(encoding="utf-8").replace("\\\n", " ") for unit in UNITS]
    commands = [
        found.rstrip("'")
        for text in texts
        for found in re.findall(r"bin/missions\s+([a-z].*)$", text, re.MULTILINE)
    ]

    assert [command.split()[0] for command in commands] == ["backup", "worker"]
    assert [said for said in map(complaint, commands) if said] == []


def test_the_doctor_advises_commands_that_exist() -> None:
    advised = [command for finding, _, _ in CASES for command in _ADVICE.findall(finding.advice)]

    assert len(set(advised)) > 5
    assert [said for said in map(complaint, advised) if said] == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("backup FILE --json", ""),
        ("serve --port 8081", ""),
        ("letters", ""),
        ("help", "help: there is no “help”"),
        ("keys", "keys: a command is missing"),
        ("keys burn", "keys burn: there is no “burn”"),
        ("backup FILE --plain", "backup FILE --plain: no ['--plain']"),
    ],
)
def test_the_reader_of_commands_notices(command: str, said: str) -> None:
    assert complaint(command) == said


def test_commands_are_found_in_blocks_and_lines() -> None:
    text = "\n".join(
        [
            "Say `missions doctor`, not `make demo` or `missions.service`.",
            "    $ missions init  # once",
            "    # systemctl start missions missions-worker",
            "    .venv/bin/missions trip list",
            "    20 3 * * * . $HOME/.profile; missions backup FILE",
        ]
    )

    assert commands_in(text) == ["doctor", "init  # once", "trip list", "backup FILE"]


def test_the_image_builds_with_hashes_of_all_that_building_needs() -> None:
    text = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    named = re.search(r"/\^\(([a-z|-]+)\)==/", text)
    wanted = [Requirement(each) for each in requires("hatchling") or []]
    needed = {one.name for one in wanted if one.marker is None or one.marker.evaluate()}

    assert named is not None
    assert set(named.group(1).split("|")) == {"hatchling", *needed}
    assert text.count("--require-hashes") == 2


def test_units_and_image_keep_keys_to_themselves() -> None:
    image = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", image, re.MULTILINE)

    assert " ".join(copied).split() == [
        "requirements/runtime.txt",
        "requirements/dev.txt",
        "pyproject.toml",
        "README.md",
        "missions",
        "templates",
        "static",
        "samples",
        "wsgi.py",
    ]
    assert "\nUSER missions\n" in image
    for unit in UNITS:
        lines = unit.read_text(encoding="utf-8").splitlines()
        for line in (
            "NoNewPrivileges=yes",
            "ProtectSystem=strict",
            "PrivateTmp=yes",
            "UMask=0077",
            "LimitCORE=0",
            "LoadCredential=outer.key:/etc/missions/key/outer.key",
        ):
            assert line in lines, unit.name
