"""Tokens: long, random, and kept only as a digest."""

from __future__ import annotations

import base64
import hashlib

from missions.accounts.tokens import digest, new_token


def test_a_token_has_256_bits_that_may_stand_in_an_address() -> None:
    token = new_token()

    assert len(base64.urlsafe_b64decode(token + "=")) == 32
    assert {new_token() for _ in range(50)}.isdisjoint({token})


def test_what_is_kept_is_the_sha_256() -> None:
    assert digest("abc") == hashlib.sha256(b"abc").hexdigest()
