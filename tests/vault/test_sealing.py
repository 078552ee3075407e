"""Sealing and opening: what was sealed opens at its own address, unaltered, and nowhere else."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from missions.vault.sealing import CannotOpen, generation_of, new_key, open_bytes, seal_bytes

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


GENERATIONS = st.integers(min_value=1, max_value=2**32 - 1)


@given(plain=st.binary(max_size=64), generation=GENERATIONS)
def test_a_token_of_a_generation_carries_it_authenticated(plain: bytes, generation: int) -> None:
    token = seal_bytes(CIPHER, ADDRESS, plain, generation)

    head, nonce, sealed = token[:5], token[5:17], token[17:]
    assert head == b"\x02" + generation.to_bytes(4, "big")
    assert AESGCM(KEY).decrypt(nonce, sealed, head + ADDRESS.encode()) == plain
    assert (open_bytes(CIPHER, ADDRESS, token), generation_of(token)) == (plain, generation)


@given(generation=GENERATIONS, data=st.data())
def test_a_token_of_a_generation_with_an_altered_bit_does_not_open(
    generation: int, data: st.DataObject
) -> None:
    token = bytearray(seal_bytes(CIPHER, ADDRESS, b"peanuts", generation))
    place = data.draw(st.integers(min_value=0, max_value=len(token) - 1))
    token[place] ^= 1 << data.draw(st.integers(min_value=0, max_value=7))

    with pytest.raises(CannotOpen):
        open_bytes(CIPHER, ADDRESS, bytes(token))


def test_a_token_without_a_generation_is_of_the_first() -> None:
    assert generation_of(seal_bytes(CIPHER, ADDRESS, b"peanuts")) == 1


@pytest.mark.parametrize("token", [b"", b"\x00", b"\x02", b"\x02\0\0\0", b"\x03" + bytes(40)])
def test_what_is_no_token_has_no_generation(token: bytes) -> None:
    for ask in (generation_of, lambda each: open_bytes(CIPHER, ADDRESS, each)):
        with pytest.raises(CannotOpen, match="sealed by an unknown version"):
            ask(token)
