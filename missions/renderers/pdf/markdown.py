"""Free pages: Markdown to flowables. HTML is plain text, a link is its words, no image loads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from missions.renderers.pdf.arrange import Headed
from missions.renderers.pdf.blocks import LABEL_WIDTH, Block, Words
from missions.renderers.pdf.heads import SectionHead
from missions.renderers.pdf.rows import Column, Grid, Row, Rows
from missions.renderers.pdf.text import Rich, Span, marked
from missions.renderers.pdf.tokens import BASE, QUIET, Style
from missions.renderers.pdf.typesetter import Typesetter


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def blocks(typesetter: Typesetter, text: str) -> list[Block]:
    """Return a page's text as blocks; a heading stays with what follows it."""
    parsed = list(_Reader(typesetter, _parser().parse(text)).read())
    found: list[Block] = []
    for block in reversed(parsed):
        if isinstance(block, SectionHead) and found:
            found.append(Headed(block, found.pop()))
        else:
            found.append(block)
    return found[::-1]


@dataclass(slots=True)
class _Place:
    """Where the reader stands: how deep in lists, and what the next paragraph is marked with."""

    depth: int = 0
    quoted: bool = False
    label: Rich = ""


class _Reader:
    """Walks the flat list of tokens once."""

    def __init__(self, typesetter: Typesetter, tokens: Sequence[Token]) -> None:
        self._typesetter = typesetter
        self._tokens = tokens
        self._place = _Place()
        self._numbers: list[int | None] = []
        self._heading = ""
        self._table: list[list[tuple[Span, ...]]] = []

    def read(self) -> Iterator[Block]:
        """Yield a block for each heading, paragraph, list item, code block and table."""
        for token in self._tokens:
            if token.type == "inline":
                yield from self._inline(token)
            elif token.type in ("fence", "code_block"):
                yield self._paragraph((Span(token.content.rstrip("\n"), BASE),))
            elif token.type == "table_close":
                yield self._finished_table()
            else:
                self._move(token)

    def _move(self, token: Token) -> None:
        kind = token.type
        if kind == "heading_open":
            self._heading = token.tag
        elif kind == "heading_close":
            self._heading = ""
        elif kind == "tr_open":
            self._table.append([])
        elif kind.startswith("blockquote"):
            self._place.quoted = kind.endswith("open")
        elif kind.endswith("list_open"):
            start = int(token.attrGet("start") or 1) if kind == "ordered_list_open" else None
            self._numbers.append(start)
        elif kind.endswith("list_close"):
            self._numbers.pop()
        elif kind == "list_item_open":
            self._place.label = self._next_label()

    def _next_label(self) -> Rich:
        number = self._numbers[-1]
        if number is None:
            return "–"
        self._numbers[-1] = number + 1
        return f"{number}."

    def _inline(self, token: Token) -> Iterator[Block]:
        content = tuple(_spans(token.children or ()))
        if self._table:
            self._table[-1].append(content)
        elif self._heading:
            yield self._head(content)
        else:
            yield self._paragraph(content)

    def _head(self, content: tuple[Span, ...]) -> Block:
        text = "".join(span.text for span in content)
        return SectionHead(self._typesetter, text, minor=self._heading not in ("h1", "h2"))

    def _paragraph(self, content: tuple[Span, ...]) -> Block:
        depth = len(self._numbers)
        if self._place.quoted:
            content = tuple(replace(span, style=span.style.quiet) for span in content)
        label, self._place.label = self._place.label, ""
        if content and content[0].text.startswith(("[ ] ", "[] ")):
            rest = content[0].text.partition("] ")[2]
            content, label = (replace(content[0], text=rest), *content[1:]), marked("box")
        indent = LABEL_WIDTH * max(depth, 1 if self._place.quoted else 0)
        words = Words(self._typesetter, content, BASE, indent, label)
        return words.spaced(after=3 if depth else 6)

    def _finished_table(self) -> Block:
        rows, self._table = self._table, []
        columns = tuple(Column(1) for _ in rows[0])
        header = tuple("".join(span.text for span in cell) for cell in rows[0])
        body = [Row(tuple(cells)) for cells in rows[1:]]
        return Rows(self._typesetter, Grid(columns, header), body).spaced(6, 9)


def _spans(tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield a paragraph's words; italic is set quiet, since the paper has two cuts only."""
    style: Style = BASE
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield Span(token.content, style)
        elif token.type == "softbreak":
            yield Span(" ", style)
        elif token.type == "hardbreak":
            yield Span("\n", style)
        elif token.type == "image":
            yield Span(token.content, style)
        else:
            style = _styled(style, token.type)


def _styled(style: Style, kind: str) -> Style:
    if kind.startswith("strong"):
        return replace(style, bold=kind.endswith("open"))
    if kind.startswith("em_"):
        return replace(style, colour=QUIET if kind.endswith("open") else BASE.colour)
    if kind.startswith("s_"):
        return replace(style, struck=kind.endswith("open"))
    return style
