"""Generations of a key: a new one seals, the old ones open until they are deleted."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from missions.vault.keyring import Keyring, KeyRotated, KeyShredded, generation_of
from tests.vault.homes import PERSON, PLACE, TRIP, generations, keyring, made, make_old, rows


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with an outer key and an empty store of keys."""
    return made(tmp_path)


def token_of(ring: Keyring, text: str = "peanuts") -> bytes:
    token = ring.seal(PERSON, PLACE, text)
    assert token is not None
    return token


def test_a_new_generation_seals_and_the_old_one_still_opens(home: Path) -> None:
    ring, other = keyring(home), keyring(home)
    first = token_of(ring)
    assert other.open(PERSON, PLACE, first) == "peanuts"

    assert ring.begin_rotation(PERSON) == 2
    second = token_of(ring, "walnuts")

    assert (generation_of(first), generation_of(second)) == (1, 2)
    assert generation_of(token_of(other)) == 2
    for reader in (ring, other, keyring(home)):
        texts = [reader.open(PERSON, PLACE, token) for token in (first, second)]
        assert (texts, reader.current_generation(PERSON)) == (["peanuts", "walnuts"], 2)


def test_a_rotation_that_was_begun_is_gone_on_with(home: Path) -> None:
    ring = keyring(home)
    token_of(ring)

    numbers = [ring.begin_rotation(PERSON), keyring(home).begin_rotation(PERSON)]

    assert (numbers, ring.rotating(PERSON), generations(home, PERSON)) == ([2, 2], True, [1, 2])


def test_what_is_resealed_opens_after_the_old_key_is_deleted(home: Path) -> None:
    ring = keyring(home)
    first = token_of(ring)
    ring.begin_rotation(PERSON)

    again = ring.reseal(PERSON, PLACE, first)
    assert again is not None
    assert ring.reseal(PERSON, PLACE, again) is None
    assert ring.finish_rotation(PERSON) == 1

    assert generations(home, PERSON) == [2]
    assert ring.rotating(PERSON) is False
    assert keyring(home).open(PERSON, PLACE, again) == "peanuts"
    with pytest.raises(KeyRotated, match="was replaced since it was read; read it again"):
        keyring(home).open(PERSON, PLACE, first)


def test_who_had_the_old_key_opens_what_it_had_read_before_the_end(home: Path) -> None:
    ring, reader = keyring(home), keyring(home)
    first = token_of(ring)
    reader.load([PERSON])
    ring.begin_rotation(PERSON)
    ring.finish_rotation(PERSON)

    assert reader.open(PERSON, PLACE, first) == "peanuts"
    reader.shred([PERSON])
    with pytest.raises(KeyShredded, match="the key of this fact is gone"):
        reader.open(PERSON, PLACE, first)


def test_a_key_of_another_generation_does_not_serve_in_its_place(home: Path) -> None:
    ring = keyring(home)
    token = token_of(ring)
    ring.begin_rotation(PERSON)
    forged = b"\x02" + (2).to_bytes(4, "big") + token[5:]

    with pytest.raises(ValueError, match="does not open with this key"):
        keyring(home).open(PERSON, PLACE, forged)


def test_ending_an_earlier_rotation_does_not_touch_a_later_one(home: Path) -> None:
    ring = keyring(home)
    token_of(ring)
    mine = ring.begin_rotation(PERSON)
    ring.finish_rotation(PERSON)
    second = token_of(ring)
    ring.begin_rotation(PERSON)

    assert ring.finish_rotation(PERSON, mine) == 0
    assert ring.open(PERSON, PLACE, second) == "peanuts"


def test_a_token_of_a_newer_copy_of_the_store_says_so(home: Path) -> None:
    ring = keyring(home)
    token_of(ring)
    older = (home / "keys.db").read_bytes()
    ring.begin_rotation(PERSON)
    token = token_of(ring)
    (home / "keys.db").write_bytes(older)

    with pytest.raises(KeyShredded, match="is in a newer copy of the store of keys"):
        keyring(home).open(PERSON, PLACE, token)


def test_a_scope_without_a_key_can_not_be_rotated(home: Path) -> None:
    ring = keyring(home)

    for ask in (ring.begin_rotation, ring.current_generation, ring.rotating):
        with pytest.raises(KeyShredded):
            ask(PERSON)
    assert ring.finish_rotation(PERSON) == 0


def test_a_mac_is_the_same_after_a_rotation(home: Path) -> None:
    ring = keyring(home)
    ring.ensure([TRIP])
    before = ring.mac(TRIP, b"plan")
    ring.begin_rotation(TRIP)
    ring.finish_rotation(TRIP)

    assert (ring.mac(TRIP, b"plan"), keyring(home).mac(TRIP, b"plan")) == (before, before)


def test_an_old_store_is_brought_to_generations_in_its_place(home: Path) -> None:
    key = bytes(range(32))
    make_old(home, {PERSON: key, TRIP: bytes(32)})
    nonce = bytes(12)
    token = b"\x01" + nonce + AESGCM(key).encrypt(nonce, b"peanuts", PLACE.encode())

    ring = keyring(home)

    assert ring.open(PERSON, PLACE, token) == "peanuts"
    found = rows(home, "SELECT scope, generation FROM wrapped_key ORDER BY scope")
    assert found == [(PERSON, 1), (TRIP, 1)]
    assert rows(home, "PRAGMA user_version") == [(2,)]
    assert ring.mac(PERSON, b"plan") == hmac.new(key, b"plan", hashlib.sha256).hexdigest()


def test_preparing_an_old_store_twice_changes_it_once(home: Path) -> None:
    make_old(home, {PERSON: bytes(range(32))})
    for _ in range(2):
        keyring(home).prepare()

    assert rows(home, "SELECT scope, generation FROM wrapped_key") == [(PERSON, 1)]
    assert rows(home, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name") == [
        ("fact",),
        ("wrapped_key",),
    ]


def test_an_old_scopes_macs_hold_after_its_first_key_is_gone(home: Path) -> None:
    key = bytes(range(32))
    make_old(home, {TRIP: key})
    ring = keyring(home)
    ring.begin_rotation(TRIP)
    ring.finish_rotation(TRIP)

    expected = hmac.new(key, b"plan", hashlib.sha256).hexdigest()
    assert keyring(home).mac(TRIP, b"plan") == expected


def test_a_shredded_scope_has_no_mac_either(home: Path) -> None:
    ring = keyring(home)
    ring.ensure([TRIP])
    ring.mac(TRIP, b"plan")

    ring.shred([TRIP])

    assert rows(home, "SELECT * FROM wrapped_key") == []
    with pytest.raises(KeyShredded):
        ring.mac(TRIP, b"plan")
