"""The outer key as a person types it: Crockford's base32 in short rows, each with a checksum.

Eight rows of eight characters carry the key and its fingerprint; two more characters end each row
and tell which row has the mistake. O reads as 0, I and L as 1; case, spaces and hyphens don't
count, nor does a row's number in front.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from missions.vault import outer
from missions.vault.sealing import KEY_BYTES

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ROWS = 8
_IN_ROW, _CHECK, _GROUP = 8, 2, 4
_BITS = 5
_LOOKALIKES = str.maketrans("OIL", "011")
_IGNORED = re.compile(r"[\s\-‐–—.:·]+")


class NotTyped(ValueError):
    """What was typed is no key; the message says which row to look at."""


def rows_of(key: bytes) -> tuple[str, ...]:
    """Return a key's rows for typing: `7KQ2 M0XD P4`."""
    carried = key + bytes.fromhex(outer.fingerprint(key))
    digits = _digits(int.from_bytes(carried, "big"), ROWS * _IN_ROW)
    return tuple(_row(number, text) for number, text in enumerate(_parts(digits, _IN_ROW), 1))


def _row(number: int, text: str) -> str:
    return " ".join((*_parts(text, _GROUP), _check(number, text)))


def key_of(text: str) -> bytes:
    """Return the key that was typed; raise `NotTyped` with the row that is wrong."""
    rows = list(_rows(text))
    for number, row in enumerate(rows, 1):
        _verify(number, row)
    if len(rows) != ROWS:
        raise NotTyped(f"{len(rows)} of {ROWS} rows were typed; each has ten characters.")
    number = 0
    for digit in "".join(row[:_IN_ROW] for row in rows):
        number = number << _BITS | ALPHABET.index(digit)
    carried = number.to_bytes(ROWS * _IN_ROW * _BITS // 8, "big")
    key = carried[:KEY_BYTES]
    if carried[KEY_BYTES:].hex() != outer.fingerprint(key):
        raise NotTyped("Each row is whole, but together they are no key: are all of one sheet?")
    return key


def _rows(text: str) -> Iterator[str]:
    whole = _IN_ROW + _CHECK
    lines = [_IGNORED.sub("", line).upper().translate(_LOOKALIKES) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) == 1 and len(lines[0]) == ROWS * whole:
        lines = list(_parts(lines[0], whole))
    for number, line in enumerate(lines, 1):
        yield line[1:] if len(line) == whole + 1 and line[0] == str(number) else line


def _verify(number: int, row: str) -> None:
    if unknown := [letter for letter in row if letter not in ALPHABET]:
        raise NotTyped(f"Row {number} has a “{unknown[0]}”, which no key has.")
    if len(row) != _IN_ROW + _CHECK:
        raise NotTyped(f"Row {number} has {len(row)} characters; ten are wanted.")
    if row[_IN_ROW:] != _check(number, row[:_IN_ROW]):
        raise NotTyped(
            f"Row {number} has a mistake: its first eight characters and its last two don't fit."
        )


def _check(number: int, text: str) -> str:
    digest = hashlib.sha256(f"{number}:{text}".encode()).digest()
    return _digits(int.from_bytes(digest[:2], "big") >> 6, _CHECK)


def _digits(number: int, count: int) -> str:
    places: Iterable[int] = range((count - 1) * _BITS, -1, -_BITS)
    return "".join(ALPHABET[number >> place & 31] for place in places)


def _parts(text: str, size: int) -> Iterator[str]:
    for start in range(0, len(text), size):
        yield text[start : start + size]
