"""Replacing the outer key: whatever stops it, a key file on the disk opens every key."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from missions.vault import keystore, outer
from missions.vault.outer import OuterKeyUnusable
from missions.vault.sealing import new_key
from tests.vault.homes import PERSON, PLACE, TRIP, keyring, made, make_old


class PowerCut(BaseException):
    """The machine stops here."""


class Fuse:
    """Cuts the power before or after the nth of the steps that it watches."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
        self.left = at
        for owner, name in (
            (outer, "write"),
            (outer, "_settle"),
            (Path, "unlink"),
            (Path, "replace"),
            (keystore, "set_wrapped_by"),
        ):
            monkeypatch.setattr(owner, name, self.watched(getattr(owner, name)))

    def watched(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            self.count()
            result = step(*args, **options)
            self.count()
            return result

        return run

    def count(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise PowerCut


def sealed(home: Path) -> dict[str, bytes]:
    ring = keyring(home)
    return {scope: ring.seal(scope, PLACE, scope) or b"" for scope in (TRIP, PERSON)}


def check(home: Path, tokens: dict[str, bytes], macs: dict[str, str]) -> None:
    ring = keyring(home)
    assert {scope: ring.open(scope, PLACE, token) for scope, token in tokens.items()} == {
        scope: scope for scope in tokens
    }
    assert {scope: ring.mac(scope, b"plan") for scope in tokens} == macs


def test_the_new_key_opens_everything_and_the_old_one_nothing(tmp_path: Path) -> None:
    home = made(tmp_path)
    tokens, living = sealed(home), keyring(home)
    macs = {scope: living.mac(scope, b"plan") for scope in tokens}
    old, new = (home / "outer.key").read_bytes(), new_key()

    assert living.rewrap(new) == outer.fingerprint(new) == keyring(home).fingerprint()

    check(home, tokens, macs)
    assert living.open(PERSON, PLACE, tokens[PERSON]) == PERSON
    assert sorted(path.name for path in home.iterdir()) == ["keys.db", "outer.key"]
    assert outer.load(home / "outer.key") == new
    assert stat.S_IMODE((home / "outer.key").stat().st_mode) == 0o600
    (home / "outer.key").write_bytes(old)
    with pytest.raises(OuterKeyUnusable, match="is not the one that wrapped the keys"):
        keyring(home).open(PERSON, PLACE, tokens[PERSON])


def test_wherever_it_is_stopped_all_opens_and_a_second_run_ends_it(
    tmp_path: Path,
) -> None:
    stops = 0
    while True:
        folder = tmp_path / str(stops)
        folder.mkdir()
        home = made(folder)
        tokens = sealed(home)
        macs = {scope: keyring(home).mac(scope, b"plan") for scope in tokens}
        with pytest.MonkeyPatch.context() as patch:
            fuse = Fuse(patch, stops + 1)
            try:
                keyring(home).rewrap(new_key())
            except PowerCut:
                stops += 1
            if fuse.left > 0:
                break

        check(home, tokens, macs)
        ring = keyring(home)
        if not ring.finish_rewrap():
            ring.rewrap(new_key())
        check(home, tokens, macs)
        assert sorted(path.name for path in home.iterdir()) == ["keys.db", "outer.key"]

    assert stops > 12


def test_a_key_made_by_a_process_that_still_has_the_old_outer_key_is_wrapped_by_the_new_one(
    tmp_path: Path,
) -> None:
    home = made(tmp_path)
    slow = keyring(home)
    slow.ensure([TRIP])
    keyring(home).rewrap(new_key())

    token = slow.seal(PERSON, PLACE, "peanuts")

    assert keyring(home).open(PERSON, PLACE, token) == "peanuts"


def test_an_empty_store_knows_its_outer_key_too(tmp_path: Path) -> None:
    home = made(tmp_path)
    slow = keyring(home)
    assert slow.available()
    keyring(home).rewrap(new_key())

    token = slow.seal(PERSON, PLACE, "peanuts")

    assert keyring(home).open(PERSON, PLACE, token) == "peanuts"


def test_a_store_of_the_first_form_is_wrapped_anew(tmp_path: Path) -> None:
    home = made(tmp_path)
    make_old(home, {TRIP: bytes(range(32))})
    mac = keyring(home).mac(TRIP, b"plan")
    make_old(home, {TRIP: bytes(range(32))})

    keyring(home).rewrap(new_key())

    assert keyring(home).mac(TRIP, b"plan") == mac


def test_without_the_present_key_nothing_is_replaced(tmp_path: Path) -> None:
    home = made(tmp_path)
    sealed(home)
    (home / "outer.key").unlink()

    with pytest.raises(OuterKeyUnusable, match="is not there"):
        keyring(home).rewrap(new_key())

    assert [path.name for path in home.iterdir()] == ["keys.db"]


def test_a_folder_that_takes_no_file_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = made(tmp_path)
    tokens = sealed(home)

    def refuse(*_args: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(outer, "write", refuse)
    with pytest.raises(OuterKeyUnusable) as caught:
        keyring(home).rewrap(new_key())

    assert str(caught.value) == (
        f"The next outer key can't be written beside {home / 'outer.key'} (Permission denied)."
        " Nothing was changed."
    )
    assert keyring(home).open(PERSON, PLACE, tokens[PERSON]) == PERSON
