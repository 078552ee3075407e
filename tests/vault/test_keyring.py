"""The keyring: one key a trip and a person, wrapped in a store of their own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from missions.vault import outer, sealing
from missions.vault.keyring import Keyring, KeyShredded, address, person_scope, trip_scope
from missions.vault.outer import OuterKeyUnusable
from missions.vault.sealing import CannotOpen

TRIP, PERSON = trip_scope("t1"), person_scope("p1")
PLACE = address("person", "p1", "allergies")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an outer key and an empty store of keys, for all tests that only read."""
    return made(tmp_path_factory.mktemp("home"))


def made(folder: Path) -> Path:
    outer.create(folder / "outer.key")
    keyring(folder).prepare()
    return folder


def keyring(home: Path) -> Keyring:
    """A keyring that has read nothing yet, as after a new start."""
    return Keyring(home / "outer.key", home / "keys.db")


def stored(home: Path) -> dict[str, bytes]:
    with closing(sqlite3.connect(home / "keys.db")) as connection:
        rows = dict(connection.execute("SELECT scope, wrapped FROM wrapped_key"))
    return {scope: wrapped for scope, wrapped in rows.items() if not scope.startswith("mac:")}


def plain_key(home: Path, scope: str) -> bytes:
    """Return a scope's key, unwrapped without the code under test."""
    wrapper = AESGCM(base64.b64decode((home / "outer.key").read_bytes()))
    wrapped = stored(home)[scope]
    return wrapper.decrypt(wrapped[1:13], wrapped[13:], scope.encode())


def delete(home: Path, scope: str) -> None:
    with closing(sqlite3.connect(home / "keys.db")) as connection:
        connection.execute("DELETE FROM wrapped_key WHERE scope = ?", (scope,))
        connection.commit()


def test_scopes_and_addresses_are_what_sealed_rows_were_written_with() -> None:
    assert (TRIP, PERSON, PLACE) == ("trip:t1", "person:p1", "person/p1/allergies")


@given(text=st.text(min_size=1))
def test_what_one_keyring_seals_another_opens(home: Path, text: str) -> None:
    token = keyring(home).seal(PERSON, PLACE, text)

    assert keyring(home).open(PERSON, PLACE, token) == text


def test_a_blank_stays_none(home: Path) -> None:
    ring = keyring(home)

    assert ring.seal(PERSON, PLACE, "") is None
    assert ring.open(PERSON, PLACE, None) == ""


def test_a_blank_needs_no_key(tmp_path: Path) -> None:
    ring = keyring(tmp_path / "nowhere")

    assert (ring.seal(PERSON, PLACE, ""), ring.open(PERSON, PLACE, None)) == (None, "")


@pytest.mark.parametrize(
    ("scope", "place"),
    [
        (PERSON, address("person", "p2", "allergies")),
        (PERSON, address("person", "p1", "medication")),
        (PERSON, address("document", "p1", "allergies")),
        (TRIP, PLACE),
    ],
)
def test_what_was_moved_does_not_open(home: Path, scope: str, place: str) -> None:
    ring = keyring(home)
    ring.ensure([TRIP, PERSON])
    token = ring.seal(PERSON, PLACE, "peanuts")

    with pytest.raises(CannotOpen):
        ring.open(scope, place, token)


def test_a_scope_has_one_key_however_many_ask_for_it(tmp_path: Path) -> None:
    home = made(tmp_path)
    rings = [keyring(home) for _ in range(3)]
    for ring in rings:
        ring.ensure([TRIP, PERSON])

    tokens = [ring.seal(TRIP, PLACE, "text") for ring in rings]

    assert {ring.open(TRIP, PLACE, token) for ring in rings for token in tokens} == {"text"}
    assert sorted(stored(home)) == [PERSON, TRIP]


def test_of_two_that_make_a_key_at_once_the_first_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = made(tmp_path)
    first, second = keyring(home), keyring(home)
    real = sealing.new_key

    def overtaken() -> bytes:
        monkeypatch.setattr("missions.vault.chain.new_key", real)
        first.ensure([TRIP])
        return real()

    monkeypatch.setattr("missions.vault.chain.new_key", overtaken)
    token = second.seal(TRIP, PLACE, "text")

    assert first.open(TRIP, PLACE, token) == "text"
    assert keyring(home).open(TRIP, PLACE, token) == "text"


def test_many_keys_are_made_and_fetched_at_once(tmp_path: Path) -> None:
    home = made(tmp_path)
    scopes = [person_scope(f"p{number}") for number in range(1201)]
    tokens = {}
    ring = keyring(home)
    ring.ensure(scopes)
    for scope in scopes:
        tokens[scope] = ring.seal(scope, PLACE, scope)

    other = keyring(home)
    other.load(scopes)

    assert [other.open(scope, PLACE, tokens[scope]) for scope in scopes] == scopes
    assert len({plain_key(home, scope) for scope in scopes[:20]}) == 20


