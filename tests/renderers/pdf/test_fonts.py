"""The faces of a paper."""

from __future__ import annotations

import io
import logging

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from missions.renderers.pdf import typefaces
from missions.renderers.pdf.fonts import Faces
from missions.renderers.pdf.typefaces import KR, LATIN
from tests.renderers.pdf import reading
from tests.renderers.pdf.test_scripts import MIXED


def drawn(faces: Faces, text: str) -> bytes:
    """Return a page with a text in both weights."""
    buffer = io.BytesIO()
    with faces.installed():
        canvas = Canvas(buffer, invariant=1, initialFontName="NotoSans-Regular")
        for bold, y in ((False, 700), (True, 650)):
            x = 40.0
            for run in faces.runs(text, bold):
                canvas.setFont(run.font.fontName, 9 * run.scale)
                canvas.drawString(x, y, run.text)
                x += run.width(9)
        canvas.save()
    return buffer.getvalue()


def test_a_cut_names_its_faces_and_keeps_the_weights_apart() -> None:
    regular, bold = (TTFont(io.BytesIO(data)) for data in typefaces.cut(KR, map(ord, "김준호")))
    assert [font["name"].getDebugName(6) for font in (regular, bold)] == [
        "NotoSansKR-Regular",
        "NotoSansKR-Bold",
    ]
    assert [font["OS/2"].usWeightClass for font in (regular, bold)] == [400, 700]
    assert sorted(regular.getBestCmap()) == sorted(map(ord, "김준호"))
    assert "fvar" not in regular


def test_the_same_characters_are_cut_to_the_same_bytes() -> None:
    assert typefaces.cut(LATIN, map(ord, "Ánh")) == typefaces.cut(LATIN, map(ord, "hnÁ"))


def test_five_scripts_are_embedded_in_both_weights_and_can_be_copied() -> None:
    data = drawn(Faces.for_texts([MIXED]), MIXED)
    assert reading.faces(data) == {
        f"{name}-{style}"
        for name in ("NotoSans", "NotoSansKR", "NotoSansSC", "NotoSansJP")
        for style in ("Regular", "Bold")
    }
    text = PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert text.split() == [*MIXED.split(), *MIXED.split()]


def test_what_was_cut_before_does_not_show_in_a_document() -> None:
    before = drawn(Faces.for_texts([MIXED]), MIXED)
    Faces.for_texts(["Zażółć gęślą jaźń, 한국어 은행나무로, 陸海空, ひらがな, Привет"])
    after = drawn(Faces.for_texts([MIXED]), MIXED)
    assert before == after


def test_papers_made_at_the_same_time_keep_their_own_characters() -> None:
    one, other = Faces.for_texts(["Ünïcödé Ж"]), Faces.for_texts(["한국 Ω"])
    texts = [
        PdfReader(io.BytesIO(drawn(faces, text))).pages[0].extract_text().split()
        for faces, text in ((one, "Ünïcödé Ж"), (other, "한국 Ω"), (one, "Ünïcödé Ж"))
    ]
    assert texts == [["Ünïcödé", "Ж"] * 2, ["한국", "Ω"] * 2, ["Ünïcödé", "Ж"] * 2]


def test_a_character_without_a_glyph_prints_as_a_box_and_is_reported(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        faces = Faces.for_texts(["Anna 😀", "שלום"])
    assert faces.missing == frozenset(map(ord, "😀שלום"))
    assert caplog.messages == [
        "no face has U+05D5, U+05DC, U+05DD, U+05E9, U+1F600: printed as boxes"
    ]
    (run,) = (run for run in faces.runs("😀") if run.text)
    assert run.width(10) == 6.0
    assert drawn(faces, "Anna 😀").count(b"/FontFile2") == 2


def test_a_copied_box_is_still_the_character() -> None:
    faces = Faces.for_texts(["Anna 😀 𠮷"])
    text = PdfReader(io.BytesIO(drawn(faces, "Anna 😀 𠮷"))).pages[0].extract_text()
    assert text.split() == ["Anna", "😀", "𠮷"] * 2


def test_cjk_is_set_a_little_smaller() -> None:
    faces = Faces.for_texts(["김"])
    assert [run.scale for run in faces.runs("A김")] == [1.0, 0.96]
