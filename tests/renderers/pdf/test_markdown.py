"""Free pages."""

from __future__ import annotations

from missions.renderers.pdf import markdown
from tests.renderers.pdf import reading
from tests.renderers.pdf.kit import paper, typesetter

TEXT = """
# Packing

Some **bold** and *quiet* text with <script>alert(1)</script>, ![a map](https://example.org/m.png)
and [a link](https://example.org/x).

- one
- two
  - deeper
- [ ] ticked off

3. third
4. fourth

| word | says |
|------|------|
| yes  | 네   |

> quoted

    code <b>
"""


def test_a_page_is_read_as_its_writer_meant_it() -> None:
    ts = typesetter(TEXT)
    (lines,) = reading.pages(paper(ts, markdown.blocks(ts, TEXT)))
    assert lines[:-2] == [
        "Packing",
        "Some bold and quiet text with <script>alert(1)</script>, a map and a link.",
        "– one",
        "– two",
        "– deeper",
        "ticked off",
        "3. third",
        "4. fourth",
        "word says",
        "yes 네",
        "quoted",
        "code <b>",
    ]


def test_nothing_in_a_page_leads_out_of_it() -> None:
    ts = typesetter(TEXT)
    data = paper(ts, markdown.blocks(ts, TEXT))
    assert [word in data for word in (b"/URI", b"/XObject /Image", b"example.org")] == [False] * 3


def test_an_empty_page_has_no_blocks() -> None:
    assert markdown.blocks(typesetter(), "  \n") == []
