"""Sealing and opening: what was sealed opens at its own address, unaltered, and nowhere else."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from missions.vault.sealing import CannotOpen, new_key, open_bytes, seal_bytes

KEY = bytes(range(32))
CIPHER = AESGCM(KEY)
ADDRESS = "person/p1/allergies"
REFUSED = "the sealed value does not open with this key at this address"


@given(plain=st.binary(), address=st.text())
def test_what_is_sealed_opens_again(plain: bytes, address: str) -> None:
    token = seal_bytes(CIPHER, address, plain)

    assert open_bytes(CIPHER, address, token) == plain
    assert len(token) == 1 + 12 + len(plain) + 16


@given(plain=st.binary(max_size=64))
def test_a_sealed_value_is_aes_256_gcm_with_the_address_as_associated_data(plain: bytes) -> None:
    token = seal_bytes(CIPHER, ADDRESS, plain)

    version, nonce, sealed = token[:1], token[1:13], token[13:]
    assert version == b"\x01"
    assert AESGCM(KEY).decrypt(nonce, sealed, ADDRESS.encode()) == plain


def test_the_same_text_is_never_sealed_alike() -> None:
    tokens = {seal_bytes(CIPHER, ADDRESS, b"peanuts") for _ in range(50)}

    assert len({token[1:13] for token in tokens}) == 50


@given(one=st.text(), other=st.text())
def test_a_value_that_was_moved_does_not_open(one: str, other: str) -> None:
    token = seal_bytes(CIPHER, one, b"peanuts")
    if one == other:
        other += "x"

    with pytest.raises(CannotOpen, match=REFUSED):
        open_bytes(CIPHER, other, token)


@given(plain=st.binary(max_size=40), data=st.data())
def test_a_value_with_an_altered_bit_does_not_open(plain: bytes, data: st.DataObject) -> None:
    token = bytearray(seal_bytes(CIPHER, ADDRESS, plain))
    place = data.draw(st.integers(min_value=0, max_value=len(token) - 1))
    token[place] ^= 1 << data.draw(st.integers(min_value=0, max_value=7))

    with pytest.raises(CannotOpen):
        open_bytes(CIPHER, ADDRESS, bytes(token))


@given(plain=st.binary(max_size=40), data=st.data())
def test_a_value_that_was_cut_does_not_open(plain: bytes, data: st.DataObject) -> None:
    token = seal_bytes(CIPHER, ADDRESS, plain)
    length = data.draw(st.integers(min_value=0, max_value=len(token) - 1))

    with pytest.raises(CannotOpen):
        open_bytes(CIPHER, ADDRESS, token[:length])


def test_a_value_of_another_key_does_not_open() -> None:
    token = seal_bytes(CIPHER, ADDRESS, b"peanuts")

    with pytest.raises(CannotOpen, match=REFUSED):
        open_bytes(AESGCM(new_key()), ADDRESS, token)


def test_a_new_key_is_256_bits_and_never_the_same() -> None:
    keys = {new_key() for _ in range(20)}

    assert {len(key) for key in keys} == {32}
    assert len(keys) == 20
