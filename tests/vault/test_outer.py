"""The outer key: one file that only its owner reads, and a sentence when it can't be used."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from missions.vault import outer
from missions.vault.outer import OuterKeyUnusable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the key shall be, in a folder that is not there yet."""
    return tmp_path / "keys" / "outer.key"


def test_a_new_key_is_32_bytes_in_a_file_that_only_its_owner_reads(path: Path) -> None:
    assert outer.create(path) is True

    text = path.read_bytes()
    assert (stat.S_IMODE(path.stat().st_mode), text[-1:]) == (0o600, b"\n")
    assert outer.load(path) == base64.b64decode(text)
    assert len(outer.load(path)) == 32


def test_a_key_that_is_there_is_left_alone(path: Path) -> None:
    outer.create(path)
    before = path.read_bytes()

    assert outer.create(path) is False
    assert path.read_bytes() == before


def test_two_keys_are_not_the_same(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    outer.create(path)
    outer.create(other)

    assert outer.load(path) != outer.load(other)


def complaint(path: Path) -> str:
    with pytest.raises(OuterKeyUnusable) as caught:
        outer.load(path)
    return str(caught.value)


def test_a_missing_key_says_what_to_do(path: Path) -> None:
    assert complaint(path) == (
        f"The outer key {path} is not there. Put it back from your escrow copy; plans and"
        " calendars work meanwhile, sealed facts do not."
    )


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_says_so(tmp_path: Path, length: int) -> None:
    path = tmp_path / "outer.key"
    path.write_bytes(base64.b64encode(bytes(length)) + b"\n")

    assert complaint(path) == f"The outer key {path} holds {length} bytes; 32 are wanted."


@pytest.mark.parametrize("text", [b"not a key at all!", b"AAA", b"\xff\xfe\x00", b"AA=A"])
def test_a_file_that_is_no_key_says_so(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "outer.key"
    path.write_bytes(text)

    said = complaint(path)

    assert said.startswith(f"The outer key {path} can't be read: ")
    assert text.decode("latin-1") not in said


def test_a_folder_in_the_keys_place_says_so(tmp_path: Path) -> None:
    assert complaint(tmp_path).startswith(f"The outer key {tmp_path} can't be read: ")
