"""Shredding: a key that was deleted is gone from every living process, the store and its files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from missions.vault.keyring import Keyring, KeyShredded
from missions.vault.keystore import KeyStoreMissing, Stamp
from tests.vault.homes import PERSON, PLACE, TRIP, keyring, made, rows


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with an outer key and an empty store of keys."""
    return made(tmp_path)


def settle(ring: Keyring) -> None:
    """Let the keyring believe that the store has been quiet for long."""
    ring._since = ring._read = -1.0
    ring._look()
    assert ring._settled


def test_a_living_keyring_does_not_use_what_another_shredded(home: Path) -> None:
    ring, other = keyring(home), keyring(home)
    lost, kept = ring.seal(PERSON, PLACE, "peanuts"), ring.seal(TRIP, PLACE, "purpose")
    settle(ring)

    other.shred([PERSON])

    with pytest.raises(KeyShredded, match="the key of this fact is gone"):
        ring.open(PERSON, PLACE, lost)
    assert ring.open(TRIP, PLACE, kept) == "purpose"
    assert PERSON not in ring._held.scopes


ASK = """
import sys
from pathlib import Path
from missions.vault.keyring import Keyring, KeyShredded
home = Path(sys.argv[1])
ring = Keyring(home / "outer.key", home / "keys.db")
token = bytes.fromhex(sys.argv[2])
for _ in sys.stdin:
    try:
        print(ring.open("person:p1", "person/p1/allergies", token), flush=True)
    except KeyShredded as error:
        print(error, flush=True)
"""


def test_a_living_process_does_not_use_what_another_shredded(home: Path) -> None:
    ring = keyring(home)
    token = ring.seal(PERSON, PLACE, "peanuts")
    assert token is not None
    command = [sys.executable, "-c", ASK, str(home), token.hex()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None

        def ask() -> str:
            print(file=other.stdin, flush=True)
            return other.stdout.readline() if other.stdout else ""

        before = ask()
        ring.shred([PERSON])
        after = ask()
        other.stdin.close()

    assert (before, after) == ("peanuts\n", "the key of this fact is gone\n")


def test_two_changes_under_one_stamp_are_both_seen(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring, other = keyring(home), keyring(home)
    token = ring.seal(PERSON, PLACE, "peanuts")
    moments = iter([0.0, 0.001, 0.006, 0.02, 9.0])
    monkeypatch.setattr("missions.vault.chain.time.monotonic", lambda: next(moments))
    monkeypatch.setattr(ring._store, "stamp", lambda: Stamp(1, 1, 1))

    assert ring.open(PERSON, PLACE, token) == "peanuts"
    other.shred([PERSON])
    assert ring.open(PERSON, PLACE, token) == "peanuts"
    with pytest.raises(KeyShredded):
        ring.open(PERSON, PLACE, token)


def test_a_key_made_anew_after_shredding_is_not_the_old_one(home: Path) -> None:
    ring, other = keyring(home), keyring(home)
    token = ring.seal(PERSON, PLACE, "peanuts")
    other.shred([PERSON])
    other.ensure([PERSON])

    with pytest.raises(ValueError, match="does not open with this key"):
        ring.open(PERSON, PLACE, token)


def test_shredding_needs_no_outer_key_and_leaves_no_bytes(home: Path) -> None:
    keyring(home).ensure([PERSON, TRIP])
    (wrapped,) = rows(home, f"SELECT wrapped FROM wrapped_key WHERE scope = '{PERSON}'")[0]
    (mac,) = rows(home, f"SELECT wrapped FROM wrapped_key WHERE scope = 'mac:{PERSON}'")[0]
    (home / "outer.key").unlink()

    keyring(home).shred([PERSON])

    data = (home / "keys.db").read_bytes()
    assert [each in data for each in (wrapped, mac)] == [False, False]
    assert rows(home, "SELECT scope FROM wrapped_key ORDER BY scope") == [(f"mac:{TRIP}",), (TRIP,)]


def test_many_scopes_are_shredded_at_once(home: Path) -> None:
    ring = keyring(home)
    scopes = [f"person:p{number}" for number in range(1100)]
    ring.ensure([*scopes, TRIP])

    ring.shred(scopes)

    assert ring.generations() == {TRIP: (1,)}


def test_a_missing_store_is_not_made_anew_by_looking(home: Path) -> None:
    ring = keyring(home)
    token = ring.seal(PERSON, PLACE, "peanuts")
    (home / "keys.db").unlink()

    for attempt in (
        lambda: ring.open(PERSON, PLACE, token),
        lambda: ring.seal(TRIP, PLACE, "purpose"),
        lambda: keyring(home).holds_keys(),
    ):
        with pytest.raises(KeyStoreMissing) as caught:
            attempt()
        assert str(caught.value) == (
            f"The store of keys {home / 'keys.db'} is not there. Put it back from its latest copy;"
            " plans and calendars work meanwhile, sealed facts do not."
        )
    assert not (home / "keys.db").exists()
