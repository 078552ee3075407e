"""The outer key's sheet: one page on either paper, the key as text and as a square code."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from io import BytesIO

import pytest
import segno
from pypdf import PdfReader

from missions.renderers.pdf.escrow import Escrow, render_escrow
from missions.vault import outer
from missions.vault.typed import key_of, rows_of

KEY = hashlib.sha256(b"a key for the sheet").digest()
SIDE = 142.0


def sheet(paper: str, copy: int = 1) -> bytes:
    return render_escrow(
        Escrow(
            rows=rows_of(KEY),
            fingerprint=outer.fingerprint(KEY),
            printed=date(2027, 3, 1),
            copy=copy,
            key_file="/srv/missions/outer.key",
            key_store="/srv/missions/keys.db",
            paper=paper,
        )
    )


def code_of(content: bytes, across: int) -> list[list[int]]:
    """Read the square code from the page's rectangles, module by module."""
    stream = PdfReader(BytesIO(content)).pages[0].get_contents()
    assert stream is not None
    text = stream.get_data().decode("latin-1")
    module, found = SIDE / across, set()
    for left, bottom, width, height in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re", text):
        if abs(float(height) - module * 1.02) < 0.01:
            row = across - 1 - round(float(bottom) / module)
            start, length = round(float(left) / module), round(float(width) / module)
            found |= {(row, start + each) for each in range(length)}
    return [[int((row, at) in found) for at in range(across)] for row in range(across)]


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_a_sheet_is_one_page_with_the_key_to_type(paper: str, size: tuple[int, int]) -> None:
    reader = PdfReader(BytesIO(sheet(paper, copy=2)))
    text = reader.pages[0].extract_text()
    words = text.split()

    assert len(reader.pages) == 1
    assert tuple(round(float(each)) for each in reader.pages[0].mediabox[2:]) == size
    assert [group for row in rows_of(KEY) for group in row.split() if group not in words] == []
    for told in (
        "Printed Mon 1 March 2027, copy 2 of 2",
        "Putting it back",
        "missions keys enter",
        "Keeping it",
        "/srv/missions/outer.key",
        "/srv/missions/keys.db",
    ):
        assert told in " ".join(words)
    grouped = re.findall("....", outer.fingerprint(KEY))
    assert " ".join(words).count(" ".join(grouped)) == 2


def test_the_square_code_says_the_same_rows() -> None:
    rows = "\n".join(row.replace(" ", "") for row in rows_of(KEY))
    wanted = segno.make(rows, error="m", micro=False)

    found = code_of(sheet("a4"), len(wanted.matrix))

    assert found == [list(row) for row in wanted.matrix]
    assert key_of(rows) == KEY


def test_the_same_key_gives_the_same_bytes() -> None:
    assert sheet("a4") == sheet("a4")
    assert sheet("a4") != sheet("a4", copy=2)


def test_the_metadata_says_no_more_than_the_title() -> None:
    metadata = PdfReader(BytesIO(sheet("a4"))).metadata or {}

    assert {name: value for name, value in metadata.items() if value and "Date" not in name} == {
        "/Title": "Outer key",
        "/Trapped": "/False",
    }
