"""The page around the flow: running head, foot, page numbers known at the end, neutral metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from missions.renderers.pdf import shapes
from missions.renderers.pdf.text import Span
from missions.renderers.pdf.tokens import HAIRLINE, LINE, SMALL, Sheet, Style
from missions.renderers.pdf.typesetter import Typesetter

_COMMENTS = re.compile(rb"(?m)^%[^\r\n]*ReportLab[^\r\n]*$")
_FIRST_FONT = "NotoSans-Regular"


@dataclass(frozen=True, slots=True)
class _Late:
    """A text that is right-aligned in a form, and filled when all pages are set."""

    form: str
    style: Style
    text: str
    page_of: str = ""
    page: int = 0


class PageCanvas(Canvas):  # type: ignore[misc]
    """A canvas that knows which chapter a page shows and fills in page numbers at the end."""

    def __init__(self, *args: Any, typesetter: Typesetter, top: float, **options: Any) -> None:
        super().__init__(*args, **options)
        self._typesetter, self._top = typesetter, top
        self._late: list[_Late] = []
        self._pages: dict[str, int] = {}
        self.section = ""
        self.page_section: str | None = None
        self.page_running: str | None = None

    def begin_section(self, section: str, running: str | None) -> None:
        """Name what follows; a page's head shows what stands at its top."""
        if self.absolutePosition(0, 0)[1] > self._top - 1:
            self.page_section, self.page_running = section, running
        elif self.page_section is None:
            self.page_section = self.section
        self.section = section

    def remember(self, key: str, top: float = 0) -> None:
        """Note that the place `key` stands on this page, and let links lead to it."""
        if key not in self._pages:
            self._pages[key] = self.getPageNumber()
            self.bookmarkHorizontal(key, 0, top + 12)

    def place_page_number(self, span: Span, right: float, baseline: float) -> None:
        """Put "page 7" of the place `span.page_of` so that it ends at `right`."""
        late = _Late(self._form(), span.style, span.text, page_of=span.page_of)
        box = (right - 34, baseline - 3, right, baseline + 9)
        self.linkRect("", span.page_of, box, relative=1)
        self._place(late, right, baseline)

    def place_page_count(self, style: Style, right: float, baseline: float) -> None:
        """Put "2 of 16" so that it ends at `right`."""
        self._place(_Late(self._form(), style, "", page=self.getPageNumber()), right, baseline)

    def _form(self) -> str:
        return f"late{len(self._late)}"

    def _place(self, late: _Late, right: float, baseline: float) -> None:
        self._late.append(late)
        self.saveState()
        self.translate(right, baseline)
        self.doForm(late.form)
        self.restoreState()

    def save(self) -> None:
        """Fill what was left open and write the document."""
        if self._code:
            self.showPage()
        total = self.getPageNumber() - 1
        for late in self._late:
            self.beginForm(late.form, -200, -10, 10, 40)
            self._fill(late, total)
            self.endForm()
        super().save()

    def _fill(self, late: _Late, total: int) -> None:
        text = f"{late.page} of {total}"
        if late.page_of:
            number = self._pages.get(late.page_of)
            text = f"{late.text}{number}" if number else ""
        self._typesetter.line(text, late.style).draw_right(self, 0, 0)


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands around a paper's flow and in its metadata.

    `title` is the document's title in the metadata, `running` the head's left side, `stamp` the
    foot's left side ("" where the paper names neither audience nor edition).
    """

    typesetter: Typesetter
    sheet: Sheet
    title: str
    running: str
    stamp: str = ""
    language: str = "en"

    def build(self, story: Sequence[Flowable]) -> bytes:
        """Return the finished document."""
        buffer = BytesIO()
        with self.typesetter.faces.installed():
            document = _document(self, buffer)
            top = self.sheet.height - self.sheet.edge - self.sheet.head
            maker = partial(PageCanvas, typesetter=self.typesetter, top=top)
            document.build(list(story), canvasmaker=maker)
        return _COMMENTS.sub(lambda found: b"%" + b" " * (len(found[0]) - 1), buffer.getvalue())

    def draw_frame(self, canvas: PageCanvas, _document: object) -> None:
        """Draw head and foot of the page that ends."""
        sheet, left, right = self.sheet, self.sheet.side, self.sheet.width - self.sheet.side
        section = canvas.section if canvas.page_section is None else canvas.page_section
        running = self.running if canvas.page_running is None else canvas.page_running
        baseline = sheet.height - sheet.edge - 7
        note = self.typesetter.line(section, SMALL.quiet, sheet.measure * 0.45)
        head = self.typesetter.line(running, SMALL.heavy, sheet.measure - note.width - 12)
        head.draw(canvas, left, baseline)
        note.draw_right(canvas, right, baseline)
        shapes.rule(canvas, (left, right), baseline - 7.5, HAIRLINE, LINE)
        self.typesetter.line(self.stamp, SMALL.quiet).draw(canvas, left, sheet.edge)
        canvas.place_page_count(SMALL.quiet, right, sheet.edge)
        canvas.page_section = canvas.page_running = None


def _document(paper: Paper, buffer: BytesIO) -> BaseDocTemplate:
    sheet = paper.sheet
    frame = Frame(
        sheet.side,
        sheet.edge + sheet.foot,
        sheet.measure,
        sheet.depth,
        *(0, 0, 0, 0),
        id="page",
    )
    size = (sheet.width, sheet.height)
    template = PageTemplate("page", [frame], pagesize=size, onPageEnd=paper.draw_frame)
    return BaseDocTemplate(
        buffer,
        pagesize=size,
        pageTemplates=[template],
        invariant=1,
        pageCompression=1,
        initialFontName=_FIRST_FONT,
        title=paper.title,
        lang=paper.language,
        **dict.fromkeys(("author", "subject", "creator", "producer"), ""),
        keywords="",
    )