def test_the_store_holds_no_key_in_the_plain_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    home = made(tmp_path)
    keyring(home).ensure([TRIP, PERSON])
    keys = [plain_key(home, scope) for scope in (TRIP, PERSON)]
    keys.append(base64.b64decode((home / "outer.key").read_bytes()))

    files = {path.name: path.read_bytes() for path in home.glob("keys.db*")}

    forms = [form for key in keys for form in (key, key.hex().encode(), base64.b64encode(key))]
    assert [(name, form) for name, body in files.items() for form in forms if form in body] == []
    assert list(files) == ["keys.db"]
    assert stat.S_IMODE((home / "keys.db").stat().st_mode) == 0o600


def test_a_wrapped_key_that_was_moved_to_another_scope_does_not_serve_there(
    tmp_path: Path,
) -> None:
    home = made(tmp_path)
    ring = keyring(home)
    token = ring.seal(PERSON, PLACE, "peanuts")
    with closing(sqlite3.connect(home / "keys.db")) as connection:
        connection.execute("UPDATE wrapped_key SET scope = 'person:p2' WHERE scope = 'person:p1'")
        connection.commit()

    with pytest.raises((CannotOpen, OuterKeyUnusable)):
        keyring(home).open("person:p2", PLACE, token)


def test_what_a_deleted_key_sealed_is_gone(tmp_path: Path) -> None:
    home = made(tmp_path)
    ring = keyring(home)
    lost, kept = ring.seal(PERSON, PLACE, "peanuts"), ring.seal(TRIP, PLACE, "purpose")
    delete(home, PERSON)

    with pytest.raises(KeyShredded) as caught:
        keyring(home).open(PERSON, PLACE, lost)
    assert str(caught.value) == "the key of this fact is gone"
    assert keyring(home).open(TRIP, PLACE, kept) == "purpose"


def test_a_deleted_key_leaves_no_bytes_in_the_store(tmp_path: Path) -> None:
    home = made(tmp_path)
    ring = keyring(home)
    ring.ensure([TRIP, PERSON])
    wrapped = stored(home)[PERSON]
    assert wrapped in (home / "keys.db").read_bytes()

    ring.shred([PERSON])

    assert wrapped not in (home / "keys.db").read_bytes()


def test_a_mac_is_an_hmac_under_the_scopes_mac_key(tmp_path: Path) -> None:
    home = made(tmp_path)
    ring = keyring(home)
    ring.ensure([TRIP, PERSON])
    wrapper = AESGCM(base64.b64decode((home / "outer.key").read_bytes()))
    with closing(sqlite3.connect(home / "keys.db")) as connection:
        wrapped = dict(connection.execute("SELECT scope, wrapped FROM wrapped_key"))[f"mac:{TRIP}"]
    key = wrapper.decrypt(wrapped[1:13], wrapped[13:], b"mac:trip:t1")

    expected = hmac.new(key, b"data", hashlib.sha256).hexdigest()

    assert key != plain_key(home, TRIP)
    assert ring.mac(TRIP, b"data") == expected
    assert keyring(home).mac(TRIP, b"data") == expected
    assert ring.mac(PERSON, b"data") != expected


def test_without_the_outer_key_nothing_is_sealed_opened_or_signed(tmp_path: Path) -> None:
    home = made(tmp_path)
    token = keyring(home).seal(PERSON, PLACE, "peanuts")
    assert keyring(home).available() is True
    (home / "outer.key").unlink()
    ring = keyring(home)

    assert ring.available() is False
    for attempt in (
        lambda: ring.seal(PERSON, PLACE, "text"),
        lambda: ring.open(PERSON, PLACE, token),
        lambda: ring.mac(PERSON, b"data"),
        lambda: ring.ensure([TRIP]),
    ):
        with pytest.raises(OuterKeyUnusable, match="is not there"):
            attempt()
    assert sorted(stored(home)) == [PERSON]


def test_another_outer_key_is_told_from_the_right_one(tmp_path: Path) -> None:
    home = made(tmp_path)
    token = keyring(home).seal(PERSON, PLACE, "peanuts")
    (home / "outer.key").unlink()
    outer.create(home / "outer.key")
    ring = keyring(home)

    for attempt in (
        lambda: ring.open(PERSON, PLACE, token),
        lambda: ring.seal(PERSON, PLACE, "text"),
    ):
        with pytest.raises(OuterKeyUnusable) as caught:
            attempt()
        assert str(caught.value) == (
            f"The outer key {home / 'outer.key'} is not the one that wrapped the keys in"
            f" {home / 'keys.db'}. Put the right one back from your escrow copy."
        )
