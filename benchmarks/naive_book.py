"""The book as it is usually built: a Paragraph in every cell of Platypus tables.

It says what the real book says, since the chapters themselves are asked for it: for the time of a
build their flowables are exchanged for the ones here. Drawings become tables of Paragraphs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from missions.briefing.document import Briefing, RoutePoint
from missions.renderers import wording
from missions.renderers.pdf.chapters import binding, lanes
from missions.renderers.pdf.chapters.call_home import Clock
from missions.renderers.pdf.chapters.route import route_dates
from missions.renderers.pdf.rows import Grid, Row
from missions.renderers.pdf.setting import paper_for, typesetter_for
from missions.renderers.pdf.strips import Ends
from missions.renderers.pdf.text import Rich, spans
from missions.renderers.pdf.tokens import (
    BASE,
    FIGURE,
    HEAD,
    LABEL,
    LARGE,
    LEAD,
    SMALL,
    TITLE,
    Style,
)
from missions.renderers.pdf.typesetter import Typesetter

_PLAIN = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), "NotoSans-Regular"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 12),
    ]
)
_RULED = TableStyle(
    [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.HexColor("#c6cdd2"))], parent=_PLAIN
)
_BAND = TableStyle([("BACKGROUND", (0, 0), (-1, -1), colors.HexColor("#f5f3ee"))], parent=_PLAIN)

_TIGHT = TableStyle(
    [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)], parent=_RULED
)
_KIT = "missions.renderers.pdf."


def paragraph(
    typesetter: Typesetter, content: Rich, style: Style = BASE, right: bool = False
) -> Flowable:
    """Return a text as a Paragraph with a font tag for every run."""
    parts = []
    for span in spans(content, style):
        for run in typesetter.faces.runs(span.text, span.style.bold):
            red, green, blue = (round(part * 255) for part in span.style.colour)
            text = escape(run.text).replace("\n", "<br/>")
            text = f"<strike>{text}</strike>" if span.style.struck else text
            parts.append(
                f'<font name="{run.font.fontName}" size="{span.style.size * run.scale:g}"'
                f' color="#{red:02x}{green:02x}{blue:02x}">{text}</font>'
            )
    form = ParagraphStyle(
        "cell", fontName="NotoSans-Regular", fontSize=style.size, leading=style.leading
    )
    if right:
        form.alignment = TA_RIGHT
    return Paragraph("".join(parts), form)


class Naive(Table):  # type: ignore[misc]
    """A table that can be given white around it, as the real flowables can."""

    def spaced(self, before: float | None = None, after: float | None = None) -> Naive:
        """Set the white above and below."""
        self.spaceBefore, self.spaceAfter = before or 0, after or 0
        return self


def column(parts: Sequence[Any], style: TableStyle = _PLAIN) -> Naive:
    """Return parts one under another."""
    cells = [[one] for part in parts for one in _parts(part)]
    return Naive(cells or [[""]], style=style)


def _parts(part: Any) -> list[Any]:
    return list(part._content) if isinstance(part, Together) else [part]


class Together(KeepTogether):  # type: ignore[misc]
    """Parts that stay on one page."""

    def spaced(self, before: float | None = None, after: float | None = None) -> Together:
        """Leave the white to the parts."""
        return self


class Title(Naive):
    """A title over a note."""

    def __init__(
        self, ts: Typesetter, title: Rich, note: Rich = "", style: Style = TITLE,
        note_style: Style = LEAD.quiet,
    ) -> None:  # fmt: skip
        parts = [paragraph(ts, title, style), paragraph(ts, note, note_style)]
        super().__init__([[part] for part in parts], style=_PLAIN)


class SectionHead(Naive):
    """A head with a note at its right."""

    def __init__(self, ts: Typesetter, head: Rich, note: Rich = "", minor: bool = False) -> None:
        style = LEAD.heavy if minor else HEAD.heavy
        parts = [paragraph(ts, head, style), paragraph(ts, note, SMALL.quiet, right=True)]
        super().__init__([parts], style=_RULED)


def rows(ts: Typesetter, grid: Grid, data: Sequence[Row]) -> Naive:
    """Return a table with a Paragraph, or a list of them, in every cell."""
    unit = 500 / sum(one.share for one in grid.columns)
    cells: list[list[Any]] = []
    if grid.header:
        cells.append([paragraph(ts, text, LABEL) for text in grid.header])
    cells += [_cells(ts, grid, row) for row in data]
    widths = [one.share * unit for one in grid.columns]
    return Naive(cells, colWidths=widths, style=_RULED, repeatRows=int(bool(grid.header)))


def _cells(ts: Typesetter, grid: Grid, row: Row) -> list[Any]:
    found: list[Any] = []
    for cell, form in zip(row.cells, grid.columns, strict=False):
        texts = cell if isinstance(cell, list) else [cell]
        found.append([paragraph(ts, text, form.style, form.right) for text in texts])
    if row.under:
        found[1].append(paragraph(ts, row.under, SMALL.quiet))
    return found + [""] * (len(grid.columns) - len(found))


def words(
    ts: Typesetter, content: Rich, style: Style = BASE, indent: float = 0, label: Rich = ""
) -> Naive:
    """Return a Paragraph with its label before it."""
    parts = [paragraph(ts, label, style), paragraph(ts, content, style)]
    return Naive([parts], colWidths=[indent + 18, 350], style=_PLAIN)


def strip(ts: Typesetter, ends: Ends, style: Style = LARGE.heavy) -> Naive:
    """Return a segment as four cells."""
    cells = (
        ((ends.start, *ends.start_lines), style),
        ((ends.over, ends.under), BASE),
        ((ends.end, *ends.end_lines), style),
        (ends.notes, SMALL.quiet),
    )
    parts = [[paragraph(ts, text, one if not at else BASE) for at, text in enumerate(texts)]
             for texts, one in cells]  # fmt: skip
    return Naive([parts], colWidths=[110, 170, 110, 110], style=_PLAIN)


def day_head(ts: Typesetter, day: date, place: Rich, clock: str = "", note: str = "") -> Naive:
    """Return a day's head as cells."""
    parts = [
        paragraph(ts, str(day.day), FIGURE),
        [
            paragraph(ts, wording.weekday(day), HEAD.heavy),
            paragraph(ts, wording.month(day), HEAD.quiet),
        ],
        [paragraph(ts, place, HEAD.heavy), paragraph(ts, clock, BASE.quiet)],
        paragraph(ts, note, BASE.quiet, right=True),
    ]
    return Naive([parts], colWidths=[76, 97, 170, 157], style=_RULED)


