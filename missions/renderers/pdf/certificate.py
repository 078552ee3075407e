"""A certificate: one page on its side, what somebody attended, and a line to sign on."""

from __future__ import annotations

from dataclasses import dataclass

from missions.briefing.document.training import Certificate, CertificateLine
from missions.renderers import wording as w
from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import Block, draw_lines
from missions.renderers.pdf.fonts import Faces
from missions.renderers.pdf.frame import PageCanvas, Paper
from missions.renderers.pdf.setting import texts_of
from missions.renderers.pdf.text import Line, Rich, Span
from missions.renderers.pdf.tokens import (
    BASE,
    HAIRLINE,
    INK,
    LARGE,
    LEAD,
    LINE,
    RULE,
    SMALL,
    TITLE,
    Look,
    Sheet,
    Style,
    sheet,
)
from missions.renderers.pdf.typesetter import Typesetter

TITLE_WORDS = "Certificate of attendance"
SIGNED = "Leader’s signature"
ISSUED = "Date of issue"
_FOOT = 64.0
_TOPICS = 3
_BETWEEN = 30.0


def render_certificate(certificate: Certificate) -> bytes:
    """Return the certificate as PDF: one page, however much was attended."""
    faces = Faces.for_texts(texts_of(certificate), certificate.languages)
    ts = Typesetter(faces, Look())
    page = sheet(certificate.paper).turned
    paper = _Unframed(
        ts, page, title="Certificate", running=certificate.label, stamp=certificate.audience
    )
    return paper.build([_Page(ts, certificate, page)])


class _Unframed(Paper):
    """A page without running head and page number: the foot names the audience, nothing else."""

    def draw_frame(self, canvas: PageCanvas, _document: object) -> None:
        """Draw the foot."""
        self.typesetter.line(self.stamp, SMALL.quiet).draw(canvas, self.sheet.side, self.sheet.edge)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How the sessions are set: in so many columns of so many rows of this style."""

    columns: int
    rows: int
    pitch: float
    style: Style

    @property
    def room(self) -> int:
        """How many sessions there is room for."""
        return self.columns * self.rows


class _Page(Block):
    """The whole page between head and foot: from the top down, and the signature at the bottom."""

    def __init__(self, typesetter: Typesetter, certificate: Certificate, page: Sheet) -> None:
        super().__init__()
        self._ts, self._of, self._depth = typesetter, certificate, page.depth + page.head - 1

    def measure(self, width: float) -> float:
        """Take the page."""
        return self._depth - 26

    def draw(self) -> None:
        """Draw the head, then the sessions in what is left above topics and signature."""
        top = self._head(self.height + 26)
        topics = self._topics()
        height = sum(line.leading for line in topics)
        self._sessions(top, _FOOT + (height + 9 if topics else 0))
        draw_lines(self.canv, topics, 0, _FOOT + height)
        self._foot()

    def _head(self, top: float) -> float:
        """Draw what it is, whose, and of what; return where it ends."""
        of, width = self._of, self.width
        blocks: list[tuple[Rich, Style, int, float]] = [
            (Span(of.label, BASE.quiet), BASE, 1, 0),
            (TITLE_WORDS, LARGE.heavy, 1, 18),
            (of.name, TITLE, 2, 6),
            (self._sentence(), LEAD.quiet, 3, 14),
        ]
        for text, style, most, after in blocks:
            lines = self._ts.lines(text, width, style, most)
            top = draw_lines(self.canv, lines, -1.2 if style is TITLE else 0, top) - after
        return top

    def _sentence(self) -> Rich:
        of = self._of
        what = f"the course “{of.course}”" if of.course else "the training for this trip"
        count = w.count_of(len(of.lines), "session")
        return (
            Span("has taken part in ", LEAD.quiet),
            Span(what, LEAD.heavy),
            Span(f": {count}, {w.minutes_text(of.minutes)} in all.", LEAD.quiet),
        )

    def _foot(self) -> None:
        """Draw the line to sign on and the date."""
        half = (self.width - _BETWEEN) / 2
        issued = self._ts.line(w.date_plain(self._of.issued), LEAD.heavy)
        issued.draw(self.canv, half + _BETWEEN, 19)
        for left, words in ((0.0, SIGNED), (half + _BETWEEN, ISSUED)):
            shapes.rule(self.canv, (left, left + half), 14, HAIRLINE, INK)
            self._ts.line(words, SMALL.quiet).draw(self.canv, left, 3)

    def _topics(self) -> tuple[Line, ...]:
        """Return minutes by topic; nothing where each session has one of its own."""
        told = [f"{topic} {w.minutes_text(minutes)}" for topic, minutes in self._of.topics if topic]
        if not told or len(self._of.topics) >= len(self._of.lines):
            return ()
        text = (Span("By topic: ", SMALL.heavy), Span("; ".join(told), SMALL))
        return self._ts.lines(text, self.width, SMALL, _TOPICS)

    def _sessions(self, top: float, floor: float) -> None:
        fit = _fitting(len(self._of.lines), top - floor)
        shown, rest = self._of.lines, ""
        if len(shown) > fit.room:
            shown = shown[: fit.room - 1]
            left = self._of.lines[len(shown) :]
            minutes = w.minutes_text(sum(line.minutes for line in left))
            rest = f"and {w.count_of(len(left), 'more session')}, {minutes}"
        width = (self.width - _BETWEEN * (fit.columns - 1)) / fit.columns
        for column in range(fit.columns):
            x = column * (width + _BETWEEN)
            shapes.rule(self.canv, (x, x + width), top, RULE, INK)
            for at, line in enumerate(shown[column * fit.rows : (column + 1) * fit.rows]):
                self._row(line, fit, (x, x + width), top - at * fit.pitch)
        if rest:
            x = (fit.columns - 1) * (width + _BETWEEN)
            baseline = top - fit.rows * fit.pitch + fit.pitch * 0.32
            self._ts.line(rest, fit.style.quiet).draw(self.canv, x, baseline)

    def _row(self, line: CertificateLine, fit: _Fit, ends: tuple[float, float], top: float) -> None:
        """Draw one session: day, title with topic, minutes."""
        (left, right), style = ends, fit.style
        baseline = top - fit.pitch + fit.pitch * 0.32
        day, minutes = w.date_brief(line.day), w.minutes_text(line.minutes)
        edge = left + self._ts.width("28 Mar 2026   ", style)
        wide = self._ts.width("12 h 00   ", style)
        self._ts.line(day, style.quiet).draw(self.canv, left, baseline)
        title = (Span(line.title, style.heavy), *_more(line, style))
        self._ts.line(title, style, right - wide - edge).draw(self.canv, edge, baseline)
        self._ts.line(minutes, style).draw_right(self.canv, right, baseline)
        shapes.rule(self.canv, (left, right), top - fit.pitch, HAIRLINE, LINE)


def _more(line: CertificateLine, style: Style) -> tuple[Span, ...]:
    told = w.joined(line.topic, "made up" if line.made_up else "", by="; ")
    return (Span(f"  {told}", style.quiet),) if told else ()


def _fitting(count: int, height: float) -> _Fit:
    """Return the largest setting that holds all, else the one that holds most."""
    ways: tuple[tuple[int, float, Style], ...] = (
        (1, 21.0, LEAD),
        (1, 17.0, BASE),
        (2, 17.0, BASE),
        (2, 13.5, SMALL),
    )
    fits = [
        _Fit(columns, max(1, int(height // pitch)), pitch, style) for columns, pitch, style in ways
    ]
    return next((fit for fit in fits if fit.room >= count), fits[-1])
