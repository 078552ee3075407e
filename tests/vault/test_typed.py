"""The outer key on paper: typed back with any spacing, and the row with the mistake is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.vault import outer
from missions.vault.typed import ALPHABET, NotTyped, key_of, rows_of

KEY = bytes(range(32))
KEYS = st.binary(min_size=32, max_size=32)


def by_hand(rows: tuple[str, ...]) -> bytes:
    """Decode the carried characters bit by bit."""
    text = "".join(row.replace(" ", "")[:8] for row in rows)
    bits = "".join(format(ALPHABET.index(letter), "05b") for letter in text)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))


@given(key=KEYS)
def test_eight_rows_carry_the_key_and_its_fingerprint(key: bytes) -> None:
    rows = rows_of(key)

    assert [[len(group) for group in row.split(" ")] for row in rows] == [[4, 4, 2]] * 8
    assert by_hand(rows) == key + bytes.fromhex(outer.fingerprint(key))
    assert key_of("\n".join(rows)) == key


@pytest.mark.parametrize(
    "typed",
    [
        lambda rows: "\n".join(rows).lower(),
        lambda rows: "\r\n\r\n".join(row.replace(" ", "-") for row in rows),
        lambda rows: "".join(rows).replace(" ", ""),
        lambda rows: "\n".join(f"{number} {row}" for number, row in enumerate(rows, 1)),
        lambda rows: "\n".join(f"  {number}. {row}  " for number, row in enumerate(rows, 1)),
        lambda rows: "\n".join(rows).replace("0", "O").replace("1", "l"),
    ],
)
def test_spacing_case_and_lookalikes_do_not_matter(typed) -> None:
    assert key_of(typed(rows_of(KEY))) == KEY


@given(key=KEYS, data=st.data())
def test_a_mistake_is_found_and_nearly_always_in_its_row(key: bytes, data: st.DataObject) -> None:
    rows = list(rows_of(key))
    number = data.draw(st.integers(min_value=0, max_value=7))
    place = data.draw(st.sampled_from([0, 1, 2, 3, 5, 6, 7, 8, 10, 11]))
    letter = data.draw(st.sampled_from([each for each in ALPHABET if each != rows[number][place]]))
    rows[number] = rows[number][:place] + letter + rows[number][place + 1 :]

    with pytest.raises(NotTyped):
        key_of("\n".join(rows))


def complaint(rows: list[str]) -> str:
    with pytest.raises(NotTyped) as caught:
        key_of("\n".join(rows))
    return str(caught.value)


def test_each_mistake_has_a_sentence() -> None:
    rows = list(rows_of(KEY))
    wrong = [*rows[:4], "0000 0000 00", *rows[5:]]
    swapped = [rows[1], rows[0], *rows[2:]]
    short = [*rows[:2], rows[2][:-1], *rows[3:]]
    other = list(rows_of(bytes(32)))

    assert complaint(wrong) == (
        "Row 5 has a mistake: its first eight characters and its last two don't fit."
    )
    assert complaint(swapped).startswith("Row 1 has a mistake")
    assert complaint(short) == "Row 3 has 9 characters; ten are wanted."
    assert complaint(rows[:-1]) == "7 of 8 rows were typed; each has ten characters."
    assert complaint([]) == "0 of 8 rows were typed; each has ten characters."
    assert complaint(["U" + rows[0][1:], *rows[1:]]) == "Row 1 has a “U”, which no key has."
    assert complaint([*rows[:4], *other[4:]]) == (
        "Each row is whole, but together they are no key: are all of one sheet?"
    )