def route(ts: Typesetter, points: Sequence[RoutePoint]) -> Naive:
    """Return the stops as a row of cells."""
    cells = [
        [paragraph(ts, one.name, LEAD.heavy), paragraph(ts, route_dates(one), SMALL.quiet)]
        for one in points
    ]
    return Naive([cells], style=_PLAIN)


def lanes_table(ts: Typesetter, briefing: Briefing) -> Naive:
    """Return a column a day and a row a lane, with the stays' names in a cell of its own."""
    days = lanes.days_between(briefing.starts, briefing.ends)
    bars = lanes.bars_of(briefing)
    hops = lanes.hops_of(briefing, bars)
    head: list[Any] = [""]
    for day in days:
        name = paragraph(ts, wording.weekday(day)[:3], SMALL.quiet)
        head.append([name, paragraph(ts, str(day.day), LEAD.heavy)])
    table = [head]
    for at, lane in enumerate(lanes.lanes_of(briefing)):
        texts = [bar.long for group in bars for bar in group if bar.lane == at and bar.long]
        texts += [hop.label for hop in hops if hop.start_lane == at]
        name = [paragraph(ts, lane.name, LEAD.heavy), paragraph(ts, lane.clock, SMALL.quiet)]
        name.append(paragraph(ts, lane.difference, SMALL.quiet))
        row: list[Any] = [name, [paragraph(ts, text, SMALL) for text in texts]]
        table.append(row + [""] * (len(days) - 1))
    spans_ = [("SPAN", (1, at), (-1, at)) for at in range(1, len(table))]
    return Naive(table, colWidths=[96] + [400 / len(days)] * len(days),
                 style=TableStyle(spans_, parent=_RULED))  # fmt: skip


def call_home(ts: Typesetter, clocks: Sequence[Clock]) -> Naive:
    """Return a Paragraph an hour and a clock."""
    table = []
    for clock in clocks:
        hours = ((hour * 60 + clock.ahead) // 60 % 24 for hour in range(24))
        name = paragraph(ts, clock.name, BASE.heavy)
        table.append([name, *(paragraph(ts, f"{hour:02d}", SMALL) for hour in hours)])
    return Naive(table, colWidths=[96] + [17] * 24, style=_TIGHT)


EXCHANGED: dict[str, Any] = {
    "Rows": rows,
    "Words": words,
    "Gap": lambda height: Spacer(1, height),
    "Title": Title,
    "SectionHead": SectionHead,
    "Chapter": lambda *_, **__: Spacer(1, 0),
    "Anchored": lambda inner, *_, **__: inner,
    "Headed": lambda head, first: Together([head, first]),
    "FollowOn": Together,
    "AtFoot": lambda block: block,
    "Stack": column,
    "Beside": lambda parts: Naive([[block for *_, block in parts]], style=_PLAIN),
    "Band": lambda _, inner, **__: column([inner], _BAND),
    "Strip": strip,
    "DayHead": day_head,
    "RouteStrip": route,
    "LanesChart": lanes_table,
    "CallHome": call_home,
}


@contextmanager
def exchanged() -> Iterator[None]:
    """Let the chapters make these flowables for a while."""
    kit = [module for name, module in list(sys.modules.items()) if name.startswith(_KIT)]
    real = [
        (module, name, value)
        for module in kit
        for name, value in vars(module).items()
        if name in EXCHANGED and getattr(value, "__module__", "").startswith(_KIT)
    ]
    for module, name, _ in real:
        setattr(module, name, EXCHANGED[name])
    try:
        yield
    finally:
        for module, name, value in real:
            setattr(module, name, value)


def render(briefing: Briefing) -> bytes:
    """Return the book, built the usual way."""
    ts = typesetter_for(briefing)
    paper = paper_for(briefing, ts)
    buffer = BytesIO()
    sheet = paper.sheet
    document = BaseDocTemplate(buffer, pagesize=(sheet.width, sheet.height), invariant=1,
                               initialFontName="NotoSans-Regular")  # fmt: skip
    frame = Frame(sheet.side, sheet.edge + sheet.foot, sheet.measure, sheet.depth, 0, 0, 0, 0)

    def furniture(canvas: Any, _document: Any) -> None:
        canvas.setFont("NotoSans-Regular", 8)
        canvas.drawString(sheet.side, sheet.height - sheet.edge - 7, paper.running)
        canvas.drawString(sheet.side, sheet.edge, paper.stamp)
        canvas.drawRightString(sheet.width - sheet.side, sheet.edge, str(canvas.getPageNumber()))

    document.addPageTemplates([PageTemplate("page", [frame], onPage=furniture)])
    with ts.faces.installed(), exchanged():
        document.build(binding.bind(ts, briefing))
    return buffer.getvalue()
