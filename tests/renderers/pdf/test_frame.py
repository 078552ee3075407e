"""The page around the flow, and what a document says of itself."""

from __future__ import annotations

import io

from pypdf import PdfReader
from reportlab.platypus import PageBreak

from missions.renderers.pdf.blocks import Words
from missions.renderers.pdf.heads import Anchored, Chapter
from missions.renderers.pdf.text import Span
from missions.renderers.pdf.tokens import SMALL
from tests.renderers.pdf import reading
from tests.renderers.pdf.kit import paper, typesetter


def three_pages(**more: object) -> bytes:
    ts = typesetter()
    story = [
        Chapter("Plan", "plan"),
        Words(ts, (Span("see "), Span("page ", SMALL, page_of="rooms"))),
        PageBreak(),
        Words(ts, "goes on"),
        PageBreak(),
        Chapter("Rooms", "rooms"),
        Anchored(Words(ts, "text"), "first", "First room"),
    ]
    return paper(ts, story, **more)


def test_head_foot_and_page_numbers_that_are_known_at_the_end() -> None:
    assert reading.pages(three_pages(stamp="Edition 7 · team")) == [
        ["see", "page 3", "Summer team Plan", "Edition 7 · team", "1 of 3"],
        ["goes on", "Summer team Plan", "Edition 7 · team", "2 of 3"],
        ["text", "Summer team Rooms", "Edition 7 · team", "3 of 3"],
    ]


def test_the_outline_leads_to_the_chapters() -> None:
    data = three_pages()
    reader = PdfReader(io.BytesIO(data))
    chapters = [node for node in reader.outline if not isinstance(node, list)]
    assert reading.outline(data) == ["Plan", "Rooms", ["First room"]]
    assert [reader.get_destination_page_number(node) for node in chapters] == [0, 2]


def test_a_page_number_is_a_link() -> None:
    page = PdfReader(io.BytesIO(three_pages())).pages[0]
    (link,) = (annotation.get_object() for annotation in page["/Annots"])
    assert (link["/Subtype"], link["/Border"]) == ("/Link", [0, 0, 0])


def test_a_document_says_nothing_of_who_made_it() -> None:
    data = three_pages()
    assert reading.metadata(data) == {
        "/Title": "Book",
        "/Author": "",
        "/Subject": "",
        "/Creator": "",
        "/Producer": "",
        "/Keywords": "",
        "/Trapped": "/False",
    }
    assert b"reportlab" not in data.lower()
    assert b"Helvetica" not in data
    assert PdfReader(io.BytesIO(data)).trailer["/Root"]["/Lang"] == "en"


def test_the_same_story_gives_the_same_bytes() -> None:
    assert three_pages() == three_pages()
